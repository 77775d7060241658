/** The graph of revisions: pure, built from links alone, checked once when it is built. */
import { DiffkitError } from '../errors.ts'
import { findCycle } from './cycle.ts'
import { spreadLabels } from './labels.ts'
import type { Graph, GraphNode } from './node.ts'
import { reachable } from './reach.ts'
import type { RevisionLinks } from './revision.ts'

const push = (map: Map<string, string[]>, key: string, value: string): void => {
  const list = map.get(key)
  if (list === undefined) map.set(key, [value])
  else if (!list.includes(value)) list.push(value)
}

const indexById = <R extends RevisionLinks>(revisions: readonly R[]): Map<string, R> => {
  const byId = new Map<string, R>()
  for (const revision of revisions) {
    const other = byId.get(revision.id)
    if (other !== undefined) {
      const files = [other.path, revision.path]
      throw new DiffkitError('DUPLICATE_REVISION', { revision: revision.id, files })
    }
    byId.set(revision.id, revision)
  }
  return byId
}

const indexLabels = (byId: ReadonlyMap<string, RevisionLinks>): Map<string, string> => {
  const labels = new Map<string, string>()
  for (const { id, branchLabels, path } of byId.values()) {
    for (const label of branchLabels) {
      const taken = labels.get(label) ?? (byId.has(label) ? label : undefined)
      if (taken !== undefined) {
        const files = [byId.get(taken)?.path ?? taken, path]
        throw new DiffkitError('DUPLICATE_LABEL', { label, files })
      }
      labels.set(label, id)
    }
  }
  return labels
}

const requireKnown = (
  byId: ReadonlyMap<string, RevisionLinks>,
  { id, down, path }: RevisionLinks,
) => {
  const parent = down.find((item) => !byId.has(item))
  if (parent !== undefined) {
    throw new DiffkitError('UNKNOWN_PARENT', {
      revision: id,
      parent,
      file: path,
      key: 'downRevision',
    })
  }
}

interface Links {
  readonly down: ReadonlyMap<string, readonly string[]>
  readonly dependsOn: ReadonlyMap<string, readonly string[]>
}

const resolveLinks = (
  byId: ReadonlyMap<string, RevisionLinks>,
  labels: ReadonlyMap<string, string>,
): Links => {
  const down = new Map<string, readonly string[]>()
  const dependsOn = new Map<string, readonly string[]>()
  for (const revision of byId.values()) {
    requireKnown(byId, revision)
    down.set(revision.id, [...new Set(revision.down)])
    const resolved = revision.dependsOn.map((name) => {
      const id = byId.has(name) ? name : labels.get(name)
      if (id !== undefined) return id
      const data = {
        revision: revision.id,
        parent: name,
        file: revision.path,
        key: 'dependsOn',
      } as const
      throw new DiffkitError('UNKNOWN_PARENT', data)
    })
    dependsOn.set(revision.id, [...new Set(resolved)])
  }
  return { down, dependsOn }
}

const requireAcyclic = (byId: ReadonlyMap<string, RevisionLinks>, { down, dependsOn }: Links) => {
  const downOf = (id: string) => down.get(id) ?? []
  const allOf = (id: string) => [...downOf(id), ...(dependsOn.get(id) ?? [])]
  for (const [key, next] of [
    ['downRevision', downOf],
    ['dependsOn', allOf],
  ] as const) {
    const path = findCycle(byId.keys(), next)
    if (path !== null) {
      const files = path.slice(0, -1).map((id) => byId.get(id)?.path ?? id)
      throw new DiffkitError('REVISION_CYCLE', { path, key, files })
    }
  }
}

/** Dependencies that neither another parent nor another dependency already implies. */
const normalizeDependencies = (id: string, { down, dependsOn }: Links): readonly string[] => {
  const own = down.get(id) ?? []
  const wanted = (dependsOn.get(id) ?? []).filter((item) => !own.includes(item))
  if (wanted.length === 0) return wanted
  const parentsOf = (item: string) => [...(down.get(item) ?? []), ...(dependsOn.get(item) ?? [])]
  const implied = reachable([...own, ...wanted].flatMap(parentsOf), parentsOf)
  return wanted.filter((item) => !implied.has(item))
}

/** What a graph knows of revisions that are not in it. */
type Absent = Pick<Graph, 'aliases' | 'replaced'>

const NOTHING_ABSENT: Absent = { aliases: new Map(), replaced: new Map() }

/** Builds the graph, or throws what is wrong with it: a duplicate, an unknown parent, a cycle. */
export const buildGraph = <R extends RevisionLinks>(
  revisions: readonly R[],
  { aliases, replaced }: Absent = NOTHING_ABSENT,
): Graph<R> => {
  const byId = indexById(revisions)
  const labels = indexLabels(byId)
  const links = resolveLinks(byId, labels)
  requireAcyclic(byId, links)
  const children = new Map<string, string[]>()
  const allChildren = new Map<string, string[]>()
  for (const [id, parents] of links.down) {
    for (const parent of parents) {
      push(children, parent, id)
      push(allChildren, parent, id)
    }
  }
  for (const [id, parents] of links.dependsOn) {
    for (const parent of parents) push(allChildren, parent, id)
  }
  const childrenOf = (id: string) => children.get(id) ?? []
  const allChildrenOf = (id: string) => allChildren.get(id) ?? []
  const downOf = (id: string) => links.down.get(id) ?? []
  const spread = spreadLabels(byId.values(), { downOf, childrenOf, allChildrenOf })
  const nodes = new Map<string, GraphNode<R>>()
  for (const [id, revision] of byId) {
    nodes.set(id, {
      id,
      revision,
      down: downOf(id),
      dependsOn: links.dependsOn.get(id) ?? [],
      parents: [...downOf(id), ...normalizeDependencies(id, links)],
      children: childrenOf(id),
      allChildren: allChildrenOf(id),
      labels: [...(spread.get(id) ?? [])].toSorted(),
    })
  }
  const ids = [...byId.keys()]
  return {
    nodes,
    aliases,
    replaced,
    labels,
    heads: ids.filter((id) => childrenOf(id).length === 0),
    effectiveHeads: ids.filter((id) => allChildrenOf(id).length === 0),
    bases: ids.filter((id) => downOf(id).length === 0),
  }
}

export type { Graph } from './node.ts'
export { nodeOf } from './node.ts'
export { ancestorsOf, newestFirst, sortNewestFirst } from './order.ts'
export { ancestors, withoutImplied } from './lineage.ts'

/** The revisions without children, in the graph's order. */
export const headsOf = (graph: Graph): readonly string[] => graph.heads
