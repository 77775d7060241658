/** What the version table holds: one row per effective head. */
import { nodeOf } from './node.ts'
import type { Graph } from './node.ts'
import { ancestors } from './lineage.ts'

export interface Move {
  readonly revision: string
  readonly direction: 'upgrade' | 'downgrade'
}

/**
 * The parents that a downgrade uncovers: those that nothing else recorded implies. A parent that is an
 * ancestor of another one is left out only when nothing else is recorded: Alembic's rule, kept.
 */
const uncovered = (
  graph: Graph,
  revision: string,
  others: readonly string[],
): readonly string[] => {
  const { parents } = nodeOf(graph, revision)
  const below = others.length > 0 ? others : parents.flatMap((id) => nodeOf(graph, id).parents)
  const implied = ancestors(graph, below)
  return parents.filter((id) => !implied.has(id))
}

/** What is recorded after one revision was run, from what was recorded before it. */
export const headsAfter = (
  graph: Graph,
  heads: readonly string[],
  { revision, direction }: Move,
): readonly string[] => {
  if (direction === 'upgrade') {
    const { parents } = nodeOf(graph, revision)
    return [...heads.filter((id) => !parents.includes(id)), revision]
  }
  const others = heads.filter((id) => id !== revision)
  return [...others, ...uncovered(graph, revision, others)]
}
