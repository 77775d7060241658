/** A database is read in bulk: the number of its tables is not in the number of queries. */
import pg from 'pg'
import { expect, test, vi } from 'vitest'
import { loadDialect } from '../../../src/dialects/index.ts'
import { query, useServer } from '../../support/postgres.ts'

const server = useServer(18)

/** Everything that is sent while the database is read, the transaction's own statements included. */
const readWith = async (tables: number) => {
  const url = await server.database()
  const statements = Array.from({ length: tables }, (_, at) => [
    `CREATE TABLE t${at} (id integer PRIMARY KEY, n text DEFAULT 'x' CHECK (n <> ''))`,
    `CREATE INDEX ON t${at} (lower(n))`,
  ])
  await query(url, ["CREATE TYPE mood AS ENUM ('sad')", ...statements.flat()].join(';'))
  const dialect = await loadDialect('postgresql')
  const connection = await dialect.connect(url, {
    create: false,
    namespaces: [],
    lockName: 'diffkit',
    lockTimeout: 1000,
    statementTimeout: null,
  })
  const sent = vi.spyOn(pg.Client.prototype, 'query')
  try {
    const { schema } = await dialect.introspect(connection, { namespaces: null, hidden: [] })
    return { tables: schema.tables.length, sent: sent.mock.calls.length }
  } finally {
    sent.mockRestore()
    await connection.close()
  }
}

test('at most twelve queries, however many tables there are', async () => {
  const [few, many] = [await readWith(2), await readWith(60)]
  expect([few.tables, many.tables]).toEqual([2, 60])
  expect(few.sent).toBeGreaterThan(0)
  expect(many.sent).toBe(few.sent)
  expect(many.sent).toBeLessThanOrEqual(12)
})
