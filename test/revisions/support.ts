import { buildGraph } from '../../src/revisions/graph.ts'
import type { Graph } from '../../src/revisions/graph.ts'
import type { RevisionLinks } from '../../src/revisions/revision.ts'

interface Extra {
  readonly dependsOn?: readonly string[]
  readonly labels?: readonly string[]
}

/** A revision after its parents: `revision('b', ['a'])`. */
export const revision = (
  id: string,
  down: readonly string[] = [],
  { dependsOn = [], labels = [] }: Extra = {},
): RevisionLinks => ({
  id,
  down,
  dependsOn,
  branchLabels: labels,
  path: `migrations/${id}.ts`,
})

/** A graph from pairs: `graph(['a'], ['b', 'a'])` is b above a. */
export const graph = (
  ...pairs: readonly (readonly [id: string, ...down: readonly string[]])[]
): Graph => buildGraph(pairs.map(([id, ...down]) => revision(id, down)))
