/** Run a path of revisions on a database: each in a transaction of its own, under the lock. */
import type {
  Connection,
  Dialect,
  Introspection,
  Limits,
  Statement,
} from '../../dialects/dialect.ts'
import { DiffkitError } from '../../errors.ts'
import { describe, flatten } from '../../operations/index.ts'
import type { Operation } from '../../operations/index.ts'
import type { RunDatabase } from '../../operations/raw.ts'
import type { Schema } from '../../schema/types.ts'
import { execute } from './execute.ts'
import { partsOf, rebuilds } from './parts.ts'
import { applyRevision } from './fit.ts'
import type { ExecuteContext } from './execute.ts'
import { callAround } from './hooks.ts'
import type { Hooks } from './hooks.ts'
import type { Lease } from './lease.ts'
import { operationsOf } from './stop.ts'
import type { Position, RevisionRun, Stop } from './stop.ts'
import { isMoved, mark, sameList } from './mark.ts'
import { inventory } from './own-log.ts'
import { patiently } from '../segments/patience.ts'
import { resume, runInSegments, schemaNow } from '../segments/run.ts'
import { isSegmented } from '../segments/segments.ts'
import { awaitFinished } from '../segments/unfinished.ts'
import type { Unfinished } from '../segments/unfinished.ts'
import { requireServer } from './server-version.ts'
import { runShared } from './shared.ts'
import { runAtOnce } from './together.ts'
import { runOf } from './small.ts'
import type { Together } from './small.ts'
import { hiddenTables, readVersions } from './version-table.ts'
import type { OwnTables } from './version-table.ts'

export interface MigrateContext {
  readonly connection: Connection
  readonly dialect: Dialect
  readonly own: OwnTables
  readonly target: string
  readonly runDatabase: RunDatabase
  readonly signal: AbortSignal
  /** Milliseconds that another process is waited for. */
  readonly lockTimeout: number
  /** Locks are waited for in short turns, so that nobody has to wait behind. */
  readonly limits: Limits | null
  readonly lease: Lease
  readonly hooks: Hooks
  readonly onStatement: (statement: Statement) => void
  /** Hears what a step that rewrites a table does as it begins, and `null` as it ends. */
  readonly onRebuild: (what: string | null) => void
  readonly onWarning: (message: string) => void
  readonly onRevision: (stop: Stop) => void
  /** The schema that the migrations of these revisions write; `null` where nobody can tell. */
  readonly written: (recorded: readonly string[]) => Promise<Schema | null>
}

export interface MigrateResult {
  readonly from: readonly string[]
  readonly to: readonly string[]
  readonly revisions: readonly RevisionRun[]
}

/** The live schema, diffkit's own tables left out. */
export const introspectLive = (context: {
  readonly connection: Connection
  readonly dialect: Dialect
  readonly own: OwnTables
}): Promise<Introspection> =>
  context.dialect.introspect(context.connection, {
    namespaces: null,
    hidden: hiddenTables(context.own),
  })

/** Whether the program does things that `apply` does not know about. */
export const isOpaque = (operations: readonly Operation[]): boolean =>
  flatten(operations).some((op) => op.kind === 'run' || op.kind === 'sql')

/** How the operations of a stop are executed. */
export const executeContext = (stop: Stop, context: MigrateContext): ExecuteContext => ({
  connection: context.connection,
  dialect: context.dialect,
  target: context.target,
  revision: stop.revision.id,
  direction: stop.direction,
  run: { kind: 'execute', database: context.runDatabase },
  signal: context.signal,
  onStatement: context.onStatement,
  onRebuild: context.onRebuild,
  onWarning: context.onWarning,
})

export type Outcome =
  | { readonly kind: 'done'; readonly statements: number }
  /** Another process has moved the database on since the path was made. */
  | { readonly kind: 'moved' }

/** Asked before what cannot be taken back: a commit, and the next revision. */
export const requireGoing = ({ signal }: Pick<MigrateContext, 'signal'>): void => {
  if (signal.aborted) throw new DiffkitError('INTERRUPTED', {})
}

/** Within a transaction: how long it may wait for locks. */
export const limitLocks = async ({
  connection,
  dialect,
  limits,
}: MigrateContext): Promise<void> => {
  const lines = limits === null ? [] : dialect.segments.setLimits(limits, 'transaction')
  for (const line of lines) await connection.execute(line)
}

/** Whether a failure takes everything back, so that it may be tried again. */
const isRepeatable = (operations: readonly Operation[]): boolean =>
  flatten(operations).every(({ kind }) => kind !== 'run')

/** Tries again while a lock is not free; a data step may have done more than a rollback takes back. */
export const withPatience = <T>(
  work: () => Promise<T>,
  operations: readonly Operation[],
  context: MigrateContext,
): Promise<T> =>
  context.limits !== null && isRepeatable(operations)
    ? patiently(work, operations.slice(0, 1).map(describe).join(), context)
    : work()

const runInTransaction = async (
  stop: Stop,
  context: MigrateContext,
  at: Position,
): Promise<Outcome> => {
  const operations = operationsOf(stop)
  const found = partsOf(operations, at.state, context)
  const startedAt = new Date().toISOString()
  const work = () =>
    context.connection.transaction<Outcome>(
      async () => {
        if (await isMoved(context, at.from)) return { kind: 'moved' }
        await limitLocks(context)
        await callAround('beforeRevision', stop, context)
        const count = await execute(found, executeContext(stop, context))
        await mark(stop, context, { from: at.from, startedAt, count })
        requireGoing(context)
        return { kind: 'done', statements: count }
      },
      { mode: 'revision', rebuild: rebuilds(found) },
    )
  return withPatience(work, operations, context)
}

/** Writes down what is in the database and not ours, so that a later check sees what has changed. */
export const recordInventory = async (context: {
  readonly connection: Connection
  readonly dialect: Dialect
  readonly own: OwnTables
}): Promise<void> => {
  const { connection, dialect, own } = context
  const seen = JSON.stringify(inventory(await introspectLive(context)))
  const log = dialect.identifier(own.log)
  await connection.execute(
    `UPDATE ${log} SET unmodelled = ${dialect.literal(seen)} WHERE id = (SELECT max(id) FROM ${log})`,
  )
}

/** What the next stops of a path come to: one of them or several. */
const runNext = async (
  path: readonly [Stop, ...Stop[]],
  context: MigrateContext,
  at: Position,
): Promise<Together> => {
  const [stop] = path
  const after = applyRevision(at.state, operationsOf(stop), stop.revision)
  const shared = await runShared(path, context, at)
  if (shared !== null) return shared
  context.onRevision(stop)
  const sent = at.from.length === 0 ? null : await runAtOnce(path, context, at)
  if (sent !== null) return { kind: 'done', ran: sent, failure: null }
  await context.lease.keep()
  const started = performance.now()
  const { transaction } = stop.revision
  const isCut = isSegmented(operationsOf(stop), { dialect: context.dialect, transaction })
  const run = isCut ? runInSegments : runInTransaction
  const outcome = await run(stop, context, at)
  if (outcome.kind === 'moved') return outcome
  const ms = Math.round(performance.now() - started)
  const known = isOpaque(operationsOf(stop)) ? null : after
  return {
    kind: 'done',
    ran: [{ stop, after: known, statements: outcome.statements, ms }],
    failure: null,
  }
}

/** Goes on with the revision that is half done, which is the first of the path. */
const runResumed = async (
  stop: Stop,
  context: MigrateContext,
  at: { readonly left: Unfinished; readonly from: readonly string[] },
): Promise<Together> => {
  const { left } = at
  if (stop.revision.id !== left.revision || stop.direction !== left.direction) {
    throw new DiffkitError('REVISION_PARTIAL', left)
  }
  context.onRevision(stop)
  const started = performance.now()
  const outcome = await resume(stop, context, at)
  if (outcome.kind === 'moved') return outcome
  const ms = Math.round(performance.now() - started)
  const { statements } = outcome
  return {
    kind: 'done',
    ran: [{ stop, after: null, statements, ms, isResumed: true }],
    failure: null,
  }
}

/**
 * Runs the path that `route` gives from the recorded revisions. When another process moves the
 * database meanwhile, the path is made anew.
 */
export const migrate = async (
  context: MigrateContext,
  route: (current: readonly string[]) => Promise<readonly Stop[]>,
): Promise<MigrateResult> => {
  const read = () => readVersions(context.connection, context.dialect, context.own)
  const from = await read()
  let current = from
  let path = await route(current)
  requireServer(path.flatMap(operationsOf), context.dialect, context.connection)
  let state: Schema | null = null
  let left = await awaitFinished(context, context)
  const revisions: RevisionRun[] = []
  const makeAnew = async (): Promise<void> => {
    left = await awaitFinished(context, context)
    current = await read()
    path = await route(current)
    requireServer(path.flatMap(operationsOf), context.dialect, context.connection)
    state = null
  }
  /** `null` when the rows are others by now: only if they still stand do the two belong together. */
  const readState = async (): Promise<Schema | null> => {
    const found = await schemaNow(context, path.flatMap(operationsOf), current)
    return sameList(await read(), current) ? found : null
  }
  for (let [stop, ...rest] = path; stop !== undefined; [stop, ...rest] = path) {
    requireGoing(context)
    let outcome: Together
    if (left === null) {
      state ??= await readState()
      if (state === null) {
        await makeAnew()
        continue
      }
      outcome = await runNext([stop, ...rest], context, { state, from: current })
    } else {
      outcome = await runResumed(stop, context, { left, from: current })
      left = null
    }
    if (outcome.kind === 'moved') {
      await makeAnew()
      continue
    }
    revisions.push(...outcome.ran.map(runOf))
    if (outcome.failure !== null) throw outcome.failure
    state = outcome.ran.at(-1)?.after ?? null
    current = outcome.ran.at(-1)?.stop.headsAfter ?? current
    path = path.slice(outcome.ran.length)
  }
  if (revisions.length > 0) await recordInventory(context)
  return { from, to: current, revisions }
}
