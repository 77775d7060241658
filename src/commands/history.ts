/** The graph, as lists. */
import { resolveOne } from '../revisions/address.ts'
import { drawGraph } from '../revisions/draw.ts'
import type { DrawnLine } from '../revisions/draw.ts'
import { headsOf, newestFirst } from '../revisions/graph.ts'
import { revisionsBetween } from '../revisions/range.ts'
import { downRevisionOf } from '../revisions/revision.ts'
import type { DownRevision, Revision } from '../revisions/revision.ts'
import type { Environment } from './environment.ts'
import { needsCurrent, readCurrent } from './sources.ts'

export interface HistoryEntry {
  readonly revision: string
  readonly downRevision: DownRevision
  readonly message: string
  readonly createdAt: string | null
  readonly path: string
  readonly isHead: boolean
  readonly branchLabels: readonly string[]
  readonly dependsOn: readonly string[]
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
  ...(current === null ? {} : { isCurrent: current.includes(revision.id) }),
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

/** The revisions, newest first; `current` marks those the database has recorded. */
export const history = async (
  environment: Environment,
  options: { readonly range: string | null; readonly indicateCurrent: boolean },
): Promise<HistoryResult> => {
  const { graph, find, revisions } = await environment.history()
  const needed = options.indicateCurrent || (options.range?.includes('current') ?? false)
  const current = needed ? await readCurrent(environment) : []
  const ids = await inRange(environment, options.range, current)
  const tops = headsOf(graph)
  const marked = options.indicateCurrent ? current : null
  const known = new Set(revisions.map(({ id }) => id))
  return {
    revisions: ids.map((id) => entryOf(find(id), tops, marked)),
    unknown: (marked ?? []).filter((id) => !known.has(id)),
  }
}

/** The same revisions as the lines of a drawing. */
export const draw = async (
  environment: Environment,
  ids: readonly string[],
): Promise<readonly DrawnLine[]> => drawGraph((await environment.history()).graph, ids)

export interface ShowResult extends HistoryEntry {
  readonly operations: readonly { readonly kind: string; readonly description: string }[]
}

/** One revision with what its upgrade does. */
export const show = async (environment: Environment, address: string): Promise<ShowResult> => {
  const { describe, flatten } = await import('../operations/index.ts')
  const loaded = await environment.history()
  const current = needsCurrent(address) ? await readCurrent(environment) : []
  const id = resolveOne(loaded.graph, address, current)
  const { DiffkitError } = await import('../errors.ts')
  if (id === null) throw new DiffkitError('REVISION_UNKNOWN', { revision: address })
  const operations = (await loaded.operations([id], 'upgrade')).get(id) ?? []
  return {
    ...entryOf(loaded.find(id), headsOf(loaded.graph), null),
    operations: flatten(operations).map((op) => ({ kind: op.kind, description: describe(op) })),
  }
}
