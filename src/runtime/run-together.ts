/**
 * Small revisions without the price of a transaction for each: on SQLite, where the commit costs most,
 * several share one; on PostgreSQL, where the round trips do, one is one message.
 */
import type { Statement } from '../dialects/dialect.ts'
import type { Schema } from '../schema/types.ts'
import { execute } from './execute.ts'
import { partsOf, rebuilds } from './parts.ts'
import type { Part } from './parts.ts'
import { applyRevision } from './fit.ts'
import { callAround, hasHooks } from './hooks.ts'
import { isMoved, markStatements, requireRows } from './mark.ts'
import { executeContext, isOpaque, operationsOf, requireGoing } from './migrate.ts'
import type { MigrateContext, Position, RevisionRun, Stop } from './migrate.ts'
import { isSegmented } from './segments.ts'
import { versionCondition } from './version-table.ts'

/** Others wait for the lock no longer than this, and the revision that passes it. */
const SHARED_MS = 250

/** A revision that has run, and how much it was. */
export interface Ran {
  readonly stop: Stop
  /** The schema after it; `null` where only the database knows. */
  readonly after: Schema | null
  readonly statements: number
  readonly ms: number
  /** Another process had begun it. */
  readonly isResumed?: boolean
}

export type Together =
  | { readonly kind: 'moved' }
  /** `failure`: what stopped the next one; those before it stay. */
  | { readonly kind: 'done'; readonly ran: readonly Ran[]; readonly failure: unknown }

/** Whether its statements follow from the operations alone, and may share a transaction. */
const isSmall = (stop: Stop, { dialect }: MigrateContext): boolean => {
  const operations = operationsOf(stop)
  const { transaction } = stop.revision
  return !isSegmented(operations, { dialect, transaction }) && !isOpaque(operations)
}

/** `null` for a rebuild, which needs a transaction of its kind. */
const planSmall = (stop: Stop, state: Schema, context: MigrateContext): readonly Part[] | null => {
  if (!isSmall(stop, context)) return null
  const found = partsOf(operationsOf(stop), state, context)
  return rebuilds(found) ? null : found
}

const runInSavepoint = async (
  stop: Stop,
  found: readonly Part[],
  { context, from }: { readonly context: MigrateContext; readonly from: readonly string[] },
): Promise<number> => {
  const { connection } = context
  const startedAt = new Date().toISOString()
  await connection.execute('SAVEPOINT diffkit')
  try {
    await callAround('beforeRevision', stop, context)
    const count = await execute(found, executeContext(stop, context))
    await callAround('afterRevision', stop, context)
    for (const sql of markStatements(stop, context, { from, startedAt, count })) {
      await connection.execute(sql)
    }
    await connection.execute('RELEASE diffkit')
    return count
  } catch (error) {
    // Where the engine has rolled back everything by itself, there is no savepoint any more.
    await connection.execute('ROLLBACK TO diffkit').catch(() => Promise.reject(error))
    throw error
  }
}

interface Following {
  readonly ran: readonly Ran[]
  readonly failure: unknown
}

/** Runs one after the other until one is not small, one fails, or time is up. */
const runFollowing = async (
  path: readonly Stop[],
  context: MigrateContext,
  at: Position,
): Promise<Following> => {
  const begun = performance.now()
  const ran: Ran[] = []
  let { state, from } = at
  for (const stop of path) {
    const started = performance.now()
    if (started - begun > SHARED_MS) break
    try {
      requireGoing(context)
      const after = applyRevision(state, operationsOf(stop), stop.revision)
      const found = planSmall(stop, state, context)
      if (found === null) break
      context.onRevision(stop)
      const statements = await runInSavepoint(stop, found, { context, from })
      ran.push({ stop, after, statements, ms: Math.round(performance.now() - started) })
      state = after
      from = stop.headsAfter
    } catch (failure) {
      if (ran.length === 0) throw failure
      return { ran, failure }
    }
  }
  return { ran, failure: null }
}

/** Several revisions in one transaction, each in a savepoint; `null` where the next one cannot be. */
export const runShared = async (
  path: readonly Stop[],
  context: MigrateContext,
  at: Position,
): Promise<Together | null> => {
  const [first] = path
  if (!context.dialect.features.sharesTransactions || first === undefined) return null
  if (planSmall(first, at.state, context) === null) return null
  return context.connection.transaction<Together>(
    async () => {
      if (await isMoved(context, at.from)) return { kind: 'moved' }
      const { ran, failure } = await runFollowing(path, context, at)
      const last = ran.at(-1)
      if (last !== undefined) await requireRows(last.stop, context)
      await context.connection.execute(context.lease.refresh)
      return { kind: 'done', ran, failure }
    },
    { mode: 'revision' },
  )
}

/** Nothing has to be asked before it, and it runs in a transaction. */
const isPlain = ({ transactional, prechecks }: Statement): boolean =>
  transactional && prechecks === undefined

/** One revision in one message; `null` where it cannot be, or has failed without a trace. */
export const runAtOnce = async (
  { stop, after }: Pick<Ran, 'stop' | 'after'>,
  context: MigrateContext,
  at: Position,
): Promise<Ran | null> => {
  const { connection, dialect, own, signal } = context
  // Locks are waited for in turns, which one message cannot do.
  if (context.limits !== null) return null
  // A hook needs the transaction while it is open.
  if (hasHooks(context)) return null
  const found = connection.atOnce === null ? null : planSmall(stop, at.state, context)
  if (connection.atOnce === null || found === null) return null
  const started = performance.now()
  const startedAt = new Date().toISOString()
  const steps = found.flatMap((part) => (part.kind === 'steps' ? part.steps : []))
  const statements = steps.flatMap((step) =>
    dialect.plan(step, { target: context.target, ground: null }),
  )
  const asks = steps.some((step) => dialect.prechecks(step).length > 0)
  if (asks || !statements.every(isPlain)) return null
  const count = statements.length
  const marks = markStatements(stop, context, { from: at.from, startedAt, count })
  const isDone = await connection.atOnce(
    versionCondition(dialect, own, at.from),
    [...statements.map(({ sql }) => sql), ...marks, context.lease.refresh],
    { signal },
  )
  if (!isDone) return null
  for (const statement of statements) context.onStatement(statement)
  return { stop, after, statements: count, ms: Math.round(performance.now() - started) }
}

/** What a run says of it. */
export const runOf = ({ stop, statements, ms, isResumed }: Ran): RevisionRun => ({
  revision: stop.revision.id,
  direction: stop.direction,
  statements,
  ms,
  ...(stop.isLogged === true ? { source: 'log' } : {}),
  ...(isResumed === true ? { partial: 'resumed' } : {}),
})
