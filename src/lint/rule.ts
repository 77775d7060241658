import type { Operation } from '../operations/index.ts'
import { nameKey, sameName } from '../schema/names.ts'
import type { ObjectName, Schema, Table } from '../schema/types.ts'
import type { Risk } from './hazard.ts'

export interface RuleContext {
  readonly dialect: 'sqlite' | 'postgresql'
  /** The schema before the operation. */
  readonly before: Schema
  /** Tables that the program itself makes: they hold no rows and nobody uses them. */
  readonly fresh: ReadonlySet<string>
  /** The operation is a part of a batch. */
  readonly inBatch: boolean
}

export type Rule = (op: Operation, context: RuleContext) => readonly Risk[]

export const isFresh = ({ fresh }: RuleContext, table: ObjectName): boolean =>
  fresh.has(nameKey(table))

export const tableOf = ({ before }: RuleContext, name: ObjectName): Table | undefined =>
  before.tables.find((table) => sameName(table, name))
