/** `--sql`, `--dry-run` and `sql`: plans of paths, without changing the database. */
import { DiffkitError } from '../errors.ts'
import { parseRange, resolveAddress } from '../revisions/address.ts'
import { ancestors, ancestorsOf, nodeOf, withoutImplied } from '../revisions/graph.ts'
import type { Graph } from '../revisions/graph.ts'
import { downgradePath, upgradePath } from '../revisions/walk.ts'
import type { PathStep } from '../revisions/walk.ts'
import { introspectLive } from '../runtime/run/migrate.ts'
import { requireServer } from '../runtime/run/server-version.ts'
import { operationsOf } from '../runtime/run/stop.ts'
import type { Stop } from '../runtime/run/stop.ts'
import { planPath } from '../runtime/script/plan-path.ts'
import type { PlannedRevision, Start } from '../runtime/script/plan-path.ts'
import { refuseHalfDone } from '../runtime/segments/unfinished.ts'
import { limitsOf } from '../runtime/segments/patience.ts'
import { scriptLines } from '../runtime/script/script.ts'
import { readVersions } from '../runtime/run/version-table.ts'
import { withWrittenTexts } from '../runtime/judge/written.ts'
import type { Environment } from './environment.ts'
import { targetOf } from './program-stop.ts'
import { placed } from './position.ts'
import { stateOf } from './state.ts'
import { loadStops } from './stops.ts'
import { routeTo } from './upgrade.ts'
import { writtenSchema } from './written-schema.ts'

type Direction = 'upgrade' | 'downgrade'

/** The start of an offline plan: what the history says that a database at `from` looks like. */
const historyStart = async (environment: Environment, from: readonly string[]): Promise<Start> => {
  const history = await environment.history()
  const schema = await stateOf(environment, from)
  if (!environment.dialect.features.rebuilds) {
    return { schema, copy: { kind: 'replay', programs: [] } }
  }
  const ids = ancestorsOf(history.graph, from)
  const programs = await history.operations(ids, 'upgrade')
  return {
    schema,
    copy: { kind: 'replay', programs: ids.map((id) => programs.get(id) ?? []) },
  }
}

const liveStart = async (
  environment: Environment,
  rows: readonly string[],
  path: readonly Stop[],
): Promise<Start> => {
  const { dialect, own } = environment
  const connection = await environment.connect()
  const live = await introspectLive({ connection, dialect, own })
  const operations = path.flatMap((stop) => stop.program[stop.direction])
  const written = () => writtenSchema(environment, rows)
  const schema = await withWrittenTexts(live.schema, operations, { connection, dialect, written })
  const ground = await dialect.readGround(connection)
  return { schema, copy: { kind: 'ground', ground: ground ?? [] } }
}

const plan = (
  environment: Environment,
  path: readonly Stop[],
  start: Start,
): Promise<readonly PlannedRevision[]> =>
  planPath(path, start, {
    dialect: environment.dialect,
    target: targetOf(environment),
    scratch: environment.scratch,
  })

/** What a database at an address records; a side left out of a range is base. */
const startOf = (graph: Graph, address: string): readonly string[] =>
  address === '' ? [] : withoutImplied(graph, resolveAddress(graph, address))

export interface ScriptRequest {
  /** `TARGET` or `FROM:TO`. */
  readonly target: string
  readonly direction: Direction
  readonly skipRun: boolean
}

const walk = (direction: Direction): typeof upgradePath =>
  direction === 'upgrade' ? upgradePath : downgradePath

/** The script of a path, for `psql` or `sqlite3`. Connects to nothing. */
export const script = async (
  given: Environment,
  { target, direction, skipRun }: ScriptRequest,
): Promise<{ readonly lines: readonly string[]; readonly planned: readonly PlannedRevision[] }> => {
  const environment = await placed(given, { names: [target] })
  const history = await environment.history()
  const range = parseRange(target)
  if (direction === 'downgrade' && range.from === null) {
    throw new DiffkitError('RANGE_NEEDED', { target })
  }
  const from = range.from === null ? [] : startOf(history.graph, range.from)
  const path = await loadStops(history, walk(direction)(history.graph, from, range.to))
  const planned = await plan(environment, path, await historyStart(environment, from))
  const lines = scriptLines(planned, {
    dialect: environment.dialect,
    own: environment.own,
    target: targetOf(environment),
    namespaces: environment.config.namespaces ?? [],
    from: from.map(history.rowOf),
    skipRun,
    limits: limitsOf(environment.config),
    now: new Date().toISOString(),
  })
  return { lines, planned }
}

/** The plan against the live database: revisions and statements, nothing done. */
export const dryRun = async (
  environment: Environment,
  to: { readonly target: string; readonly direction: Direction },
): Promise<readonly PlannedRevision[]> => {
  const { dialect, own } = environment
  const connection = await environment.connect()
  await refuseHalfDone({ dialect, own, connection })
  const rows = await readVersions(connection, dialect, own)
  const path = await routeTo(environment, rows, to)
  requireServer(path.flatMap(operationsOf), dialect, connection)
  return plan(environment, path, await liveStart(environment, rows, path))
}

const pathOfOne = async (environment: Environment, id: string, direction: Direction) => {
  const history = await environment.history()
  const { parents } = nodeOf(history.graph, id)
  const step: PathStep =
    direction === 'upgrade'
      ? { revision: id, direction, headsAfter: [id] }
      : { revision: id, direction, headsAfter: parents }
  return { path: [step], from: direction === 'upgrade' ? parents : [id] }
}

const pendingOrHead = async (
  environment: Environment,
): Promise<readonly PlannedRevision[] | null> => {
  if (!environment.hasDatabase) return null
  try {
    await environment.connect()
  } catch {
    environment.talk.note('the database cannot be reached: showing the heads')
    return null
  }
  return dryRun(environment, { target: 'heads', direction: 'upgrade' })
}

interface Ends {
  readonly from: string
  readonly to: string
}

/** A range that is gone back over may be written either way round. */
const endsOf = (graph: Graph, { from, to }: Ends, direction: Direction): Ends => {
  if (direction === 'upgrade') return { from, to: to || 'heads' }
  const above = ancestors(graph, startOf(graph, from))
  const isFromAbove = to !== '' && from !== '' && startOf(graph, to).every((id) => above.has(id))
  return isFromAbove ? { from, to } : { from: to || 'heads', to: from || 'base' }
}

/** The SQL of one revision, a range, or what is pending, for review. */
export const sql = async (
  given: Environment,
  { address, down }: { readonly address: string | null; readonly down: boolean },
): Promise<readonly PlannedRevision[]> => {
  const environment = await placed(given, { names: [address ?? ''] })
  const history = await environment.history()
  const direction = down ? 'downgrade' : 'upgrade'
  if (address === null && !down) {
    const pending = await pendingOrHead(environment)
    if (pending !== null && pending.length > 0) return pending
  }
  const range = parseRange(address ?? 'heads')
  if (range.from !== null) {
    const ends = endsOf(history.graph, { from: range.from, to: range.to }, direction)
    const heads = startOf(history.graph, ends.from)
    const path = await loadStops(history, walk(direction)(history.graph, heads, ends.to))
    return plan(environment, path, await historyStart(environment, heads))
  }
  const planned: PlannedRevision[] = []
  for (const id of resolveAddress(history.graph, range.to)) {
    const { path, from } = await pathOfOne(environment, id, direction)
    const stops = await loadStops(history, path)
    planned.push(...(await plan(environment, stops, await historyStart(environment, from))))
  }
  return planned
}
