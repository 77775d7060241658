/** The constraints or the indexes of one table: what goes, comes, gets another name or stays. */
import { compareText } from '../schema/names.ts'
import { compareLists, onlyMatch } from './lists.ts'
import type { Pair } from './lists.ts'

export interface PartChanges<T> {
  readonly removed: readonly T[]
  readonly added: readonly T[]
  readonly renamed: readonly Pair<T>[]
  /** It stays the one that it is. */
  readonly altered: readonly Pair<T>[]
  /** Equal before and after. */
  readonly kept: readonly Pair<T>[]
}

interface Part {
  readonly name: string
}

export interface PartRules<T> {
  /** Whether two are the same but for their names. */
  readonly same: (a: T, b: T) => boolean
  /** Whether something else has that name before, so that a rename would collide with it. */
  readonly isTaken: (name: string) => boolean
  /** Whether one of the same name becomes the other in place. */
  readonly canAlter: (a: T, b: T) => boolean
}

/** A pair is a rename where each is the only one like the other. */
const matchRenames = <T extends Part>(
  removed: readonly T[],
  added: readonly T[],
  { same, isTaken }: Pick<PartRules<T>, 'same' | 'isTaken'>,
): readonly Pair<T>[] =>
  removed.flatMap((before) => {
    const after = onlyMatch(added, (item) => same(before, item))
    if (after === undefined || isTaken(after.name)) return []
    const back = onlyMatch(removed, (item) => same(item, after))
    return back === before ? [{ before, after }] : []
  })

const byName = (a: Part, b: Part): number => compareText(a.name, b.name)

/** Compares by name; a changed part goes and comes, and one with a new name alone is renamed. */
export const compareParts = <T extends Part>(
  before: readonly T[],
  after: readonly T[],
  rules: PartRules<T>,
): PartChanges<T> => {
  const lists = compareLists(before, after, ({ name }) => name)
  const kept = lists.kept.filter((pair) => rules.same(pair.before, pair.after))
  const altered = lists.kept.filter(
    (pair) => !kept.includes(pair) && rules.canAlter(pair.before, pair.after),
  )
  const changed = lists.kept.filter((pair) => !kept.includes(pair) && !altered.includes(pair))
  const renamed = matchRenames(lists.removed, lists.added, rules)
  const isRenamed = (item: T): boolean =>
    renamed.some((pair) => pair.before === item || pair.after === item)
  return {
    removed: [...lists.removed, ...changed.map((pair) => pair.before)]
      .filter((item) => !isRenamed(item))
      .toSorted(byName),
    added: [...lists.added, ...changed.map((pair) => pair.after)]
      .filter((item) => !isRenamed(item))
      .toSorted(byName),
    renamed,
    altered,
    kept,
  }
}

/** Parts that stay but stand in the way of something: they go before it and come back after it. */
export const recreate = <T>(
  changes: PartChanges<T>,
  isInTheWay: (pair: Pair<T>) => boolean,
): PartChanges<T> => {
  const moved = [...changes.kept, ...changes.renamed, ...changes.altered].filter(isInTheWay)
  if (moved.length === 0) return changes
  const stays = (pair: Pair<T>): boolean => !moved.includes(pair)
  return {
    removed: [...changes.removed, ...moved.map(({ before }) => before)],
    added: [...changes.added, ...moved.map(({ after }) => after)],
    renamed: changes.renamed.filter(stays),
    altered: changes.altered.filter(stays),
    kept: changes.kept.filter(stays),
  }
}
