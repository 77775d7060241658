/** Random edits of enums, and of what holds their values. */
import { isOfEnum } from '../../src/operations/enum-expressions.ts'
import { holdsValue } from '../../src/operations/value-texts.ts'
import {
  completeColumn,
  completeConstraint,
  completeIndex,
  completeView,
} from '../../src/schema/spec.ts'
import { completeEnum } from '../../src/schema/spec.ts'
import type { Column, Enum, Schema, Table } from '../../src/schema/types.ts'
import { codeTokens } from '../../src/util/tokens.ts'
import { COLUMNS, free, removeColumn, replace, withoutViews } from './edit-tools.ts'
import type { EditContext, Editor } from './edit-tools.ts'

const ENUMS = ['mood', 'level']
const VALUES = ['sad', 'ok', 'happy', 'low', 'high', "don't know"]

const literal = (value: string): string => `'${value.replaceAll("'", "''")}'`

export const addEnum: Editor = ({ schema, space, pick }) => {
  const name = space.features.enums ? pick(0, free(ENUMS, schema.enums)) : undefined
  if (name === undefined) return schema
  const values = VALUES.slice(0, pick(1, [2, 3, 4]))
  const added = completeEnum({ name, values })
  return { ...schema, enums: [...schema.enums, added] }
}

export const addEnumColumn: Editor = ({ schema, pick }) => {
  const item = pick(0, schema.enums)
  const table = pick(1, schema.tables)
  const name = table && pick(2, free(COLUMNS, table.columns))
  if (item === undefined || table === undefined || name === undefined) return schema
  const isList = pick(4, [false, false, true]) === true
  const one = pick(3, [null, ...item.values]) ?? null
  const list = `'{${item.values.map((value) => `"${value.replaceAll("'", "''")}"`).join(',')}}'`
  const fallback = one === null ? null : isList ? list : literal(one)
  const type = isList ? `${item.name}[]` : item.name
  const column = completeColumn({ name, type, default: fallback })
  return replace(schema, table, { ...table, columns: [...table.columns, column] })
}

interface Use {
  readonly table: Table
  readonly column: Column
  /** A condition that holds for every row that is not NULL there. */
  readonly known: string
  /** One that does not. */
  readonly condition: string
}

const useOf = ({ schema, pick }: EditContext): Use | undefined => {
  const item = pick(0, schema.enums)
  const value = item && pick(1, item.values)
  const uses = schema.tables.flatMap((table) =>
    table.columns
      .filter(({ type }) => item !== undefined && isOfEnum(type, item.name))
      .map((column) => ({ table, column })),
  )
  const use = pick(2, uses)
  if (item === undefined || value === undefined || use === undefined) return undefined
  const { column } = use
  const text = literal(value)
  const condition = column.type.endsWith('[]')
    ? `${text} = ANY (${column.name})`
    : (pick(3, [
        `${column.name} = ${text}`,
        `${column.name} IN (${text})`,
        `${text}::${item.name} < ${column.name}`,
        `coalesce(${column.name}, ${text}) <> ${text}`,
      ]) ?? '')
  return { ...use, condition, known: `(${condition}) IS NOT NULL` }
}

export const addEnumCheck: Editor = (context) => {
  const use = useOf(context)
  if (use === undefined) return context.schema
  const { table, column, known } = use
  const name = `${table.name}_${column.name}_known`
  if (table.constraints.some((item) => item.name === name)) return context.schema
  const check = completeConstraint({ kind: 'check', name, expression: known })
  return replace(context.schema, table, { ...table, constraints: [...table.constraints, check] })
}

export const addEnumIndex: Editor = (context) => {
  const use = useOf(context)
  if (use === undefined) return context.schema
  const { table, column, condition } = use
  const name = `${table.name}_${column.name}_some`
  if (table.indexes.some((item) => item.name === name)) return context.schema
  const index = completeIndex({ name, keys: ['id'], where: condition })
  return replace(context.schema, table, { ...table, indexes: [...table.indexes, index] })
}

export const addEnumGenerated: Editor = (context) => {
  const use = useOf(context)
  const name = use && free(['known'], use.table.columns)[0]
  if (use === undefined || name === undefined) return context.schema
  const { table, condition } = use
  const generated = { expression: { sql: condition }, stored: true }
  const added = completeColumn({ name, type: 'boolean', generated })
  return replace(context.schema, table, { ...table, columns: [...table.columns, added] })
}

export const addEnumView: Editor = (context) => {
  const use = useOf(context)
  const name = free(['feelings'], context.schema.views)[0]
  if (use === undefined || name === undefined) return context.schema
  const sql = `SELECT id, ${use.condition} AS shown FROM ${use.table.name} WHERE ${use.known}`
  const view = completeView({ name, definition: sql })
  return { ...context.schema, views: [...context.schema.views, view] }
}

const holds = (sql: string | undefined, value: string): boolean =>
  codeTokens(sql ?? '').some(({ kind, text }) => kind === 'string' && holdsValue(text, value))

/** What holds the value as a literal goes; a default becomes the next value, or none in an array. */
const withoutValue = (
  schema: Schema,
  item: Enum,
  values: { gone: string; next: string },
): Schema => {
  const { gone, next } = values
  const fixed = (column: Column): Column => {
    if (!isOfEnum(column.type, item.name) || !holds(column.default?.sql, gone)) return column
    return { ...column, default: column.type === item.name ? { sql: literal(next) } : null }
  }
  const stale = schema.views.filter((view) => holds(view.definition.sql, gone))
  const viewless = stale.reduce(
    (left, { name }) =>
      withoutViews({ ...left, views: left.views.filter((view) => view.name !== name) }, name),
    schema,
  )
  const bare: Schema = {
    ...viewless,
    tables: viewless.tables.map((table) => ({
      ...table,
      columns: table.columns.map(fixed),
      constraints: table.constraints.filter(
        (part) => part.kind !== 'check' || !holds(part.expression.sql, gone),
      ),
      indexes: table.indexes.filter((index) => !holds(index.where?.sql, gone)),
    })),
  }
  const generated = bare.tables.flatMap((table) =>
    table.columns
      .filter((column) => holds(column.generated?.expression.sql, gone))
      .map((column) => [table.name, column.name] as const),
  )
  return generated.reduce((left, [tableName, column]) => {
    const table = left.tables.find(({ name }) => name === tableName)
    return table === undefined ? left : removeColumn(left, table, column)
  }, bare)
}

const withValues = (schema: Schema, name: string, values: readonly string[]): Schema => ({
  ...schema,
  enums: schema.enums.map((item) => (item.name === name ? { ...item, values } : item)),
})

/** Values come at any place and go. */
export const changeEnum: Editor = ({ schema, pick }) => {
  const item = pick(0, schema.enums)
  if (item === undefined) return schema
  const gone = item.values.length > 1 ? pick(1, [undefined, ...item.values]) : undefined
  const kept = item.values.filter((value) => value !== gone)
  const added = pick(2, [undefined, ...VALUES.filter((value) => !item.values.includes(value))])
  const at = pick(3, [0, 1, kept.length]) ?? 0
  const values = added === undefined ? kept : [...kept.slice(0, at), added, ...kept.slice(at)]
  const next = pick(4, values) ?? ''
  const freed = gone === undefined ? schema : withoutValue(schema, item, { gone, next })
  return withValues(freed, item.name, values)
}

/** A value moves to the front or to the end. */
export const moveEnumValue: Editor = ({ schema, pick }) => {
  const item = pick(0, schema.enums)
  const value = item && pick(1, item.values)
  if (item === undefined || value === undefined) return schema
  const rest = item.values.filter((other) => other !== value)
  return withValues(schema, item.name, pick(2, [true, false]) ? [value, ...rest] : [...rest, value])
}

export const dropEnum: Editor = ({ schema, pick }) => {
  const item = pick(0, schema.enums)
  if (item === undefined) return schema
  const users = schema.tables.flatMap((table) =>
    table.columns
      .filter(({ type }) => isOfEnum(type, item.name))
      .map(({ name }) => [table.name, name]),
  )
  const freed = users.reduce((left, [tableName, column]) => {
    const table = left.tables.find(({ name }) => name === tableName)
    return table && column !== undefined ? removeColumn(left, table, column) : left
  }, schema)
  return { ...freed, enums: freed.enums.filter((other) => other !== item) }
}
