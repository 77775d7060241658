import { drizzle } from 'drizzle-orm/pglite'
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { postgres } from '../../../src/dialects/postgres/index.ts'

test('a data step on PGlite gets the drizzle of PGlite, in the transaction that is open', async () => {
  const connection = await postgres.connect('pglite:memory', {
    create: true,
    namespaces: [],
    lockName: 'diffkit',
    lockTimeout: 1000,
    statementTimeout: null,
  })
  expect(connection.drizzleModule).toBe('drizzle-orm/pglite')
  const db = drizzle(connection.driver as never)
  const failing = connection.transaction(
    async () => {
      await db.execute(sql`CREATE TABLE users (id integer)`)
      await db.execute(sql`INSERT INTO users VALUES (${1})`)
      expect((await db.execute(sql`SELECT id FROM users`)).rows).toEqual([{ id: 1 }])
      throw new Error('no')
    },
    { mode: 'revision' },
  )
  await expect(failing).rejects.toThrow('no')
  expect((await db.execute(sql`SELECT to_regclass('users') AS name`)).rows).toEqual([
    { name: null },
  ])
  await connection.close()
})
