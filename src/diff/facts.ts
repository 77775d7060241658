/**
 * What an operation does to the things it touches, as facts from which the order follows: whatever
 * stands on a thing is released before the thing is destroyed or altered, and needs what is created.
 */
import {
  constraintUsesColumn,
  indexExpressions,
  indexUsesColumn,
  policyExpressions,
  policyUsesColumn,
} from '../operations/dependents.ts'
import { usesSequence } from '../operations/sequence-names.ts'
import { counterName } from '../schema/counters.ts'
import { compareText, nameKey, typeName } from '../schema/names.ts'
import type {
  Column,
  Constraint,
  Expression,
  Index,
  ObjectName,
  Policy,
  QualifiedName,
  Schema,
  Sequence,
  Table,
} from '../schema/types.ts'
import { mentions } from '../util/tokens.ts'
import { elementType, enumsNamed } from './enums.ts'
import type { EnumChanges } from './enums.ts'

/** In the order in which they happen to one thing. */
export const ROLES = ['release', 'destroy', 'alter', 'create', 'need'] as const
export type Role = (typeof ROLES)[number]

export interface Fact {
  /** A text that names the thing. */
  readonly thing: string
  readonly role: Role
}

/** Taking down what was there before, or building what is there after. */
export interface Side {
  readonly own: 'destroy' | 'create'
  readonly use: 'release' | 'need'
  readonly tables: ReadonlyMap<string, Table>
  readonly sequences: readonly Sequence[]
  readonly enums: EnumChanges
  /** Foreign keys that are operations of their own, apart from their table's. */
  readonly apart: ReadonlySet<Constraint>
}

export const sideOf = (
  direction: 'down' | 'up',
  schema: Schema,
  rest: Pick<Side, 'enums' | 'apart'>,
): Side => ({
  own: direction === 'down' ? 'destroy' : 'create',
  use: direction === 'down' ? 'release' : 'need',
  sequences: schema.sequences,
  tables: new Map(schema.tables.map((table) => [nameKey(table), table])),
  ...rest,
})

const text = (kind: string, name: ObjectName, ...parts: readonly string[]): string =>
  [kind, nameKey(name), ...parts].join('\u0001')

export const things = {
  namespace: (name: string): string => `namespace\u0001${name}`,
  enum: (type: string): string => `enum\u0001${type}`,
  /** The values of an enum, where they change. */
  values: (type: string): string => `values\u0001${type}`,
  table: (name: ObjectName): string => text('table', name),
  sequence: (name: ObjectName): string => text('sequence', name),
  /** Tables, indexes, keys and types share their names within a namespace. */
  relation: (namespace: string | null, name: string): string =>
    text('relation', { namespace, name }),
  column: (table: ObjectName, name: string): string => text('column', table, name),
  constraint: (table: ObjectName, name: string): string => text('constraint', table, name),
  primaryKey: (table: ObjectName): string => text('primaryKey', table),
  /** What foreign keys point at, whatever the order of its columns. */
  key: (table: ObjectName, columns: readonly string[]): string =>
    text('key', table, ...columns.toSorted(compareText)),
} as const

/** Whether a thing is a mere name, which something may leave for a while, or come to later. */
export const isName = (thing: string): boolean => thing.startsWith('relation\u0001')

const fact = (thing: string, role: Role): Fact => ({ thing, role })

const inNamespace = (namespace: string | null, role: Role): readonly Fact[] =>
  namespace === null ? [] : [fact(things.namespace(namespace), role)]

/** A column's type: the enum behind it, and its values where they change. */
export const typeFacts = (type: string, side: Side): readonly Fact[] => {
  const element = elementType(type)
  return [
    fact(things.enum(element), side.use),
    ...(side.enums.has(element) ? [fact(things.values(element), side.use)] : []),
  ]
}

/** The values of the enums that expressions name without any column of theirs. */
const namedValues = (expressions: readonly Expression[], side: Side): readonly Fact[] =>
  enumsNamed(
    expressions.map(({ sql }) => sql),
    side.enums,
  ).map((type) => fact(things.values(type), side.use))

const tableOf = (side: Side, name: ObjectName): Table | undefined => side.tables.get(nameKey(name))

const useColumns = (
  table: ObjectName,
  side: Side,
  uses: (column: string) => boolean,
): readonly Fact[] =>
  (tableOf(side, table)?.columns ?? [])
    .filter(({ name }) => uses(name))
    .flatMap(({ name, type }) => {
      const values = things.values(elementType(type))
      return [
        fact(things.column(table, name), side.use),
        ...(side.enums.has(elementType(type)) ? [fact(values, side.use)] : []),
      ]
    })

const targetFacts = (constraint: Constraint, side: Side): readonly Fact[] => {
  if (constraint.kind !== 'foreignKey') return []
  const { table, columns } = constraint.references
  return [
    fact(things.table(table), side.use),
    fact(things.key(table, columns), side.use),
    ...columns.map((name) => fact(things.column(table, name), side.use)),
  ]
}

const keyFacts = (table: Table, constraint: Constraint, side: Side): readonly Fact[] => {
  if (constraint.kind === 'exclude') {
    return [fact(things.relation(table.namespace, constraint.name), side.own)]
  }
  if (constraint.kind !== 'primaryKey' && constraint.kind !== 'unique') return []
  return [
    fact(things.relation(table.namespace, constraint.name), side.own),
    fact(things.key(table, constraint.columns), side.own),
    ...(constraint.kind === 'primaryKey' ? [fact(things.primaryKey(table), side.own)] : []),
  ]
}

export const constraintFacts = (
  table: Table,
  constraint: Constraint,
  side: Side,
): readonly Fact[] => [
  fact(things.table(table), side.use),
  fact(things.constraint(table, constraint.name), side.own),
  ...keyFacts(table, constraint, side),
  ...useColumns(table, side, (column) => constraintUsesColumn(constraint, column)),
  ...(constraint.kind === 'check' ? namedValues([constraint.expression], side) : []),
  ...targetFacts(constraint, side),
]

export const indexFacts = (table: Table, index: Index, side: Side): readonly Fact[] => {
  const columns = index.keys.map(({ column }) => column)
  const isKey = index.unique && index.where === null
  return [
    fact(things.relation(table.namespace, index.name), side.own),
    ...useColumns(table, side, (column) => indexUsesColumn(index, column)),
    ...namedValues(indexExpressions(index), side),
    ...(isKey
      ? [
          fact(
            things.key(
              table,
              columns.map((name) => name ?? ''),
            ),
            side.own,
          ),
        ]
      : []),
  ]
}

export const policyFacts = (table: Table, policy: Policy, side: Side): readonly Fact[] => [
  fact(things.table(table), side.use),
  ...useColumns(table, side, (column) => policyUsesColumn(policy, column)),
  ...namedValues(policyExpressions(policy), side),
]

/** Other columns that a generated column is made of. */
export const sources = (table: Table, column: Column): readonly string[] => {
  const sql = column.generated?.expression.sql
  if (sql === undefined) return []
  return table.columns
    .map(({ name }) => name)
    .filter((name) => name !== column.name && mentions(sql, name))
}

/** The sequences that a column's default draws from. */
export const sequencesOf = (column: Column, { sequences, use }: Side): readonly Fact[] => {
  const sql = column.default?.sql
  if (sql === undefined) return []
  return sequences
    .filter((sequence) => usesSequence(sql, sequence))
    .map((sequence) => fact(things.sequence(sequence), use))
}

/** The sequence behind a column that counts. */
export const counterFacts = (table: Table, column: Column, side: Side): readonly Fact[] => {
  const name = counterName(table, column)
  return name === null ? [] : [fact(things.relation(table.namespace, name), side.own)]
}

export const columnFacts = (table: Table, column: Column, side: Side): readonly Fact[] => [
  fact(things.column(table, column.name), side.own),
  ...counterFacts(table, column, side),
  ...typeFacts(column.type, side),
  ...sequencesOf(column, side),
  ...useColumns(table, side, (name) => sources(table, column).includes(name)),
  ...namedValues(
    [column.default, column.generated?.expression ?? null].filter((item) => item !== null),
    side,
  ),
]

/** A whole table; its own columns and keys are its own affair. */
export const tableFacts = (table: Table, side: Side): readonly Fact[] => {
  const relations = [
    table.name,
    ...table.indexes.map(({ name }) => name),
    ...table.constraints
      .filter(({ kind }) => kind !== 'check' && kind !== 'foreignKey')
      .map(({ name }) => name),
  ]
  return [
    fact(things.table(table), side.own),
    ...inNamespace(table.namespace, side.use),
    ...relations.map((name) => fact(things.relation(table.namespace, name), side.own)),
    ...table.columns.flatMap((column) => counterFacts(table, column, side)),
    ...table.columns.flatMap(({ type }) => typeFacts(type, side)),
    ...table.columns.flatMap((column) => sequencesOf(column, side)),
    ...table.constraints
      .filter((constraint) => !side.apart.has(constraint))
      .flatMap((constraint) => targetFacts(constraint, side)),
  ]
}

export const enumFacts = (
  item: { readonly namespace: string | null; readonly name: string },
  side: Side,
): readonly Fact[] => [
  fact(things.enum(typeName(item)), side.own),
  fact(things.relation(item.namespace, item.name), side.own),
  ...inNamespace(item.namespace, side.use),
]

export const sequenceFacts = (item: QualifiedName, side: Side): readonly Fact[] => [
  fact(things.sequence(item), side.own),
  fact(things.relation(item.namespace, item.name), side.own),
  ...inNamespace(item.namespace, side.use),
]
