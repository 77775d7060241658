/** A view that is dropped and made again: what hangs on it and no Schema holds is put back as it was. */
import { equalBut } from '../../../schema/equal.ts'
import { nameKey, sameName } from '../../../schema/names.ts'
import type { Index, View } from '../../../schema/types.ts'
import type { Operation } from '../../../operations/index.ts'
import { literal, quoteObject } from '../../shared.ts'
import { createIndexSql, createViewSql, dropViewSql } from '../ddl/clauses.ts'
import { clusterOn } from '../ddl/clustered.ts'
import { indexComment, newComment } from '../ddl/comments.ts'
import { draft } from '../ddl/draft.ts'
import type { CompileContext, Draft } from '../ddl/draft.ts'
import { hangersOn } from './hangers.ts'
import { bringBack, bringBackSome, settingOf, takeAway } from './kept.ts'
import { viewParts } from './view-parts.ts'

/** What hangs on the view waits for one of that kind, what reads it for any. */
const ownSetting = (view: View): string =>
  settingOf(view.materialized ? 'materialized' : 'view', nameKey(view))

const OVER = "'diffkit.over_"

const readersSetting = (view: View): string => settingOf('over', nameKey(view))

/** Whether the view has the very index; comments are apart. */
const hasAlike = (view: View, index: Index): boolean =>
  view.indexes.some((item) => item.name === index.name && equalBut(item, index, ['comment']))

/** Remembers the statements that make again what hangs on `view`, for `next` in its place. */
const keep = (view: View, next: View, note: string): Draft => {
  const name = literal(quoteObject(view))
  const parts = viewParts({
    oid: `${name}::regclass`,
    name,
    kind: next.materialized ? "'MATERIALIZED VIEW'" : "'VIEW'",
    own: view.materialized === next.materialized,
    comment: next.comment === null,
    replaced: next.indexes.filter((index) => !hasAlike(view, index)).map((index) => index.name),
  })
  return takeAway(
    ownSetting(next),
    `SELECT NULL AS gone, sql AS back FROM (
    ${parts}
    ) AS parts ORDER BY place DESC, sql DESC`,
    note,
  )
}

/** Takes away what no Schema holds and reads the view; the rules and triggers of its own are kept with it. */
const clear = (view: View): Draft => {
  const oid = `${literal(quoteObject(view))}::regclass`
  return takeAway(
    readersSetting(view),
    hangersOn(
      'view',
      `d.refclassid = 'pg_class'::regclass AND d.refobjid = ${oid} AND d.deptype = 'n'
      AND d.objid NOT IN (SELECT oid FROM pg_rewrite WHERE ev_class = ${oid} UNION ALL SELECT oid FROM pg_trigger WHERE tgrelid = ${oid})`,
    ),
    'keeps the views, rules and functions that read it',
  )
}

/** Drops a view that `next` will take the place of. */
export const dropForNext = (view: View, next: View): readonly Draft[] => [
  keep(
    view,
    next,
    'keeps what hangs on the view: owner, grants, comments, indexes, triggers, rules',
  ),
  ...(view.materialized === next.materialized
    ? []
    : [keep(view, view, 'and all of it, where the change is taken back half way')]),
  clear(view),
  draft(dropViewSql(view), 'made again below'),
]

const newIndexes = (view: View, how = '', note: string | null = null): readonly Draft[] =>
  view.indexes.flatMap((index) => [
    draft(createIndexSql(view, index, how), note),
    ...clusterOn(view, index),
    ...indexComment(view, index),
  ])

/** A view with its indexes and its comment. */
export const createWholeView = (view: View): readonly Draft[] => [
  draft(createViewSql(view)),
  ...newIndexes(view),
  ...newComment(view, view),
]

/** Makes a view in the place of the one that was dropped; what reads it comes back with the last of several, `null` before that. */
const createWithReaders = (
  view: View,
  readers: readonly [string, ...string[]] | null,
): readonly Draft[] => [
  draft(createViewSql(view)),
  ...newComment(view, view),
  bringBack(ownSetting(view)),
  // What the server has of an index and no Schema holds came back with the old one.
  ...newIndexes(view, 'IF NOT EXISTS ', 'where it did not come back'),
  readers === null ? bringBackSome(readersSetting(view)) : bringBack(...readers),
]

/** Makes views one after the other, each in the place of one that was dropped, the first of them last. */
export const createAllInPlace = (views: readonly View[]): readonly Draft[] => {
  const [first, ...others] = views.map(readersSetting)
  return views.flatMap((view, at) =>
    createWithReaders(
      view,
      at < views.length - 1 || first === undefined ? null : [first, ...others],
    ),
  )
}

/** The view that a later operation puts in the place of one that is dropped; `null`: none does. */
export const successorOf = (view: View, following: readonly Operation[]): View | null => {
  const op = following.find((item) => item.kind === 'createView' && sameName(item.view, view))
  return op?.kind === 'createView' ? op.view : null
}

/** Whether the view comes into the place of one that an earlier operation dropped, or that waits since another segment. */
export const hasPredecessor = (
  view: View,
  { earlier, waiting }: Pick<CompileContext, 'earlier' | 'waiting'>,
): boolean =>
  earlier.some((item) => item.kind === 'dropView' && sameName(item.name, view)) ||
  waiting.some((name) => [ownSetting(view), readersSetting(view)].includes(literal(name)))

/** What reads this view and those made before it, those of the last dropped first: they may stand under the others. */
const readersSoFar = (
  view: View,
  { earlier, waiting }: Pick<CompileContext, 'earlier' | 'waiting'>,
): readonly [string, ...string[]] => {
  const own = readersSetting(view)
  const dropped = earlier.flatMap((op) => (op.kind === 'dropView' ? [nameKey(op.name)] : []))
  const made = earlier.flatMap((op) => (op.kind === 'createView' ? [op.view] : []))
  const names = [...made, view]
    .map((item) => ({ setting: readersSetting(item), at: dropped.lastIndexOf(nameKey(item)) }))
    .filter(({ setting, at }) => at >= 0 || setting === own)
    .toSorted((a, b) => b.at - a.at)
    .map(({ setting }) => setting)
  const left = waiting.map(literal).filter((name) => name.startsWith(OVER))
  const [first = own, ...others] = new Set([...names, ...left])
  return [first, ...others]
}

/** Makes a view of a program in the place of the one that was dropped. */
export const createInPlace = (view: View, context: CompileContext): readonly Draft[] => {
  const isLast = !context.following.some(
    (op) => op.kind === 'createView' && hasPredecessor(op.view, context),
  )
  return createWithReaders(view, isLast ? readersSoFar(view, context) : null)
}
