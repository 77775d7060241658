import {
  addColumn,
  editTable,
  findColumn,
  findTable,
  removeColumn,
  replaceColumn,
} from '../schema/edit.ts'
import { objectName, qualified } from '../schema/names.ts'
import {
  compactColumn,
  compactColumnSet,
  completeColumn,
  completeColumnSet,
} from '../schema/spec.ts'
import type { ColumnSet, ColumnSetSpec, ColumnSpec } from '../schema/spec.ts'
import type { Column, Constraint, Index, ObjectName, Schema, Table } from '../schema/types.ts'
import { renameColumnInSql } from '../util/tokens.ts'
import { args } from './definition.ts'
import {
  editForeignKeysTo,
  forgetPrints,
  requireUnusedColumn,
  rewriteExpressions,
  showPart,
} from './dependents.ts'

export interface AddColumn {
  readonly kind: 'addColumn'
  readonly table: ObjectName
  readonly column: Column
}
export interface DropColumn {
  readonly kind: 'dropColumn'
  readonly table: ObjectName
  readonly name: string
}
export interface RenameColumn {
  readonly kind: 'renameColumn'
  readonly table: ObjectName
  readonly from: string
  readonly to: string
}
export interface AlterColumnOptions {
  /** How each old value becomes a new one: an SQL expression over the old row. */
  readonly using?: string | undefined
}
export interface AlterColumn {
  readonly kind: 'alterColumn'
  readonly table: ObjectName
  readonly name: string
  /** Only the keys that change. */
  readonly set: ColumnSet
  readonly using: string | null
}

const renamed = (names: readonly string[], from: string, to: string): readonly string[] =>
  names.map((name) => (name === from ? to : name))

const renameInConstraint = (constraint: Constraint, from: string, to: string): Constraint =>
  constraint.kind === 'check'
    ? constraint
    : { ...constraint, columns: renamed(constraint.columns, from, to) }

const renameInIndex = (index: Index, from: string, to: string): Index => ({
  ...index,
  keys: index.keys.map((key) => (key.column === from ? { ...key, column: to } : key)),
  include: renamed(index.include, from, to),
})

const renameInTable = (table: Table, { from, to }: RenameColumn): Table => {
  const replaced = replaceColumn(table, from, { ...findColumn(table, from), name: to })
  return rewriteExpressions(
    {
      ...replaced,
      constraints: replaced.constraints.map((item) => renameInConstraint(item, from, to)),
      indexes: replaced.indexes.map((item) => renameInIndex(item, from, to)),
    },
    (sql) => renameColumnInSql(sql, table.name, { from, to }),
  )
}

const pick = (column: Column, set: ColumnSet): ColumnSet =>
  Object.fromEntries(Object.entries(column).filter(([key]) => key in set))

const describeValue = (key: string, value: unknown): string => {
  if (key === 'nullable') return value === true ? 'drop not null' : 'set not null'
  if (value === null) return `drop ${key}`
  if (typeof value === 'object' && value !== null && 'sql' in value) return `${key} ${value.sql}`
  return typeof value === 'object' ? key : `${key} ${String(value)}`
}

export const columnOperations = {
  /**
   * Add a column at the end of a table.
   * @example op.addColumn('users', { name: 'age', type: 'integer', nullable: false, default: '0' })
   */
  addColumn: {
    create: (table: ObjectName, column: ColumnSpec): AddColumn => ({
      kind: 'addColumn',
      table: objectName(qualified(table)),
      column: completeColumn(column),
    }),
    args: (op: AddColumn) => [op.table, compactColumn(op.column)],
    apply: (schema: Schema, op: AddColumn): Schema =>
      editTable(schema, op.table, (table) => addColumn(table, op.column)),
    reverse: (op: AddColumn): DropColumn => ({
      kind: 'dropColumn',
      table: op.table,
      name: op.column.name,
    }),
    describe: (op: AddColumn) =>
      `add column ${showPart(op.table, op.column.name)} (${op.column.type})`,
  },
  /**
   * Drop a column with its values. Indexes and constraints that use it go first.
   * @example op.dropColumn('users', 'age')
   */
  dropColumn: {
    create: (table: ObjectName, name: string): DropColumn => ({
      kind: 'dropColumn',
      table: objectName(qualified(table)),
      name,
    }),
    args: (op: DropColumn) => [op.table, op.name],
    apply: (schema: Schema, op: DropColumn): Schema => {
      requireUnusedColumn(schema, findTable(schema, op.table), op.name)
      return editTable(schema, op.table, (table) => removeColumn(table, op.name))
    },
    reverse: (op: DropColumn, before: Schema): AddColumn => ({
      kind: 'addColumn',
      table: op.table,
      column: findColumn(findTable(before, op.table), op.name),
    }),
    describe: (op: DropColumn) => `drop column ${showPart(op.table, op.name)}`,
  },
  /**
   * Rename a column. Indexes, constraints and foreign keys follow.
   * @example op.renameColumn('users', 'name', 'full_name')
   */
  renameColumn: {
    create: (table: ObjectName, from: string, to: string): RenameColumn => ({
      kind: 'renameColumn',
      table: objectName(qualified(table)),
      from,
      to,
    }),
    args: (op: RenameColumn) => [op.table, op.from, op.to],
    apply: (schema: Schema, op: RenameColumn): Schema =>
      editForeignKeysTo(
        editTable(schema, op.table, (table) => renameInTable(table, op)),
        op.table,
        (references) => ({
          ...references,
          columns: renamed(references.columns, op.from, op.to),
        }),
      ),
    reverse: (op: RenameColumn): RenameColumn => ({ ...op, from: op.to, to: op.from }),
    describe: (op: RenameColumn) => `rename column ${showPart(op.table, op.from)} to ${op.to}`,
  },
  /**
   * Change attributes of a column: only those given.
   * @example op.alterColumn('users', 'age', { type: 'text', nullable: false })
   * @example op.alterColumn('users', 'age', { type: 'integer' }, { using: 'age::integer' })
   */
  alterColumn: {
    create: (
      table: ObjectName,
      name: string,
      set: ColumnSetSpec,
      options: AlterColumnOptions = {},
    ): AlterColumn => ({
      kind: 'alterColumn',
      table: objectName(qualified(table)),
      name,
      set: completeColumnSet(set),
      using: options.using ?? null,
    }),
    args: (op: AlterColumn) =>
      args(
        op.table,
        op.name,
        compactColumnSet(op.set),
        op.using === null ? undefined : { using: op.using },
      ),
    apply: (schema: Schema, op: AlterColumn): Schema =>
      editTable(schema, op.table, (table) => {
        const column = findColumn(table, op.name)
        const changed = replaceColumn(table, op.name, { ...column, ...op.set })
        return op.set.type === undefined ? changed : forgetPrints(changed, op.name)
      }),
    reverse: (op: AlterColumn, before: Schema): AlterColumn => ({
      ...op,
      set: pick(findColumn(findTable(before, op.table), op.name), op.set),
      using: null,
    }),
    describe: (op: AlterColumn) =>
      `alter column ${showPart(op.table, op.name)}: ${Object.entries(op.set)
        .map(([key, value]) => describeValue(key, value))
        .join(', ')}`,
  },
}
