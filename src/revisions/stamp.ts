import { DiffkitError } from '../errors.ts'
import { parseAddress } from './address-text.ts'
import type { Graph } from './node.ts'
import { ancestors, descendants, findOverlap, withoutImplied } from './lineage.ts'
import { findId, requireRecorded, resolveAddress } from './address.ts'

/** Recorded revisions on one line with a revision, dependencies counted. */
const onLine = (graph: Graph, id: string, heads: readonly string[]): readonly string[] => {
  const line = new Set([...ancestors(graph, [id]), ...descendants(graph, [id])])
  return heads.filter((head) => line.has(head))
}

const cleared = (graph: Graph, heads: readonly string[], address: string): readonly string[] => {
  const { branch } = parseAddress(address)
  return branch === null ? heads : onLine(graph, findId(graph, branch), heads)
}

/**
 * What is recorded after a stamp: each revision named replaces those on its line and leaves other
 * branches as they are; `base` empties all, `label@base` that branch.
 */
export const stampHeads = (
  graph: Graph,
  current: readonly string[],
  addresses: readonly string[],
): readonly string[] => {
  requireRecorded(graph, current)
  const resolved = addresses.map((address) => ({
    address,
    ids: resolveAddress(graph, address, current),
  }))
  const targets = [...new Set(resolved.flatMap(({ ids }) => ids))]
  const overlap = findOverlap(graph, targets)
  if (overlap !== null) {
    throw new DiffkitError('TARGETS_OVERLAP', { revision: overlap[0], implied: overlap[1] })
  }
  const replaced = new Set(
    resolved.flatMap(({ address, ids }) =>
      ids.length === 0
        ? cleared(graph, current, address)
        : ids.flatMap((id) => onLine(graph, id, current)),
    ),
  )
  const kept = current.filter((id) => !replaced.has(id) || targets.includes(id))
  return withoutImplied(graph, [...kept, ...targets])
}
