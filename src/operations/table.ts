import { keepCounter } from '../schema/counters.ts'
import { addTable, findTable, removeTable, replaceTable } from '../schema/edit.ts'
import { objectName, qualified, show } from '../schema/names.ts'
import { editOwners, isOwner } from '../schema/owners.ts'
import { compactTable, completeTable } from '../schema/spec.ts'
import type { TableSpec } from '../schema/spec.ts'
import { tableOptions } from '../schema/types.ts'
import type { ObjectName, Schema, Table, TableOptions } from '../schema/types.ts'
import { renameTableInSql } from '../util/tokens.ts'
import {
  editForeignKeysTo,
  oneLine,
  requireUnreferenced,
  rewriteExpressions,
} from './dependents.ts'
import { renameInReaders, renaming, renamingArgs, reversed } from './rename.ts'
import type { Renaming } from './rename.ts'

export interface CreateTable {
  readonly kind: 'createTable'
  readonly table: Table
}
export interface DropTable {
  readonly kind: 'dropTable'
  readonly name: ObjectName
}
export interface RenameTable extends Renaming {
  readonly kind: 'renameTable'
}
export interface AlterTable {
  readonly kind: 'alterTable'
  readonly name: ObjectName
  readonly set: Partial<TableOptions>
}

const optionText = (key: string, value: unknown): string => {
  if (value === null) return `drop ${key}`
  return `${key} ${typeof value === 'object' ? JSON.stringify(value) : oneLine(String(value))}`
}

export const tableOperations = {
  /**
   * Create a table, whole: columns, constraints, indexes and policies.
   * @example op.createTable({
   *   name: 'users',
   *   columns: [{ name: 'id', type: 'integer', nullable: false }, { name: 'email', type: 'text' }],
   *   constraints: [{ kind: 'primaryKey', name: 'users_pk', columns: ['id'] }],
   *   indexes: [{ name: 'users_email_idx', keys: ['email'], unique: true }],
   * })
   */
  createTable: {
    create: (spec: TableSpec): CreateTable => ({ kind: 'createTable', table: completeTable(spec) }),
    args: (op: CreateTable) => [compactTable(op.table)],
    apply: (schema: Schema, op: CreateTable): Schema => addTable(schema, op.table),
    reverse: (op: CreateTable): DropTable => ({ kind: 'dropTable', name: objectName(op.table) }),
    describe: (op: CreateTable) => `create table ${show(op.table)}`,
  },
  /**
   * Drop a table with its rows, indexes, constraints and policies. Foreign keys of other tables go first.
   * @example op.dropTable('users')
   */
  dropTable: {
    create: (name: ObjectName): DropTable => ({
      kind: 'dropTable',
      name: objectName(qualified(name)),
    }),
    args: (op: DropTable) => [op.name],
    apply: (schema: Schema, op: DropTable): Schema => {
      requireUnreferenced(schema, findTable(schema, op.name))
      return editOwners(removeTable(schema, op.name), (owner) =>
        isOwner(owner, op.name) ? null : owner,
      )
    },
    reverse: (op: DropTable, before: Schema): CreateTable => ({
      kind: 'createTable',
      table: findTable(before, op.name),
    }),
    describe: (op: DropTable) => `drop table ${show(op.name)}`,
  },
  /**
   * Rename a table, or move it to another namespace. Foreign keys follow; names of constraints and indexes stay.
   * @example op.renameTable('users', 'accounts')
   * @example op.renameTable('users', { namespace: 'auth', name: 'users' })
   */
  renameTable: {
    create: (from: ObjectName, to: ObjectName): RenameTable => ({
      kind: 'renameTable',
      ...renaming(from, to),
    }),
    args: (op: RenameTable) => renamingArgs(op),
    apply: (schema: Schema, op: RenameTable): Schema => {
      const to = qualified(op.to)
      const names = { from: qualified(op.from).name, to: to.name }
      // A policy may read any table; views are made again.
      const told = renameInReaders(schema, op, ['using', 'withCheck'])
      const moved = editForeignKeysTo(told, op.from, (references) => ({
        ...references,
        table: op.to,
      }))
      const table = findTable(moved, op.from)
      const rewritten = rewriteExpressions(table, (sql) => renameTableInSql(sql, names))
      const columns = rewritten.columns.map((column) =>
        keepCounter(column, {
          from: { table: names.from, column: column.name },
          to: { table: names.to, column: column.name },
        }),
      )
      const renamed = { ...rewritten, columns }
      addTable(removeTable(moved, op.from), { ...renamed, ...to })
      // A sequence and its owner stand in one namespace.
      const left = to.namespace !== qualified(op.from).namespace
      return editOwners(replaceTable(moved, op.from, { ...renamed, ...to }), (owner) => {
        if (!isOwner(owner, op.from)) return owner
        return left ? null : { ...owner, table: op.to }
      })
    },
    reverse: (op: RenameTable): RenameTable => reversed(op),
    describe: (op: RenameTable) => `rename table ${show(op.from)} to ${show(op.to)}`,
  },
  /**
   * Change a table's options: `rowSecurity`, `forceRowSecurity`, `comment`, `unlogged`, `method`, `tablespace` and
   * `with` on PostgreSQL, `strict` and `withoutRowid` on SQLite.
   * @example op.alterTable('users', { strict: true })
   * @example op.alterTable('posts', { rowSecurity: true, comment: 'What people write' })
   */
  alterTable: {
    create: (name: ObjectName, set: Partial<TableOptions>): AlterTable => ({
      kind: 'alterTable',
      name: objectName(qualified(name)),
      set,
    }),
    args: (op: AlterTable) => [op.name, op.set],
    apply: (schema: Schema, op: AlterTable): Schema =>
      replaceTable(schema, op.name, { ...findTable(schema, op.name), ...op.set }),
    reverse: (op: AlterTable, before: Schema): AlterTable => {
      const table = findTable(before, op.name)
      const keys = tableOptions.filter((key) => key in op.set)
      return { ...op, set: Object.fromEntries(keys.map((key) => [key, table[key]])) }
    },
    describe: (op: AlterTable) =>
      `alter table ${show(op.name)}: ${tableOptions
        .filter((key) => key in op.set)
        .map((key) => optionText(key, op.set[key]))
        .join(', ')}`,
  },
}
