/** What must give way while a column is changed: dropped before, created again after. */
import {
  constraintExpressions,
  constraintUsesColumn,
  foreignKeysTo,
  indexExpressions,
  indexUsesColumn,
  policyExpressions,
  policyUsesColumn,
} from '../../../operations/dependents.ts'
import { namesEnum } from '../../../operations/enum-literals.ts'
import { nameKey, objectName, qualified, sameName } from '../../../schema/names.ts'
import type {
  Column,
  Constraint,
  Index,
  ObjectName,
  Policy,
  Schema,
  Table,
} from '../../../schema/types.ts'
import { reads } from '../../../util/relations.ts'
import { mentions } from '../../../util/tokens.ts'
import { quote, quoteObject } from '../../shared.ts'
import { columnClause, constraintClause, createIndexSql } from '../ddl/clauses.ts'
import { clusterOn } from '../ddl/clustered.ts'
import { newColumnSettings } from '../ddl/column-settings.ts'
import { draft } from '../ddl/draft.ts'
import type { Draft } from '../ddl/draft.ts'
import { constraintComment, indexComment } from '../ddl/comments.ts'
import { dropPolicySql, newPolicy } from '../ddl/policies.ts'

type On<T> = { readonly table: ObjectName; readonly item: T }

/** Things that hang on columns, each once. */
export interface Dependents {
  readonly constraints: readonly On<Constraint>[]
  readonly indexes: readonly On<Index>[]
  readonly columns: readonly On<Column>[]
  readonly policies: readonly On<Policy>[]
}

export const none: Dependents = { constraints: [], indexes: [], columns: [], policies: [] }

const merge = <T extends { readonly name: string }>(
  lists: readonly (readonly On<T>[])[],
): readonly On<T>[] => [
  ...new Map(
    lists.flat().map((entry) => [`${nameKey(entry.table)}\u0001${entry.item.name}`, entry]),
  ).values(),
]

export const mergeDependents = (all: readonly Dependents[]): Dependents => ({
  constraints: merge(all.map(({ constraints }) => constraints)),
  indexes: merge(all.map(({ indexes }) => indexes)),
  columns: merge(all.map(({ columns }) => columns)),
  policies: merge(all.map(({ policies }) => policies)),
})

const on =
  (table: Table) =>
  <T>(item: T): On<T> => ({ table: objectName(table), item })

const policyTexts = (policy: Policy): readonly string[] =>
  policyExpressions(policy).map(({ sql }) => sql)

/** Policies of the table that use the column, and those of other tables that read it. */
const policiesOver = (schema: Schema, table: Table, column: string): readonly On<Policy>[] =>
  schema.tables.flatMap((other) =>
    other.policies
      .filter((policy) => policyUsesColumn(policy, column))
      .filter(
        (policy) => sameName(other, table) || policyTexts(policy).some((sql) => reads(sql, table)),
      )
      .map(on(other)),
  )

const withItsUsers = (schema: Schema, table: Table, columns: readonly Column[]): Dependents =>
  mergeDependents([
    { ...none, columns: columns.map(on(table)) },
    ...columns.map((column) => usersOf(schema, table, column.name)),
  ])

const generatedOver = (table: Table, column: string): readonly Column[] =>
  table.columns.filter(
    (item) =>
      item.name !== column &&
      item.generated !== null &&
      mentions(item.generated.expression.sql, column),
  )

/** The columns that are generated from the column, with all that uses them. */
export const generatedUsersOf = (schema: Schema, table: Table, column: string): Dependents =>
  withItsUsers(schema, table, generatedOver(table, column))

/** Everything that uses the column, foreign keys of other tables included. */
export const usersOf = (schema: Schema, table: Table, column: string): Dependents =>
  mergeDependents([
    {
      constraints: [
        ...table.constraints.filter((item) => constraintUsesColumn(item, column)).map(on(table)),
        ...foreignKeysTo(schema, objectName(table))
          .filter(({ foreignKey }) => foreignKey.references.columns.includes(column))
          .map((user) => on(user.table)<Constraint>(user.foreignKey)),
      ],
      indexes: table.indexes.filter((item) => indexUsesColumn(item, column)).map(on(table)),
      columns: [],
      policies: policiesOver(schema, table, column),
    },
    generatedUsersOf(schema, table, column),
  ])

/** What looks at the column in a row: columns that are generated from it, policies. */
export const rowUsersOf = (schema: Schema, table: Table, column: string): Dependents =>
  mergeDependents([
    { ...none, policies: policiesOver(schema, table, column) },
    generatedUsersOf(schema, table, column),
  ])

/** What is printed by the column's type: checks, expression and partial indexes, generated columns, policies. */
export const expressionUsersOf = (schema: Schema, table: Table, column: string): Dependents =>
  mergeDependents([
    {
      constraints: table.constraints
        .filter(
          (item) => constraintExpressions(item).length > 0 && constraintUsesColumn(item, column),
        )
        .map(on(table)),
      indexes: table.indexes
        .filter((item) => indexExpressions(item).length > 0 && indexUsesColumn(item, column))
        .map(on(table)),
      columns: [],
      policies: [],
    },
    rowUsersOf(schema, table, column),
  ])

/** What names an enum's type: checks, expression and partial indexes, generated columns, policies. */
export const enumUsersOf = (schema: Schema, table: Table, name: ObjectName): Dependents =>
  mergeDependents([
    {
      constraints: table.constraints
        .filter((item) => constraintExpressions(item).some(({ sql }) => namesEnum(sql, name)))
        .map(on(table)),
      indexes: table.indexes
        .filter((item) => indexExpressions(item).some(({ sql }) => namesEnum(sql, name)))
        .map(on(table)),
      columns: [],
      policies: table.policies
        .filter((policy) => policyTexts(policy).some((sql) => namesEnum(sql, name)))
        .map(on(table)),
    },
    withItsUsers(
      schema,
      table,
      table.columns.filter(({ generated }) => namesEnum(generated?.expression.sql ?? '', name)),
    ),
  ])

/** The generated columns themselves, with all that uses them. */
export const generatedColumns = (
  schema: Schema,
  table: Table,
  names: readonly string[],
): Dependents =>
  withItsUsers(
    schema,
    table,
    table.columns.filter((item) => item.generated !== null && names.includes(item.name)),
  )

/** Foreign keys stand on keys, so they go first and come back last. */
const RANK: Readonly<Record<Constraint['kind'], number>> = {
  primaryKey: 0,
  unique: 1,
  check: 2,
  exclude: 2,
  foreignKey: 3,
}

const byRank = (a: On<Constraint>, b: On<Constraint>): number =>
  RANK[a.item.kind] - RANK[b.item.kind]

const NOTE = 'made again below: it depends on the changed column'

const indexName = ({ table, item }: On<Index>): string =>
  quoteObject({ namespace: qualified(table).namespace, name: item.name })

export const dropDependents = (dependents: Dependents): readonly Draft[] => [
  ...dependents.policies.map(({ table, item }) => draft(dropPolicySql(table, item.name), NOTE)),
  ...dependents.constraints
    .toSorted((a, b) => byRank(b, a))
    .map(({ table, item }) =>
      draft(`ALTER TABLE ${quoteObject(table)} DROP CONSTRAINT ${quote(item.name)}`, NOTE),
    ),
  ...dependents.indexes.map((entry) => draft(`DROP INDEX ${indexName(entry)}`, NOTE)),
  ...dependents.columns.map(({ table, item }) =>
    draft(`ALTER TABLE ${quoteObject(table)} DROP COLUMN ${quote(item.name)}`, NOTE),
  ),
]

export const createDependents = (dependents: Dependents, after: Schema): readonly Draft[] => [
  ...dependents.columns.flatMap(({ table, item }) => [
    draft(`ALTER TABLE ${quoteObject(table)} ADD COLUMN ${columnClause(item, table, after.enums)}`),
    ...newColumnSettings(table, item),
  ]),
  ...dependents.constraints
    .filter(({ item }) => item.kind !== 'foreignKey')
    .toSorted(byRank)
    .flatMap((entry) => [...addConstraint(entry), ...clusterOn(entry.table, entry.item)]),
  ...dependents.indexes.flatMap(({ table, item }) => [
    draft(createIndexSql(table, item)),
    ...clusterOn(table, item),
    ...indexComment(table, item),
  ]),
  ...dependents.constraints.filter(({ item }) => item.kind === 'foreignKey').flatMap(addConstraint),
  ...dependents.policies.flatMap(({ table, item }) => newPolicy(table, item)),
]

const addConstraint = ({ table, item }: On<Constraint>): readonly Draft[] => [
  draft(`ALTER TABLE ${quoteObject(table)} ADD ${constraintClause(item)}`),
  ...constraintComment(table, item),
]

/** Foreign keys that connect any of the columns, from either side. */
export const foreignKeysOver = (
  schema: Schema,
  columns: readonly { readonly table: ObjectName; readonly column: string }[],
): Dependents => ({
  ...none,
  constraints: schema.tables.flatMap((table) =>
    table.constraints
      .filter((item) => item.kind === 'foreignKey')
      .filter((key) =>
        columns.some(
          (entry) =>
            (sameName(entry.table, table) && key.columns.includes(entry.column)) ||
            (sameName(entry.table, key.references.table) &&
              key.references.columns.includes(entry.column)),
        ),
      )
      .map((key) => on(table)<Constraint>(key)),
  ),
})
