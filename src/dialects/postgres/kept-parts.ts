/** A column that changes under what no Schema holds: it gives way and comes back, comments stay. */
import { qualified } from '../../schema/names.ts'
import type { ObjectName } from '../../schema/types.ts'
import { literal, quoteObject } from '../shared.ts'
import type { Draft } from './draft.ts'
import { hangersOn } from './hangers.ts'
import { bringBack, settingOf, takeAway } from './kept.ts'

interface Place {
  readonly table: ObjectName
  readonly column: string
}

const setting = ({ table, column }: Place): string => {
  const { namespace, name } = qualified(table)
  return settingOf('parts', namespace, name, column)
}

/** What a part that is made again around the change, here or by the server, would lose: it is said once more after it. */
const comments = (oid: string): string => `
    SELECT NULL, format('COMMENT ON CONSTRAINT %I ON %s IS %L', conname, conrelid::regclass, obj_description(oid, 'pg_constraint'))
      FROM pg_constraint WHERE conrelid = ${oid} AND obj_description(oid, 'pg_constraint') IS NOT NULL
    UNION ALL SELECT NULL, format('COMMENT ON INDEX %s IS %L', indexrelid::regclass, obj_description(indexrelid, 'pg_class'))
      FROM pg_index WHERE indrelid = ${oid} AND obj_description(indexrelid, 'pg_class') IS NOT NULL
    UNION ALL SELECT NULL, format('COMMENT ON POLICY %I ON %s IS %L', polname, polrelid::regclass, obj_description(oid, 'pg_policy'))
      FROM pg_policy WHERE polrelid = ${oid} AND obj_description(oid, 'pg_policy') IS NOT NULL
    UNION ALL SELECT NULL, format('ALTER STATISTICS %s SET STATISTICS %s', format('%I.%I', stxnamespace::regnamespace::text, stxname), stxstattarget)
      FROM pg_statistic_ext WHERE stxrelid = ${oid} AND stxstattarget >= 0`

const keep = (place: Place): Draft => {
  const { table, column } = place
  const oid = `${literal(quoteObject(table))}::regclass`
  const hangers = hangersOn(
    'column',
    `d.refclassid = 'pg_class'::regclass AND d.refobjid = ${oid}
      AND d.refobjsubid = (SELECT attnum FROM pg_attribute WHERE attrelid = ${oid} AND attname = ${literal(column)})`,
  )
  return takeAway(
    setting(place),
    `SELECT gone, back FROM (${hangers}) AS hangers
    UNION ALL ${comments(oid).trim()}`,
    'keeps the triggers, rules, views and functions that stand on the column, and comments',
  )
}

const putBack = (place: Place): Draft => bringBack(setting(place))

/** The statements of a change of columns, with what stands on them around it. */
export const keepingParts = (
  places: readonly Place[],
  statements: readonly Draft[],
): readonly Draft[] => [...places.map(keep), ...statements, ...places.toReversed().map(putBack)]
