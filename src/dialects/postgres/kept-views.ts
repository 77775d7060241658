/** A view that is dropped and made again: what hangs on it and no Schema holds is put back as it was. */
import { nameKey, sameName } from '../../schema/names.ts'
import type { View } from '../../schema/types.ts'
import type { Operation } from '../../operations/index.ts'
import { literal, quoteObject } from '../shared.ts'
import { createViewSql, dropViewSql } from './clauses.ts'
import { draft, upkeep } from './draft.ts'
import type { Draft } from './draft.ts'

/** Where the statements wait meanwhile: a setting of the session, of a name that PostgreSQL takes. */
const setting = (view: View): string =>
  literal(`diffkit.kept_${nameKey(view).replaceAll(/\W+/g, '_').toLowerCase()}`)

/** What stands on a view alone, or on a materialized one alone. */
const ownParts = (oid: string): readonly string[] => [
  `SELECT 1, pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid = ${oid}`,
  `SELECT 1, pg_get_triggerdef(oid) FROM pg_trigger WHERE tgrelid = ${oid} AND NOT tgisinternal`,
  `SELECT 1, pg_get_ruledef(oid) FROM pg_rewrite WHERE ev_class = ${oid} AND rulename <> '_RETURN'`,
]

const GRANTEE = `CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END
      || CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END`

/** Statements that make again what hangs on `view`, for `next` in its place. */
const statementsOf = (view: View, next: View): string => {
  const name = quoteObject(view)
  const oid = `${literal(name)}::regclass`
  const kind = next.materialized ? 'MATERIALIZED VIEW' : 'VIEW'
  return [
    `SELECT 0 AS place, format(${literal(`ALTER ${kind} ${name} OWNER TO %I`)}, pg_get_userbyid(relowner)) AS sql
      FROM pg_class WHERE oid = ${oid} AND pg_get_userbyid(relowner) <> current_user`,
    ...(view.materialized === next.materialized ? ownParts(oid) : []),
    `SELECT 2, format(${literal(`GRANT %s ON ${name} TO %s`)}, privilege_type, ${GRANTEE})
      FROM pg_class, aclexplode(relacl) WHERE oid = ${oid} AND grantee <> relowner`,
    `SELECT 2, format(${literal(`GRANT %s (%I) ON ${name} TO %s`)}, privilege_type, attname, ${GRANTEE})
      FROM pg_attribute, aclexplode(attacl) WHERE attrelid = ${oid}`,
    `SELECT 3, format(${literal(`COMMENT ON ${kind} ${name} IS %L`)}, description)
      FROM pg_description WHERE classoid = 'pg_class'::regclass AND objoid = ${oid} AND objsubid = 0`,
    `SELECT 3, format(${literal(`COMMENT ON COLUMN ${name}.%I IS %L`)}, attname, description)
      FROM pg_description JOIN pg_attribute ON attrelid = objoid AND attnum = objsubid
      WHERE classoid = 'pg_class'::regclass AND objoid = ${oid} AND objsubid > 0`,
  ].join('\n    UNION ALL ')
}

const keep = (view: View, next: View): Draft =>
  upkeep(
    `DO $diffkit$
BEGIN
  PERFORM set_config(${setting(view)}, coalesce(string_agg(sql, chr(1) ORDER BY place, sql), ''), false) FROM (
    ${statementsOf(view, next)}
  ) AS kept;
END $diffkit$`,
    'keeps what hangs on the view: owner, grants, comments, indexes, triggers, rules',
  )

/** Of a column that is no longer there, its grants and its comment go with it. */
const putBack = (view: View): Draft =>
  upkeep(
    `DO $diffkit$
DECLARE kept text;
BEGIN
  FOREACH kept IN ARRAY string_to_array(coalesce(current_setting(${setting(view)}, true), ''), chr(1)) LOOP
    BEGIN
      EXECUTE kept;
    EXCEPTION WHEN undefined_column THEN
      IF kept !~ '^(GRANT|COMMENT ON COLUMN) ' THEN RAISE; END IF;
    END;
  END LOOP;
END $diffkit$`,
    'puts it back',
  )

/** Drops a view that `next` will take the place of. */
export const dropForNext = (view: View, next: View): readonly Draft[] => [
  keep(view, next),
  draft(dropViewSql(view), 'made again below'),
]

/** Makes a view in the place of the one that was dropped. */
export const createInPlace = (view: View): readonly Draft[] => [
  draft(createViewSql(view)),
  putBack(view),
]

/** The view that a later operation puts in the place of one that is dropped; `null`: none does. */
export const successorOf = (view: View, following: readonly Operation[]): View | null => {
  const op = following.find((item) => item.kind === 'createView' && sameName(item.view, view))
  return op?.kind === 'createView' ? op.view : null
}

/** Whether the view comes into the place of one that an earlier operation dropped. */
export const hasPredecessor = (view: View, earlier: readonly Operation[]): boolean =>
  earlier.some((item) => item.kind === 'dropView' && sameName(item.name, view))
