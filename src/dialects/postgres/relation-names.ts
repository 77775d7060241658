/** Names that PostgreSQL, or a model that gives none, makes out of others. */
import { createHash } from 'node:crypto'
import { bytes, clip, LONGEST } from '../../schema/counters.ts'
import { quote } from '../shared.ts'
import { tokenize } from '../../util/tokens.ts'

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
