/** What SQLite says of a table, and what diffkit's reader of stored texts says, in the same words. */
import type Database from 'better-sqlite3'
import type { StoredObject } from '../../src/dialects/dialect.ts'
import { readSchema } from '../../src/dialects/sqlite/catalog/read-schema.ts'
import { foldName, lex } from '../../src/dialects/sqlite/parse/tokens.ts'
import { canonicalDefault, canonicalType } from '../../src/dialects/sqlite/types.ts'
import type { Schema, Table } from '../../src/schema/types.ts'

/** The text with its comments taken out. */
const spaced = (sql: string | null): string | null =>
  sql &&
  lex(sql)
    .map(({ text }) => text)
    .join(' ')

type Row = Readonly<Record<string, string | number | null>>

export const rowsOf = (database: Database.Database, sql: string, ...values: readonly string[]) =>
  database.prepare<string[], Row>(sql).all(...values)

export const readDatabase = (database: Database.Database): Schema => {
  const sql =
    "SELECT type, name, tbl_name AS 'table', sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
  return readSchema(database.prepare<[], StoredObject>(sql).all()).schema
}

/** A list of index keys, `desc` aside: SQLite makes one index of two that differ in nothing else. */
export interface KeyList {
  readonly keys: string
  readonly orders: string
}

export interface Description {
  readonly columns: readonly unknown[]
  readonly references: readonly string[]
  readonly uniques: readonly KeyList[]
  /** Of the indexes that SQLite made for the primary key. */
  readonly keyIndexes: readonly KeyList[]
  readonly primaryKey: string
}

const BY_SEQUENCE = 'SELECT * FROM pragma_index_xinfo(?) WHERE key = 1 ORDER BY seqno'

export const keyList = (database: Database.Database, index: string): KeyList => {
  const rows = rowsOf(database, BY_SEQUENCE, index)
  return {
    keys: rows.map(({ name, coll }) => `${name ?? '()'} ${String(coll).toUpperCase()}`).join(', '),
    orders: rows.map(({ desc }) => desc).join(', '),
  }
}

export const pragmas = (database: Database.Database, table: string): Description => {
  const columns = rowsOf(database, 'SELECT * FROM pragma_table_xinfo(?)', table)
  const isAlias = (row: Row): boolean =>
    columns.filter(({ pk }) => Number(pk) > 0).length === 1 &&
    Number(row['pk']) > 0 &&
    String(row['type']).toUpperCase() === 'INTEGER'
  const keys = rowsOf(database, 'SELECT * FROM pragma_foreign_key_list(?)', table)
  const indexes = rowsOf(database, 'SELECT * FROM pragma_index_list(?)', table)
  const lists = (origin: string): readonly KeyList[] =>
    indexes
      .filter((row) => row['origin'] === origin)
      .map(({ name }) => keyList(database, String(name)))
  return {
    columns: columns.map((row) => ({
      name: row['name'],
      type: canonicalType(String(row['type'])),
      notNull: row['notnull'] === 1 || isAlias(row),
      default: spaced(canonicalDefault(String(row['dflt_value'] ?? 'NULL'))),
      hidden: row['hidden'],
    })),
    primaryKey: columns
      .filter(({ pk }) => Number(pk) > 0)
      .toSorted((a, b) => Number(a['pk']) - Number(b['pk']))
      .map(({ name }) => name)
      .join(', '),
    references: keys
      .map((row) =>
        [row['from'], foldName(String(row['table'])), row['to'] ?? 'x', row['on_update'], row['on_delete']].join(' '),
      )
      .toSorted(), // prettier-ignore
    uniques: lists('u'),
    keyIndexes: lists('pk'),
  }
}

export const keysOf = (table: Table, keys: Table['indexes'][number]['keys']): KeyList => ({
  keys: keys
    .map((key) => {
      const column = table.columns.find(({ name }) => name === key.column)
      const collation = key.collation ?? column?.collation ?? 'BINARY'
      return `${key.column ?? '()'} ${collation.toUpperCase()}`
    })
    .join(', '),
  orders: keys.map(({ order }) => (order === 'desc' ? 1 : 0)).join(', '),
})

export const described = (table: Table): Omit<Description, 'keyIndexes'> => {
  const key = table.constraints.find(({ kind }) => kind === 'primaryKey')
  return {
    columns: table.columns.map((column) => ({
      name: column.name,
      type: column.type,
      notNull: !column.nullable,
      default: spaced(column.default?.sql ?? null),
      hidden: column.generated === null ? 0 : column.generated.stored ? 3 : 2,
    })),
    primaryKey: key?.kind === 'primaryKey' ? key.columns.join(', ') : '',
    references: table.constraints
      .flatMap((item) => (item.kind === 'foreignKey' ? [item] : []))
      .flatMap((item) =>
        item.columns.map((column, at) =>
          [column, item.references.table, item.references.columns[at], item.onUpdate.toUpperCase(), item.onDelete.toUpperCase()].join(' '),
        ),
      )
      .toSorted(), // prettier-ignore
    uniques: table.indexes
      .filter(({ origin }) => origin === 'constraint')
      .map(({ keys }) => keysOf(table, keys)),
  }
}
