/** What hangs on a column, a view or a type and no Schema holds, with what makes each again: SQL over the catalog. */
import { DIVIDER, GRANTEE, viewParts } from './view-parts.ts'

const regclass = (catalog: string): string => `'${catalog}'::regclass`

/** The statement that switches a trigger or a rule as it was; NULL where that is usual. */
const switched = (
  kind: 'TRIGGER' | 'RULE',
  [enabled, relation, name]: readonly [string, string, string],
): string =>
  `(SELECT format('ALTER TABLE %s %s ${kind} %I', ${relation}::regclass, word, ${name})
          FROM (VALUES ('D', 'DISABLE'), ('R', 'ENABLE REPLICA'), ('A', 'ENABLE ALWAYS')) AS switch (code, word) WHERE code = ${enabled})`

const TRIGGER = `SELECT h.*, concat_ws(${DIVIDER}, pg_get_triggerdef(t.oid), ${switched('TRIGGER', ['t.tgenabled::text', 't.tgrelid', 't.tgname'])})
      FROM hanging h JOIN pg_trigger t ON h.class = ${regclass('pg_trigger')} AND t.oid = h.oid AND NOT t.tgisinternal`

/** A rule of a view that goes comes back with the view. */
const RULE = `SELECT h.*, concat_ws(${DIVIDER}, pg_get_ruledef(r.oid), ${switched('RULE', ['r.ev_enabled::text', 'r.ev_class', 'r.rulename'])})
      FROM hanging h JOIN pg_rewrite r ON h.class = ${regclass('pg_rewrite')} AND r.oid = h.oid
      WHERE NOT EXISTS (SELECT FROM hanging v WHERE v.class = ${regclass('pg_class')} AND v.oid = r.ev_class)`

const KIND = `CASE c.relkind WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'VIEW' END`

const VIEW = `SELECT h.*, concat_ws(${DIVIDER},
          format('CREATE %s %s%s%s%s AS %s%s', ${KIND}, c.oid::regclass,
            (SELECT format(' USING %I', amname) FROM pg_am WHERE pg_am.oid = c.relam),
            ' WITH (' || array_to_string(c.reloptions || (SELECT array_agg('toast.' || p)
              FROM pg_class tc, unnest(tc.reloptions) p WHERE tc.oid = c.reltoastrelid), ', ') || ')',
            (SELECT format(' TABLESPACE %I', spcname) FROM pg_tablespace WHERE pg_tablespace.oid = c.reltablespace),
            rtrim(pg_get_viewdef(c.oid), ';'), CASE WHEN c.relkind = 'm' AND NOT c.relispopulated THEN ' WITH NO DATA' END),
          (SELECT string_agg(sql, ${DIVIDER} ORDER BY place, sql) FROM (
            ${viewParts({ oid: 'c.oid', name: 'c.oid::regclass', kind: KIND, own: true, comment: true, replaced: [] })}
          ) AS parts))
      FROM hanging h JOIN pg_class c ON h.class = ${regclass('pg_class')} AND c.oid = h.oid`

/** What hangs on any routine: owner, grants. */
const ROUTINE = `CASE WHEN p.proowner <> current_user::regrole THEN format('ALTER ROUTINE %s OWNER TO %I', p.oid::regprocedure, pg_get_userbyid(p.proowner)) END,
          CASE WHEN p.proacl IS NOT NULL THEN format('REVOKE ALL ON ROUTINE %s FROM PUBLIC', p.oid::regprocedure) END,
          (SELECT string_agg(format('GRANT EXECUTE ON ROUTINE %s TO %s', p.oid::regprocedure, ${GRANTEE}), ${DIVIDER})
             FROM aclexplode(p.proacl) WHERE grantee <> p.proowner)`

const FUNCTION = `SELECT h.*, concat_ws(${DIVIDER}, pg_get_functiondef(p.oid), ${ROUTINE})
      FROM hanging h JOIN pg_proc p ON h.class = ${regclass('pg_proc')} AND p.oid = h.oid AND p.prokind <> 'a'`

/** Those of other kinds, and moving ones, stop what is under them. */
const AGGREGATE = `SELECT h.*, concat_ws(${DIVIDER}, format('CREATE AGGREGATE %s (%s)', p.oid::regprocedure, concat_ws(', ',
            format('SFUNC = %s', a.aggtransfn), format('STYPE = %s', a.aggtranstype::regtype), format('SSPACE = %s', a.aggtransspace),
            CASE WHEN a.aggfinalfn <> 0 THEN format('FINALFUNC = %s', a.aggfinalfn) END, CASE WHEN a.aggfinalextra THEN 'FINALFUNC_EXTRA' END,
            CASE WHEN a.aggcombinefn <> 0 THEN format('COMBINEFUNC = %s', a.aggcombinefn) END,
            'INITCOND = ' || quote_literal(a.agginitval),
            CASE p.proparallel WHEN 's' THEN 'PARALLEL = SAFE' WHEN 'r' THEN 'PARALLEL = RESTRICTED' END)), ${ROUTINE})
      FROM hanging h JOIN pg_proc p ON h.class = ${regclass('pg_proc')} AND p.oid = h.oid
      JOIN pg_aggregate a ON a.aggfnoid = p.oid AND a.aggkind = 'n' AND a.aggmtransfn = 0 AND a.aggserialfn = 0 AND a.aggsortop = 0`

const CAST = `SELECT h.*, format('CREATE CAST (%s AS %s) %s%s', format_type(c.castsource, NULL), format_type(c.casttarget, NULL),
          CASE c.castmethod WHEN 'f' THEN format('WITH FUNCTION %s', c.castfunc::regprocedure) WHEN 'i' THEN 'WITH INOUT' ELSE 'WITHOUT FUNCTION' END,
          CASE c.castcontext WHEN 'a' THEN ' AS ASSIGNMENT' WHEN 'i' THEN ' AS IMPLICIT' END)
      FROM hanging h JOIN pg_cast c ON h.class = ${regclass('pg_cast')} AND c.oid = h.oid`

/** Column lists and filters came with 15: as JSON, so that 14 reads this, too. */
const PUBLICATION = `SELECT h.*, format('ALTER PUBLICATION %I ADD TABLE ONLY %s%s%s', p.pubname, r.prrelid::regclass,
          (SELECT ' (' || string_agg(quote_ident(attname), ', ' ORDER BY attnum) || ')' FROM pg_attribute
            WHERE attrelid = r.prrelid AND to_jsonb(r) -> 'prattrs' @> to_jsonb(attnum)),
          (SELECT ' WHERE (' || (to_jsonb(t) ->> 'rowfilter') || ')' FROM pg_publication_tables t
            WHERE t.pubname = p.pubname AND format('%I.%I', t.schemaname, t.tablename)::regclass = r.prrelid))
      FROM hanging h JOIN pg_publication_rel r ON h.class = ${regclass('pg_publication_rel')} AND r.oid = h.oid JOIN pg_publication p ON p.oid = r.prpubid`

const ON_ANY = [RULE, VIEW, FUNCTION]
const KINDS = {
  column: [...ON_ANY, TRIGGER, PUBLICATION],
  view: ON_ANY,
  type: [...ON_ANY, TRIGGER, AGGREGATE, CAST],
} as const

/** The rule of a view stands for the view; a table or an index is nothing that can go. */
const THING = `CROSS JOIN LATERAL (
      SELECT ${regclass('pg_class')} AS class, v.oid FROM pg_class v WHERE v.relkind IN ('v', 'm')
        AND v.oid = CASE d.classid WHEN ${regclass('pg_class')} THEN d.objid
          WHEN ${regclass('pg_rewrite')} THEN (SELECT ev_class FROM pg_rewrite WHERE oid = d.objid AND rulename = '_RETURN') END
      UNION ALL SELECT d.classid, d.objid WHERE d.classid <> ${regclass('pg_class')}
        AND NOT EXISTS (SELECT FROM pg_rewrite WHERE d.classid = ${regclass('pg_rewrite')} AND oid = d.objid AND rulename = '_RETURN')
    ) AS o`

/**
 * A query: what takes each away (`gone`) and makes it again (`back`), what stands on others first. `seed` chooses
 * from pg_depend, as d, what hangs on the thing itself; the rest follows. What is of no such kind stops the change.
 */
export const hangersOn = (
  what: keyof typeof KINDS,
  seed: string,
): string => `WITH RECURSIVE hanging AS (
    SELECT o.class, o.oid, 1 AS depth FROM pg_depend d ${THING} WHERE ${seed}
    UNION SELECT o.class, o.oid, h.depth + 1
      FROM hanging h JOIN pg_depend d ON d.refclassid = h.class AND d.refobjid = h.oid AND d.deptype = 'n' ${THING}
      WHERE h.depth < 64 AND h.class IN (${regclass('pg_class')}, ${regclass('pg_proc')}) AND (o.class, o.oid) <> (h.class, h.oid)
  ), things (class, oid, depth, back) AS (
    ${KINDS[what].join('\n    UNION ALL ')}
  )
  SELECT CASE class WHEN ${regclass('pg_publication_rel')}
      THEN (SELECT format('ALTER PUBLICATION %I DROP TABLE ONLY %s', pubname, prrelid::regclass) FROM pg_publication_rel r JOIN pg_publication p ON p.oid = prpubid WHERE r.oid = things.oid)
      ELSE format('DROP %s %s', upper(type), identity) END AS gone,
    concat_ws(${DIVIDER}, back, format('COMMENT ON %s %s IS ', upper(type), identity) || quote_literal(obj_description(things.oid, class::regclass::text::name))) AS back
  FROM things, pg_identify_object(class, oid, 0) GROUP BY class, oid, type, identity, back ORDER BY max(depth) DESC, oid DESC`
