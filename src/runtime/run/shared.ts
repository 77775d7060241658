/** Small revisions that share a transaction, where the commit costs most: on SQLite. */
import type { Ground } from '../../dialects/dialect.ts'
import { flatten } from '../../operations/index.ts'
import type { Schema } from '../../schema/types.ts'
import { execute } from './execute.ts'
import { applyRevision } from './fit.ts'
import { callAround, hasHooks } from './hooks.ts'
import { logStatements } from './log-table.ts'
import type { LogEntry } from './log-table.ts'
import { isMoved, logEntryOf, requireRows } from './mark.ts'
import { executeContext, requireGoing } from './migrate.ts'
import { operationsOf } from './stop.ts'
import type { MigrateContext } from './migrate.ts'
import type { Position, Stop } from './stop.ts'
import type { Part } from './parts.ts'
import { planSmall } from './small.ts'
import type { Ran, Together } from './small.ts'
import { moveStatements } from './version-table.ts'

/** Others wait for the lock no longer than this, and the revision that passes it. */
const SHARED_MS = 250

/** A revision whose statements have been executed, and what is to be written down of it. */
interface Executed {
  readonly ran: Ran
  readonly entry: LogEntry
}

type ReadHanging = () => Promise<Ground | null>

interface InSavepoint {
  readonly context: MigrateContext
  readonly after: Schema
  readonly readHanging: ReadHanging
}

/** Answers the failure that it has taken back; throws where the engine has taken back everything. */
const runInSavepoint = async (
  stop: Stop,
  found: readonly Part[],
  { context, after, readHanging }: InSavepoint,
): Promise<Executed | { readonly failure: unknown }> => {
  const { connection } = context
  const started = performance.now()
  const startedAt = new Date().toISOString()
  await connection.execute('SAVEPOINT diffkit')
  try {
    await callAround('beforeRevision', stop, context)
    const count = await execute(found, { ...executeContext(stop, context), readHanging })
    await callAround('afterRevision', stop, context)
    const entry = logEntryOf(stop, { startedAt, count })
    await connection.execute('RELEASE diffkit')
    const ms = Math.round(performance.now() - started)
    return { ran: { stop, after, statements: count, ms }, entry }
  } catch (failure) {
    await connection.execute('ROLLBACK TO diffkit').catch(() => Promise.reject(failure))
    return { failure }
  }
}

/** Writes down what has been executed since the rows were `from`. */
const writeDown = async (
  executed: readonly Executed[],
  { dialect, own, connection }: MigrateContext,
  from: readonly string[],
): Promise<void> => {
  const last = executed.at(-1)
  if (last === undefined) return
  const entries = executed.map(({ entry }) => entry)
  const statements = [
    ...moveStatements(dialect, own, { from, to: last.ran.stop.headsAfter }),
    ...logStatements(dialect, own, entries),
  ]
  for (const sql of statements) await connection.execute(sql)
}

/** Within a transaction, where nothing hangs on a table nothing will, until a revision makes a view. */
const hangingOnce = ({ dialect, connection }: MigrateContext) => {
  let isFree = false
  return (stop: Stop): ReadHanging => {
    const makesViews = flatten(operationsOf(stop)).some(({ kind }) => kind === 'createView')
    if (makesViews) isFree = false
    return async () => {
      if (isFree) return null
      const found = await dialect.readHanging(connection)
      isFree = found === null && !makesViews
      return found
    }
  }
}

interface Following {
  readonly ran: readonly Ran[]
  readonly failure: unknown
}

/** The next revision as it would be run; `null` where it is not small. */
const planNext = (stop: Stop, state: Schema, context: MigrateContext) => {
  requireGoing(context)
  const after = applyRevision(state, operationsOf(stop), stop.revision)
  const found = planSmall(stop, state, context)
  return found === null ? null : { after, found }
}

/**
 * Runs one after the other until one is not small, one fails, or time is up. They are written down
 * together, before the transaction ends; one by one where a hook may look.
 */
const runFollowing = async (
  path: readonly Stop[],
  context: MigrateContext,
  at: Position,
): Promise<Following> => {
  const begun = performance.now()
  const executed: Executed[] = []
  const hanging = hangingOnce(context)
  const seen = hasHooks(context)
  let { state, from } = at
  let failure: unknown = null
  for (const stop of path) {
    if (performance.now() - begun > SHARED_MS) break
    let next: ReturnType<typeof planNext>
    try {
      next = planNext(stop, state, context)
    } catch (cause) {
      failure = cause
      break
    }
    if (next === null) break
    context.onRevision(stop)
    const { after, found } = next
    const readHanging = seen ? () => context.dialect.readHanging(context.connection) : hanging(stop)
    const result = await runInSavepoint(stop, found, { context, after, readHanging })
    if ('failure' in result) {
      failure = result.failure
      break
    }
    executed.push(result)
    state = after
    if (!seen) continue
    await writeDown([result], context, from)
    from = stop.headsAfter
  }
  if (failure !== null && executed.length === 0) throw failure
  if (!seen) await writeDown(executed, context, at.from)
  return { ran: executed.map(({ ran }) => ran), failure }
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
