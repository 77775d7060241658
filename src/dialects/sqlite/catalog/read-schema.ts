/** The rows of `sqlite_schema` → a Schema, and what a Schema cannot describe. */
import { completeView } from '../../../schema/spec.ts'
import { indexDefaults } from '../../../schema/types.ts'
import type { Index, Schema, Table, View } from '../../../schema/types.ts'
import type { Introspection, StoredObject, Unmodelled } from '../../dialect.ts'
import { distinguish } from '../models/invented-names.ts'
import { normalize } from '../normalize.ts'
import { parseIndex, parseView } from '../parse/other.ts'
import { parseTable } from '../parse/table.ts'
import type { ParsedTable } from '../parse/table.ts'
import { primaryKeyColumns, readKeys, readTable } from './read-table.ts'
import type { PrimaryKeys } from './read-table.ts'
import { foldName, lex } from '../parse/tokens.ts'

/** How a reference finds its target among the parsed tables. */
export const primaryKeysOf = (tables: readonly ParsedTable[]): PrimaryKeys => {
  const byName = new Map(tables.map((parsed) => [foldName(parsed.name), parsed]))
  return (table) => {
    const parsed = byName.get(foldName(table))
    return {
      table: parsed?.name ?? table,
      columns: parsed?.columns.map(({ name }) => name) ?? [],
      primaryKey: parsed === undefined ? [] : primaryKeyColumns(parsed),
    }
  }
}

const readIndex = (parsed: ParsedTable, { name, sql }: StoredObject): Index => {
  const { unique, keys, where } = parseIndex(sql ?? '')
  return {
    ...indexDefaults,
    name,
    unique,
    keys: readKeys(parsed, keys),
    where: where === null ? null : { sql: where },
  }
}

/** Whether the object is a virtual table. */
export const isVirtual = ({ type, sql }: StoredObject): boolean => {
  const start = (sql ?? '').slice(0, 40)
  // Most texts are no such table without being taken apart.
  return (
    type === 'table' && /virtual/i.test(start) && lex(start)[1]?.text.toLowerCase() === 'virtual'
  )
}

const unmodelled = ({ type, name, sql }: StoredObject): Unmodelled => ({
  kind: type === 'table' ? 'virtual table' : type,
  name,
  definition: sql ?? '',
})

const readView = ({ name, sql }: StoredObject): View | null => {
  const { namesColumns, query } = parseView(sql ?? '')
  return namesColumns ? null : completeView({ name, definition: query })
}

const tableWithIndexes = (
  parsed: ParsedTable,
  stored: readonly StoredObject[],
  primaryKeys: PrimaryKeys,
): Table => {
  const { table } = readTable(parsed, primaryKeys)
  const indexes = stored.map((item) => readIndex(parsed, item))
  return { ...table, indexes: distinguish([...indexes, ...table.indexes]) }
}

const groupByTable = (
  objects: readonly StoredObject[],
): ReadonlyMap<string, readonly StoredObject[]> => {
  const groups = new Map<string, StoredObject[]>()
  for (const item of objects) {
    const key = foldName(item.table)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [item])
    else group.push(item)
  }
  return groups
}

const ofType = (objects: readonly StoredObject[], type: StoredObject['type']) =>
  objects.filter((item) => item.type === type && item.sql !== null)

/** Reads stored objects in normal form. Triggers, virtual tables and views that name columns are unmodelled. */
export const readSchema = (objects: readonly StoredObject[]): Introspection => {
  const tables = ofType(objects, 'table')
  const parsed = tables.filter((item) => !isVirtual(item)).map(({ sql }) => parseTable(sql ?? ''))
  const primaryKeys = primaryKeysOf(parsed)
  const indexes = groupByTable(ofType(objects, 'index'))
  const views = ofType(objects, 'view').map((item) => ({ item, view: readView(item) }))
  const schema: Schema = {
    extensions: [],
    roles: [],
    namespaces: [],
    enums: [],
    sequences: [],
    tables: parsed.map((table) =>
      tableWithIndexes(table, indexes.get(foldName(table.name)) ?? [], primaryKeys),
    ),
    views: views.flatMap(({ view }) => (view === null ? [] : [view])),
  }
  return {
    schema: normalize(schema),
    unmodelled: [
      ...tables.filter(isVirtual),
      ...views.filter(({ view }) => view === null).map(({ item }) => item),
      ...ofType(objects, 'trigger'),
    ].map(unmodelled),
  }
}
