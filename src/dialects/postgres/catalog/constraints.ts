/** The constraints of PostgreSQL's catalog, as one query reads them. */
import { list } from './alike.ts'
import type { Alike } from './alike.ts'

/** Constraints that are alike. */
export interface ConstraintRow extends Alike {
  readonly kind: 'p' | 'u' | 'f' | 'c' | 'x'
  readonly columns: readonly number[] | null
  readonly deferrable: boolean
  readonly deferred: boolean
  readonly not_valid: boolean
  readonly not_enforced: boolean
  readonly period: boolean
  readonly no_inherit: boolean
  /** Of a key: its columns, and those that its index holds beside them. */
  readonly index_columns: string | null
  readonly target_namespace: string | null
  /** Lists of the tables that foreign keys point at. */
  readonly targets: string
  readonly target_relations: string
  readonly target_numbers: readonly number[] | null
  /** Where the target is in no namespace that is read; else its columns are known by their numbers. */
  readonly target_columns: readonly string[] | null
  readonly on_update: string
  readonly on_delete: string
  /** The columns that SET NULL and SET DEFAULT are about. */
  readonly on_delete_columns: readonly number[] | null
  readonly match_full: boolean
  /** Of a key's index. */
  readonly parameters: readonly string[] | null
  readonly tablespace: string | null
  readonly clustered: boolean
  readonly nulls_not_distinct: boolean
  /** A check's expression, or what stands behind EXCLUDE. */
  readonly definition: string | null
  readonly comment: string | null
}
export const constraintsOf = (major: number): string => `
SELECT k.contype::text AS kind, k.conkey AS columns,
       k.condeferrable AS deferrable, k.condeferred AS deferred,
       ${major >= 18 ? 'NOT k.convalidated AND k.conenforced' : 'NOT k.convalidated'} AS not_valid,
       ${major >= 18 ? 'NOT k.conenforced' : 'false'} AS not_enforced, ${major >= 18 ? 'k.conperiod' : 'false'} AS period, k.contype = 'c' AND k.connoinherit AS no_inherit,
       i.indkey::text AS index_columns,
       tn.nspname AS target_namespace, k.confkey AS target_numbers,
       CASE WHEN t.relnamespace <> ALL($1) THEN ARRAY(
         SELECT a.attname::text FROM unnest(k.confkey) WITH ORDINALITY u (number, position)
           JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.number
          ORDER BY u.position) END AS target_columns,
       k.confupdtype::text AS on_update, k.confdeltype::text AS on_delete,
       ${major >= 15 ? 'k.confdelsetcols' : 'NULL::int2[]'} AS on_delete_columns,
       k.confmatchtype = 'f' AS match_full, ic.reloptions AS parameters, s.spcname AS tablespace,
       coalesce(i.indisclustered, false) AS clustered,
       ${major >= 15 ? 'coalesce(i.indnullsnotdistinct, false)' : 'false'} AS nulls_not_distinct,
       CASE k.contype WHEN 'c' THEN pg_get_expr(k.conbin, k.conrelid)
                      WHEN 'x' THEN substr(pg_get_constraintdef(k.oid), 9) END AS definition,
       o.description AS comment,
       ${list('k.conrelid::int8')} AS relations, ${list('k.conname')} AS names,
       ${list('t.relname')} AS targets, ${list('k.confrelid::int8')} AS target_relations
  FROM pg_constraint k
  JOIN pg_class c ON c.oid = k.conrelid
  LEFT JOIN pg_class t ON k.contype = 'f' AND t.oid = k.confrelid
  LEFT JOIN pg_namespace tn ON tn.oid = t.relnamespace
  LEFT JOIN pg_index i ON k.contype IN ('p', 'u') AND i.indexrelid = k.conindid
  LEFT JOIN pg_class ic ON ic.oid = i.indexrelid
  LEFT JOIN pg_tablespace s ON s.oid = ic.reltablespace
  LEFT JOIN pg_description o ON o.objoid = k.oid AND o.classoid = 'pg_constraint'::regclass
 WHERE k.connamespace = ANY($1) AND c.relkind = 'r' AND k.contype IN ('p', 'u', 'f', 'c', 'x')
   -- A foreign key to a partitioned table has another row for each partition.
   AND NOT (k.contype = 'f' AND k.conparentid <> 0)
 GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22`
