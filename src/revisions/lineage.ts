/** Who descends from whom. All of these answer sets of ids that include the ids asked about. */
import { nodeOf } from './node.ts'
import type { Graph } from './node.ts'
import { reachable } from './reach.ts'

/** Everything that must be applied for these: through parents and dependencies. */
export const ancestors = (graph: Graph, ids: Iterable<string>): Set<string> =>
  reachable(ids, (id) => nodeOf(graph, id).parents)

/** Ancestors through `downRevision` only. */
export const versionedAncestors = (graph: Graph, ids: Iterable<string>): Set<string> =>
  reachable(ids, (id) => nodeOf(graph, id).down)

/** Everything that needs these: through parents and dependencies. */
export const descendants = (graph: Graph, ids: Iterable<string>): Set<string> =>
  reachable(ids, (id) => nodeOf(graph, id).allChildren)

/** Descendants through `downRevision` only. */
const versionedDescendants = (graph: Graph, ids: Iterable<string>): Set<string> =>
  reachable(ids, (id) => nodeOf(graph, id).children)

/** The revisions on one line with `anchor`: above it, below it, or it. */
export const lineage = (graph: Graph, anchor: string): Set<string> =>
  new Set([...versionedAncestors(graph, [anchor]), ...versionedDescendants(graph, [anchor])])

/** Those of a set that no other of it descends from, in the graph's order. */
export const tips = (graph: Graph, ids: ReadonlySet<string>): readonly string[] =>
  [...graph.nodes.keys()].filter(
    (id) => ids.has(id) && !nodeOf(graph, id).children.some((child) => ids.has(child)),
  )

/** Those of the ids that no other of them needs. */
export const withoutImplied = (graph: Graph, ids: readonly string[]): readonly string[] => {
  const implied = ancestors(
    graph,
    ids.flatMap((id) => nodeOf(graph, id).parents),
  )
  return [...new Set(ids)].filter((id) => !implied.has(id))
}

/** Two of these that lie on one line, the descendant first; `null` when they are independent. */
export const findOverlap = (
  graph: Graph,
  ids: readonly string[],
): readonly [descendant: string, ancestor: string] | null => {
  for (const id of ids) {
    const below = ancestors(graph, nodeOf(graph, id).parents)
    const other = ids.find((item) => below.has(item))
    if (other !== undefined) return [id, other]
  }
  return null
}
