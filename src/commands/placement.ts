/** Where a new revision goes in the graph. */
import { DiffkitError } from '../errors.ts'
import { resolveOne } from '../revisions/address.ts'
import { nodeOf, withoutImplied } from '../revisions/graph.ts'
import type { Graph } from '../revisions/graph.ts'
import { isFreeName } from '../revisions/id.ts'
import type { TransactionMode } from '../revisions/revision.ts'
import type { Schema } from '../schema/types.ts'
import { requireUnapplied } from './amend.ts'
import type { Environment } from './environment.ts'
import { refreshSnapshot } from './snapshot.ts'
import { readCurrent } from './position.ts'
import { needsCurrent } from './sources.ts'
import { stateOf } from './state.ts'

export interface PlaceOptions {
  /** The address that it goes on; `null`: the only head. */
  readonly head: string | null
  /** It may go on a revision that has children already. */
  readonly splice: boolean
  readonly branchLabels: readonly string[]
  readonly dependsOn: readonly string[]
  readonly amend: boolean
}

/** Where a new revision hangs. */
export interface Parent {
  readonly down: readonly string[]
  /** As it stands in the file: ids, and labels kept as labels. */
  readonly dependsOn: readonly string[]
  readonly branchLabels: readonly string[]
  /** The ids of all that it needs. */
  readonly needs: readonly string[]
  /** What all of those come to: where its program starts. */
  readonly state: Schema
  /** The revision that `--amend` replaces. */
  readonly replaces: string | null
  /** Of a squash: what it stands for, oldest first, and how it runs. */
  readonly squash?: { readonly of: readonly string[]; readonly transaction: TransactionMode }
}

/** The same, with what the models are compared with. */
export interface ComparedParent extends Parent {
  /** What all heads come to. */
  readonly compared: () => Promise<Schema>
}

/** Throws for a label that cannot be one, or that something else has. */
export const requireLabels = (graph: Graph, labels: readonly string[]): void => {
  for (const label of labels) {
    if (!isFreeName(label)) {
      throw new DiffkitError('LABEL_INVALID', { label })
    }
    const taken = graph.nodes.has(label) ? label : graph.labels.get(label)
    if (taken !== undefined) {
      const files = [nodeOf(graph, taken).revision.path]
      throw new DiffkitError('DUPLICATE_LABEL', { label, files })
    }
  }
}

/** The revision that an address names; base is `null`. */
export const addressed = async (
  environment: Environment,
  address: string,
): Promise<string | null> => {
  const { graph } = await environment.history()
  const current = needsCurrent(address) ? await readCurrent(environment) : []
  return resolveOne(graph, address, current)
}

/** The same, where base is not an answer. */
export const addressedRevision = async (
  environment: Environment,
  address: string,
): Promise<string> => {
  const id = await addressed(environment, address)
  if (id !== null) return id
  const reason = 'base is no revision'
  throw new DiffkitError('ADDRESS_INVALID', { address, reason })
}

const chooseDown = async (
  environment: Environment,
  { head, splice, amend }: PlaceOptions,
): Promise<string | null> => {
  const { graph } = await environment.history()
  if (head === null) {
    const [only, ...others] = graph.heads
    if (others.length > 0) throw new DiffkitError('SEVERAL_HEADS', { heads: graph.heads })
    return only ?? null
  }
  const id = await addressed(environment, head)
  const children = id === null ? [] : nodeOf(graph, id).children
  if (children.length > 0 && (amend || !splice)) {
    throw new DiffkitError('NOT_A_HEAD', { revision: id ?? '', children })
  }
  return id
}

/** Ids in full, and labels as they are: they may come to stand elsewhere. */
const resolveDependencies = async (
  environment: Environment,
  texts: readonly string[],
): Promise<readonly string[]> => {
  const { graph } = await environment.history()
  const resolved: string[] = []
  for (const text of texts) {
    resolved.push(graph.labels.has(text) ? text : await addressedRevision(environment, text))
  }
  return resolved
}

const idsOf = (graph: Graph, dependsOn: readonly string[]): readonly string[] =>
  dependsOn.map((name) => graph.labels.get(name) ?? name)

/** What is given beside `--amend` is added to what the revision has. */
const amended = async (
  environment: Environment,
  head: string | null,
  options: PlaceOptions,
): Promise<ComparedParent> => {
  const { graph, find } = await environment.history()
  const replaces = await requireUnapplied(environment, head)
  const { down, dependsOn, branchLabels } = find(replaces)
  const { parents, allChildren } = nodeOf(graph, replaces)
  if (allChildren.length > 0) {
    throw new DiffkitError('NOT_A_HEAD', { revision: replaces, children: allChildren })
  }
  requireLabels(graph, options.branchLabels)
  const added = await resolveDependencies(environment, options.dependsOn)
  if (idsOf(graph, added).includes(replaces)) {
    throw new DiffkitError('REBASE_ONTO_ITSELF', { revision: replaces, onto: replaces })
  }
  const needs = withoutImplied(graph, [...parents, ...idsOf(graph, added)])
  const left = [...graph.heads.filter((id) => id !== replaces), ...parents]
  return {
    down,
    dependsOn: [...new Set([...dependsOn, ...added])],
    branchLabels: [...branchLabels, ...options.branchLabels],
    needs,
    state: await stateOf(environment, needs),
    compared: () => stateOf(environment, left),
    replaces,
  }
}

/** On the only head, on the one that is named, or in the place of the one that is amended. */
export const placeOf = async (
  environment: Environment,
  options: PlaceOptions,
): Promise<ComparedParent> => {
  const { graph } = await environment.history()
  const head = await chooseDown(environment, options)
  if (options.amend) return amended(environment, head, options)
  requireLabels(graph, options.branchLabels)
  const dependsOn = await resolveDependencies(environment, options.dependsOn)
  for (const id of graph.heads) await refreshSnapshot(environment, id)
  const down = head === null ? [] : [head]
  const needs = withoutImplied(graph, [...down, ...idsOf(graph, dependsOn)])
  return {
    down,
    dependsOn,
    branchLabels: options.branchLabels,
    needs,
    state: await stateOf(environment, needs),
    compared: () => stateOf(environment, graph.heads),
    replaces: null,
  }
}
