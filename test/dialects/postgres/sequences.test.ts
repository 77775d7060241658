/** Sequences on real servers. */
import { expect, test } from 'vitest'
import { definitions } from '../../../src/operations/index.ts'
import { creation, execute, onServers, schemaOf } from './support.ts'

onServers('a sequence that changes', (server) => {
  const changed = async (draw: boolean): Promise<unknown> => {
    const connection = await server.database()
    const before = schemaOf({ sequences: [{ name: 'numbers' }] })
    await execute(connection, creation(before))
    if (draw) await connection.query("select setval('numbers', 40)")
    const set = { min: '5', start: '7' }
    await execute(connection, [definitions.alterSequence.create('numbers', set)], before)
    const [row] = await connection.query("select nextval('numbers')::text as next")
    return row?.['next']
  }

  test('goes on from where it is', async () => {
    expect(await changed(true)).toBe('41')
  })

  test('begins anew when nobody drew from it', async () => {
    expect(await changed(false)).toBe('7')
  })
})
