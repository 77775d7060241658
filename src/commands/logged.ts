/** Revisions that a database has and this folder does not, as far as the log of the database knows them. */
import { DiffkitError } from '../errors.ts'
import { buildGraph } from '../revisions/graph.ts'
import type { Graph } from '../revisions/graph.ts'
import type { PathStep } from '../revisions/walk.ts'
import type { Stop } from '../runtime/run/stop.ts'
import { parseWayBack } from '../runtime/run/own-log.ts'
import type { WayBack } from '../runtime/run/own-log.ts'
import { readLog } from '../runtime/run/log-table.ts'
import type { LogEntry } from '../runtime/run/log-table.ts'
import type { Environment } from './environment.ts'
import { requireUsing } from './require-using.ts'
import { loadStops } from './stops.ts'

interface Logged extends WayBack {
  readonly id: string
  readonly checksum: string
}

/** Where a stop's program comes from that no file holds. */
const LOG = '(the log of the database)'

/** The newest run of a revision says how it is undone, unless it was undone since. */
const findLogged = (log: readonly LogEntry[], id: string): Logged | null => {
  const entry = log.find(
    ({ revision, downgrade }) => revision === id || parseWayBack(downgrade)?.row === id,
  )
  const way =
    entry !== undefined && entry.direction !== 'downgrade' ? parseWayBack(entry.downgrade) : null
  return entry === undefined || way === null ? null : { ...way, id, checksum: entry.checksum }
}

/** The recorded revisions without a file, and those below them, by id. */
const collect = (
  graph: Graph,
  current: readonly string[],
  log: readonly LogEntry[],
): ReadonlyMap<string, Logged> => {
  const found = new Map<string, Logged>()
  const wanted = new Set(current)
  // A set's iteration also visits what is added while it runs.
  for (const id of wanted) {
    if (graph.nodes.has(graph.aliases.get(id) ?? id)) continue
    const logged = findLogged(log, id)
    if (logged === null) throw new DiffkitError('REVISION_UNKNOWN', { revision: id })
    found.set(id, logged)
    for (const parent of [...logged.down, ...logged.dependsOn]) wanted.add(parent)
  }
  return found
}

const stopOf = (
  { revision: id, direction, headsAfter }: PathStep,
  logged: Logged,
  rowOf: (id: string) => string,
): Stop => {
  if (logged.operations === null) throw new DiffkitError('LOGGED_RUN', { revision: id })
  return {
    revision: {
      id,
      down: logged.down,
      dependsOn: logged.dependsOn,
      branchLabels: [],
      replaces: [],
      path: LOG,
      message: logged.message,
      createdAt: null,
      transaction: logged.transaction,
      checksum: logged.checksum,
    },
    program: { upgrade: [], downgrade: logged.operations },
    direction,
    parents: [...logged.down, ...logged.dependsOn],
    headsAfter: headsAfter.map(rowOf),
    row: id,
    isLogged: true,
  }
}

/** A way back that may begin at revisions without a file. */
export interface Back {
  /** The folder's graph, with what the log adds to it. */
  readonly graph: Graph
  load(path: readonly PathStep[]): Promise<readonly Stop[]>
}

/** Reads the log only when something is recorded that the folder does not have. */
export const findBack = async (
  environment: Environment,
  current: readonly string[],
): Promise<Back> => {
  const history = await environment.history()
  const { graph } = history
  if (current.every((id) => graph.nodes.has(id))) {
    return { graph, load: (path) => loadStops(history, path) }
  }
  const log = await readLog(await environment.connect(), environment.dialect, environment.own)
  const logged = collect(graph, current, log)
  const links = [...logged.values()].map(({ id, down, dependsOn }) => ({
    id,
    down: down.map(history.idOf),
    dependsOn: dependsOn.map(history.idOf),
    branchLabels: [],
    path: LOG,
  }))
  const known = [...graph.nodes.values()].map(({ revision }) => revision)
  return {
    graph: buildGraph([...known, ...links], graph),
    load: async (path) => {
      const filed = await loadStops(
        history,
        path.filter(({ revision }) => !logged.has(revision)),
      )
      const byId = new Map(filed.map((stop) => [stop.revision.id, stop]))
      const stops = path.flatMap((step) => {
        const entry = logged.get(step.revision)
        return entry === undefined
          ? (byId.get(step.revision) ?? [])
          : stopOf(step, entry, history.rowOf)
      })
      for (const { revision, direction, program } of stops) {
        const before = () => history.snapshot(revision.id)
        await requireUsing(program[direction], { revision, direction, before })
      }
      return stops
    },
  }
}
