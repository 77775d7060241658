import { DiffkitError } from '../errors.ts'
import { parseAddress, parseRange } from './address-text.ts'
import type { Graph } from './node.ts'
import { ancestors, descendants } from './lineage.ts'
import { sortNewestFirst } from './order.ts'
import { resolveAddress, resolveStart, walk } from './address.ts'

const resolveClamped = (
  graph: Graph,
  text: string,
  {
    current,
    relativeTo,
  }: { readonly current: readonly string[]; readonly relativeTo: readonly string[] },
): readonly string[] => {
  const address = parseAddress(text)
  const { branch, symbol, steps } = address
  if (steps === null) return resolveAddress(graph, text, current)
  const starts = symbol === null ? relativeTo : [resolveStart(graph, address, current)]
  const way = { steps, branch: steps > 0 ? branch : null, text, beyond: 'stop' } as const
  return starts.map((from) => walk(graph, { ...way, from })).filter((id) => id !== null)
}

/**
 * The revisions of `FROM:TO`, both ends included, newest first; a side left out is base or the heads.
 * `-3:` counts down from TO, `:+1` up from what is recorded; walks stop at the ends of history.
 */
export const revisionsBetween = (
  graph: Graph,
  text: string,
  current: readonly string[] = [],
): readonly string[] => {
  const range = parseRange(text)
  const to = resolveClamped(graph, range.to || 'heads', { current, relativeTo: current })
  const from = resolveClamped(graph, (range.from ?? range.to) || 'base', {
    current,
    relativeTo: to,
  })
  const required = ancestors(graph, to)
  const outside = from.find((id) => !required.has(id))
  if (outside !== undefined) throw new DiffkitError('NOT_BELOW', { target: outside, from: to })
  const above = from.length === 0 ? required : descendants(graph, from)
  return sortNewestFirst(graph, new Set([...required].filter((id) => above.has(id))), to)
}
