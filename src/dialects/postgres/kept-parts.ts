/** A column that changes under what no Schema holds: triggers and rules give way and come back, comments stay. */
import { qualified } from '../../schema/names.ts'
import type { ObjectName } from '../../schema/types.ts'
import { literal, quoteObject } from '../shared.ts'
import { upkeep } from './draft.ts'
import type { Draft } from './draft.ts'

interface Place {
  readonly table: ObjectName
  readonly column: string
}

/** Where the statements wait meanwhile: a setting of the session, of a name that PostgreSQL takes. */
const setting = ({ table, column }: Place): string => {
  const { namespace, name } = qualified(table)
  const key = [namespace ?? '', name, column].join('_').replaceAll(/\W+/g, '_').toLowerCase()
  return literal(`diffkit.parts_${key}`)
}

const separator = 'chr(1)'

/** What makes a trigger again, as it was switched, with its comment. */
const TRIGGER = `concat_ws(${separator}, pg_get_triggerdef(t.oid),
        CASE t.tgenabled WHEN 'D' THEN format('ALTER TABLE %s DISABLE TRIGGER %I', t.tgrelid::regclass, t.tgname)
          WHEN 'R' THEN format('ALTER TABLE %s ENABLE REPLICA TRIGGER %I', t.tgrelid::regclass, t.tgname)
          WHEN 'A' THEN format('ALTER TABLE %s ENABLE ALWAYS TRIGGER %I', t.tgrelid::regclass, t.tgname) END,
        format('COMMENT ON TRIGGER %I ON %s IS %L', t.tgname, t.tgrelid::regclass, obj_description(t.oid, 'pg_trigger')))`

const RULE = `concat_ws(${separator}, pg_get_ruledef(r.oid),
        format('COMMENT ON RULE %I ON %s IS %L', r.rulename, r.ev_class::regclass, obj_description(r.oid, 'pg_rewrite')))`

/** The objects of a catalog that depend on the column. */
const dependents = (catalog: string, oid: string): string =>
  `IN (SELECT objid FROM pg_depend WHERE classid = '${catalog}'::regclass AND refclassid = 'pg_class'::regclass
          AND refobjid = ${oid} AND refobjsubid = (SELECT attnum FROM pg_attribute WHERE attrelid = ${oid} AND attname = %COLUMN%))`

/** Comments of what may be dropped and made again around the change; they are said once more after it. */
const comments = (oid: string): string => `
    SELECT NULL, format('COMMENT ON CONSTRAINT %I ON %s IS %L', conname, conrelid::regclass, obj_description(oid, 'pg_constraint'))
      FROM pg_constraint WHERE conrelid = ${oid} AND obj_description(oid, 'pg_constraint') IS NOT NULL
    UNION ALL SELECT NULL, format('COMMENT ON INDEX %s IS %L', indexrelid::regclass, obj_description(indexrelid, 'pg_class'))
      FROM pg_index WHERE indrelid = ${oid} AND obj_description(indexrelid, 'pg_class') IS NOT NULL
    UNION ALL SELECT NULL, format('COMMENT ON POLICY %I ON %s IS %L', polname, polrelid::regclass, obj_description(oid, 'pg_policy'))
      FROM pg_policy WHERE polrelid = ${oid} AND obj_description(oid, 'pg_policy') IS NOT NULL`

const keep = (place: Place): Draft => {
  const { table, column } = place
  const oid = `${literal(quoteObject(table))}::regclass`
  const of = (catalog: string): string =>
    dependents(catalog, oid).replace('%COLUMN%', () => literal(column))
  return upkeep(
    `DO $diffkit$
DECLARE item record; kept text[] := '{}';
BEGIN
  FOR item IN
    SELECT format('DROP TRIGGER %I ON %s', t.tgname, t.tgrelid::regclass) AS gone, ${TRIGGER} AS back
      FROM pg_trigger t WHERE NOT t.tgisinternal AND t.oid ${of('pg_trigger')}
    UNION ALL SELECT format('DROP RULE %I ON %s', r.rulename, r.ev_class::regclass), ${RULE}
      FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class AND c.relkind IN ('r', 'p') WHERE r.oid ${of('pg_rewrite')}
    UNION ALL ${comments(oid).trim()}
  LOOP
    kept := kept || item.back;
    IF item.gone IS NOT NULL THEN EXECUTE item.gone; END IF;
  END LOOP;
  PERFORM set_config(${setting(place)}, array_to_string(kept, ${separator}), false);
END $diffkit$`,
    'keeps the triggers and rules that stand on the column, and comments',
  )
}

/** What has gone for good takes its comment along. */
const putBack = (place: Place): Draft =>
  upkeep(
    `DO $diffkit$
DECLARE kept text;
BEGIN
  FOREACH kept IN ARRAY string_to_array(coalesce(current_setting(${setting(place)}, true), ''), ${separator}) LOOP
    BEGIN
      EXECUTE kept;
    EXCEPTION WHEN undefined_object OR undefined_table THEN
      IF kept !~ '^COMMENT ' THEN RAISE; END IF;
    END;
  END LOOP;
END $diffkit$`,
    'puts them back',
  )

/** The statements of a change of columns, with what stands on them around it. */
export const keepingParts = (
  places: readonly Place[],
  statements: readonly Draft[],
): readonly Draft[] => [...places.map(keep), ...statements, ...places.toReversed().map(putBack)]
