/** Views: those that differ, and those that stand in the way of a change to what they show. */
import { definitions } from '../operations/index.ts'
import type { Operation } from '../operations/index.ts'
import { equalBut } from '../schema/equal.ts'
import { compareNames, nameKey, objectName, qualified } from '../schema/names.ts'
import type { ObjectName, Schema, View } from '../schema/types.ts'
import { codeTokens, mentions } from '../util/tokens.ts'
import { reads } from '../util/relations.ts'
import { compareLists } from './lists.ts'
import { diffViewIndexes } from './view-indexes.ts'

/** A table, by its old name, under which something changes; `columns: null` is all of it. A `*` shows any change. */
export interface Disturbance {
  readonly table: ObjectName
  readonly columns: readonly string[] | null
}

export interface ViewOperations {
  /** Views that go, made again or not. */
  readonly dropped: readonly View[]
  readonly drops: readonly Operation[]
  readonly creates: readonly Operation[]
}

const BEFORE_STAR = new Set(['select', 'distinct', 'all', ',', '.'])

/** Whether a query shows all columns of something without naming them. */
export const selectsAll = (sql: string): boolean => {
  const tokens = codeTokens(sql)
  return tokens.some(
    ({ text }, index) =>
      text === '*' && BEFORE_STAR.has(tokens[index - 1]?.text.toLowerCase() ?? ''),
  )
}

/** Whether something changes under what a query shows. */
export const disturbs = (sql: string, { table, columns }: Disturbance): boolean => {
  if (!mentions(sql, qualified(table).name)) return false
  if (columns === null) return true
  return columns.some((column) => mentions(sql, column)) || selectsAll(sql)
}

/** The views with every view that mentions one of them, however far. */
const withDependents = (views: readonly View[], start: readonly View[]): ReadonlySet<View> => {
  const found = new Set(start)
  const open = [...start]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const view of views) {
      if (found.has(view) || !reads(view.definition.sql, next)) continue
      found.add(view)
      open.push(view)
    }
  }
  return found
}

/** Each view after those that it mentions; by name where that leaves a choice. */
const inOrder = (views: readonly View[]): readonly View[] => {
  const sorted = views.toSorted(compareNames)
  const done = new Set<View>()
  const ordered: View[] = []
  const visit = (view: View): void => {
    if (done.has(view)) return
    done.add(view)
    for (const other of sorted) {
      if (other !== view && reads(view.definition.sql, other)) visit(other)
    }
    ordered.push(view)
  }
  for (const view of sorted) visit(view)
  return ordered
}

/** What goes before everything else, and what comes after it. */
export const diffViews = (
  before: Schema,
  after: Schema,
  disturbances: readonly Disturbance[],
): ViewOperations => {
  const { added, removed, kept } = compareLists(before.views, after.views, nameKey)
  const changed = kept
    .filter((pair) => !equalBut(pair.before, pair.after, ['comment', 'indexes']))
    .map((pair) => pair.before)
  const inTheWay = before.views.filter((view) =>
    disturbances.some((disturbance) => disturbs(view.definition.sql, disturbance)),
  )
  const dropped = withDependents(before.views, [...removed, ...changed, ...inTheWay])
  const gone = new Set([...dropped].map(nameKey))
  // A comment that nobody takes away stays where the view is made again: somebody else may have made it. One that
  // comes or goes is therefore an operation of its own, on the view without it, in either direction.
  const uncommented = new Set(
    kept
      .filter((pair) => (pair.before.comment === null) !== (pair.after.comment === null))
      .map((pair) => nameKey(pair.after)),
  )
  const created = after.views.filter((view) => gone.has(nameKey(view)) || added.includes(view))
  const indexes = diffViewIndexes(before, after)
  const drops = inOrder([...dropped])
    .toReversed()
    .flatMap((view) => [
      ...(view.comment !== null && uncommented.has(nameKey(view))
        ? [definitions.commentOn.create({ view: objectName(view) }, null)]
        : []),
      definitions.dropView.create(objectName(view)),
    ])
  const creates = inOrder(created).map((view) =>
    definitions.createView.create({
      ...view,
      indexes: indexes.between(view),
      comment: uncommented.has(nameKey(view)) ? null : view.comment,
    }),
  )
  return {
    dropped: [...dropped],
    // One that nobody drops stays where the view is made again, as a comment does.
    drops: [...indexes.drops, ...drops],
    creates: [...creates, ...indexes.creates],
  }
}
