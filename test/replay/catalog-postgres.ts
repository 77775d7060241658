/** The catalog of a PostgreSQL database through `pg_get_…def` and `format_type`. */
import pg from 'pg'
import type { Catalog } from './catalog.ts'

// Names are unqualified only where the search path is empty of namespaces: everything is printed in full.
const SQL = `
SET search_path = pg_catalog;
SELECT 'namespace ' || nspname AS object, '' AS text FROM pg_namespace n WHERE own(n.oid)
UNION ALL SELECT CASE c.relkind WHEN 'v' THEN 'view ' WHEN 'm' THEN 'materialized view ' ELSE 'table ' END || c.oid::regclass,
  CASE WHEN c.relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid) || coalesce(c.reloptions::text, '')
  ELSE format('%s rls=%s forced=%s %s', c.relkind, c.relrowsecurity, c.relforcerowsecurity, c.reloptions) END
FROM pg_class c WHERE c.relkind IN ('r', 'p', 'v', 'm') AND own(c.relnamespace)
UNION ALL SELECT format('column %s.%s', c.oid::regclass, a.attname),
  format('%s null=%s default=%s identity=%s generated=%s collation=%s', format_type(a.atttypid, a.atttypmod), NOT a.attnotnull,
  pg_get_expr(d.adbin, d.adrelid), a.attidentity, a.attgenerated, nullif(a.attcollation, t.typcollation)::regcollation)
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid JOIN pg_type t ON t.oid = a.atttypid
LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
WHERE c.relkind IN ('r', 'p') AND own(c.relnamespace) AND a.attnum > 0 AND NOT a.attisdropped
UNION ALL SELECT format('constraint %s of %s', k.conname, k.conrelid::regclass), format('%s valid=%s', pg_get_constraintdef(k.oid), k.convalidated)
FROM pg_constraint k WHERE k.conrelid <> 0 AND k.contype <> 'n' AND own(k.connamespace)
UNION ALL SELECT format('index %s of %s', c.relname, i.indrelid::regclass),
  format('%s valid=%s', replace(pg_get_indexdef(i.indexrelid), format(' INDEX %I ON ', c.relname), ' INDEX ON '), i.indisvalid)
FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE own(c.relnamespace)
  AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))
UNION ALL SELECT 'enum ' || t.oid::regtype, string_agg(quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder)
FROM pg_enum e JOIN pg_type t ON t.oid = e.enumtypid WHERE own(t.typnamespace) GROUP BY t.oid
UNION ALL SELECT 'sequence ' || c.oid::regclass,
  format('%s start=%s min=%s max=%s by=%s cache=%s cycle=%s owner=%s', s.seqtypid::regtype, s.seqstart, s.seqmin, s.seqmax, s.seqincrement, s.seqcache, s.seqcycle,
  (SELECT d.refobjid::regclass || '.' || a.attname FROM pg_depend d JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
    WHERE d.objid = c.oid AND d.classid = 'pg_class'::regclass AND d.deptype IN ('a', 'i') AND d.refclassid = 'pg_class'::regclass))
FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid WHERE own(c.relnamespace)
UNION ALL SELECT format('policy %s.%s', p.polrelid::regclass, p.polname),
  format('%s %s to=%s using=%s check=%s', p.polcmd, p.polpermissive, (SELECT array_agg(coalesce(r.rolname, 'public') ORDER BY 1) FROM unnest(p.polroles) o LEFT JOIN pg_roles r ON r.oid = o),
  pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid))
FROM pg_policy p
`

/** Neither the server's namespaces, nor drizzle-kit's, nor those that only extensions and preludes fill. */
const OWN = (oid: string): string =>
  `EXISTS (SELECT FROM pg_namespace o WHERE o.oid = ${oid} AND o.nspname !~ '^pg_' AND o.nspname NOT IN ('information_schema', 'drizzle'))`

const QUERY = SQL.replaceAll(/own\(([a-z.]+)\)/g, (_whole, oid: string) => OWN(oid))

interface Row {
  readonly object: string
  readonly text: string
}

/** What diffkit keeps for itself is not compared. */
const isOwn = (object: string): boolean => / public\.diffkit_/.test(object)

/** Reads a database through a connection of its own. */
export const postgresCatalog = async (url: string): Promise<Catalog> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const results: unknown = await client.query(QUERY)
    const last = (Array.isArray(results) ? results.at(-1) : results) as pg.QueryResult<Row>
    return new Map(
      last.rows.filter(({ object }) => !isOwn(object)).map(({ object, text }) => [object, text]),
    )
  } finally {
    await client.end()
  }
}
