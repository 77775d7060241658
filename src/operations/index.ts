/** The closed union of operations, and what can be done with any of them. */
import type { ObjectName, Schema } from '../schema/types.ts'
import { batchOperations } from './batch.ts'
import type { Batch, BatchOptions } from './batch.ts'
import { columnOperations } from './column.ts'
import type { AddColumn, AlterColumn, DropColumn, RenameColumn } from './column.ts'
import { commentOperations } from './comment.ts'
import type { CommentOn } from './comment.ts'
import { constraintOperations } from './constraint.ts'
import type {
  AddConstraint,
  AlterConstraint,
  DropConstraint,
  RenameConstraint,
} from './constraint.ts'
import type { Definition } from './definition.ts'
import { enumOperations } from './enum.ts'
import type { AlterEnum, CreateEnum, DropEnum, RenameEnum, RenameEnumValue } from './enum.ts'
import { extensionOperations } from './extension.ts'
import type { AlterExtension, CreateExtension, DropExtension } from './extension.ts'
import { indexOperations } from './indexes.ts'
import type { CreateIndex, DropIndex, RenameIndex } from './indexes.ts'
import { namespaceOperations } from './namespace.ts'
import type { CreateNamespace, DropNamespace } from './namespace.ts'
import { policyOperations } from './policy.ts'
import type { AlterPolicy, CreatePolicy, DropPolicy } from './policy.ts'
import { rawOperations } from './raw.ts'
import type { EffectTools, Run, RunStep, Sql } from './raw.ts'
import { roleOperations } from './role.ts'
import type { AlterRole, CreateRole, DropRole } from './role.ts'
import { sequenceOperations } from './sequence.ts'
import type { AlterSequence, CreateSequence, DropSequence, RenameSequence } from './sequence.ts'
import { tableOperations } from './table.ts'
import type { AlterTable, CreateTable, DropTable, RenameTable } from './table.ts'
import { viewOperations } from './view.ts'
import type { CreateView, DropView, RenameView } from './view.ts'

/** Operations on the parts of one table: what a batch may hold. Each has a `table`. */
export type TableOperation =
  | AddColumn
  | DropColumn
  | RenameColumn
  | AlterColumn
  | AddConstraint
  | DropConstraint
  | RenameConstraint
  | AlterConstraint
  | CreateIndex
  | DropIndex
  | RenameIndex

export type Operation =
  | CreateExtension
  | DropExtension
  | AlterExtension
  | CreateRole
  | DropRole
  | AlterRole
  | CreateNamespace
  | DropNamespace
  | CreateEnum
  | DropEnum
  | RenameEnum
  | AlterEnum
  | RenameEnumValue
  | CreateSequence
  | DropSequence
  | RenameSequence
  | AlterSequence
  | CreateTable
  | DropTable
  | RenameTable
  | AlterTable
  | TableOperation
  | CreatePolicy
  | DropPolicy
  | AlterPolicy
  | CreateView
  | DropView
  | RenameView
  | CommentOn
  | Sql
  | Run
  | Batch

export type OperationKind = Operation['kind']
export type OperationOf<K extends OperationKind> = Extract<Operation, { readonly kind: K }>

/** One function per kind: a forgotten kind is a compile error that names it. */
export type Handlers<Result, Context> = {
  readonly [K in OperationKind]: (op: OperationOf<K>, context: Context) => Result
}

/** Call the handler of the operation's kind. */
export const handle = <Result, Context>(
  handlers: Handlers<Result, Context>,
  op: Operation,
  context: Context,
): Result => (handlers[op.kind] as (op: Operation, context: Context) => Result)(op, context)

const tools: EffectTools = {
  applyAll: (schema, operations) => applyAll(schema, operations),
  reverseAll: (operations, before) => reverseAll(operations, before),
}

export const definitions = {
  ...extensionOperations,
  ...roleOperations,
  ...namespaceOperations,
  ...enumOperations,
  ...sequenceOperations,
  ...tableOperations,
  ...columnOperations,
  ...constraintOperations,
  ...indexOperations,
  ...policyOperations,
  ...viewOperations,
  ...commentOperations,
  ...rawOperations(tools),
  ...batchOperations(tools),
} satisfies { readonly [K in OperationKind]: Definition<OperationOf<K>, never[]> }

const definitionOf = (op: Operation): Definition<Operation, never[]> =>
  definitions[op.kind] as unknown as Definition<Operation, never[]>

interface Applied {
  readonly op: Operation
  readonly after: Schema
}

/** What was applied to a schema last: a path is looked at, planned and run with the same schemas. */
const applied = new WeakMap<Schema, Applied>()

/** The schema after an operation. Pure; throws when the operation does not fit. */
export const apply = (schema: Schema, op: Operation): Schema => {
  const last = applied.get(schema)
  if (last?.op === op) return last.after
  const after = definitionOf(op).apply(schema, op)
  applied.set(schema, { op, after })
  return after
}

export const applyAll = (schema: Schema, operations: readonly Operation[]): Schema =>
  operations.reduce(apply, schema)

/** The operation that undoes `op`, read from the schema before it. Throws IRREVERSIBLE for raw ones without a way back. */
export const reverse = (op: Operation, before: Schema): Operation =>
  definitionOf(op).reverse(op, before) as Operation

/** The program that undoes a program: each operation reversed, last first. */
export const reverseAll = <Op extends Operation>(
  operations: readonly Op[],
  before: Schema,
): readonly Op[] => {
  const reversed: Op[] = []
  let schema = before
  for (const op of operations) {
    reversed.unshift(reverse(op, schema) as Op)
    schema = apply(schema, op)
  }
  return reversed
}

/** One line for people. */
export const describe = (op: Operation): string => definitionOf(op).describe(op)

/** The arguments that `create` makes the operation from, defaults left out. */
export const argsOf = (op: Operation): readonly unknown[] => definitionOf(op).args(op)

/** The operations with each batch replaced by its children. */
export const flatten = (operations: readonly Operation[]): readonly Operation[] =>
  operations.some(({ kind }) => kind === 'batch')
    ? operations.flatMap((op): readonly Operation[] => (op.kind === 'batch' ? op.operations : [op]))
    : operations

type Definitions = typeof definitions
type CreateArgs<K extends OperationKind> = Parameters<Definitions[K]['create']>

type Simple = Exclude<OperationKind, 'sql' | 'run' | 'batch'>
type SimpleBuilder = {
  readonly [K in Simple]: (...args: CreateArgs<K>) => void
}

type WithoutTable<Args> = Args extends [ObjectName, ...infer Rest] ? Rest : never

/** What the callback of `op.batch` gets: the operations on that table's parts. */
export type TableBuilder = {
  readonly [K in TableOperation['kind']]: (...args: WithoutTable<CreateArgs<K>>) => void
}

/**
 * What `--set name=value` and `vars` of the configuration say. Declare the names that you use:
 * `declare module 'diffkit' { interface Vars { tenant: string } }`.
 */
export interface Vars {
  readonly [name: string]: string | undefined
}

/** What `upgrade(op)` and `downgrade(op)` get: each call records one operation. */
export interface Operations extends SimpleBuilder {
  /** The values of `--set name=value`. */
  readonly vars: Vars
  /**
   * Run SQL as it stands. `effects` says what it does to the schema, where diffkit should know.
   * @example op.sql('grant select on users to reader', 'revoke select on users from reader')
   */
  sql(
    up: string,
    down?: string | null,
    options?: { readonly effects?: (op: Operations) => void },
  ): void
  /**
   * A data step in TypeScript, in its place in the order and in the revision's transaction.
   * @example op.run(async (db) => { await db.execute('update users set name = trim(name)') })
   */
  run(up: RunStep, down?: RunStep | null): void
  /**
   * Do several operations on one table together. SQLite rebuilds the table once for all of them.
   * @example op.batch('users', (table) => { table.dropColumn('nickname') })
   */
  batch(table: ObjectName, build: (table: TableBuilder) => void, options?: BatchOptions): void
}

export const TABLE_KINDS = [
  'addColumn',
  'dropColumn',
  'renameColumn',
  'alterColumn',
  'addConstraint',
  'dropConstraint',
  'renameConstraint',
  'alterConstraint',
  'createIndex',
  'dropIndex',
  'renameIndex',
] as const satisfies readonly TableOperation['kind'][]

/** Whether an operation works on a part of one table, so that a batch may hold it. */
export const isTableOperation = (op: Operation): op is TableOperation =>
  TABLE_KINDS.some((kind) => kind === op.kind)
