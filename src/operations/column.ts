import { DiffkitError } from '../errors.ts'
import { keepCounter } from '../schema/counters.ts'
import {
  addColumn,
  editTable,
  findColumn,
  findTable,
  removeColumn,
  replaceColumn,
} from '../schema/edit.ts'
import { objectName, qualified } from '../schema/names.ts'
import { editOwners, isOwner } from '../schema/owners.ts'
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
  oneLine,
  requireUnusedColumn,
  rewriteExpressions,
  showPart,
} from './dependents.ts'
import { onlineOf } from './online.ts'
import type { Online, OnlineOptions } from './online.ts'

/** Where a column is put: only a table that is rebuilt can put it anywhere but at the end. */
export type Placement = { readonly before: string } | { readonly after: string }
export interface AddColumnOptions extends OnlineOptions {
  /** The value of the rows that are there already: an SQL expression over the old row. */
  readonly using?: string | undefined
  readonly before?: string | undefined
  readonly after?: string | undefined
}
export interface AddColumn extends Online {
  readonly kind: 'addColumn'
  readonly table: ObjectName
  readonly column: Column
  readonly using: string | null
  readonly place: Placement | null
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
export interface AlterColumnOptions extends OnlineOptions {
  /** How each old value becomes a new one: an SQL expression over the old row. */
  readonly using?: string | undefined
}
export interface AlterColumn extends Online {
  readonly kind: 'alterColumn'
  readonly table: ObjectName
  readonly name: string
  /** Only the keys that change. */
  readonly set: ColumnSet
  readonly using: string | null
}

const renamed = (names: readonly string[], from: string, to: string): readonly string[] =>
  names.map((name) => (name === from ? to : name))

const renameInConstraint = (constraint: Constraint, from: string, to: string): Constraint => {
  switch (constraint.kind) {
    case 'check':
    case 'exclude':
      return constraint
    case 'foreignKey':
      return {
        ...constraint,
        columns: renamed(constraint.columns, from, to),
        onDeleteColumns: renamed(constraint.onDeleteColumns, from, to),
      }
    default:
      return {
        ...constraint,
        columns: renamed(constraint.columns, from, to),
        include: renamed(constraint.include, from, to),
      }
  }
}

const renameInIndex = (index: Index, from: string, to: string): Index => ({
  ...index,
  keys: index.keys.map((key) => (key.column === from ? { ...key, column: to } : key)),
  include: renamed(index.include, from, to),
})

const renameInTable = (table: Table, { from, to }: RenameColumn): Table => {
  const column = keepCounter(findColumn(table, from), {
    from: { table: table.name, column: from },
    to: { table: table.name, column: to },
  })
  const replaced = replaceColumn(table, from, { ...column, name: to })
  return rewriteExpressions(
    {
      ...replaced,
      constraints: replaced.constraints.map((item) => renameInConstraint(item, from, to)),
      indexes: replaced.indexes.map((item) => renameInIndex(item, from, to)),
    },
    (sql) => renameColumnInSql(sql, table.name, { from, to }),
  )
}

const placement = ({ before, after }: AddColumnOptions, name: string): Placement | null => {
  if (before !== undefined && after !== undefined) {
    const reason = `it says both \`before: '${before}'\` and \`after: '${after}'\``
    throw new DiffkitError('INVALID_OPERATION', { operation: `add column ${name}`, reason })
  }
  if (before !== undefined) return { before }
  return after === undefined ? null : { after }
}

/** The options that are not as they are when nothing is said; `undefined` where there are none. */
const optionsOf = <Options extends object>(options: Options): Options | undefined =>
  Object.keys(options).length === 0 ? undefined : options

const addOptions = (op: AddColumn): AddColumnOptions | undefined =>
  optionsOf({ ...(op.using === null ? {} : { using: op.using }), ...op.place, ...onlineOf(op) })

const alterOptions = (op: AlterColumn): AlterColumnOptions | undefined =>
  optionsOf({ ...(op.using === null ? {} : { using: op.using }), ...onlineOf(op) })

/** The table with its last column moved to its place. */
const placeLast = (table: Table, place: Placement | null): Table => {
  const last = table.columns.at(-1)
  if (place === null || last === undefined) return table
  const others = table.columns.slice(0, -1)
  const neighbour = 'before' in place ? place.before : place.after
  findColumn({ ...table, columns: others }, neighbour)
  const at = others.findIndex(({ name }) => name === neighbour) + ('after' in place ? 1 : 0)
  return { ...table, columns: others.toSpliced(at, 0, last) }
}

const pick = (column: Column, set: ColumnSet): ColumnSet =>
  Object.fromEntries(Object.entries(column).filter(([key]) => key in set))

const describeValue = (key: string, value: unknown): string => {
  if (key === 'nullable') return value === true ? 'drop not null' : 'set not null'
  if (value === null) return key === 'sequence' ? 'usual sequence' : `drop ${key}`
  if (typeof value === 'object' && value !== null && 'sql' in value) return `${key} ${value.sql}`
  return typeof value === 'object' ? key : `${key} ${oneLine(String(value))}`
}

export const columnOperations = {
  /**
   * Add a column, at the end of the table unless it says otherwise.
   * @example op.addColumn('users', { name: 'age', type: 'integer', nullable: false, default: '0' })
   * @example op.addColumn('users', { name: 'slug', type: 'text', nullable: false }, { using: 'lower(name)', after: 'name' })
   */
  addColumn: {
    create: (table: ObjectName, column: ColumnSpec, options: AddColumnOptions = {}): AddColumn => ({
      kind: 'addColumn',
      table: objectName(qualified(table)),
      column: completeColumn(column),
      using: options.using ?? null,
      place: placement(options, column.name),
      ...onlineOf(options),
    }),
    args: (op: AddColumn) => args(op.table, compactColumn(op.column), addOptions(op)),
    apply: (schema: Schema, op: AddColumn): Schema =>
      editTable(schema, op.table, (table) => placeLast(addColumn(table, op.column), op.place)),
    reverse: (op: AddColumn): DropColumn => ({
      kind: 'dropColumn',
      table: op.table,
      name: op.column.name,
    }),
    describe: (op: AddColumn) =>
      `add column ${showPart(op.table, op.column.name)} (${op.column.type})`,
  },
  /**
   * Drop a column with its values. Indexes and constraints that use it go first; a sequence that it owns stays.
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
      const left = editTable(schema, op.table, (table) => removeColumn(table, op.name))
      // A sequence that it owned is an object of its own, and stays.
      return editOwners(left, (owner) => (isOwner(owner, op.table, op.name) ? null : owner))
    },
    reverse: (op: DropColumn, before: Schema): AddColumn => ({
      kind: 'addColumn',
      table: op.table,
      column: findColumn(findTable(before, op.table), op.name),
      using: null,
      place: null,
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
        editOwners(
          editTable(schema, op.table, (table) => renameInTable(table, op)),
          (owner) => (isOwner(owner, op.table, op.from) ? { ...owner, column: op.to } : owner),
        ),
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
   * @example op.alterColumn('users', 'age', { nullable: false, default: '0' }, { using: 'coalesce(age, 0)' })
   * @example op.alterColumn('users', 'age', { nullable: false }, { online: true })
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
      ...onlineOf(options),
    }),
    args: (op: AlterColumn) => args(op.table, op.name, compactColumnSet(op.set), alterOptions(op)),
    apply: (schema: Schema, op: AlterColumn): Schema =>
      editTable(schema, op.table, (table) => {
        const column = findColumn(table, op.name)
        const changed = replaceColumn(table, op.name, { ...column, ...op.set })
        return op.set.type === undefined ? changed : forgetPrints(changed, op.name)
      }),
    reverse: (op: AlterColumn, before: Schema): AlterColumn => ({
      kind: 'alterColumn',
      table: op.table,
      name: op.name,
      set: pick(findColumn(findTable(before, op.table), op.name), op.set),
      using: null,
    }),
    describe: (op: AlterColumn) =>
      `alter column ${showPart(op.table, op.name)}: ${Object.entries(op.set)
        .filter(([key, value]) => key !== 'sequence' || value !== null || op.set.type === undefined)
        .map(([key, value]) => describeValue(key, value))
        .join(', ')}`,
  },
}
