/** The way from what a database records to a target, revision by revision. */
import { DiffkitError } from '../errors.ts'
import { parseAddress } from './address-text.ts'
import { findId, requireRecorded, resolveAddress } from './address.ts'
import { downgradeTarget } from './downgrade-target.ts'
import type { DowngradeTarget } from './downgrade-target.ts'
import { ancestors, descendants, findOverlap, versionedAncestors } from './lineage.ts'
import { nodeOf } from './node.ts'
import type { Graph } from './node.ts'
import { sortNewestFirst } from './order.ts'
import { headsAfter } from './rows.ts'

/** One revision of a path, with what the database records after it. */
export interface PathStep {
  readonly revision: string
  readonly direction: 'upgrade' | 'downgrade'
  readonly headsAfter: readonly string[]
}

const requireCurrent = (graph: Graph, current: readonly string[]): void => {
  requireRecorded(graph, current)
  const revision = current.find((id, index) => current.indexOf(id) !== index)
  if (revision !== undefined) throw new DiffkitError('RECORDED_TWICE', { revision })
}

const follow = (
  graph: Graph,
  order: readonly string[],
  {
    current,
    direction,
  }: { readonly current: readonly string[]; readonly direction: PathStep['direction'] },
): readonly PathStep[] => {
  let heads = current
  return order.map((revision) => {
    heads = headsAfter(graph, heads, { revision, direction })
    return { revision, direction, headsAfter: heads }
  })
}

const upgradeTargets = (graph: Graph, text: string, current: readonly string[]) => {
  const { symbol, steps } = parseAddress(text)
  if (symbol === null && (steps ?? 0) < 0) {
    const reason = 'an upgrade goes up; use `diffkit downgrade` to go back'
    throw new DiffkitError('ADDRESS_INVALID', { address: text, reason })
  }
  const targets = resolveAddress(graph, text, current)
  const overlap = findOverlap(graph, targets)
  if (overlap !== null) {
    throw new DiffkitError('TARGETS_OVERLAP', { revision: overlap[0], implied: overlap[1] })
  }
  return targets
}

/** Everything that the target needs and the database does not have yet, oldest first. */
export const upgradePath = (
  graph: Graph,
  current: readonly string[],
  target: string,
): readonly PathStep[] => {
  requireCurrent(graph, current)
  const targets = upgradeTargets(graph, target, current)
  const applied = ancestors(graph, current)
  const needed = new Set([...ancestors(graph, targets)].filter((id) => !applied.has(id)))
  const order = sortNewestFirst(graph, needed, targets).toReversed()
  return follow(graph, order, { current, direction: 'upgrade' })
}

/** What goes first when everything above a target goes: on the branch only, where one is named. */
const downgradeRoots = (graph: Graph, text: string, { branch, target }: DowngradeTarget) => {
  const roots = target === null ? graph.bases : nodeOf(graph, target).children
  if (branch === null || roots.length < 2) return roots
  const line = versionedAncestors(graph, [findId(graph, branch)])
  const kept = roots.filter((id) => line.has(id))
  if (kept.length === 0) throw new DiffkitError('NOT_ON_BRANCH', { revision: text, branch })
  return kept
}

/** Everything applied above the target, with all that depends on it, newest first. */
export const downgradePath = (
  graph: Graph,
  current: readonly string[],
  target: string,
): readonly PathStep[] => {
  requireCurrent(graph, current)
  const found = downgradeTarget(graph, target, current)
  const applied = ancestors(graph, current)
  const above = descendants(graph, downgradeRoots(graph, target, found))
  const dropped = new Set([...above].filter((id) => applied.has(id)))
  const reached = found.target === null || current.includes(found.target)
  if (dropped.size === 0 && !reached) {
    throw new DiffkitError('NOT_BELOW', { target, from: current })
  }
  const order = sortNewestFirst(graph, dropped, current)
  return follow(graph, order, { current, direction: 'downgrade' })
}

export { describeAmbiguity } from './downgrade-target.ts'
export { stampHeads } from './stamp.ts'
