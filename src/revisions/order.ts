import { nodeOf } from './node.ts'
import type { Graph } from './node.ts'
import { ancestors } from './lineage.ts'
import { reachable } from './reach.ts'

/**
 * The revisions of a set, each before all of its ancestors. Follows one branch down as long as
 * nothing else still needs it; ties go by the graph's order. `heads` are the set's starting points.
 */
export const sortNewestFirst = (
  graph: Graph,
  set: ReadonlySet<string>,
  heads: readonly string[],
): readonly string[] => {
  const pending = new Set(set)
  const order: string[] = []
  const wanted = new Set(heads)
  const open = [...graph.nodes.keys()].filter((id) => wanted.has(id) && pending.has(id))
  const waiting = (id: string) => nodeOf(graph, id).allChildren.filter((item) => pending.has(item))
  let at = 0
  for (let id = open[at]; id !== undefined; id = open[at]) {
    if (waiting(id).length > 0) {
      const above = reachable(waiting(id), waiting)
      at = open.findIndex((item) => above.has(item))
      continue
    }
    order.push(id)
    pending.delete(id)
    const [first, ...rest] = nodeOf(graph, id).parents.filter(
      (parent) => pending.has(parent) && !open.includes(parent),
    )
    if (first === undefined) {
      open.splice(at, 1)
      at = Math.max(at - 1, 0)
    } else {
      open.splice(at, 1, first)
      open.push(...rest)
    }
  }
  return order
}

/** Every revision, each before all of its ancestors. */
export const newestFirst = (graph: Graph): readonly string[] =>
  sortNewestFirst(graph, new Set(graph.nodes.keys()), graph.effectiveHeads)

/** Revisions and all that they need, oldest first. */
export const ancestorsOf = (graph: Graph, ids: readonly string[]): readonly string[] =>
  sortNewestFirst(graph, ancestors(graph, ids), ids).toReversed()
