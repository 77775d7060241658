/** What stands on a type that is made anew, and no Schema holds: it goes with the old one and is made again. */
import { nameKey } from '../../../schema/names.ts'
import type { Enum } from '../../../schema/types.ts'
import { literal, quoteObject } from '../../shared.ts'
import type { Draft } from '../ddl/draft.ts'
import { hangersOn } from './hangers.ts'
import { bringBack, settingOf, takeAway } from './kept.ts'

const setting = (item: Enum): string => settingOf('functions', nameKey(item))

/** Drops functions, views, rules, casts and their like that take, give or name the type or its array. */
export const dropFunctionsOver = (item: Enum): Draft =>
  takeAway(
    setting(item),
    hangersOn(
      'type',
      `d.refclassid = 'pg_type'::regclass AND d.deptype = 'n' AND d.refobjid IN
        (SELECT unnest(ARRAY[t.oid, t.typarray]) FROM pg_type t WHERE t.oid = ${literal(quoteObject(item))}::regtype)`,
    ),
    'keeps the functions over the type, and what stands on them',
  )

export const createFunctionsOver = (item: Enum): Draft => bringBack(setting(item))
