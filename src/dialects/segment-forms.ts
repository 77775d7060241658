/** What cannot be in one transaction with all else, or should not. */
import type { Operation } from '../operations/index.ts'
import type { Schema } from '../schema/types.ts'
import type { Connection, Statement } from './dialect.ts'

/** How long one statement may wait for locks, and take, in milliseconds; `null`: no bound. */
export interface Limits {
  readonly lockTimeout: number | null
  readonly statementTimeout: number | null
}

/** What is committed by itself, before anything that follows. */
export interface Apart {
  /**
   * Takes back what the statement does, where the rest of its operation is not done; works also where
   * the statement has left nothing. `null`: nothing is to be taken back.
   */
  readonly undo: string | null
  readonly limits: Limits
}

/** What gave way and has to come back, by the setting of the session in which it waits. */
export type Kept = Readonly<Record<string, string>>

/** What is committed in parts: revisions with statements that cannot be in a transaction, or should not. */
export interface SegmentForms {
  /** Whether raw SQL, or one of its statements, only runs where no transaction is open; `autocommit`: the author wants none. */
  standsAlone(sql: string, options: { readonly autocommit: boolean }): boolean
  /** The statements of such SQL, each of which is committed by itself. */
  cut(sql: string): readonly Pick<Statement, 'sql' | 'transactional'>[]
  /**
   * Looks at what a statement has left that was begun outside of a transaction: `done`, or the way is
   * made free for another try.
   */
  settle(connection: Connection, sql: string): Promise<'done' | 'again'>
  /** The lines that set limits, for the rest of the transaction or of the session. */
  setLimits(limits: Limits, scope: 'transaction' | 'session'): readonly string[]
  /** The lines that take the limits of the session back. */
  readonly resetLimits: readonly string[]
  /** An expression that answers as JSON text, by name, what these settings of the session hold (`Statement.keeps`). */
  keptJson(settings: readonly string[]): string
  /** The lines that fill such settings for the rest of the transaction. */
  restoreKept(kept: Kept): readonly string[]
  /** Whether the statement failed only because somebody else held a lock: it may be tried again. */
  isLockFailure(error: unknown): boolean
  /** The operations with those marked `online` that others of them need to be committed. */
  committed(operations: readonly Operation[], before: Schema): readonly Operation[]
  /** The operations with those marked `online` that have such a form and need it. */
  online(operations: readonly Operation[], before: Schema): readonly Operation[]
}

/** The rest of a revision, around a segment of it. */
export interface Around {
  readonly earlier: readonly Operation[]
  readonly following: readonly Operation[]
  /** The settings that an earlier segment has filled. */
  readonly waiting: readonly string[]
}
