/** A statement before it is known which operation it comes from, and what a handler sees. */
import type { Operation } from '../../../operations/index.ts'
import type { Schema } from '../../../schema/types.ts'
import type { Apart, Precheck } from '../../dialect.ts'

export interface Draft {
  readonly sql: string
  readonly note: string | null
  readonly prechecks?: readonly Precheck[]
  /** Default `true`. */
  readonly transactional?: boolean
  readonly upkeep?: true
  readonly keeps?: string
  readonly apart?: Apart
}

export interface CompileContext {
  readonly before: Schema
  readonly after: Schema
  /** What runs after it in the same transaction. */
  readonly later: readonly Operation[]
  /** What stands before and after it in what is planned together. */
  readonly earlier: readonly Operation[]
  readonly following: readonly Operation[]
  /** The settings that an earlier segment has filled. */
  readonly waiting: readonly string[]
}

export const draft = (sql: string, note: string | null = null): Draft => ({ sql, note })

/** What keeps what hangs on an object, or puts it back. */
export const upkeep = (sql: string, note: string): Draft => ({ sql, note, upkeep: true })
