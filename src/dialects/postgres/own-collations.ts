/** The collations that columns and index keys have anyway, so that naming one says nothing. */
import type { Column, IndexKey } from '../../schema/types.ts'
import { codeTokens } from '../../util/tokens.ts'
import { canonicalType, elementType, isText } from './types.ts'

/** The collation that a type has; `null` where only the server knows, as of a domain. */
const typeCollation = (type: string): string | null => {
  const element = elementType(canonicalType(type))
  if (element === 'name') return 'C'
  return isText(element) ? 'default' : null
}

/** `null` for the collation that the column has anyway. */
export const columnCollation = ({ collation, type }: Column): string | null =>
  collation === typeCollation(type) ? null : collation

/** The collation of a column, named or not. */
const collationHad = ({ collation, type }: Column): string | null =>
  collation ?? typeCollation(type)

/** What the server derives: https://www.postgresql.org/docs/current/collation.html; `null` where that is not known. */
const derived = (sql: string, columns: readonly Column[]): string | null => {
  const tokens = codeTokens(sql)
  if (tokens.some(({ kind, text }) => kind === 'word' && /^collate$/i.test(text))) return null
  const names = new Set(
    tokens.filter(({ kind }) => kind === 'word' || kind === 'quoted').map(({ value }) => value),
  )
  const own = columns.filter(({ name }) => names.has(name)).map(collationHad)
  const [first, ...others] = new Set(own.filter((item) => item !== null && item !== 'default'))
  if (first === undefined || first === null) return 'default'
  return others.length === 0 ? first : null
}

/** `null` for the collation that the key has anyway. */
export const keyCollation = (
  { collation, column, expression }: IndexKey,
  columns: readonly Column[],
): string | null => {
  if (collation === null) return null
  const found = columns.find(({ name }) => name === column)
  const had = found === undefined ? derived(expression?.sql ?? '', columns) : collationHad(found)
  return had === collation ? null : collation
}
