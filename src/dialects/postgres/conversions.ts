/** How old values become new ones where a change of type needs to be told. */
import { quote } from '../shared.ts'
import {
  canonicalType,
  elementType,
  isArray,
  isSerial,
  isText,
  withoutParameters,
} from './types.ts'

const NUMBERS = ['smallint', 'integer', 'bigint', 'numeric', 'real', 'double precision']

/** Within a family PostgreSQL converts by itself on assignment. https://www.postgresql.org/docs/current/sql-createcast.html */
const FAMILIES: readonly (readonly string[])[] = [
  NUMBERS,
  ['date', 'timestamp without time zone'],
  ['json', 'jsonb'],
  ['inet', 'cidr'],
]

/**
 * Every type becomes text by assignment. An explicit cast is not used there: it cuts a text that is
 * too long, where an assignment refuses.
 */
const isAutomatic = (from: string, to: string): boolean =>
  from === to ||
  isText(to) ||
  FAMILIES.some((family) => family.includes(from) && family.includes(to))

/** Named, because a session has a zone of its own. https://www.postgresql.org/docs/current/functions-datetime.html#FUNCTIONS-DATETIME-ZONECONVERT */
const ZONE = "AT TIME ZONE 'UTC'"

const inZone = (name: string, from: string, to: string): string | null => {
  const zoned = 'timestamp with time zone'
  if (from === 'timestamp without time zone' && to === zoned) return `${name} ${ZONE}`
  if (from === 'date' && to === zoned) return `${name}::timestamp ${ZONE}`
  if (from !== zoned) return null
  if (to === 'timestamp without time zone') return `${name} ${ZONE}`
  return to === 'date' ? `(${name} ${ZONE})::date` : null
}

const JSONS = ['json', 'jsonb']

/** A value becomes the JSON of it, and JSON that is one value becomes that. */
const throughJson = (
  name: string,
  [from, to, type]: readonly [string, string, string],
): string | null => {
  if (JSONS.includes(to) && !isText(from))
    return `to_jsonb(${name})${to === 'json' ? '::json' : ''}`
  return JSONS.includes(from) ? `(${name} #>> '{}')::${type}` : null
}

const scalar = (name: string, [from, to, type]: readonly [string, string, string]): string => {
  if (isText(from)) return `${name}::${type}`
  const known = inZone(name, from, to) ?? throughJson(name, [from, to, type])
  if (known !== null) return known
  // Only `integer` has casts to and from `boolean`.
  if (NUMBERS.includes(from) && to === 'boolean') return `${name} <> 0`
  if (from === 'boolean' && NUMBERS.includes(to)) {
    return to === 'integer' ? `${name}::integer` : `${name}::integer::${type}`
  }
  return `${name}::text::${type}`
}

/** The element of an array that has one at most; the server refuses the text of any other. */
const single = (name: string, [from, to, type]: readonly [string, string, string]): string => {
  const element = isAutomatic(from, to)
    ? `${name}[1]::${type}`
    : scalar(`${name}[1]`, [from, to, type])
  return `CASE WHEN cardinality(${name}) > 1 THEN ${name}::text::${type} ELSE ${element} END`
}

/** The USING expression of a change of type; `null` where PostgreSQL needs none. */
export const conversion = (column: string, from: string, to: string): string | null => {
  const [source, type] = [canonicalType(from), canonicalType(to)]
  if (isSerial(source) || isSerial(type)) return null
  const name = quote(column)
  const [old, now] = [source, type].map((item) => withoutParameters(elementType(item)))
  if (old === undefined || now === undefined) return null
  if (isArray(source) && !isArray(type)) return single(name, [old, now, type])
  if (isArray(type) && !isArray(source)) {
    return isAutomatic(old, now)
      ? `CASE WHEN ${name} IS NOT NULL THEN ARRAY[${name}]::${type} END`
      : `${name}::text::${type}`
  }
  if (isAutomatic(old, now)) return null
  return isArray(type) ? `${name}::text[]::${type}` : scalar(name, [old, now, type])
}
