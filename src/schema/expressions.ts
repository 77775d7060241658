/** Every expression of a schema, with the address that tells which one it is. */
import { canonicalTable } from './equal.ts'
import { compareNames, nameKey, objectName, show } from './names.ts'
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

const mapColumn = (column: Column, object: ObjectName, map: MapExpression): Column => ({
  ...column,
  default:
    column.default && map(column.default, { role: 'default', object, part: column.name, key: 0 }),
  generated: column.generated && {
    ...column.generated,
    expression: map(column.generated.expression, {
      role: 'generated',
      object,
      part: column.name,
      key: 0,
    }),
  },
})

const mapConstraint = (
  constraint: Constraint,
  object: ObjectName,
  map: MapExpression,
): Constraint => {
  const place = { object, part: constraint.name, key: 0 }
  switch (constraint.kind) {
    case 'check':
      return {
        ...constraint,
        expression: map(constraint.expression, { ...place, role: 'check' }),
      }
    case 'exclude':
      return {
        ...constraint,
        definition: map(constraint.definition, { ...place, role: 'exclude' }),
      }
    default:
      return constraint
  }
}

const mapIndex = (index: Index, object: ObjectName, map: MapExpression): Index => ({
  ...index,
  keys: index.keys.map((item, key) => ({
    ...item,
    expression:
      item.expression && map(item.expression, { role: 'key', object, part: index.name, key }),
  })),
  where: index.where && map(index.where, { role: 'where', object, part: index.name, key: 0 }),
})

const mapPolicy = (policy: Policy, object: ObjectName, map: MapExpression): Policy => {
  const place = { object, part: policy.name, key: 0 }
  return {
    ...policy,
    using: policy.using && map(policy.using, { ...place, role: 'using' }),
    withCheck: policy.withCheck && map(policy.withCheck, { ...place, role: 'withCheck' }),
  }
}

/** The table with each of its expressions replaced by what `map` answers. */
export const mapTableExpressions = (table: Table, map: MapExpression): Table => {
  const object = objectName(table)
  return {
    ...table,
    columns: table.columns.map((column) => mapColumn(column, object, map)),
    constraints: table.constraints.map((constraint) => mapConstraint(constraint, object, map)),
    indexes: table.indexes.map((index) => mapIndex(index, object, map)),
    policies: table.policies.map((policy) => mapPolicy(policy, object, map)),
  }
}

const mapView = (view: View, map: MapExpression): View => ({
  ...view,
  definition: map(view.definition, {
    role: 'view',
    object: objectName(view),
    part: null,
    key: 0,
  }),
})

/** The schema with each of its expressions replaced by what `map` answers. */
export const mapExpressions = (schema: Schema, map: MapExpression): Schema => ({
  ...schema,
  tables: schema.tables.map((table) => mapTableExpressions(table, map)),
  views: schema.views.map((view) => mapView(view, map)),
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
      views: schema.views.toSorted(compareNames),
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
