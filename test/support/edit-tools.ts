/** What random edits of a schema share: what stands on a thing that goes, goes with it. */
import {
  constraintUsesColumn,
  indexUsesColumn,
  policyUsesColumn,
} from '../../src/operations/dependents.ts'
import type { Column, Schema, Table } from '../../src/schema/types.ts'
import { mentions } from '../../src/util/tokens.ts'
import type { SchemaSpace } from './schema-space.ts'

export interface EditContext {
  readonly schema: Schema
  readonly space: SchemaSpace
  /** The nth decision: one of the items, or none when there are none. */
  pick<T>(at: number, items: readonly T[]): T | undefined
}

export type Editor = (context: EditContext) => Schema

export const COLUMNS = ['name', 'email', 'age', 'title', 'body', 'score', 'rating', 'slug', 'place']

export const free = (names: readonly string[], taken: readonly { readonly name: string }[]) =>
  names.filter((name) => !taken.some((item) => item.name === name))

export const replace = (schema: Schema, table: Table, edited: Table): Schema => ({
  ...schema,
  tables: schema.tables.map((item) => (item === table ? edited : item)),
})

export const editColumn = (schema: Schema, table: Table, column: Column, edited: Column): Schema =>
  replace(schema, table, {
    ...table,
    columns: table.columns.map((item) => (item === column ? edited : item)),
  })

/** Views that mention a name go, and views over those. */
export const withoutViews = (schema: Schema, name: string): Schema => {
  const gone = schema.views.filter((view) => mentions(view.definition.sql, name))
  const rest: Schema = { ...schema, views: schema.views.filter((view) => !gone.includes(view)) }
  return gone.reduce((left, view) => withoutViews(left, view.name), rest)
}

/** Foreign keys to a table go, or to one of its columns. */
export const withoutReferences = (schema: Schema, target: string, column?: string): Schema => ({
  ...schema,
  tables: schema.tables.map((table) => ({
    ...table,
    constraints: table.constraints.filter(
      (item) =>
        item.kind !== 'foreignKey' ||
        item.references.table !== target ||
        (column !== undefined && !item.references.columns.includes(column)),
    ),
  })),
})

/** Everything that uses a column goes; the column stays. */
export const freeColumn = (schema: Schema, table: Table, name: string): Schema => {
  const inner: Table = {
    ...table,
    columns: table.columns.filter(
      (item) => item.name === name || !mentions(item.generated?.expression.sql ?? '', name),
    ),
    constraints: table.constraints.filter((item) => !constraintUsesColumn(item, name)),
    indexes: table.indexes.filter((item) => !indexUsesColumn(item, name)),
    policies: table.policies.filter((item) => !policyUsesColumn(item, name)),
  }
  const gone = table.columns.filter((item) => !inner.columns.includes(item))
  const freed = withoutViews(
    withoutReferences(replace(schema, table, inner), table.name, name),
    table.name,
  )
  return gone.reduce((left, item) => {
    const current = left.tables.find((other) => other.name === table.name)
    return current === undefined ? left : freeColumn(left, current, item.name)
  }, freed)
}

export const removeColumn = (schema: Schema, table: Table, name: string): Schema => {
  const freed = freeColumn(schema, table, name)
  return {
    ...freed,
    tables: freed.tables.map((item) =>
      item.name === table.name
        ? { ...item, columns: item.columns.filter((column) => column.name !== name) }
        : item,
    ),
  }
}

const isKeyColumn = (table: Table, column: Column): boolean =>
  table.constraints.some((item) => item.kind === 'primaryKey' && item.columns.includes(column.name))

export const plain = (table: Table): readonly Column[] =>
  table.columns.filter((column) => column.generated === null && !isKeyColumn(table, column))

export const onColumn =
  (edit: (context: EditContext, table: Table, column: Column) => Schema): Editor =>
  (context) => {
    const table = context.pick(0, context.schema.tables)
    const column = table && context.pick(1, plain(table))
    return table && column ? edit(context, table, column) : context.schema
  }
