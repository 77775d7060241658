/** The graph, as lists. */
import { parseRange, resolveOne } from '../revisions/address.ts'
import { drawGraph } from '../revisions/draw.ts'
import type { DrawnLine } from '../revisions/draw.ts'
import { headsOf, newestFirst, nodeOf } from '../revisions/graph.ts'
import { revisionsBetween } from '../revisions/range.ts'
import { downRevisionOf } from '../revisions/revision.ts'
import type { DownRevision, Revision } from '../revisions/revision.ts'
import type { History } from '../runtime/history/history.ts'
import type { Environment } from './environment.ts'
import { atDatabase, placed, readCurrent } from './position.ts'
import { needsCurrent } from './sources.ts'

export interface HistoryEntry {
  readonly revision: string
  readonly downRevision: DownRevision
  readonly message: string
  readonly createdAt: string | null
  readonly path: string
  readonly isHead: boolean
  readonly branchLabels: readonly string[]
  readonly dependsOn: readonly string[]
  /** Of a squash: what it stands for, oldest first. */
  readonly replaces?: readonly string[]
  readonly isCurrent?: boolean
}

export interface HistoryResult {
  readonly revisions: readonly HistoryEntry[]
  /** Recorded in the database, and not in this folder. */
  readonly unknown: readonly string[]
}

const entryOf = (
  revision: Revision,
  heads: readonly string[],
  current: readonly string[] | null,
): HistoryEntry => ({
  revision: revision.id,
  downRevision: downRevisionOf(revision.down),
  message: revision.message,
  createdAt: revision.createdAt,
  path: revision.path,
  isHead: heads.includes(revision.id),
  branchLabels: revision.branchLabels,
  dependsOn: revision.dependsOn,
  ...(revision.replaces.length === 0 ? {} : { replaces: revision.replaces }),
  ...(current === null ? {} : { isCurrent: current.includes(revision.id) }),
})

/** A revision with its parents as the graph at hand names them. */
const shownRevision = ({ graph, find }: History, id: string): Revision => ({
  ...find(id),
  down: nodeOf(graph, id).down,
})

/** The revisions without children. */
export const heads = async (environment: Environment): Promise<readonly string[]> =>
  headsOf((await environment.history()).graph)

const inRange = async (
  environment: Environment,
  range: string | null,
  current: readonly string[],
): Promise<readonly string[]> => {
  const { graph } = await environment.history()
  return range === null ? newestFirst(graph) : revisionsBetween(graph, range, current)
}

/** `-3:` counts from the other end, `:+1` from what is recorded. */
const countsFromCurrent = (range: string | null): boolean =>
  range !== null && (range.includes('current') || needsCurrent(parseRange(range).to))

/** The revisions, newest first; `current` marks those the database has recorded. */
export const history = async (
  given: Environment,
  options: { readonly range: string | null; readonly indicateCurrent: boolean },
): Promise<HistoryResult> => {
  const needed = options.indicateCurrent || countsFromCurrent(options.range)
  const names = options.range === null ? [] : [options.range]
  const environment = needed ? await atDatabase(given, names) : await placed(given, { names })
  const loaded = await environment.history()
  const { graph } = loaded
  const current = needed ? await readCurrent(environment) : []
  const ids = await inRange(environment, options.range, current)
  const tops = headsOf(graph)
  const marked = options.indicateCurrent ? current : null
  return {
    revisions: ids.map((id) => entryOf(shownRevision(loaded, id), tops, marked)),
    unknown: (marked ?? []).filter((id) => !graph.nodes.has(id)),
  }
}

/** The same revisions as the lines of a drawing. */
export const draw = async (
  environment: Environment,
  ids: readonly string[],
): Promise<readonly DrawnLine[]> =>
  drawGraph((await environment.history()).at({ names: ids }).graph, ids)

export interface ShowResult extends HistoryEntry {
  readonly operations: readonly { readonly kind: string; readonly description: string }[]
}

/** One revision with what its upgrade does. */
export const show = async (given: Environment, address: string): Promise<ShowResult> => {
  const { describe, flatten } = await import('../operations/index.ts')
  const environment = needsCurrent(address)
    ? await atDatabase(given, [address])
    : await placed(given, { names: [address] })
  const loaded = await environment.history()
  const current = needsCurrent(address) ? await readCurrent(environment) : []
  const id = resolveOne(loaded.graph, address, current)
  const { DiffkitError } = await import('../errors.ts')
  if (id === null) {
    const reason = 'it means base, which is no revision'
    throw new DiffkitError('ADDRESS_INVALID', { address, reason })
  }
  const operations = (await loaded.operations([id], 'upgrade')).get(id) ?? []
  return {
    ...entryOf(shownRevision(loaded, id), headsOf(loaded.graph), null),
    operations: flatten(operations).map((op) => ({ kind: op.kind, description: describe(op) })),
  }
}
