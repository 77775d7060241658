/** A column that changes under what no Schema holds: it gives way and comes back, comments stay. */
import { qualified } from '../../../schema/names.ts'
import type { ObjectName } from '../../../schema/types.ts'
import { literal, quoteObject } from '../../shared.ts'
import type { Draft } from '../ddl/draft.ts'
import { hangersOn } from './hangers.ts'
import { bringBack, settingOf, takeAway } from './kept.ts'
import { DIVIDER, GRANTEE, indexStatistics } from './view-parts.ts'

/** A column that changes. */
export interface Place {
  readonly table: ObjectName
  readonly column: string
  /** It is dropped and added again. */
  readonly replaced?: boolean
}

const setting = ({ table, column }: Place): string => {
  const { namespace, name } = qualified(table)
  return settingOf('parts', namespace, name, column)
}

/** The objects of a catalog that depend on the column. */
const dependents = (catalog: string, oid: string, column: string): string =>
  `IN (SELECT objid FROM pg_depend WHERE classid = '${catalog}'::regclass AND refclassid = 'pg_class'::regclass
        AND refobjid = ${oid} AND refobjsubid = (SELECT attnum FROM pg_attribute WHERE attrelid = ${oid} AND attname = ${column}))`

/** What a part that is made again around the change, here or by the server, would lose: it is said once more after it. */
const comments = (oid: string): string => `
    SELECT NULL, format('COMMENT ON CONSTRAINT %I ON %s IS %L', conname, conrelid::regclass, obj_description(oid, 'pg_constraint'))
      FROM pg_constraint WHERE conrelid = ${oid} AND obj_description(oid, 'pg_constraint') IS NOT NULL
    UNION ALL SELECT NULL, format('COMMENT ON INDEX %s IS %L', indexrelid::regclass, obj_description(indexrelid, 'pg_class'))
      FROM pg_index WHERE indrelid = ${oid} AND obj_description(indexrelid, 'pg_class') IS NOT NULL
    UNION ALL SELECT NULL, ${indexStatistics} WHERE indrelid = ${oid} AND attstattarget >= 0
    UNION ALL SELECT NULL, format('COMMENT ON POLICY %I ON %s IS %L', polname, polrelid::regclass, obj_description(oid, 'pg_policy'))
      FROM pg_policy WHERE polrelid = ${oid} AND obj_description(oid, 'pg_policy') IS NOT NULL`

const TARGET = `format('ALTER STATISTICS %I.%I SET STATISTICS %s', stxnamespace::regnamespace::name, stxname, nullif(stxstattarget, -1))`

/** What the server makes again by itself, but for how much it counts. */
const targets = (oid: string): string =>
  `SELECT NULL, ${TARGET} FROM pg_statistic_ext WHERE stxrelid = ${oid} AND stxstattarget >= 0`

/** What goes with a column that is dropped. */
const lost = (oid: string, column: string): string => `
    SELECT NULL, concat_ws(${DIVIDER}, pg_get_statisticsobjdef(oid), CASE WHEN stxstattarget >= 0 THEN ${TARGET} END,
        format('COMMENT ON STATISTICS %I.%I IS ', stxnamespace::regnamespace::name, stxname) || quote_literal(obj_description(oid, 'pg_statistic_ext')))
      FROM pg_statistic_ext WHERE oid ${dependents('pg_statistic_ext', oid, column)}
    UNION ALL SELECT NULL, format('GRANT %s (%I) ON %s TO %s', privilege_type, attname, attrelid::regclass, ${GRANTEE})
      FROM pg_attribute, aclexplode(attacl) WHERE attrelid = ${oid} AND attname = ${column}
    UNION ALL SELECT NULL, format('ALTER TABLE %s ALTER COLUMN %I SET STATISTICS %s', attrelid::regclass, attname, attstattarget)
      FROM pg_attribute WHERE attrelid = ${oid} AND attname = ${column} AND attstattarget >= 0
    UNION ALL SELECT NULL, format('ALTER TABLE %s ALTER COLUMN %I SET (%s)', attrelid::regclass, attname, array_to_string(attoptions, ', '))
      FROM pg_attribute WHERE attrelid = ${oid} AND attname = ${column} AND attoptions IS NOT NULL`

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
    UNION ALL ${comments(oid).trim()}
    UNION ALL ${place.replaced === true ? lost(oid, literal(column)).trim() : targets(oid)}`,
    'keeps the triggers, rules, views and functions that stand on the column, and comments',
  )
}

const putBack = (place: Place): Draft => bringBack(setting(place))

/** The statements of a change of columns, with what stands on them around it. */
export const keepingParts = (
  places: readonly Place[],
  statements: readonly Draft[],
): readonly Draft[] => [...places.map(keep), ...statements, ...places.toReversed().map(putBack)]
