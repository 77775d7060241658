import type { ObjectName, QualifiedName } from './types.ts'

/** The address as a pair, whichever way it was written. */
export const qualified = (name: ObjectName): QualifiedName =>
  typeof name === 'string' ? { namespace: null, name } : name

/** The shortest way to write an address: a bare name where the namespace is the default one. */
export const objectName = ({ namespace, name }: QualifiedName): ObjectName =>
  namespace === null ? name : { namespace, name }

/** A text that is equal for equal addresses and for no others; usable as a map key. */
export const nameKey = (name: ObjectName): string => {
  const { namespace, name: bare } = qualified(name)
  return namespace === null ? bare : `${namespace}\u0000${bare}`
}

export const sameName = (a: ObjectName, b: ObjectName): boolean => {
  if (typeof a === 'string' && typeof b === 'string') return a === b
  const [one, other] = [qualified(a), qualified(b)]
  return one.name === other.name && one.namespace === other.namespace
}

/** An address for people: `auth.users`. */
export const show = (name: ObjectName): string => {
  const { namespace, name: bare } = qualified(name)
  return namespace === null ? bare : `${namespace}.${bare}`
}

const PLAIN = /^[a-z_][a-z0-9_]*$/

/** https://www.postgresql.org/docs/current/sql-keywords-appendix.html: all that are reserved in some place. */
const KEYWORDS = new Set(
  (
    'all analyse analyze and any array as asc asymmetric authorization between bigint binary bit ' +
    'boolean both case cast char character check coalesce collate collation column concurrently ' +
    'constraint create cross current_catalog current_date current_role current_schema ' +
    'current_time current_timestamp current_user dec decimal default deferrable desc distinct do ' +
    'else end except exists extract false fetch float for foreign freeze from full grant greatest ' +
    'group grouping having ilike in initially inner inout int integer intersect interval into is ' +
    'isnull join json_array json_arrayagg json_exists json_object json_objectagg json_query ' +
    'json_scalar json_serialize json_table json_value lateral leading least left like limit ' +
    'localtime localtimestamp merge_action national natural nchar none normalize not notnull null ' +
    'nullif numeric offset on only or order out outer overlaps overlay placing position precision ' +
    'primary real references returning right row select session_user setof similar smallint some ' +
    'substring symmetric system_user table tablesample then time timestamp to trailing treat trim ' +
    'true union unique user using values varchar variadic verbose when where window with ' +
    'xmlattributes xmlconcat xmlelement xmlexists xmlforest xmlnamespaces xmlparse xmlpi xmlroot ' +
    'xmlserialize xmltable'
  ).split(' '),
)

/** An identifier as PostgreSQL's quote_ident writes it. */
export const quoteIfNeeded = (name: string): string =>
  PLAIN.test(name) && !KEYWORDS.has(name) ? name : `"${name.replaceAll('"', '""')}"`

/** The canonical spelling of a user-defined type's name in `Column.type`. */
export const typeName = ({ namespace, name }: QualifiedName): string =>
  namespace === null ? quoteIfNeeded(name) : `${quoteIfNeeded(namespace)}.${quoteIfNeeded(name)}`

/** Order of texts by code unit: the same on every machine. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

export const compareNames = (a: QualifiedName, b: QualifiedName): number =>
  compareText(a.namespace ?? '', b.namespace ?? '') || compareText(a.name, b.name)
