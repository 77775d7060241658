/** What an address means in a graph. `null` and the empty list stand for base. */
import { DiffkitError } from '../errors.ts'
import { parseAddress } from './address-text.ts'
import type { Address } from './address-text.ts'
import { nodeOf } from './node.ts'
import type { Graph } from './node.ts'
import { ancestors, lineage, tips } from './lineage.ts'

const SHORTEST_PREFIX = 4

const withPrefix = ({ nodes, aliases }: Graph, text: string): readonly string[] => {
  const ids = [...nodes.keys(), ...aliases.keys()].filter((id) => id.startsWith(text))
  return [...new Set(ids.map((id) => aliases.get(id) ?? id))]
}

const missing = ({ replaced }: Graph, text: string): DiffkitError => {
  const by = replaced.get(text)
  return by === undefined
    ? new DiffkitError('REVISION_NOT_FOUND', { address: text })
    : new DiffkitError('REVISION_REPLACED', { revision: text, by })
}

/** The revision of an exact id or label, or of a unique prefix of an id. */
export const findId = (graph: Graph, text: string): string => {
  const exact = graph.nodes.has(text) ? text : (graph.aliases.get(text) ?? graph.labels.get(text))
  if (exact !== undefined && graph.nodes.has(exact)) return exact
  const candidates = text.length < SHORTEST_PREFIX ? [] : withPrefix(graph, text)
  const [first, second] = candidates
  if (first === undefined) throw missing(graph, text)
  if (second !== undefined) {
    throw new DiffkitError('REVISION_AMBIGUOUS', { address: text, candidates })
  }
  return first
}

/** Those on the branch's line: all of them when no branch is named. */
export const onBranch = (
  graph: Graph,
  ids: readonly string[],
  branch: string | null,
): readonly string[] => {
  if (branch === null) return ids
  const line = lineage(graph, findId(graph, branch))
  return ids.filter((id) => line.has(id))
}

const requireOnBranch = (graph: Graph, id: string, branch: string | null): string => {
  if (onBranch(graph, [id], branch).length > 0) return id
  throw new DiffkitError('NOT_ON_BRANCH', { revision: id, branch: branch ?? '' })
}

/** Throws REVISION_UNKNOWN for a recorded revision that the graph does not have. */
export const requireRecorded = (graph: Graph, current: readonly string[]): void => {
  const revision = current.find((id) => !graph.nodes.has(id))
  if (revision === undefined) return
  const by = graph.replaced.get(revision)
  if (by !== undefined) throw new DiffkitError('REVISION_PRUNED', { revision, by })
  throw new DiffkitError('REVISION_UNKNOWN', { revision })
}

const headsOf = (graph: Graph, { branch, text }: Address): readonly string[] => {
  const heads = onBranch(graph, graph.heads, branch)
  if (heads.length > 1) throw new DiffkitError('MULTIPLE_HEADS', { heads, address: text })
  return heads
}

/** What the symbol of an address means, its steps aside. */
export const resolveSymbol = (
  graph: Graph,
  address: Address,
  current: readonly string[],
): readonly string[] => {
  const { branch, symbol } = address
  if (branch !== null) findId(graph, branch)
  switch (symbol) {
    case 'head':
      return headsOf(graph, address)
    case 'heads':
      return branch === null ? graph.effectiveHeads : onBranch(graph, graph.heads, branch)
    case 'base':
      return []
    case null:
    case 'current':
      requireRecorded(graph, current)
      return onBranch(graph, current, branch)
    default:
      return [requireOnBranch(graph, findId(graph, symbol), branch)]
  }
}

/** The one revision that a symbol means, or base. */
export const resolveStart = (
  graph: Graph,
  address: Address,
  current: readonly string[],
): string | null => {
  const [first = null, ...others] = resolveSymbol(graph, address, current)
  if (first === null || others.length === 0) return first
  const heads = [first, ...others]
  throw new DiffkitError('MULTIPLE_HEADS', { heads, address: address.text })
}

/** Where `label@+1` starts: on the branch, as far as it is applied, or at base. */
const findStart = (graph: Graph, address: Address, current: readonly string[]): string | null => {
  const { branch, text } = address
  requireRecorded(graph, current)
  let starts = onBranch(graph, current, branch)
  if (branch !== null && starts.length === 0) {
    starts = tips(graph, new Set(onBranch(graph, [...ancestors(graph, current)], branch)))
  }
  if (starts.length > 1) {
    throw new DiffkitError('AMBIGUOUS_WALK', { address: text, candidates: starts })
  }
  return starts[0] ?? null
}

export { parseRange } from './address-text.ts'

export interface Walk {
  readonly from: string | null
  readonly steps: number
  readonly branch: string | null
  /** The address, for errors. */
  readonly text: string
  /** What lies beyond an end: an error, or the end itself. */
  readonly beyond: 'error' | 'stop'
}

const neighbours = (graph: Graph, id: string | null, walk: Walk): readonly (string | null)[] => {
  if (walk.steps > 0) {
    return onBranch(graph, id === null ? graph.bases : nodeOf(graph, id).children, walk.branch)
  }
  if (id === null) return []
  const { down } = nodeOf(graph, id)
  return down.length === 0 ? [null] : down
}

/** Counts revisions up or down from one; every step must have one way to go. */
export const walk = (graph: Graph, request: Walk): string | null => {
  let id = request.from
  for (let left = Math.abs(request.steps); left > 0; left--) {
    const ways = neighbours(graph, id, request)
    const [way] = ways
    if (way === undefined) {
      if (request.beyond === 'stop') return id
      throw new DiffkitError('WALK_TOO_FAR', { address: request.text })
    }
    if (ways.length > 1) {
      const candidates = ways.filter((item) => item !== null)
      throw new DiffkitError('AMBIGUOUS_WALK', { address: request.text, candidates })
    }
    id = way
  }
  return id
}

/** The revisions that an address means; none for base. `current` is what the database records. */
export const resolveAddress = (
  graph: Graph,
  text: string,
  current: readonly string[] = [],
): readonly string[] => {
  const address = parseAddress(text)
  const { branch, symbol, steps } = address
  if (steps === null) return resolveSymbol(graph, address, current)
  const from =
    symbol === null ? findStart(graph, address, current) : resolveStart(graph, address, current)
  const id = walk(graph, { from, steps, branch: steps > 0 ? branch : null, text, beyond: 'error' })
  return id === null ? [] : [id]
}

/** The one revision that an address means, or `null` for base; several are MULTIPLE_HEADS. */
export const resolveOne = (
  graph: Graph,
  text: string,
  current: readonly string[] = [],
): string | null => {
  const [first = null, ...others] = resolveAddress(graph, text === 'head' ? 'heads' : text, current)
  if (first === null || others.length === 0) return first
  throw new DiffkitError('MULTIPLE_HEADS', {
    heads: [first, ...others],
    address: text,
    isForOne: true,
  })
}
