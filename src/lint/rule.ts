/** What a rule sees, and what it says. */
import type { Operation, OperationKind, OperationOf, TableOperation } from '../operations/index.ts'
import { isOnline } from '../operations/online.ts'
import { lookUpTable } from '../schema/edit.ts'
import { nameKey, sameName } from '../schema/names.ts'
import type { Column, ObjectName, Schema } from '../schema/types.ts'

export interface RuleContext {
  readonly dialect: 'sqlite' | 'postgresql'
  /** The oldest engine that the migration must run on: `3.35`, `14`. */
  readonly target: string
  /** The schema just before the operation. */
  readonly before: Schema
  /** Keys of the tables that the same program created: they hold no rows, and nobody uses them yet. */
  readonly created: ReadonlySet<string>
  /** The whole program; children stand for their batch. */
  readonly program: readonly Operation[]
  /** The operation's place in it. */
  readonly index: number
  /** The operation is a part of a batch. */
  readonly inBatch: boolean
}

interface Finding {
  /** For people: `users.age`. */
  readonly object: string
  /** One sentence, without its full stop: what happens. */
  readonly message: string
}

export type Rule = (op: Operation, context: RuleContext) => Finding | null

type KindRule<K extends OperationKind> = (
  op: OperationOf<K>,
  context: RuleContext,
) => Finding | null

/** A rule about operations of one kind. */
export const onKind = <K extends OperationKind>(kind: K, rule: KindRule<K>): Rule => {
  const isKind = (op: Operation): op is OperationOf<K> => op.kind === kind
  return (op, context) => (isKind(op) ? rule(op, context) : null)
}

const isOnCreated = (op: Operation, { created, before, program, index }: RuleContext): boolean => {
  if (!('table' in op)) return false
  const { table } = op
  if (created.has(nameKey(table))) return true
  const isCreation = (item: Operation): boolean =>
    item.kind === 'createView' && sameName(item.view, table)
  return lookUpTable(before, table) === undefined && program.slice(0, index).some(isCreation)
}

/** A rule about operations of one kind on a table, or a materialized view, that was there before the program. */
export const onExisting = <K extends TableOperation['kind']>(kind: K, rule: KindRule<K>): Rule =>
  onKind(kind, (op, context) => (isOnCreated(op, context) ? null : rule(op, context)))

/** The rule, asked on PostgreSQL only. */
export const onPostgres =
  (rule: Rule): Rule =>
  (op, context) =>
    context.dialect === 'postgresql' ? rule(op, context) : null

/** The rule, asked on PostgreSQL only, of what is not done beside those who read and write. */
export const whereItBlocks = (rule: Rule): Rule =>
  onPostgres((op, context) => (isOnline(op) ? null : rule(op, context)))

/** The rule, asked on SQLite only. */
export const onSqlite =
  (rule: Rule): Rule =>
  (op, context) =>
    context.dialect === 'sqlite' ? rule(op, context) : null

/** The column that an operation names, as it was before. */
export const columnBefore = (
  { before }: RuleContext,
  op: { readonly table: ObjectName; readonly name: string },
): Column | undefined => lookUpTable(before, op.table)?.columns.find(({ name }) => name === op.name)
