/** Fresh SQLite databases, and what PRAGMA says of them. */
import type { Connection, Row } from '../../src/dialects/dialect.ts'
import { sqlite } from '../../src/dialects/sqlite/index.ts'

export const connect = (): Promise<Connection> =>
  sqlite.connect('sqlite::memory:', {
    create: true,
    namespaces: [],
    lockName: 'test',
    lockTimeout: 1000,
    statementTimeout: null,
  })

const lines = (kind: string, rows: readonly Row[]): readonly string[] =>
  rows.map((row) => `${kind} ${JSON.stringify(row)}`)

/** What PRAGMA says of every table, positions of columns aside; a rowid is never NULL, whatever is written. */
export const witness = async (connection: Connection): Promise<string> => {
  const each = async (kind: string, sql: string) => lines(kind, await connection.query(sql))
  const tables = "FROM sqlite_schema s, $ x WHERE s.type = 'table' AND s.name NOT LIKE 'sqlite%'"
  const from = (pragma: string): string => tables.replace('$', pragma)
  const found = [
    ...(await each(
      'column',
      `SELECT s.name AS t, x.name, lower(x.type) AS type, CASE WHEN x.pk = 1 AND lower(x.type) = 'integer' THEN 1 ELSE x."notnull" END AS n, trim(x.dflt_value, '()') AS d, x.pk, x.hidden ${from('pragma_table_xinfo(s.name)')}`,
    )),
    ...(await each(
      'key',
      `SELECT s.name AS t, x."table", x."from", x."to", x.on_update, x.on_delete, x.seq ${from('pragma_foreign_key_list(s.name)')}`,
    )),
    ...(await each(
      'index',
      `SELECT s.name AS t, x.name, x."unique", x.partial, (SELECT group_concat(coalesce(k.name, 'expr') || k.desc || k.coll) FROM pragma_index_xinfo(x.name) k WHERE k.key) AS k ${from('pragma_index_list(s.name)')} AND x.origin = 'c'`,
    )),
    ...(await each(
      'object',
      "SELECT type, name FROM sqlite_schema WHERE type IN ('view', 'trigger')",
    )),
  ]
  return found.toSorted().join('\n')
}
