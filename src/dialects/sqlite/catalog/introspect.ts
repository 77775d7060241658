/** A connection → the rows of its catalog, and the Schema that they say. */
import { qualified } from '../../../schema/names.ts'
import type { Connection, Ground, Introspection, Row, Scope, StoredObject } from '../../dialect.ts'
import { isVirtual, readSchema } from './read-schema.ts'
import { foldName } from '../parse/tokens.ts'

const TYPES = ['table', 'index', 'view', 'trigger'] as const

const storedObject = (row: Row): StoredObject => ({
  type: TYPES.find((type) => type === row['type']) ?? 'table',
  name: String(row['name']),
  table: String(row['tbl_name']),
  sql: row['sql'] === null ? null : String(row['sql']),
})

/** Every row of `sqlite_schema`, in the order in which things were made. */
const readMain = async (connection: Connection): Promise<Ground> => {
  const rows = await connection.query(
    'SELECT type, name, tbl_name, sql FROM main.sqlite_schema ORDER BY rowid',
  )
  return rows.map(storedObject)
}

const TEMPORARY =
  "SELECT type, name, tbl_name, 'CREATE TEMP' || substr(sql, length('CREATE') + 1) AS sql " +
  "FROM sqlite_temp_schema WHERE type IN ('view', 'trigger') ORDER BY rowid"

/**
 * The catalog, and what hangs on it from outside: a temporary view or trigger over a table stops the
 * rename of its successor as any other one does.
 */
export const readGround = async (connection: Connection): Promise<Ground> => {
  // A server may keep its temporary schema to itself; then nothing of ours is in it.
  const temporary = await connection.query(TEMPORARY).catch(() => [])
  return [...(await readMain(connection)), ...temporary.map(storedObject)]
}

const HANGS =
  "SELECT 1 FROM main.sqlite_schema WHERE type IN ('view', 'trigger') UNION ALL " +
  "SELECT 1 FROM sqlite_temp_schema WHERE type IN ('view', 'trigger') LIMIT 1"

/** The same; `null` where there is no view and no trigger. */
export const readHanging = async (connection: Connection): Promise<Ground | null> => {
  // A server may keep its temporary schema to itself.
  const found = await connection.query(HANGS).catch(() => null)
  return found?.length === 0 ? null : readGround(connection)
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
      const ground = await readMain(connection)
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
