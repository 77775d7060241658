import { expect, test } from 'vitest'
import { namedOpclass } from '../../../src/dialects/postgres/opclasses.ts'
import { onServers } from './support.ts'

onServers('operator classes', (server) => {
  test('are left out exactly where the server takes them by itself', async () => {
    const connection = await server.database()
    const rows = await connection.query(
      'SELECT amname AS method, opcname AS name, opcdefault AS implied FROM pg_opclass JOIN pg_am a ON a.oid = opcmethod',
    )
    const wrong = rows.filter(
      ({ method, name, implied }) =>
        (namedOpclass(String(method), String(name)) === null) !== implied,
    )
    expect(rows.length).toBeGreaterThan(100)
    expect(wrong).toEqual([])
  })
})
