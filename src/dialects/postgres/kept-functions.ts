/** Functions over a type that is made anew: they are dropped with the old one and made again, as they were. */
import { nameKey } from '../../schema/names.ts'
import type { Enum } from '../../schema/types.ts'
import { literal, quoteObject } from '../shared.ts'
import { upkeep } from './draft.ts'
import type { Draft } from './draft.ts'

/** Where the statements wait meanwhile: a setting of the session, of a name that PostgreSQL takes. */
const setting = (item: Enum): string =>
  literal(`diffkit.functions_${nameKey(item).replaceAll(/\W+/g, '_').toLowerCase()}`)

/** What makes a routine again, with its owner, grants and comment. */
const ROUTINE = `concat_ws(chr(1), pg_get_functiondef(p.oid),
        CASE WHEN p.proowner <> current_user::regrole THEN format('ALTER ROUTINE %s OWNER TO %I', p.oid::regprocedure, pg_get_userbyid(p.proowner)) END,
        CASE WHEN p.proacl IS NOT NULL THEN format('REVOKE ALL ON ROUTINE %s FROM PUBLIC', p.oid::regprocedure) END,
        (SELECT string_agg(format('GRANT EXECUTE ON ROUTINE %s TO %s', p.oid::regprocedure, CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END)
              || CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END, chr(1))
           FROM aclexplode(p.proacl) WHERE grantee <> p.proowner),
        format('COMMENT ON ROUTINE %s IS %L', p.oid::regprocedure, obj_description(p.oid, 'pg_proc')))`

/** Drops the functions and procedures that take, give or name the type or its array. */
export const dropFunctionsOver = (item: Enum): Draft =>
  upkeep(
    `DO $diffkit$
DECLARE item record; kept text[] := '{}';
BEGIN
  FOR item IN
    SELECT p.oid::regprocedure AS name, ${ROUTINE} AS back
      FROM pg_proc p WHERE p.prokind <> 'a' AND p.oid IN (
        SELECT d.objid FROM pg_depend d JOIN pg_type t ON d.refobjid IN (t.oid, t.typarray)
          WHERE d.classid = 'pg_proc'::regclass AND d.refclassid = 'pg_type'::regclass AND t.oid = ${literal(quoteObject(item))}::regtype)
      ORDER BY p.oid DESC
  LOOP
    kept := item.back || kept;
    EXECUTE format('DROP ROUTINE %s', item.name);
  END LOOP;
  PERFORM set_config(${setting(item)}, array_to_string(kept, chr(1)), false);
END $diffkit$`,
    'keeps the functions over the type',
  )

/** Makes them again; a body may name what comes back only later. */
export const createFunctionsOver = (item: Enum): Draft =>
  upkeep(
    `DO $diffkit$
DECLARE kept text; checks text := current_setting('check_function_bodies');
BEGIN
  PERFORM set_config('check_function_bodies', 'off', true);
  FOREACH kept IN ARRAY string_to_array(coalesce(current_setting(${setting(item)}, true), ''), chr(1)) LOOP
    EXECUTE kept;
  END LOOP;
  PERFORM set_config('check_function_bodies', checks, true);
END $diffkit$`,
    'puts them back',
  )
