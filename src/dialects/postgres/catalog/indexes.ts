/** The indexes of PostgreSQL's catalog, as one query reads them. */
import { namedCollation } from '../collations.ts'
import { list } from './alike.ts'
import type { Alike } from './alike.ts'

/** Indexes that are alike. */
export interface IndexRow extends Alike {
  readonly method: string
  readonly unique: boolean
  readonly nulls_not_distinct: boolean
  readonly valid: boolean
  readonly key_count: number
  /** Column numbers, keys first; 0 for an expression. */
  readonly columns: string
  /** Bit 1: descending; bit 2: nulls first. */
  readonly options: string
  /** `null` where all are the usual ones. */
  readonly opclasses: readonly (string | null)[] | null
  /** As JSON, a list of `name=value` for each key that has any. */
  readonly opclass_parameters: string | null
  readonly collations: readonly (string | null)[] | null
  readonly expressions: readonly (string | null)[] | null
  readonly predicate: string | null
  readonly parameters: readonly string[] | null
  readonly tablespace: string | null
  readonly clustered: boolean
  readonly comment: string | null
}
/** Of most indexes every operator class and collation is the usual one: the parts of the others are joined, all at once. */
export const indexesOf = (major: number): string => `
WITH parts AS MATERIALIZED (
  SELECT x.indexrelid AS oid,
         array_agg(CASE WHEN o.opcdefault AND ia.attoptions IS NULL THEN NULL WHEN n.nspname IN ('pg_catalog', 'public') THEN o.opcname::text
                        ELSE concat(quote_ident(n.nspname), '.', quote_ident(o.opcname)) END ORDER BY u.position) AS opclasses,
         json_agg(ia.attoptions ORDER BY u.position)::text AS opclass_parameters,
         array_agg(CASE WHEN u.sorting <> a.attcollation OR a.attnum IS NULL AND position(
                          concat(pg_get_indexdef(x.indexrelid, u.position::int, false), ' COLLATE ', u.sorting::regcollation)
                          IN pg_get_indexdef(x.indexrelid)) > 0
                        THEN ${namedCollation('l', 'ln')} END ORDER BY u.position) AS collations
    FROM pg_index x
    JOIN pg_class t ON t.oid = x.indrelid AND t.relnamespace = ANY($1)
   CROSS JOIN LATERAL unnest(x.indclass::oid[], x.indcollation::oid[]) WITH ORDINALITY u (class, sorting, position)
    JOIN pg_opclass o ON o.oid = u.class
    JOIN pg_namespace n ON n.oid = o.opcnamespace
    JOIN pg_attribute ia ON ia.attrelid = x.indexrelid AND ia.attnum = u.position
    LEFT JOIN pg_collation l ON l.oid = u.sorting
    LEFT JOIN pg_namespace ln ON ln.oid = l.collnamespace
    LEFT JOIN pg_attribute a ON a.attrelid = x.indrelid AND a.attnum = x.indkey[u.position - 1] AND a.attnum > 0
   WHERE x.indclass::oid[] && ARRAY(SELECT oid FROM pg_opclass WHERE NOT opcdefault)
      OR NOT x.indcollation::oid[] <@ ARRAY[0, 100]::oid[]
      OR x.indrelid IN (SELECT attrelid FROM pg_attribute WHERE attnum > 0 AND attcollation NOT IN (0, 100))
      OR x.indexrelid IN (SELECT attrelid FROM pg_attribute WHERE attoptions IS NOT NULL)
      OR x.indexprs::text LIKE '%{COLLATE%'
   GROUP BY x.indexrelid)
SELECT m.amname AS method, i.indisunique AS unique,
       ${major >= 15 ? 'i.indnullsnotdistinct' : 'false'} AS nulls_not_distinct,
       i.indisvalid AS valid, i.indnkeyatts AS key_count,
       i.indkey::text AS columns, i.indoption::text AS options, parts.opclasses,
       parts.opclass_parameters, parts.collations,
       CASE WHEN i.indexprs IS NOT NULL THEN ARRAY(
         SELECT CASE WHEN u.number = 0 THEN pg_get_indexdef(i.indexrelid, u.position::int, false) END
           FROM unnest(i.indkey::int2[]) WITH ORDINALITY u (number, position)
          ORDER BY u.position) END AS expressions,
       pg_get_expr(i.indpred, i.indrelid) AS predicate, ic.reloptions AS parameters,
       s.spcname AS tablespace, i.indisclustered AS clustered, o.description AS comment,
       ${list('i.indrelid::int8')} AS relations, ${list('ic.relname')} AS names
  FROM pg_index i
  JOIN pg_class ic ON ic.oid = i.indexrelid
  JOIN pg_class c ON c.oid = i.indrelid
  JOIN pg_am m ON m.oid = ic.relam
  LEFT JOIN pg_tablespace s ON s.oid = ic.reltablespace
  LEFT JOIN parts ON parts.oid = i.indexrelid
  LEFT JOIN pg_description o ON o.objoid = i.indexrelid AND o.classoid = 'pg_class'::regclass AND o.objsubid = 0
 WHERE c.relnamespace = ANY($1) AND c.relkind IN ('r', 'm') AND NOT EXISTS (
         SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))
 GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16`
