/**
 * Small revisions without the price of a transaction for each: on SQLite, where the commit costs most,
 * several share one; on PostgreSQL, where the round trips do, one is one message, or several of a new database.
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
import { staysWithin } from './new-tables.ts'
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

/** Those who are told to stop wait for a message to end, and one that fails is sent again in parts. */
const MOST_AT_ONCE = 64

interface Sent {
  readonly stop: Stop
  readonly after: Schema
  readonly statements: readonly Statement[]
}

/** The statements of a revision that is one message; `null` where it cannot be. */
const planMessage = (
  stop: Stop,
  state: Schema,
  context: MigrateContext,
): readonly Statement[] | null => {
  const { dialect, target } = context
  const found = planSmall(stop, state, context)
  if (found === null) return null
  const steps = found.flatMap((part) => (part.kind === 'steps' ? part.steps : []))
  const statements = steps.flatMap((step) => dialect.plan(step, { target, ground: null }))
  const asks = steps.some((step) => dialect.prechecks(step).length > 0)
  return asks || !statements.every(isPlain) ? null : statements
}

/** The next revision, and those after it as long as all stay within tables that they make. */
const planMessages = (
  path: readonly Stop[],
  context: MigrateContext,
  before: Schema,
): readonly Sent[] => {
  const found: Sent[] = []
  let state = before
  let made: ReturnType<typeof staysWithin> = new Set()
  for (const stop of path.slice(0, MOST_AT_ONCE)) {
    made = made === null ? null : staysWithin(operationsOf(stop), made)
    if (made === null && found.length > 0) break
    try {
      const after = applyRevision(state, operationsOf(stop), stop.revision)
      const statements = planMessage(stop, state, context)
      if (statements === null) break
      found.push({ stop, after, statements })
      state = after
    } catch (error) {
      // Those before it run; then it is the next one, and told of.
      if (found.length === 0) throw error
      break
    }
    if (made === null) break
  }
  return found
}

const sendAtOnce = async (
  sent: readonly Sent[],
  context: MigrateContext,
  from: readonly string[],
): Promise<readonly Ran[] | null> => {
  const { connection, dialect, own, signal } = context
  const started = performance.now()
  const startedAt = new Date().toISOString()
  const lines = sent.flatMap(({ stop, statements }, at) => {
    const rows = sent[at - 1]?.stop.headsAfter ?? from
    const count = statements.length
    return [
      ...statements.map(({ sql }) => sql),
      ...markStatements(stop, context, { from: rows, startedAt, count }),
    ]
  })
  const condition = versionCondition(dialect, own, from)
  const all = [...lines, context.lease.refresh]
  if ((await connection.atOnce?.(condition, all, { signal })) !== true) return null
  for (const { statements } of sent) for (const item of statements) context.onStatement(item)
  const ms = Math.round((performance.now() - started) / sent.length)
  return sent.map(({ stop, after, statements }) => {
    return { stop, after, statements: statements.length, ms }
  })
}

/**
 * The next revision in one message, or several of a new database; `null` where it cannot be, or has
 * failed without a trace. The caller has told of the first one.
 */
export const runAtOnce = async (
  path: readonly Stop[],
  context: MigrateContext,
  at: Position,
): Promise<readonly Ran[] | null> => {
  // Locks are waited for in turns, which one message cannot do; a hook needs the open transaction.
  if (context.limits !== null || hasHooks(context) || context.connection.atOnce === null)
    return null
  const sent = planMessages(path, context, at.state)
  for (let length = sent.length; length > 0; length >>= 1) {
    requireGoing(context)
    const ran = await sendAtOnce(sent.slice(0, length), context, at.from)
    if (ran === null) continue
    for (const { stop } of ran.slice(1)) context.onRevision(stop)
    return ran
  }
  return null
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
