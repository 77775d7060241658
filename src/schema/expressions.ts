/** Every expression of a schema, with the address that tells which one it is. */
import { canonicalTable, canonicalView } from './equal.ts'
import { compareNames, nameKey, objectName, show } from './names.ts'
import { mapSame } from './same.ts'
import type {
  Column,
  Constraint,
  Expression,
  Index,
  ObjectName,
  Policy,
  Schema,
  Table,
  View,
} from './types.ts'

type ExpressionRole =
  'default' | 'generated' | 'check' | 'exclude' | 'key' | 'where' | 'using' | 'withCheck' | 'view'

/** Where an expression stands: `part` is the column, constraint, index or policy; `key` counts index keys. */
export interface ExpressionPlace {
  readonly role: ExpressionRole
  readonly object: ObjectName
  readonly part: string | null
  readonly key: number
}

export type MapExpression = (expression: Expression, place: ExpressionPlace) => Expression

/** What an expression belongs to, for people. */
export const placeName = ({ object, part }: ExpressionPlace): string =>
  part === null ? show(object) : `${show(object)}.${part}`

/** A text that is equal for equal places only. */
export const placeKey = ({ role, object, part, key }: ExpressionPlace): string =>
  [role, nameKey(object), part ?? '', key].join('\u0001')

const withExpression = <T extends { readonly expression: Expression }>(
  item: T,
  expression: Expression,
): T => (expression === item.expression ? item : { ...item, expression })

const withDefinition = <T extends { readonly definition: Expression }>(
  item: T,
  definition: Expression,
): T => (definition === item.definition ? item : { ...item, definition })

const mapColumn = (column: Column, object: ObjectName, map: MapExpression): Column => {
  if (column.default === null && column.generated === null) return column
  const place = { object, part: column.name, key: 0 }
  const fallback = column.default && map(column.default, { ...place, role: 'default' })
  const generated =
    column.generated &&
    withExpression(
      column.generated,
      map(column.generated.expression, { ...place, role: 'generated' }),
    )
  return fallback === column.default && generated === column.generated
    ? column
    : { ...column, default: fallback, generated }
}

const mapConstraint = (
  constraint: Constraint,
  object: ObjectName,
  map: MapExpression,
): Constraint => {
  const place = { object, part: constraint.name, key: 0 }
  switch (constraint.kind) {
    case 'check':
      return withExpression(constraint, map(constraint.expression, { ...place, role: 'check' }))
    case 'exclude':
      return withDefinition(constraint, map(constraint.definition, { ...place, role: 'exclude' }))
    default:
      return constraint
  }
}

const mapIndex = (index: Index, object: ObjectName, map: MapExpression): Index => {
  const place = { object, part: index.name }
  const keys = mapSame(index.keys, (item, key) => {
    const expression = item.expression && map(item.expression, { ...place, role: 'key', key })
    return expression === item.expression ? item : { ...item, expression }
  })
  const where = index.where && map(index.where, { ...place, role: 'where', key: 0 })
  return keys === index.keys && where === index.where ? index : { ...index, keys, where }
}

const mapPolicy = (policy: Policy, object: ObjectName, map: MapExpression): Policy => {
  const place = { object, part: policy.name, key: 0 }
  const using = policy.using && map(policy.using, { ...place, role: 'using' })
  const withCheck = policy.withCheck && map(policy.withCheck, { ...place, role: 'withCheck' })
  return using === policy.using && withCheck === policy.withCheck
    ? policy
    : { ...policy, using, withCheck }
}

/** The table with each of its expressions replaced by what `map` answers; the very table where that is what is there. */
export const mapTableExpressions = (table: Table, map: MapExpression): Table => {
  const object = objectName(table)
  const columns = mapSame(table.columns, (column) => mapColumn(column, object, map))
  const constraints = mapSame(table.constraints, (item) => mapConstraint(item, object, map))
  const indexes = mapSame(table.indexes, (index) => mapIndex(index, object, map))
  const policies = mapSame(table.policies, (policy) => mapPolicy(policy, object, map))
  const isSame =
    columns === table.columns &&
    constraints === table.constraints &&
    indexes === table.indexes &&
    policies === table.policies
  return isSame ? table : { ...table, columns, constraints, indexes, policies }
}

const someOfIndex = ({ keys, where }: Index, fits: (expression: Expression) => boolean): boolean =>
  (where !== null && fits(where)) ||
  keys.some(({ expression }) => expression !== null && fits(expression))

/** Whether the view's query, or an expression of its indexes, fits. */
export const someViewExpression = (
  view: View,
  fits: (expression: Expression) => boolean,
): boolean => fits(view.definition) || view.indexes.some((index) => someOfIndex(index, fits))

/** Whether one of the table's expressions fits. No list is made on the way: whole schemas are asked. */
export const someExpression = (
  table: Table,
  fits: (expression: Expression) => boolean,
): boolean => {
  const does = (expression: Expression | null | undefined): boolean =>
    expression !== null && expression !== undefined && fits(expression)
  return (
    table.columns.some(
      ({ default: fallback, generated }) => does(fallback) || does(generated?.expression),
    ) ||
    table.constraints.some((item) =>
      item.kind === 'check'
        ? does(item.expression)
        : item.kind === 'exclude' && does(item.definition),
    ) ||
    table.indexes.some((index) => someOfIndex(index, fits)) ||
    table.policies.some(({ using, withCheck }) => does(using) || does(withCheck))
  )
}

/** The view with its query, and each expression of its indexes, replaced by what `map` answers. */
export const mapViewExpressions = (view: View, map: MapExpression): View => {
  const object = objectName(view)
  const place = { object, part: null, key: 0 }
  const mapped = withDefinition(view, map(view.definition, { ...place, role: 'view' }))
  const indexes = mapSame(view.indexes, (index) => mapIndex(index, object, map))
  return indexes === view.indexes ? mapped : { ...mapped, indexes }
}

/** The schema with each of its expressions replaced by what `map` answers. */
export const mapExpressions = (schema: Schema, map: MapExpression): Schema => ({
  ...schema,
  tables: mapSame(schema.tables, (table) => mapTableExpressions(table, map)),
  views: mapSame(schema.views, (view) => mapViewExpressions(view, map)),
})

export interface PlacedExpression {
  readonly place: ExpressionPlace
  readonly expression: Expression
}

/** Every expression, in canonical order of its objects. */
export const expressionsOf = (schema: Schema): readonly PlacedExpression[] => {
  const found: PlacedExpression[] = []
  mapExpressions(
    {
      ...schema,
      tables: schema.tables.toSorted(compareNames).map(canonicalTable),
      views: schema.views.toSorted(compareNames).map(canonicalView),
    },
    (expression, place) => {
      found.push({ place, expression })
      return expression
    },
  )
  return found
}

/** The expression as it was written, without what a server printed. */
export const withoutPrint = ({ sql }: Expression): Expression => ({ sql })
