/** How old values become new ones where a change of type needs to be told. */
import { quote } from '../shared.ts'

/** Within a family PostgreSQL converts by itself on assignment. https://www.postgresql.org/docs/current/sql-createcast.html */
const FAMILIES: readonly (readonly string[])[] = [
  ['smallint', 'integer', 'bigint', 'numeric', 'real', 'double precision'],
  ['date', 'timestamp', 'timestamp without time zone', 'timestamp with time zone'],
  ['json', 'jsonb'],
  ['inet', 'cidr'],
]
const TEXTS = ['text', 'character varying', 'character', 'varchar', 'char', 'citext', 'name']
const SERIALS = ['smallserial', 'serial', 'bigserial']

const withoutModifier = (type: string): string =>
  type.replaceAll(/\(\d+(?:,\s*-?\d+)?\)/g, '').trim()
const element = (type: string): string =>
  withoutModifier(type)
    .replace(/(?:\[\])+$/, '')
    .trim()
const isArray = (type: string): boolean => type.endsWith(']')

const isAutomatic = (from: string, to: string): boolean => {
  if (from === to || TEXTS.includes(to)) return true
  return FAMILIES.some((family) => family.includes(from) && family.includes(to))
}

/** The USING expression of a change of type; `null` where PostgreSQL needs none. */
export const conversion = (column: string, from: string, to: string): string | null => {
  const [old, now] = [element(from), element(to)]
  if (SERIALS.includes(old) || SERIALS.includes(now)) return null
  if (isArray(from) !== isArray(to)) {
    return isArray(to) && isAutomatic(old, now)
      ? `ARRAY[${quote(column)}]::${to}`
      : `${quote(column)}::text::${to}`
  }
  if (isAutomatic(old, now)) return null
  const direct =
    TEXTS.includes(old) ||
    (old === 'integer' && now === 'boolean') ||
    (old === 'boolean' && now === 'integer')
  return direct && !isArray(from)
    ? `${quote(column)}::${to}`
    : `${quote(column)}::text${isArray(from) ? '[]' : ''}::${to}`
}
