/** Run revisions on the database, up or down. */
import type { Connection } from '../dialects/dialect.ts'
import { DiffkitError } from '../errors.ts'
import { flatten } from '../operations/index.ts'
import { describeAmbiguity, downgradePath, upgradePath } from '../revisions/walk.ts'
import { findLosses } from '../runtime/run/data-loss.ts'
import type { Loss } from '../runtime/run/data-loss.ts'
import { applyRevision } from '../runtime/run/fit.ts'
import { withLease } from '../runtime/run/lease.ts'
import { introspectLive, isOpaque, migrate } from '../runtime/run/migrate.ts'
import type { MigrateContext, MigrateResult } from '../runtime/run/migrate.ts'
import type { RevisionRun, Stop } from '../runtime/run/stop.ts'
import { limitsOf } from '../runtime/segments/patience.ts'
import { runDatabase } from '../runtime/run/run-database.ts'
import { awaitFinished } from '../runtime/segments/unfinished.ts'
import type { Unfinished } from '../runtime/segments/unfinished.ts'
import { readVersions } from '../runtime/run/version-table.ts'
import type { Environment } from './environment.ts'
import { takeBack, targetAfter } from './half-done.ts'
import { findBack } from './logged.ts'
import { placed } from './position.ts'
import { loadStops } from './stops.ts'
import { writtenSchema } from './written-schema.ts'

export interface RunOptions {
  readonly target: string
  /** A first upgrade on a database that already holds tables. */
  readonly allowExisting: boolean
  readonly allowDataLoss: boolean
}

export type RunResult =
  | ({ readonly kind: 'done' } & MigrateResult)
  /** Nothing was done: rows or values would be lost. */
  | { readonly kind: 'refused'; readonly dataLoss: readonly Loss[] }

type Direction = 'upgrade' | 'downgrade'

/** The way from the rows of the version table to the target, with programs. */
export const routeTo = async (
  given: Environment,
  rows: readonly string[],
  to: { readonly target: string; readonly direction: Direction },
): Promise<readonly Stop[]> => {
  const environment = await placed(given, { rows, names: [to.target] })
  const history = await environment.history()
  const current = rows.map(history.idOf)
  if (to.direction === 'upgrade') {
    return loadStops(history, upgradePath(history.graph, current, to.target))
  }
  const ambiguity = describeAmbiguity(to.target, current)
  if (ambiguity !== null) environment.talk.warn(ambiguity)
  const back = await findBack(environment, current)
  return back.load(downgradePath(back.graph, current, to.target))
}

type Unleased = Omit<MigrateContext, 'lease'>

const contextOf = async (environment: Environment): Promise<Unleased> => {
  const { config, dialect, own, talk } = environment
  const connection = await environment.connectToWrite()
  return {
    connection,
    dialect,
    own,
    target: config.target === 'connected' ? connection.version.text : config.target,
    runDatabase: runDatabase(connection, environment.importPackage),
    signal: talk.signal,
    hooks: config,
    lockTimeout: config.lockTimeout,
    limits: limitsOf(config),
    onStatement: (statement) => talk.statement(statement),
    onRebuild: (what) => talk.working(what),
    onWarning: (message) => talk.warn(message),
    written: (recorded) => writtenSchema(environment, recorded),
    onRevision: ({ revision, direction, isLogged }) =>
      talk.note(
        `${direction} ${revision.id}: ${revision.message}${isLogged === true ? ' (no file here: the way back comes from the log of the database)' : ''}`,
      ),
  }
}

/** Has the lease while it works, so that other runs wait. */
const underLease = async <T>(
  environment: Environment,
  work: (context: MigrateContext) => Promise<T>,
): Promise<T> => {
  const context = await contextOf(environment)
  const onWait = (holder: string): void => environment.talk.note(`another run is at it: ${holder}`)
  return withLease({ ...context, onWait }, (lease) => work({ ...context, lease }))
}

/** The revisions that rows of the version table mean. */
const named = async (
  environment: Environment,
  rows: readonly string[],
): Promise<readonly string[]> => {
  const { history } = await placed(environment, { rows })
  return rows.map((await history()).idOf)
}

interface First {
  readonly connection: Connection
  readonly path: readonly Stop[]
  readonly allowExisting: boolean
}

/**
 * Before a first upgrade makes anything: its programs must fit what is there, up to the first that does
 * more than its operations say. A database with tables and no history is probably one to be stamped.
 */
const requireFirstFits = async (
  { config, dialect, own }: Environment,
  { connection, path, allowExisting }: First,
): Promise<void> => {
  const { schema } = await introspectLive({ connection, dialect, own })
  if (schema.tables.length > 0 && !allowExisting) {
    // Another process may have made the tables, and recorded it, since the rows were read.
    const recorded = await readVersions(connection, dialect, own)
    if (recorded.length > 0) return
    throw new DiffkitError('DATABASE_NOT_EMPTY', {
      tables: schema.tables.length,
      first: schema.tables[0]?.name ?? '',
      url: config.maskedUrl,
    })
  }
  let state = schema
  for (const { program, revision } of path) {
    if (isOpaque(program.upgrade)) return
    state = applyRevision(state, program.upgrade, revision)
  }
}

interface Run {
  readonly options: RunOptions
  readonly direction: Direction
}

/** What is done once nothing is half done, or what is can be gone on with. */
const runPath = async (
  environment: Environment,
  context: MigrateContext | null,
  { options, direction, left }: Run & { readonly left: Unfinished | null },
): Promise<RunResult> => {
  const to = { target: options.target, direction }
  const connection = await environment.connect()
  const current = await readVersions(connection, environment.dialect, environment.own)
  // Read and recorded before anything is made, so that a broken migration leaves nothing behind.
  const path = await routeTo(environment, current, to)
  if (path.length === 0 && left !== null) throw new DiffkitError('REVISION_PARTIAL', left)
  if (path.length === 0) return { kind: 'done', from: current, to: current, revisions: [] }
  if (direction === 'upgrade' && current.length === 0 && left === null) {
    const { allowExisting } = options
    await requireFirstFits(environment, { connection, path, allowExisting })
  }
  const gated = direction === 'downgrade' || environment.config.dataLoss === 'refuse'
  if (gated && !options.allowDataLoss) {
    const programs = path.map((stop) => flatten(stop.program[stop.direction]))
    const dataLoss = await findLosses({ ...environment, connection }, programs.flat())
    if (dataLoss.length > 0) return { kind: 'refused', dataLoss }
  }
  const same = (rows: readonly string[]): boolean => rows.join('\n') === current.join('\n')
  const run = (held: MigrateContext): Promise<MigrateResult> =>
    migrate(held, async (rows) => (same(rows) ? path : routeTo(environment, rows, to)))
  const result = await (context === null ? underLease(environment, run) : run(context))
  return { kind: 'done', ...result }
}

/** The half-done revision is taken back, and counts as one of the steps. */
const runBack = async (
  environment: Environment,
  context: MigrateContext,
  { options, direction, left }: Run & { readonly left: Unfinished },
): Promise<RunResult> => {
  const from = await readVersions(context.connection, environment.dialect, environment.own)
  environment.talk.note(`taking back ${left.revision}, which is half done`)
  const gated = direction === 'downgrade' || environment.config.dataLoss === 'refuse'
  const allowDataLoss = options.allowDataLoss || !gated
  const taken = await takeBack(environment, context, { left, from, allowDataLoss })
  if (taken.kind === 'refused') return taken
  const undone: RevisionRun = {
    revision: left.revision,
    direction,
    statements: taken.operations,
    ms: taken.ms,
    partial: 'undone',
  }
  const target = targetAfter(options.target)
  if (target === null) return { kind: 'done', from, to: from, revisions: [undone] }
  const rest = { options: { ...options, target }, direction, left: null }
  const result = await runPath(environment, context, rest)
  return result.kind === 'refused'
    ? result
    : { ...result, revisions: [undone, ...result.revisions] }
}

const run = async (
  environment: Environment,
  options: RunOptions,
  direction: Direction,
): Promise<RunResult> => {
  const connection = await environment.connect()
  const { lockTimeout } = environment.config
  const { signal } = environment.talk
  const left = await awaitFinished({ ...environment, connection }, { lockTimeout, signal })
  const result = await (left === null || left.direction === direction
    ? runPath(environment, null, { options, direction, left })
    : underLease(environment, (context) =>
        runBack(environment, context, { options, direction, left }),
      ))
  if (result.kind === 'refused') return result
  const [from, to] = [await named(environment, result.from), await named(environment, result.to)]
  return { ...result, from, to }
}

/** Runs what lies between the database and the target. */
export const upgrade = (environment: Environment, options: RunOptions): Promise<RunResult> =>
  run(environment, options, 'upgrade')

/** Goes back to the target; refuses to lose rows or values unless told so. */
export const downgrade = (environment: Environment, options: RunOptions): Promise<RunResult> =>
  run(environment, options, 'downgrade')
