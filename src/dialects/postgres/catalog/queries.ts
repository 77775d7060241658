/**
 * The queries of introspection: each reads one kind of thing for all namespaces at once. They run
 * under an empty search_path, so that every printed name is qualified.
 */
import { COLUMNS, placeColumns } from './columns.ts'
import type { ColumnGroup, ColumnsOf } from './columns.ts'
import { constraintsOf } from './constraints.ts'
import type { ConstraintRow } from './constraints.ts'
import { indexesOf } from './indexes.ts'
import type { IndexRow } from './indexes.ts'
import { member, OTHERS, POLICIES } from './others.ts'
import type { OtherRow, PolicyRow } from './others.ts'
import type { Connection } from '../../dialect.ts'
import { PRINTING } from '../print/session.ts'

export interface GlobalRow {
  readonly kind: 'namespace' | 'extension' | 'role'
  readonly oid: number
  readonly name: string
  /** Of a role. */
  readonly create_db: boolean
  readonly create_role: boolean
  readonly inherit: boolean
  /** Of an extension that did not make it itself. */
  readonly namespace: string | null
  /** Of a namespace and of a role. */
  readonly comment: string | null
}
/** Every database has plpgsql. */
const GLOBALS = `
SELECT 'extension' AS kind, x.oid, x.extname AS name,
       false AS create_db, false AS create_role, true AS inherit,
       CASE WHEN NOT ${member('pg_namespace', 's.oid')} THEN s.nspname END AS namespace,
       NULL AS comment
  FROM pg_extension x JOIN pg_namespace s ON s.oid = x.extnamespace WHERE x.extname <> 'plpgsql'
UNION ALL
SELECT 'role', r.oid, r.rolname, r.rolcreatedb, r.rolcreaterole, r.rolinherit, NULL,
       shobj_description(r.oid, 'pg_authid')
  FROM pg_roles r WHERE NOT r.rolsuper AND r.rolname !~ '^pg_'
UNION ALL
SELECT 'namespace', n.oid, n.nspname, false, false, true, NULL,
       obj_description(n.oid, 'pg_namespace')
  FROM pg_namespace n
 WHERE n.nspname <> 'information_schema' AND n.nspname !~ '^pg_' AND NOT ${member('pg_namespace', 'n.oid')}`

export type RelationKind = 'r' | 'p' | 'v' | 'm' | 'f' | 'c'
export interface RelationRow {
  readonly oid: number
  readonly namespace: string
  readonly name: string
  readonly kind: RelationKind
  /** A partition, or a table that inherits. */
  readonly child: boolean
  readonly row_security: boolean
  readonly force_row_security: boolean
  readonly unlogged: boolean
  readonly comment: string | null
  /** A view's query, a partition's bounds or a partitioned table's key. */
  readonly definition: string | null
  readonly options: readonly string[] | null
  /** A table's or materialized view's, where it is not the usual one. */
  readonly method: string | null
  readonly tablespace: string | null
}
const RELATIONS = `
SELECT c.oid, n.nspname AS namespace, c.relname AS name, c.relkind::text AS kind,
       c.relispartition OR EXISTS (SELECT FROM pg_inherits h WHERE h.inhrelid = c.oid) AS child,
       c.relrowsecurity AS row_security, c.relforcerowsecurity AS force_row_security,
       c.relpersistence = 'u' AS unlogged, o.description AS comment,
       CASE WHEN c.relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid)
            WHEN c.relkind = 'p' THEN pg_get_partkeydef(c.oid)
            WHEN c.relispartition THEN pg_get_expr(c.relpartbound, c.oid) END AS definition,
       c.reloptions || CASE WHEN tc.reloptions IS NOT NULL
         THEN ARRAY(SELECT 'toast.' || p FROM unnest(tc.reloptions) p) END AS options, CASE WHEN m.amname <> 'heap' THEN m.amname END AS method,
       t.spcname AS tablespace
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_class tc ON tc.oid = c.reltoastrelid
  LEFT JOIN pg_am m ON m.oid = c.relam
  LEFT JOIN pg_tablespace t ON t.oid = c.reltablespace
  LEFT JOIN pg_description o ON o.objoid = c.oid AND o.classoid = 'pg_class'::regclass AND o.objsubid = 0
 WHERE c.relnamespace = ANY($1) AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'c')
   AND NOT ${member('pg_class', 'c.oid')}`

export interface SequenceRow {
  readonly oid: number
  readonly namespace: string
  readonly name: string
  readonly type: string
  readonly start: string
  readonly increment: string
  readonly min: string
  readonly max: string
  readonly cache: string
  readonly cycle: boolean
  readonly owner: number | null
  readonly owner_column: number | null
  /** `i`: behind an identity column; `a`: OWNED BY. */
  readonly ownership: 'a' | 'i' | null
  /** Whether the default of its owner column reads it; asked where that may be. */
  readonly feeds_owner: boolean
  readonly comment: string | null
}
const SEQUENCES = `
SELECT c.oid, n.nspname AS namespace, c.relname AS name, format_type(s.seqtypid, NULL) AS type,
       s.seqstart::text AS start, s.seqincrement::text AS increment, s.seqmin::text AS min,
       s.seqmax::text AS max, s.seqcache::text AS cache, s.seqcycle AS cycle,
       d.refobjid AS owner, d.refobjsubid AS owner_column, d.deptype::text AS ownership,
       CASE WHEN d.deptype = 'a' THEN
         EXISTS (SELECT FROM pg_depend u JOIN pg_attrdef f ON f.oid = u.objid
                  WHERE u.classid = 'pg_attrdef'::regclass AND u.refclassid = 'pg_class'::regclass
                    AND u.refobjid = c.oid AND f.adrelid = d.refobjid AND f.adnum = d.refobjsubid)
       ELSE false END AS feeds_owner,
       o.description AS comment
  FROM pg_class c
  JOIN pg_sequence s ON s.seqrelid = c.oid
  JOIN pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = c.oid
   AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i')
  LEFT JOIN pg_description o ON o.objoid = c.oid AND o.classoid = 'pg_class'::regclass AND o.objsubid = 0
 WHERE c.relnamespace = ANY($1) AND NOT ${member('pg_class', 'c.oid')}`

export interface TypeRow {
  readonly namespace: string
  readonly name: string
  readonly kind: 'e' | 'd' | 'r'
  readonly values: readonly string[] | null
  readonly definition: string | null
  readonly comment: string | null
}
const TYPES = `
SELECT n.nspname AS namespace, t.typname AS name, t.typtype::text AS kind,
       CASE WHEN t.typtype = 'e' THEN ARRAY(SELECT v.enumlabel::text FROM pg_enum v
         WHERE v.enumtypid = t.oid ORDER BY v.enumsortorder) END AS values,
       CASE WHEN t.typtype = 'd' THEN concat_ws(' ', format_type(t.typbasetype, t.typtypmod),
              CASE WHEN t.typnotnull THEN 'NOT NULL' END, 'DEFAULT ' || t.typdefault,
              (SELECT string_agg(pg_get_constraintdef(k.oid), ' ' ORDER BY k.conname)
                 FROM pg_constraint k WHERE k.contypid = t.oid))
            WHEN t.typtype = 'r' THEN (SELECT format_type(r.rngsubtype, NULL)
              FROM pg_range r WHERE r.rngtypid = t.oid) END AS definition,
       obj_description(t.oid, 'pg_type') AS comment
  FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
 WHERE t.typnamespace = ANY($1) AND t.typtype IN ('e', 'd', 'r') AND NOT ${member('pg_type', 't.oid')}`

/** Everything that introspection reads, as the catalog gives it. */
export interface Catalog {
  readonly extensions: readonly GlobalRow[]
  readonly roles: readonly GlobalRow[]
  readonly namespaces: readonly GlobalRow[]
  readonly relations: readonly RelationRow[]
  readonly columns: ColumnsOf
  readonly sequences: readonly SequenceRow[]
  readonly constraints: readonly ConstraintRow[]
  readonly indexes: readonly IndexRow[]
  readonly policies: readonly PolicyRow[]
  readonly types: readonly TypeRow[]
  readonly others: readonly OtherRow[]
}

const rows = async <Row>(
  connection: Connection,
  sql: string,
  parameters: readonly unknown[],
): Promise<readonly Row[]> => (await connection.query(sql, parameters)) as readonly Row[]

/** Thousands of tables are sorted in memory, and no query runs long enough for a compiler to pay. */
const READING = "SET LOCAL jit = off; SET LOCAL work_mem = '64MB'"

/** What is asked for, in the order in which it comes. */
export interface Reading extends Promises<
  Pick<Catalog, 'relations' | 'columns' | 'sequences' | 'constraints' | 'indexes' | 'policies'>
> {
  readonly whole: Promise<Catalog>
}

type Promises<T> = { readonly [K in keyof T]: Promise<T[K]> }

/**
 * Asks for the catalog in the caller's transaction; `inScope` chooses the namespaces by name. While the
 * server works at one query, what the one before gave can be read.
 */
export const startReading = async (
  connection: Connection,
  inScope: (namespace: string) => boolean,
): Promise<Reading> => {
  const { major } = connection.version
  await connection.execute(`${PRINTING}; ${READING}`)
  const all = await rows<GlobalRow>(connection, GLOBALS, [])
  const existing = all.filter(({ kind }) => kind === 'namespace')
  const homes = new Set(all.map(({ namespace }) => namespace))
  const scope = [existing.filter(({ name }) => inScope(name)).map(({ oid }) => oid)]
  let last: Promise<unknown> = Promise.resolve()
  // Each is sent as soon as the one before has come, and before anybody else hears of that.
  const read = <Row>(sql: string): Promise<readonly Row[]> => {
    const asked = last.then(() => rows<Row>(connection, sql, scope))
    last = asked
    return asked
  }
  const relations = read<RelationRow>(RELATIONS)
  const sequences = read<SequenceRow>(SEQUENCES)
  const policies = read<PolicyRow>(POLICIES)
  const types = read<TypeRow>(TYPES)
  const groups = read<ColumnGroup>(COLUMNS)
  const constraints = read<ConstraintRow>(constraintsOf(major))
  const indexes = read<IndexRow>(indexesOf(major))
  // No table needs them: tables are made while the server looks for them.
  const others = read<OtherRow>(OTHERS)
  const columns = groups.then(placeColumns)
  const complete = async (): Promise<Catalog> => ({
    extensions: all.filter(({ kind }) => kind === 'extension'),
    roles: all.filter(({ kind }) => kind === 'role'),
    namespaces: existing.filter(({ name }) => inScope(name) || homes.has(name)),
    relations: await relations,
    columns: await columns,
    sequences: await sequences,
    constraints: await constraints,
    indexes: await indexes,
    policies: await policies,
    types: await types,
    others: await others,
  })
  // Where one fails, those after it fail with it: whoever waits for the first is told.
  const whole = complete()
  const parts = { relations, columns, sequences, constraints, indexes, policies }
  for (const asked of [whole, last, ...Object.values(parts)]) asked.catch(() => undefined)
  return { ...parts, whole }
}
