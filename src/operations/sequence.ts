import { DiffkitError } from '../errors.ts'
import {
  addSequence,
  findColumn,
  findSequence,
  findTable,
  removeSequence,
  replaceSequence,
} from '../schema/edit.ts'
import { objectName, qualified, show } from '../schema/names.ts'
import { compactSequence, completeSequence } from '../schema/spec.ts'
import type { SequenceSet, SequenceSpec } from '../schema/spec.ts'
import type { ObjectName, QualifiedName, Schema, Sequence } from '../schema/types.ts'
import { showPart } from './dependents.ts'
import { renameInReaders, renaming, renamingArgs, reversed } from './rename.ts'
import type { Renaming } from './rename.ts'
import { holdsSequence, renameInDrawers } from './sequence-names.ts'

export interface CreateSequence {
  readonly kind: 'createSequence'
  readonly sequence: Sequence
}
export interface DropSequence {
  readonly kind: 'dropSequence'
  readonly name: ObjectName
}
export interface RenameSequence extends Renaming {
  readonly kind: 'renameSequence'
}
export interface AlterSequence {
  readonly kind: 'alterSequence'
  readonly name: ObjectName
  /** Only the keys that change. */
  readonly set: SequenceSet
}

const requireUnused = (schema: Schema, sequence: QualifiedName): void => {
  for (const table of schema.tables) {
    const column = table.columns.find(
      (item) => item.default !== null && holdsSequence(item.default.sql, sequence),
    )
    if (column === undefined) continue
    throw new DiffkitError('OBJECT_IN_USE', {
      kind: 'Sequence',
      name: show(sequence),
      by: `the default of ${show(table)}.${column.name}`,
    })
  }
}

/** https://www.postgresql.org/docs/current/sql-createsequence.html: the table must be in its namespace. */
const requireOwner = (schema: Schema, sequence: Sequence): Sequence => {
  const { ownedBy } = sequence
  if (ownedBy === null) return sequence
  findColumn(findTable(schema, ownedBy.table), ownedBy.column)
  if (qualified(ownedBy.table).namespace === sequence.namespace) return sequence
  throw new DiffkitError('INVALID_OPERATION', {
    operation: `give sequence ${show(sequence)} its owner`,
    reason: `${show(ownedBy.table)} owns it and stands in another namespace`,
  })
}

const describeOwner = ({ ownedBy }: SequenceSet): readonly string[] => {
  if (ownedBy === undefined) return []
  return [`owned by ${ownedBy === null ? 'none' : showPart(ownedBy.table, ownedBy.column)}`]
}

const describeSet = (set: SequenceSet): string =>
  [
    ...Object.entries(set)
      .filter(([key]) => key !== 'ownedBy')
      .map(([key, value]) => (value === null ? `default ${key}` : `${key} ${String(value)}`)),
    ...describeOwner(set),
  ].join(', ')

const pick = (sequence: Sequence, set: SequenceSet): SequenceSet =>
  Object.fromEntries(Object.entries(sequence).filter(([key]) => key in set))

export const sequenceOperations = {
  /**
   * Create a sequence (PostgreSQL).
   * @example op.createSequence({ name: 'invoice_numbers', start: '1000', cache: '10' })
   */
  createSequence: {
    create: (spec: SequenceSpec): CreateSequence => ({
      kind: 'createSequence',
      sequence: completeSequence(spec),
    }),
    args: (op: CreateSequence) => [compactSequence(op.sequence)],
    apply: (schema: Schema, op: CreateSequence): Schema =>
      addSequence(schema, requireOwner(schema, op.sequence)),
    reverse: (op: CreateSequence): DropSequence => ({
      kind: 'dropSequence',
      name: objectName(op.sequence),
    }),
    describe: (op: CreateSequence) => `create sequence ${show(op.sequence)}`,
  },
  /**
   * Drop a sequence. Defaults that draw from it go first.
   * @example op.dropSequence('invoice_numbers')
   */
  dropSequence: {
    create: (name: ObjectName): DropSequence => ({
      kind: 'dropSequence',
      name: objectName(qualified(name)),
    }),
    args: (op: DropSequence) => [op.name],
    apply: (schema: Schema, op: DropSequence): Schema => {
      requireUnused(schema, qualified(op.name))
      return removeSequence(schema, op.name)
    },
    reverse: (op: DropSequence, before: Schema): CreateSequence => ({
      kind: 'createSequence',
      sequence: findSequence(before, op.name),
    }),
    describe: (op: DropSequence) => `drop sequence ${show(op.name)}`,
  },
  /**
   * Rename a sequence, or move it to another namespace. It goes on from where it is, and what draws from it follows.
   * @example op.renameSequence('invoice_numbers', 'bill_numbers')
   * @example op.renameSequence('invoice_numbers', { namespace: 'billing', name: 'invoice_numbers' })
   */
  renameSequence: {
    create: (from: ObjectName, to: ObjectName): RenameSequence => ({
      kind: 'renameSequence',
      ...renaming(from, to),
    }),
    args: (op: RenameSequence) => renamingArgs(op),
    apply: (schema: Schema, op: RenameSequence): Schema => {
      const renamed = requireOwner(schema, {
        ...findSequence(schema, op.from),
        ...qualified(op.to),
      })
      addSequence(removeSequence(schema, op.from), renamed)
      const moved = replaceSequence(schema, op.from, renamed)
      return renameInReaders(renameInDrawers(moved, op), op, ['using', 'withCheck', 'view'])
    },
    reverse: (op: RenameSequence): RenameSequence => reversed(op),
    describe: (op: RenameSequence) => `rename sequence ${show(op.from)} to ${show(op.to)}`,
  },
  /**
   * Change attributes of a sequence: only those given. It goes on from where it is.
   * @example op.alterSequence('invoice_numbers', { increment: '10' })
   * @example op.alterSequence('invoice_numbers', { ownedBy: { table: 'invoices', column: 'number' } })
   */
  alterSequence: {
    create: (name: ObjectName, set: SequenceSet): AlterSequence => ({
      kind: 'alterSequence',
      name: objectName(qualified(name)),
      set,
    }),
    args: (op: AlterSequence) => [op.name, op.set],
    apply: (schema: Schema, op: AlterSequence): Schema =>
      replaceSequence(
        schema,
        op.name,
        requireOwner(schema, { ...findSequence(schema, op.name), ...op.set }),
      ),
    reverse: (op: AlterSequence, before: Schema): AlterSequence => ({
      ...op,
      set: pick(findSequence(before, op.name), op.set),
    }),
    describe: (op: AlterSequence) => `alter sequence ${show(op.name)}: ${describeSet(op.set)}`,
  },
}
