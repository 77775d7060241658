/**
 * The names of collations: bare for those of `pg_catalog` and `public`, `"auth"."german"` for others. Both parts are
 * quoted because a bare name may have a dot itself: `en_US.utf8`.
 */
import type { Token } from '../../util/tokens.ts'
import { quote, quoteObject } from '../shared.ts'

const QUALIFIED = /^"(?:[^"]|"")+"\."(?:[^"]|"")+"$/

/** The clause as SQL; empty where no collation is named. */
export const collateSql = (collation: string | null): string => {
  if (collation === null) return ''
  return `COLLATE ${QUALIFIED.test(collation) ? collation : quote(collation)}`
}

/** A collation's name in a query whose tables are `collation` and `namespace`. */
export const namedCollation = (collation: string, namespace: string): string =>
  `CASE WHEN ${namespace}.nspname IN ('pg_catalog', 'public') THEN ${collation}.collname::text
        ELSE concat('"', replace(${namespace}.nspname, '"', '""'), '"."', replace(${collation}.collname, '"', '""'), '"') END`

/** The name that the tokens of SQL spell. */
export const collationOf = (tokens: readonly Token[]): string | null => {
  const [namespace, dot, name] = tokens
  if (namespace === undefined) return null
  if (dot?.text !== '.' || name === undefined) return namespace.value
  return ['pg_catalog', 'public'].includes(namespace.value)
    ? name.value
    : quoteObject({ namespace: namespace.value, name: name.value })
}
