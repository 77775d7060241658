import { reachable } from './reach.ts'
import type { RevisionLinks } from './revision.ts'

interface Neighbours {
  readonly downOf: (id: string) => readonly string[]
  readonly childrenOf: (id: string) => readonly string[]
  readonly allChildrenOf: (id: string) => readonly string[]
}

/** From a revision down to just above the nearest branch or merge point. */
const lineBelow = (start: string, { downOf, allChildrenOf }: Neighbours): readonly string[] => {
  const line: string[] = []
  let id: string | undefined = start
  while (id !== undefined && allChildrenOf(id).length < 2 && downOf(id).length < 2) {
    line.push(id)
    id = downOf(id)[0]
  }
  return line
}

/** The labels that each revision carries: a label spreads up to all descendants, down to the fork. */
export const spreadLabels = (
  revisions: Iterable<RevisionLinks>,
  neighbours: Neighbours,
): ReadonlyMap<string, ReadonlySet<string>> => {
  const spread = new Map<string, Set<string>>()
  for (const { id, branchLabels } of revisions) {
    if (branchLabels.length === 0) continue
    const carriers = [...reachable([id], neighbours.childrenOf), ...lineBelow(id, neighbours)]
    for (const carrier of carriers) {
      const labels = spread.get(carrier) ?? new Set()
      for (const label of branchLabels) labels.add(label)
      spread.set(carrier, labels)
    }
  }
  return spread
}
