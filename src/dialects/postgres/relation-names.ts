/** Names that PostgreSQL, or a model that gives none, makes out of others. */
import { createHash } from 'node:crypto'
import { quote } from '../shared.ts'
import { tokenize } from '../../util/tokens.ts'

/** https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS */
const LONGEST = 63

const bytes = (text: string): number => Buffer.byteLength(text)

/** The longest beginning of a text that has at most so many bytes. */
const clip = (text: string, limit: number): string => {
  // No character has more than three bytes to a unit.
  if (text.length * 3 <= limit) return text
  let clipped = text
  while (bytes(clipped) > limit) clipped = [...clipped].slice(0, -1).join('')
  return clipped
}

/**
 * `table_column_suffix` as PostgreSQL itself chooses it: when that is too long, the longer of the
 * two names is cut first.
 */
export const relationName = (table: string, column: string, suffix: string): string => {
  const room = LONGEST - bytes(suffix) - 2
  let [first, second] = [bytes(table), bytes(column)]
  while (first + second > room) {
    if (first > second) first--
    else second--
  }
  return `${clip(table, first)}_${clip(column, second)}_${suffix}`
}

const isTooLong = (name: string): boolean => bytes(name) > LONGEST

/** A name that fits: a long one keeps its beginning and ends in a digest of the whole. */
export const fittingName = (name: string): string => {
  if (!isTooLong(name)) return name
  const digest = createHash('sha256').update(name).digest('hex').slice(0, 8)
  return `${clip(name, LONGEST - digest.length - 1)}_${digest}`
}

/** A name as PostgreSQL itself cuts it, with room left for what is to follow. */
export const clipName = (name: string, following = ''): string =>
  clip(name, LONGEST - bytes(following))

/** Fewer characters never have more bytes than PostgreSQL keeps. */
const MAY_BE_LONG = /"[^"]{16,}"/

/** The text with its quoted names as PostgreSQL itself cuts them. */
export const clipIdentifiers = (sql: string): string =>
  MAY_BE_LONG.test(sql)
    ? tokenize(sql)
        .map(({ kind, value, text }) =>
          kind === 'quoted' && isTooLong(value) ? quote(clipName(value)) : text,
        )
        .join('')
    : sql
