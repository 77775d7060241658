/** What a catalog holds beside relations, types and constraints. */
/** True where an extension made the object. */
export const member = (catalog: string, oid: string): string =>
  `EXISTS (SELECT FROM pg_depend e WHERE e.classid = '${catalog}'::regclass AND e.objid = ${oid} AND e.deptype = 'e')`

/** Something that has a definition and no place in a Schema. */
export interface OtherRow {
  readonly kind: string
  /** The relation that it hangs on; `null` where it stands alone. */
  readonly relation: number | null
  readonly name: string
  readonly definition: string
}
const PROGRAMS = `
SELECT CASE p.prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' ELSE 'function' END AS kind,
       NULL::oid AS relation,
       concat(n.nspname, '.', p.proname, '(', pg_get_function_identity_arguments(p.oid), ')') AS name,
       CASE WHEN p.prokind = 'a' THEN pg_get_function_result(p.oid) ELSE pg_get_functiondef(p.oid) END
         AS definition
  FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
 WHERE p.pronamespace = ANY($1) AND NOT ${member('pg_proc', 'p.oid')}`

const ATTACHED = `
SELECT 'trigger' AS kind, t.tgrelid AS relation, t.tgname::text AS name,
       concat_ws(' ', pg_get_triggerdef(t.oid), nullif(t.tgenabled::text, 'O')) AS definition
  FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
 WHERE c.relnamespace = ANY($1) AND NOT t.tgisinternal AND t.tgparentid = 0
UNION ALL
SELECT 'rule', r.ev_class, r.rulename::text, concat_ws(' ', pg_get_ruledef(r.oid), nullif(r.ev_enabled::text, 'O'))
  FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class
 WHERE c.relnamespace = ANY($1) AND r.rulename <> '_RETURN'
UNION ALL
SELECT 'forced row level security', c.oid, 'forced', 'forced'
  FROM pg_class c WHERE c.relnamespace = ANY($1) AND c.relforcerowsecurity
UNION ALL
SELECT 'statistics', s.stxrelid, s.stxname::text, pg_get_statisticsobjdef(s.oid)
  FROM pg_statistic_ext s JOIN pg_class c ON c.oid = s.stxrelid
 WHERE c.relnamespace = ANY($1)
UNION ALL
SELECT 'persistence', c.oid, 'unlogged', 'unlogged'
  FROM pg_class c WHERE c.relnamespace = ANY($1) AND c.relkind = 'r' AND c.relpersistence = 'u'
UNION ALL
SELECT 'comment', c.oid, coalesce(a.attname::text, 'comment'), d.description
  FROM pg_description d JOIN pg_class c ON c.oid = d.objoid
  LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.objsubid AND d.objsubid > 0
 WHERE d.classoid = 'pg_class'::regclass AND c.relnamespace = ANY($1) AND (c.relkind = 'r' OR c.relkind IN ('v', 'm') AND d.objsubid > 0)
UNION ALL
SELECT 'column options', a.attrelid, a.attname::text, array_to_string(a.attoptions, ', ')
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
 WHERE a.attoptions IS NOT NULL AND NOT a.attisdropped AND c.relnamespace = ANY($1) AND c.relkind IN ('r', 'p', 'm')
UNION ALL
SELECT 'column statistics', a.attrelid, a.attname::text, a.attstattarget::text
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
 WHERE a.attstattarget >= 0 AND a.attnum > 0 AND NOT a.attisdropped AND c.relnamespace = ANY($1) AND c.relkind IN ('p', 'm')
UNION ALL
SELECT 'index statistics', i.indrelid, concat(x.relname, '.', a.attnum), a.attstattarget::text
  FROM pg_attribute a JOIN pg_index i ON i.indexrelid = a.attrelid
  JOIN pg_class x ON x.oid = i.indexrelid JOIN pg_class c ON c.oid = i.indrelid
 WHERE a.attstattarget >= 0 AND a.attnum > 0 AND c.relnamespace = ANY($1)
UNION ALL
SELECT 'view column default', d.adrelid, a.attname::text, pg_get_expr(d.adbin, d.adrelid)
  FROM pg_attrdef d JOIN pg_class c ON c.oid = d.adrelid
  JOIN pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
 WHERE c.relnamespace = ANY($1) AND c.relkind = 'v'
UNION ALL
SELECT 'sequence persistence', NULL, concat(n.nspname, '.', s.relname), 'unlogged'
  FROM pg_class s JOIN pg_namespace n ON n.oid = s.relnamespace
 WHERE s.relnamespace = ANY($1) AND s.relkind = 'S' AND s.relpersistence = 'u' AND NOT ${member('pg_class', 's.oid')}
   AND NOT EXISTS (SELECT FROM pg_depend d JOIN pg_class c ON c.oid = d.refobjid AND c.relpersistence = 'u'
                    WHERE d.classid = 'pg_class'::regclass AND d.objid = s.oid AND d.deptype IN ('a', 'i'))
UNION ALL
SELECT 'replica identity', c.oid, 'identity', coalesce(
         (SELECT 'index ' || i.indexrelid::regclass::text FROM pg_index i WHERE i.indrelid = c.oid AND i.indisreplident),
         CASE c.relreplident WHEN 'f' THEN 'full' ELSE 'nothing' END)
  FROM pg_class c WHERE c.relnamespace = ANY($1) AND c.relkind IN ('r', 'p') AND c.relreplident <> 'd'
UNION ALL
SELECT 'not null', k.conrelid, k.conname::text, pg_get_constraintdef(k.oid)
  FROM pg_constraint k
 WHERE k.connamespace = ANY($1) AND k.contype = 'n' AND k.conrelid <> 0 AND (NOT k.convalidated OR k.connoinherit OR k.conname !~ '_not_null[0-9]*$')
UNION ALL
SELECT 'event trigger', NULL, v.evtname::text,
       concat_ws(' ', v.evtevent, v.evtenabled::text, array_to_string(v.evttags, ','), v.evtfoid::regproc::text)
  FROM pg_event_trigger v WHERE NOT ${member('pg_event_trigger', 'v.oid')}`

export const OTHERS = `${PROGRAMS}
UNION ALL${ATTACHED}`

/** A policy, whatever kind of relation it is on. */
export interface PolicyRow {
  readonly relation: number
  readonly name: string
  readonly permissive: boolean
  readonly command: string
  /** None: everybody. */
  readonly roles: readonly string[]
  readonly using_expression: string | null
  readonly check_expression: string | null
  readonly comment: string | null
}
export const POLICIES = `
SELECT p.polrelid AS relation, p.polname::text AS name, p.polpermissive AS permissive,
       p.polcmd::text AS command,
       ARRAY(SELECT a.rolname::text FROM unnest(p.polroles) u (id) JOIN pg_roles a ON a.oid = u.id
              ORDER BY a.rolname) AS roles,
       pg_get_expr(p.polqual, p.polrelid) AS using_expression,
       pg_get_expr(p.polwithcheck, p.polrelid) AS check_expression,
       obj_description(p.oid, 'pg_policy') AS comment
  FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
 WHERE c.relnamespace = ANY($1)
 ORDER BY p.polrelid, p.polname`
