import { DiffkitError } from '../errors.ts'
import { parseAddress } from './address-text.ts'
import type { Address } from './address-text.ts'
import { onBranch, resolveAddress, resolveSymbol, walk } from './address.ts'
import { ancestors, tips } from './lineage.ts'
import type { Graph } from './node.ts'

/** What a downgrade stops at; base is `null`. */
export interface DowngradeTarget {
  /** The branch to keep to where the way forks. */
  readonly branch: string | null
  readonly target: string | null
}

/** Where `-1` and `label@-1` start. */
const downgradeStart = (
  graph: Graph,
  address: Address,
  current: readonly string[],
): DowngradeTarget => {
  const { branch, text } = address
  if (branch === null) {
    const [first] = current
    if (first === undefined) throw new DiffkitError('WALK_TOO_FAR', { address: text })
    return { branch: first, target: first }
  }
  const heads = onBranch(graph, current, branch)
  const starts =
    heads.length > 0 ? heads : onBranch(graph, tips(graph, ancestors(graph, current)), branch)
  const [start] = starts
  if (start === undefined) throw new DiffkitError('NOT_BELOW', { target: text, from: current })
  if (starts.length > 1) {
    throw new DiffkitError('AMBIGUOUS_WALK', { address: text, candidates: starts })
  }
  return { branch, target: start }
}

const walkDown = (graph: Graph, address: Address, current: readonly string[]): DowngradeTarget => {
  const { branch, symbol, steps, text } = address
  if (symbol !== null) return { branch, target: single(resolveAddress(graph, text, current), text) }
  if ((steps ?? 0) >= 0) {
    const reason = 'a downgrade goes back; use `diffkit upgrade` to go up'
    throw new DiffkitError('ADDRESS_INVALID', { address: text, reason })
  }
  const start = downgradeStart(graph, address, current)
  const target = walk(graph, {
    from: start.target,
    steps: steps ?? 0,
    branch: null,
    text,
    beyond: 'error',
  })
  return { ...start, target }
}

const single = (ids: readonly string[], text: string): string | null => {
  if (ids.length > 1) throw new DiffkitError('MULTIPLE_HEADS', { heads: ids, address: text })
  return ids[0] ?? null
}

/** What the target of a downgrade means, counted from what is recorded where it is relative. */
export const downgradeTarget = (
  graph: Graph,
  text: string,
  current: readonly string[],
): DowngradeTarget => {
  const address = parseAddress(text)
  if (address.steps !== null) return walkDown(graph, address, current)
  // As in Alembic, a head must be the only one even when a branch is named: the branch says what goes.
  const isHead = address.symbol === 'head' || address.symbol === 'heads'
  const plain = isHead ? { ...address, branch: null } : address
  const target = single(resolveSymbol(graph, plain, current), text)
  return { branch: address.branch, target }
}

/** What to tell a person who counts down from several recorded revisions; `null` when it is clear. */
export const describeAmbiguity = (text: string, current: readonly string[]): string | null => {
  const { branch, symbol, steps } = parseAddress(text)
  const [first] = current
  if (current.length < 2 || steps === null || symbol !== null || branch !== null) return null
  return `${text} is counted from ${first}, one of several recorded; say \`${first}@${text}\``
}
