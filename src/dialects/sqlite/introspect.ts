/** A connection → the rows of its catalog, and the Schema that they say. */
import { qualified } from '../../schema/names.ts'
import type { Connection, Ground, Introspection, Row, Scope, StoredObject } from '../dialect.ts'
import { isVirtual, readSchema } from './read-schema.ts'
import { foldName } from './tokens.ts'

const TYPES = ['table', 'index', 'view', 'trigger'] as const

const storedObject = (row: Row): StoredObject => ({
  type: TYPES.find((type) => type === row['type']) ?? 'table',
  name: String(row['name']),
  table: String(row['tbl_name']),
  sql: row['sql'] === null ? null : String(row['sql']),
})

/** Every row of `sqlite_schema`, in the order in which things were made. */
export const readGround = async (connection: Connection): Promise<Ground> => {
  const rows = await connection.query(
    'SELECT type, name, tbl_name, sql FROM main.sqlite_schema ORDER BY rowid',
  )
  return rows.map(storedObject)
}

/** Tables that belong to a virtual table. https://sqlite.org/vtab.html#the_xshadowname_method */
const shadowTables = async (connection: Connection): Promise<readonly string[]> => {
  const sql = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'shadow'"
  return (await connection.query(sql)).map((row) => String(row['name']))
}

/** Reads the main database; temporary and attached ones are never looked at. */
export const introspect = async (connection: Connection, scope: Scope): Promise<Introspection> =>
  connection.transaction(
    async () => {
      const ground = await readGround(connection)
      const virtual = ground.some(isVirtual)
      const hidden = new Set(
        [
          ...scope.hidden.map((name) => qualified(name).name),
          ...(virtual ? await shadowTables(connection) : []),
        ].map(foldName),
      )
      const visible = ground.filter(
        ({ name, table }) => !name.startsWith('sqlite_') && !hidden.has(foldName(table)),
      )
      return readSchema(visible)
    },
    { mode: 'read' },
  )
