/** Two lists of the same kind of object, compared by name. */

export interface Pair<T> {
  readonly before: T
  readonly after: T
}

export interface ListDiff<T> {
  readonly added: readonly T[]
  readonly removed: readonly T[]
  /** In both, equal or not. */
  readonly kept: readonly Pair<T>[]
}

const sameKey = <T>(a: T, b: T | undefined, keyOf: (item: T) => string): boolean =>
  b !== undefined && keyOf(a) === keyOf(b)

/** What was added, removed and kept, each in the order of the list that it comes from. */
export const compareLists = <T>(
  before: readonly T[],
  after: readonly T[],
  keyOf: (item: T) => string,
): ListDiff<T> => {
  const aligned =
    before.length === after.length &&
    before.every((item, index) => item === after[index] || sameKey(item, after[index], keyOf))
  if (aligned) {
    return {
      added: [],
      removed: [],
      kept: before.map((item, index) => ({ before: item, after: after[index] ?? item })),
    }
  }
  const old = new Map(before.map((item) => [keyOf(item), item]))
  const names = new Set(after.map(keyOf))
  const kept: Pair<T>[] = []
  const added: T[] = []
  for (const item of after) {
    const other = old.get(keyOf(item))
    if (other === undefined) added.push(item)
    else kept.push({ before: other, after: item })
  }
  return { added, removed: before.filter((item) => !names.has(keyOf(item))), kept }
}

/** Texts that are in the first list and not in the second. */
export const without = (list: readonly string[], other: readonly string[]): readonly string[] =>
  list.filter((item) => !other.includes(item))

/** The one item that fits; `undefined` where there are several. */
export const onlyMatch = <T>(items: readonly T[], same: (item: T) => boolean): T | undefined => {
  const [first, second] = items.filter(same)
  return second === undefined ? first : undefined
}
