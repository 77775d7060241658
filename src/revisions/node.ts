import { DiffkitError } from '../errors.ts'
import type { RevisionLinks } from './revision.ts'

/** One revision with its neighbours. */
export interface GraphNode<R extends RevisionLinks = RevisionLinks> {
  readonly id: string
  readonly revision: R
  /** Versioned parents. */
  readonly down: readonly string[]
  /** Ids of all it depends on, labels resolved. */
  readonly dependsOn: readonly string[]
  /** `down`, then those of `dependsOn` that no other parent implies. */
  readonly parents: readonly string[]
  /** Revisions that have this one as `down`. */
  readonly children: readonly string[]
  /** `children`, then revisions that depend on this one. */
  readonly allChildren: readonly string[]
  /** Its own labels and those that spread to it, sorted. */
  readonly labels: readonly string[]
}

/** Links, checked and indexed; made by `buildGraph`. */
export interface Graph<R extends RevisionLinks = RevisionLinks> {
  /** By id, in the order given: that of the file names. */
  readonly nodes: ReadonlyMap<string, GraphNode<R>>
  /** Other names of revisions: the end of what a squash stands for, or a squash that is open. */
  readonly aliases: ReadonlyMap<string, string>
  /** Revisions that are not in the graph, because a squash stands for them. */
  readonly replaced: ReadonlyMap<string, string>
  /** Each branch label with the revision that declares it. */
  readonly labels: ReadonlyMap<string, string>
  /** Revisions without children. */
  readonly heads: readonly string[]
  /** Heads that no other revision depends on: what a database at the newest state records. */
  readonly effectiveHeads: readonly string[]
  /** Revisions without a parent. */
  readonly bases: readonly string[]
}

/** The node of an id that the graph is known to hold. */
export const nodeOf = <R extends RevisionLinks>(graph: Graph<R>, id: string): GraphNode<R> => {
  const node = graph.nodes.get(id)
  if (node === undefined) throw new DiffkitError('REVISION_NOT_FOUND', { address: id })
  return node
}

/** Whether several revisions have this one as `down`. */
export const isBranchPoint = (node: GraphNode): boolean => node.children.length > 1

/** Whether this revision has several parents. */
export const isMergePoint = (node: GraphNode): boolean => node.down.length > 1
