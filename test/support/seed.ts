/** Rows for generated schemas: every rule of the generator holds for them. */
import type { Connection, Dialect } from '../../src/dialects/dialect.ts'
import type { Rename } from '../../src/diff/rename-candidates.ts'
import { objectName, sameName, typeName } from '../../src/schema/names.ts'
import type { Column, Schema, Table } from '../../src/schema/types.ts'

/** Two, so that unique booleans are possible; one where an enum has no second value. */
const rowsOf = ({ enums }: Schema): readonly number[] =>
  enums.some(({ values }) => values.length < 2) ? [1] : [1, 2]

const WORDS = ['y', 'z'] as const

const valueOf = (column: Column, schema: Schema, row: number): string => {
  const { type } = column
  if (type.endsWith('[]')) {
    const element = valueOf({ ...column, type: type.slice(0, -2) }, schema, row)
    const text = element.startsWith("'") ? element.slice(1, -1) : element
    return `'{"${text.replaceAll(/["\\]/g, '\\$&')}"}'`
  }
  if (type.startsWith('bool')) return row === 1 ? 'true' : 'false'
  if (type === 'int4range') return `int4range(${row * 10}, ${row * 10 + 5})`
  if (/int|real|double|numeric|serial/.test(type)) return String(row)
  const values = schema.enums.find((item) => typeName(item) === type)?.values
  const word = values === undefined ? WORDS[row - 1] : values[(row - 1) % values.length]
  return `'${(word ?? '').replaceAll("'", "''")}'`
}

const isWritable = ({ generated }: Column): boolean => generated === null

/** Fills every table; foreign keys point at the row of the same number, so their order does not matter. */
export const seed = async (
  connection: Connection,
  dialect: Dialect,
  schema: Schema,
): Promise<void> => {
  const statements = schema.tables.map((table) => {
    const columns = table.columns.filter(isWritable)
    const names = columns.map(({ name }) => dialect.identifier(name)).join(', ')
    const rows = rowsOf(schema).map(
      (row) => `(${columns.map((column) => valueOf(column, schema, row)).join(', ')})`,
    )
    return `INSERT INTO ${dialect.identifier(objectName(table))} (${names}) VALUES ${rows.join(', ')}`
  })
  const off =
    dialect.name === 'sqlite'
      ? ['PRAGMA foreign_keys = OFF', 'PRAGMA foreign_keys = ON']
      : ['SET session_replication_role = replica', 'SET session_replication_role = DEFAULT']
  await connection.execute([off[0], ...statements, off[1]].join(';\n'))
}

export const clear = async (
  connection: Connection,
  dialect: Dialect,
  schema: Schema,
): Promise<void> => {
  const names = schema.tables.map((table) => dialect.identifier(objectName(table)))
  if (names.length === 0) return
  const sql =
    dialect.name === 'sqlite'
      ? `PRAGMA foreign_keys = OFF; ${names.map((name) => `DELETE FROM ${name}`).join('; ')}; PRAGMA foreign_keys = ON`
      : `TRUNCATE ${names.join(', ')} CASCADE`
  await connection.execute(sql)
}

/** Values by table, column and type (a change of type may change them), under the names that `rename` gives them. */
export type Contents = ReadonlyMap<string, readonly string[]>

const newName = (table: Table, renames: readonly Rename[]): string => {
  const found = renames.find((item) => item.kind === 'table' && sameName(item.from, table))
  return found?.kind === 'table' ? String(found.to) : table.name
}

const newColumn = (table: Table, column: string, renames: readonly Rename[]): string => {
  const found = renames.find(
    (item) => item.kind === 'column' && sameName(item.table, table) && item.from === column,
  )
  return found?.to === undefined ? column : String(found.to)
}

/** A type under the name that its enum gets. */
const newType = (type: string, renames: readonly Rename[]): string => {
  const element = type.replace('[]', '')
  const found = renames.find((item) => item.kind === 'enum' && item.from === element)
  return found === undefined ? type : type.replace(element, String(found.to))
}

/** A value under the name that it gets; an array of one such value too. */
const newValue = (value: string, type: string, renames: readonly Rename[]): string => {
  const found = renames.find(
    (item) => item.kind === 'value' && [item.enum, `${String(item.enum)}[]`].includes(type),
  )
  if (found === undefined || found.kind !== 'value') return value
  const bare = value.replaceAll(/^\{"?|"?\}$/g, '')
  if (bare !== found.from) return value
  if (value === bare) return found.to
  return /[\s,]/.test(found.to) ? `{"${found.to}"}` : `{${found.to}}`
}

/** What the plain columns hold, row by row in a stable order. */
export const contents = async (
  connection: Connection,
  dialect: Dialect,
  at: { readonly schema: Schema; readonly renames: readonly Rename[] },
): Promise<Contents> => {
  const found = new Map<string, readonly string[]>()
  for (const table of at.schema.tables) {
    const columns = table.columns.filter(isWritable)
    const from = dialect.identifier(objectName(table))
    const rows = await connection.query(`SELECT * FROM ${from}`)
    for (const { name, type } of columns) {
      const values = rows.map((row) => newValue(String(row[name]), type, at.renames)).toSorted()
      const key = `${newName(table, at.renames)}.${newColumn(table, name, at.renames)} ${newType(type, at.renames)}`
      found.set(key, values)
    }
  }
  return found
}

/** The columns of both whose values are not the same. */
export const lost = (before: Contents, after: Contents): readonly string[] =>
  [...before]
    .filter(([key, values]) => {
      const now = after.get(key)
      return now !== undefined && now.join('\n') !== values.join('\n')
    })
    .map(([key]) => key)
