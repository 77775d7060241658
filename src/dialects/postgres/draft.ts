/** A statement before it is known which operation it comes from, and what a handler sees. */
import type { Operation } from '../../operations/index.ts'
import type { Schema } from '../../schema/types.ts'

export interface Draft {
  readonly sql: string
  readonly note: string | null
}

export interface CompileContext {
  readonly before: Schema
  readonly after: Schema
  /** All operations that run in the same transaction, this one among them. */
  readonly program: readonly Operation[]
}

export const draft = (sql: string, note: string | null = null): Draft => ({ sql, note })
