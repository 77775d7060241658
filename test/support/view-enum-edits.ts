/** Random edits of views and enums. */
import { completeColumn } from '../../src/schema/spec.ts'
import type { Column, Enum, View } from '../../src/schema/types.ts'
import { COLUMNS, free, removeColumn, replace, withoutViews } from './edit-tools.ts'
import type { Editor } from './edit-tools.ts'

const ENUMS = ['mood', 'level']
const VALUES = ['sad', 'ok', 'happy', 'low', 'high', "don't know"]

export const addView: Editor = ({ schema, pick }) => {
  const name = pick(0, free(['recent', 'popular', 'summary'], schema.views))
  const table = pick(1, schema.tables)
  const view = pick(2, [undefined, ...schema.views])
  const column = table && pick(3, table.columns)
  if (name === undefined || table === undefined || column === undefined) return schema
  const text =
    view === undefined
      ? `SELECT id, ${column.name} AS shown FROM ${table.name}`
      : `SELECT id, shown FROM ${view.name}`
  const added: View = { namespace: null, name, definition: { sql: text } }
  return { ...schema, views: [...schema.views, added] }
}

export const dropView: Editor = ({ schema, pick }) => {
  const view = pick(0, schema.views)
  if (view === undefined) return schema
  const rest = { ...schema, views: schema.views.filter((item) => item !== view) }
  return withoutViews(rest, view.name)
}

export const addEnum: Editor = ({ schema, space, pick }) => {
  const name = space.features.enums ? pick(0, free(ENUMS, schema.enums)) : undefined
  if (name === undefined) return schema
  const added: Enum = { namespace: null, name, values: VALUES.slice(0, 2 + (pick(1, [0, 1]) ?? 0)) }
  return { ...schema, enums: [...schema.enums, added] }
}

export const addEnumColumn: Editor = ({ schema, pick }) => {
  const item = pick(0, schema.enums)
  const table = pick(1, schema.tables)
  const name = table && pick(2, free(COLUMNS, table.columns))
  if (item === undefined || table === undefined || name === undefined) return schema
  const literals = item.values.map((value) => `'${value.replaceAll("'", "''")}'`)
  const column = completeColumn({ name, type: item.name, default: pick(3, [null, ...literals]) })
  return replace(schema, table, { ...table, columns: [...table.columns, column] })
}

/** Values come at any place and go; a default whose value goes becomes another one. */
export const changeEnum: Editor = ({ schema, pick }) => {
  const item = pick(0, schema.enums)
  if (item === undefined) return schema
  const gone = item.values.length > 1 ? pick(1, [undefined, ...item.values]) : undefined
  const kept = item.values.filter((value) => value !== gone)
  const added = pick(2, [undefined, ...VALUES.filter((value) => !item.values.includes(value))])
  const at = pick(3, [0, 1, kept.length]) ?? 0
  const values = added === undefined ? kept : [...kept.slice(0, at), added, ...kept.slice(at)]
  const literal = (value: string): string => `'${value.replaceAll("'", "''")}'`
  const next = pick(4, values) ?? ''
  const fixed = (column: Column): Column =>
    column.type === item.name && gone !== undefined && column.default?.sql === literal(gone)
      ? { ...column, default: { sql: literal(next) } }
      : column
  return {
    ...schema,
    enums: schema.enums.map((other) => (other === item ? { ...item, values } : other)),
    tables: schema.tables.map((table) => ({ ...table, columns: table.columns.map(fixed) })),
  }
}

export const dropEnum: Editor = ({ schema, pick }) => {
  const item = pick(0, schema.enums)
  if (item === undefined) return schema
  const users = schema.tables.flatMap((table) =>
    table.columns.filter(({ type }) => type === item.name).map(({ name }) => [table.name, name]),
  )
  const freed = users.reduce((left, [tableName, column]) => {
    const table = left.tables.find(({ name }) => name === tableName)
    return table && column !== undefined ? removeColumn(left, table, column) : left
  }, schema)
  return { ...freed, enums: freed.enums.filter((other) => other !== item) }
}
