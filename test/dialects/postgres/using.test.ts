/** What `using` gives the rows, on real servers. */
import { expect, test } from 'vitest'
import { definitions } from '../../../src/operations/index.ts'
import { creation, execute, onServers, schemaOf } from './support.ts'

onServers('using', (server) => {
  test('fills what is NULL where no type changes', async () => {
    const connection = await server.database()
    const before = schemaOf({
      tables: [{ name: 'users', columns: [{ name: 'age', type: 'integer' }] }],
    })
    await execute(connection, creation(before))
    await connection.execute('INSERT INTO users VALUES (NULL), (5)')
    const set = { nullable: false, default: '0' }
    const fill = { using: 'coalesce(age, 0)' }
    await execute(connection, [definitions.alterColumn.create('users', 'age', set, fill)], before)
    expect(await connection.query('SELECT age FROM users ORDER BY age')).toEqual([
      { age: 0 },
      { age: 5 },
    ])
  })
})
