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
import { codeTokens } from '../util/tokens.ts'
import { showPart } from './dependents.ts'

export interface CreateSequence {
  readonly kind: 'createSequence'
  readonly sequence: Sequence
}
export interface DropSequence {
  readonly kind: 'dropSequence'
  readonly name: ObjectName
}
export interface AlterSequence {
  readonly kind: 'alterSequence'
  readonly name: ObjectName
  /** Only the keys that change. */
  readonly set: SequenceSet
}

/** The name that a literal spells: `nextval('auth.numbers')`. */
const namedIn = (literal: string): QualifiedName | null => {
  const tokens = codeTokens(literal.slice(1, -1).replaceAll("''", "'"))
  const names = tokens
    .filter(({ kind }) => kind === 'word' || kind === 'quoted')
    .map(({ kind, value }) => (kind === 'word' ? value.toLowerCase() : value))
  const [first, second] = names
  if (first === undefined || tokens.length !== names.length * 2 - 1 || names.length > 2) return null
  return second === undefined
    ? { namespace: null, name: first }
    : { namespace: first === 'public' ? null : first, name: second }
}

/** Whether a literal, with its quotes, names the sequence. */
export const namesSequence = (literal: string, sequence: QualifiedName): boolean => {
  const named = namedIn(literal)
  return named !== null && named.name === sequence.name && named.namespace === sequence.namespace
}

/** Whether an expression draws from the sequence: it names it in a literal. */
export const usesSequence = (sql: string, sequence: QualifiedName): boolean =>
  (/['"]/.test(sequence.name) || sql.includes(sequence.name)) &&
  codeTokens(sql).some(({ kind, text }) => kind === 'string' && namesSequence(text, sequence))

const requireUnused = (schema: Schema, sequence: QualifiedName): void => {
  for (const table of schema.tables) {
    const column = table.columns.find(
      (item) => item.default !== null && usesSequence(item.default.sql, sequence),
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
