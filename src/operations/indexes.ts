import {
  addIndex,
  editIndexed,
  findColumn,
  findIndex,
  findIndexed,
  removeIndex,
  replaceIndex,
} from '../schema/edit.ts'
import type { Indexed } from '../schema/edit.ts'
import { objectName, qualified } from '../schema/names.ts'
import { compactIndex, completeIndex } from '../schema/spec.ts'
import type { IndexSpec } from '../schema/spec.ts'
import type { Index, ObjectName, Schema } from '../schema/types.ts'
import { args } from './definition.ts'
import { showPart } from './dependents.ts'
import { onlineArgs, onlineOf } from './online.ts'
import type { Online, OnlineOptions } from './online.ts'

export interface CreateIndex extends Online {
  readonly kind: 'createIndex'
  readonly table: ObjectName
  readonly index: Index
}
export interface DropIndex extends Online {
  readonly kind: 'dropIndex'
  readonly table: ObjectName
  readonly name: string
}
export interface RenameIndex {
  readonly kind: 'renameIndex'
  readonly table: ObjectName
  readonly from: string
  readonly to: string
}

const describeKeys = (index: Index): string =>
  index.keys.map((key) => key.column ?? key.expression?.sql ?? '').join(', ')

/** What columns a view has, only a server knows. */
const requireColumns = (relation: Indexed, { keys }: Index): void => {
  if ('definition' in relation) return
  for (const { column } of keys) if (column !== null) findColumn(relation, column)
}

export const indexOperations = {
  /**
   * Create an index on a table, or on a materialized view (PostgreSQL).
   * @example op.createIndex('users', { name: 'users_email_idx', keys: ['email'], unique: true })
   * @example op.createIndex('users', { name: 'users_name_idx', keys: ['name'] }, { online: true })
   */
  createIndex: {
    create: (table: ObjectName, index: IndexSpec, options: OnlineOptions = {}): CreateIndex => ({
      kind: 'createIndex',
      table: objectName(qualified(table)),
      index: completeIndex(index),
      ...onlineOf(options),
    }),
    args: (op: CreateIndex) => args(op.table, compactIndex(op.index), onlineArgs(op)),
    apply: (schema: Schema, op: CreateIndex): Schema =>
      editIndexed(schema, op.table, (relation) => {
        requireColumns(relation, op.index)
        return addIndex(relation, op.index)
      }),
    reverse: (op: CreateIndex): DropIndex => ({
      kind: 'dropIndex',
      table: op.table,
      name: op.index.name,
      ...onlineOf(op),
    }),
    describe: (op: CreateIndex) =>
      `create ${op.index.unique ? 'unique ' : ''}index ${showPart(op.table, op.index.name)} (${describeKeys(op.index)})`,
  },
  /**
   * Drop an index of a table, or of a materialized view (PostgreSQL).
   * @example op.dropIndex('users', 'users_email_idx')
   * @example op.dropIndex('users', 'users_name_idx', { online: true })
   */
  dropIndex: {
    create: (table: ObjectName, name: string, options: OnlineOptions = {}): DropIndex => ({
      kind: 'dropIndex',
      table: objectName(qualified(table)),
      name,
      ...onlineOf(options),
    }),
    args: (op: DropIndex) => args(op.table, op.name, onlineArgs(op)),
    apply: (schema: Schema, op: DropIndex): Schema =>
      editIndexed(schema, op.table, (relation) => removeIndex(relation, op.name)),
    reverse: (op: DropIndex, before: Schema): CreateIndex => ({
      kind: 'createIndex',
      table: op.table,
      index: findIndex(findIndexed(before, op.table), op.name),
      ...onlineOf(op),
    }),
    describe: (op: DropIndex) => `drop index ${showPart(op.table, op.name)}`,
  },
  /**
   * Rename an index.
   * @example op.renameIndex('users', 'users_email_idx', 'users_by_email')
   */
  renameIndex: {
    create: (table: ObjectName, from: string, to: string): RenameIndex => ({
      kind: 'renameIndex',
      table: objectName(qualified(table)),
      from,
      to,
    }),
    args: (op: RenameIndex) => [op.table, op.from, op.to],
    apply: (schema: Schema, op: RenameIndex): Schema =>
      editIndexed(schema, op.table, (relation) =>
        replaceIndex(relation, op.from, { ...findIndex(relation, op.from), name: op.to }),
      ),
    reverse: (op: RenameIndex): RenameIndex => ({ ...op, from: op.to, to: op.from }),
    describe: (op: RenameIndex) => `rename index ${showPart(op.table, op.from)} to ${op.to}`,
  },
}
