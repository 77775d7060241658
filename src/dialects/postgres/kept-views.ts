/** A view that is dropped and made again: what hangs on it and no Schema holds is put back as it was. */
import { nameKey, sameName } from '../../schema/names.ts'
import type { View } from '../../schema/types.ts'
import type { Operation } from '../../operations/index.ts'
import { literal, quoteObject } from '../shared.ts'
import { createViewSql, dropViewSql } from './clauses.ts'
import { draft } from './draft.ts'
import type { Draft } from './draft.ts'
import { hangersOn } from './hangers.ts'
import { bringBack, settingOf, takeAway } from './kept.ts'
import { viewParts } from './view-parts.ts'

const setting = (kind: 'kept' | 'over', view: View): string => settingOf(kind, nameKey(view))

/** Remembers the statements that make again what hangs on `view`, for `next` in its place. */
const keep = (view: View, next: View): Draft => {
  const name = literal(quoteObject(view))
  const parts = viewParts({
    oid: `${name}::regclass`,
    name,
    kind: next.materialized ? "'MATERIALIZED VIEW'" : "'VIEW'",
    own: view.materialized === next.materialized,
  })
  return takeAway(
    setting('kept', view),
    `SELECT NULL AS gone, sql AS back FROM (
    ${parts}
    ) AS parts ORDER BY place DESC, sql DESC`,
    'keeps what hangs on the view: owner, grants, comments, indexes, triggers, rules',
  )
}

/** Takes away what no Schema holds and reads the view; the rules and triggers of its own are kept with it. */
const clear = (view: View): Draft => {
  const oid = `${literal(quoteObject(view))}::regclass`
  return takeAway(
    setting('over', view),
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
  keep(view, next),
  clear(view),
  draft(dropViewSql(view), 'made again below'),
]

/** Makes a view in the place of the one that was dropped. */
export const createInPlace = (view: View): readonly Draft[] => [
  draft(createViewSql(view)),
  bringBack(setting('kept', view)),
  bringBack(setting('over', view)),
]

/** The view that a later operation puts in the place of one that is dropped; `null`: none does. */
export const successorOf = (view: View, following: readonly Operation[]): View | null => {
  const op = following.find((item) => item.kind === 'createView' && sameName(item.view, view))
  return op?.kind === 'createView' ? op.view : null
}

/** Whether the view comes into the place of one that an earlier operation dropped. */
export const hasPredecessor = (view: View, earlier: readonly Operation[]): boolean =>
  earlier.some((item) => item.kind === 'dropView' && sameName(item.name, view))
