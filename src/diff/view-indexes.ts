/** Indexes of materialized views that stay: they go before all else, and come after it. */
import type { Operation } from '../operations/index.ts'
import { compareNames, nameKey, objectName } from '../schema/names.ts'
import type { Index, Schema, View } from '../schema/types.ts'
import { indexOperations } from './indexes.ts'
import { compareLists } from './lists.ts'
import type { Pair } from './lists.ts'
import { compareParts } from './parts.ts'
import { sameIndex } from './structure.ts'
import { takenNames } from './taken-names.ts'

export interface ViewIndexes {
  readonly drops: readonly Operation[]
  readonly creates: readonly Operation[]
  /** Those that a view has between the two, where it is made again; all of its own where it is new. */
  readonly between: (view: View) => readonly Index[]
}

const isStored = ({ before, after }: Pair<View>): boolean =>
  before.materialized && after.materialized

/** Compares the indexes of the views that are materialized before and after. */
export const diffViewIndexes = (before: Schema, after: Schema): ViewIndexes => {
  const pairs = compareLists(before.views, after.views, nameKey)
    .kept.filter((pair) => isStored(pair) && pair.before !== pair.after)
    .toSorted((a, b) => compareNames(a.after, b.after))
  const all = pairs.map((pair) => {
    const { namespace } = pair.after
    const changes = compareParts(pair.before.indexes, pair.after.indexes, {
      same: (a, b) => sameIndex(a, b),
      canAlter: () => false,
      isTaken: (name) => takenNames(before).has(nameKey({ namespace, name })),
    })
    return { view: pair.after, changes }
  })
  const operations = all.flatMap(({ view, changes }) => indexOperations(objectName(view), changes))
  // A comment that changes is an operation of its own.
  const between = new Map(
    all.map(({ view, changes }) => [
      view,
      [...changes.kept, ...changes.renamed].map((pair) => ({
        ...pair.after,
        comment: pair.before.comment,
      })),
    ]),
  )
  return {
    drops: operations.filter(({ kind }) => kind !== 'createIndex'),
    creates: operations.filter(({ kind }) => kind === 'createIndex'),
    between: (view) => between.get(view) ?? view.indexes,
  }
}
