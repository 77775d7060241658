/** What hangs on a view and no Schema holds: SQL over the catalog that gives the statements which make it again. */
import { literal } from '../../shared.ts'

/** Who a privilege of aclexplode is for, as GRANT says it. */
export const GRANTEE = `CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END
      || CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END`

/** Stands between the statements of one object, and of one after the other: no statement holds it. */
export const DIVIDER = 'chr(1)'

/** From the keys of indexes: what says again how closely ANALYZE looks at one. */
export const indexStatistics = `format('ALTER INDEX %s ALTER COLUMN %s SET STATISTICS %s', attrelid::regclass, attnum, attstattarget) AS back
      FROM pg_attribute JOIN pg_index ON indexrelid = attrelid`

interface ViewAt {
  /** SQL expressions: the view's oid, its name in a statement, `VIEW` or `MATERIALIZED VIEW`. */
  readonly oid: string
  readonly name: string
  readonly kind: string
  /** With what only a view, or only a materialized one can have. */
  readonly own: boolean
  /** With its comment: not where the next view says another. */
  readonly comment: boolean
  /** Names of indexes that the next view has otherwise. */
  readonly replaced: readonly string[]
}

const ownIndexes = ({ oid, replaced }: Pick<ViewAt, 'oid' | 'replaced'>): string =>
  [
    `pg_index JOIN pg_class i ON i.oid = indexrelid WHERE indrelid = ${oid}`,
    ...(replaced.length === 0 ? [] : [`i.relname NOT IN (${replaced.map(literal).join(', ')})`]),
  ].join(' AND ')

/** What stands on a view alone, or on a materialized one alone. */
const ownParts = ({
  oid,
  name,
  replaced,
}: Pick<ViewAt, 'oid' | 'name' | 'replaced'>): readonly string[] => [
  `SELECT 1, pg_get_indexdef(indexrelid) FROM ${ownIndexes({ oid, replaced })}`,
  `SELECT 3, format('COMMENT ON INDEX %s IS %L', indexrelid::regclass, obj_description(indexrelid, 'pg_class'))
      FROM ${ownIndexes({ oid, replaced })} AND obj_description(indexrelid, 'pg_class') IS NOT NULL`,
  `SELECT 2, format('ALTER MATERIALIZED VIEW %s CLUSTER ON %I', ${name}, i.relname)
      FROM ${ownIndexes({ oid, replaced })} AND indisclustered`,
  `SELECT 2, ${indexStatistics} WHERE attstattarget >= 0 AND indexrelid IN (SELECT indexrelid FROM ${ownIndexes({ oid, replaced })})`,
  `SELECT 2, format('ALTER MATERIALIZED VIEW %s ALTER COLUMN %I SET STATISTICS %s', ${name}, attname, attstattarget)
      FROM pg_attribute JOIN pg_class m ON m.oid = attrelid AND m.relkind = 'm' WHERE attrelid = ${oid} AND attnum > 0 AND attstattarget >= 0`,
  `SELECT 1, pg_get_statisticsobjdef(oid) FROM pg_statistic_ext WHERE stxrelid = ${oid}`,
  `SELECT 1, pg_get_triggerdef(oid) FROM pg_trigger WHERE tgrelid = ${oid} AND NOT tgisinternal`,
  `SELECT 1, pg_get_ruledef(oid) FROM pg_rewrite WHERE ev_class = ${oid} AND rulename <> '_RETURN'`,
  `SELECT 3, format('COMMENT ON %s %s IS %L', upper(type), identity, description) FROM pg_description, pg_identify_object(classoid, objoid, 0)
      WHERE objoid IN (SELECT oid FROM pg_rewrite WHERE ev_class = ${oid} UNION ALL SELECT oid FROM pg_trigger WHERE tgrelid = ${oid} UNION ALL SELECT oid FROM pg_statistic_ext WHERE stxrelid = ${oid})
        AND classoid IN ('pg_rewrite'::regclass, 'pg_trigger'::regclass, 'pg_statistic_ext'::regclass)`,
  `SELECT 2, format('ALTER VIEW %s ALTER COLUMN %I SET DEFAULT %s', ${name}, attname, pg_get_expr(adbin, adrelid))
      FROM pg_attrdef JOIN pg_attribute ON attrelid = adrelid AND attnum = adnum WHERE adrelid = ${oid}`,
]

const commentOf = ({ oid, name, kind }: Pick<ViewAt, 'oid' | 'name' | 'kind'>): string =>
  `SELECT 3, format('COMMENT ON %s %s IS %L', ${kind}, ${name}, description)
      FROM pg_description WHERE classoid = 'pg_class'::regclass AND objoid = ${oid} AND objsubid = 0`

/** A query of `place` and `sql`: statements for a view of that name and kind, by their place in the order. */
export const viewParts = ({ oid, name, kind, own, comment, replaced }: ViewAt): string =>
  [
    `SELECT 0 AS place, format('ALTER %s %s OWNER TO %I', ${kind}, ${name}, pg_get_userbyid(relowner)) AS sql
      FROM pg_class WHERE pg_class.oid = ${oid} AND pg_get_userbyid(relowner) <> current_user`,
    ...(own ? ownParts({ oid, name, replaced }) : []),
    `SELECT 2, format('GRANT %s ON %s TO %s', privilege_type, ${name}, ${GRANTEE})
      FROM pg_class g, aclexplode(g.relacl) WHERE g.oid = ${oid} AND grantee <> g.relowner`,
    `SELECT 2, format('GRANT %s (%I) ON %s TO %s', privilege_type, attname, ${name}, ${GRANTEE})
      FROM pg_attribute, aclexplode(attacl) WHERE attrelid = ${oid}`,
    ...(comment ? [commentOf({ oid, name, kind })] : []),
    `SELECT 3, format('COMMENT ON COLUMN %s.%I IS %L', ${name}, attname, description)
      FROM pg_description JOIN pg_attribute ON attrelid = objoid AND attnum = objsubid
      WHERE classoid = 'pg_class'::regclass AND objoid = ${oid} AND objsubid > 0`,
  ].join('\n    UNION ALL ')
