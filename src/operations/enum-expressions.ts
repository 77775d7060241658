/** A renamed enum value in every expression that holds it. */
import { expressionsOf, mapExpressions, placeKey } from '../schema/expressions.ts'
import type { ExpressionPlace, PlacedExpression } from '../schema/expressions.ts'
import { qualified, sameName, typeName } from '../schema/names.ts'
import type { Column, ObjectName, Schema, Table } from '../schema/types.ts'
import { reads } from '../util/relations.ts'
import { renameValueIn } from './enum-literals.ts'
import type { LiteralContext } from './enum-literals.ts'
import { convertsInto, mayHoldValue } from './enum-uses.ts'

interface ValueRename {
  readonly name: ObjectName
  readonly from: string
  readonly to: string
}

/** Whether the type is the enum or an array of it. */
export const isOfEnum = (type: string, name: ObjectName): boolean => {
  const own = typeName(qualified(name))
  return type === own || type.startsWith(`${own}[`)
}

const columnsNamed = (tables: readonly Table[], name: string): readonly Column[] =>
  tables.flatMap(({ columns }) =>
    columns.filter((column) => column.name === name || column.name.toLowerCase() === name),
  )

const contextOf = (
  name: ObjectName,
  tables: readonly Table[],
  isDefault: boolean,
): LiteralContext => ({
  name,
  isDefault,
  holds: (column) => {
    const found = columnsNamed(tables, column)
    return found.length === 0 ? null : found.every(({ type }) => isOfEnum(type, name))
  },
})

/** The tables that a view's names can come from; through other views, any. */
const tablesOfView = (schema: Schema, sql: string): readonly Table[] =>
  schema.views.some((view) => reads(sql, view))
    ? schema.tables
    : schema.tables.filter((table) => reads(sql, table))

const placeContext = (
  schema: Schema,
  place: ExpressionPlace,
  { name, sql }: { readonly name: ObjectName; readonly sql: string },
): LiteralContext => {
  if (place.role === 'view') return contextOf(name, tablesOfView(schema, sql), false)
  const view = schema.views.find((item) => sameName(item, place.object))
  if (view !== undefined) {
    return contextOf(name, tablesOfView(schema, view.definition.sql), false)
  }
  const tables = schema.tables.filter((table) => sameName(table, place.object))
  const column = tables.flatMap(({ columns }) => columns).find((item) => item.name === place.part)
  const isDefault = place.role === 'default' && isOfEnum(column?.type ?? '', name)
  return contextOf(name, tables, isDefault)
}

/** The schema with the value renamed in its expressions: a server keeps values there, not texts. */
export const renameValueInSchema = (schema: Schema, { name, from, to }: ValueRename): Schema =>
  mapExpressions(schema, (expression, place) => {
    const context = placeContext(schema, place, { name, sql: expression.sql })
    return renameValueIn(expression, { from, to }, context)
  })

/** Whether an expression may hold the value, or make it of what the rows have. A print says more than what was written. */
const mayUse = (
  schema: Schema,
  { place, expression }: PlacedExpression,
  { name, value }: { readonly name: ObjectName; readonly value: string },
): boolean => {
  const sql = expression.printed?.text ?? expression.sql
  if (convertsInto(sql, name)) return true
  return mayHoldValue(sql, value, placeContext(schema, place, { name, sql }))
}

/** Whether any expression that `after` has and `before` has not may come to the value. */
export const bringsUseOf = (
  used: { readonly name: ObjectName; readonly value: string },
  before: Schema,
  after: Schema,
): boolean => {
  const known = new Map(
    expressionsOf(before).map(({ place, expression }) => [placeKey(place), expression.sql]),
  )
  return expressionsOf(after).some(
    (item) => known.get(placeKey(item.place)) !== item.expression.sql && mayUse(after, item, used),
  )
}
