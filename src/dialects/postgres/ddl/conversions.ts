/** How old values become new ones where a change of type needs to be told. */
import { UNWRITTEN } from '../../../operations/conversions.ts'
import type { Conversion, KnownTypes } from '../../../operations/conversions.ts'
import { quote } from '../../shared.ts'
import { castBetween, isBuiltIn, JSONS, NUMBERS } from './casts.ts'
import {
  baseType,
  canonicalType,
  elementType,
  isArray,
  isText,
  withoutParameters,
} from '../types.ts'

/** The two types without parameters, or those of their elements, and the whole new one. */
type Types = readonly [from: string, to: string, type: string]

/** Named, because a session has a zone of its own. https://www.postgresql.org/docs/current/functions-datetime.html#FUNCTIONS-DATETIME-ZONECONVERT */
const ZONE = "AT TIME ZONE 'UTC'"

const atZero = (time: string): string => `(${time}::text || '+00')::time with time zone`

const inZone = (name: string, from: string, to: string): string | null => {
  const zoned = 'timestamp with time zone'
  if (from === 'timestamp without time zone' && to === zoned) return `${name} ${ZONE}`
  if (from === 'date' && to === zoned) return `${name}::timestamp ${ZONE}`
  if (from === 'time without time zone' && to === 'time with time zone') return atZero(name)
  if (from !== zoned) return null
  const local = `${name} ${ZONE}`
  if (to === 'timestamp without time zone') return local
  if (to === 'date') return `(${local})::date`
  if (to === 'time without time zone') return `(${local})::time`
  return to === 'time with time zone' ? atZero(`(${local})::time`) : null
}

/** What the one value of a JSON may be read as; without a zone, which a text need not name. */
const JSON_VALUES = [
  ...NUMBERS,
  'boolean',
  'uuid',
  'date',
  'time without time zone',
  'timestamp without time zone',
]

/** A value becomes the JSON of it, and JSON that is one value becomes that. */
const throughJson = (name: string, [from, to, type]: Types): string | null => {
  if (JSONS.includes(to) && !isText(from))
    return `to_jsonb(${name})${to === 'json' ? '::json' : ''}`
  if (!JSONS.includes(from)) return null
  const isKnown = JSON_VALUES.includes(to) || !isBuiltIn(to)
  return isKnown ? `(${name} #>> '{}')::${type}` : UNWRITTEN
}

/** The type between two that have no cast of their own. */
const bridge = (from: string, to: string): string | null => {
  if (from === 'boolean' && NUMBERS.includes(to)) return 'integer'
  const isMoney = (a: string, b: string): boolean => a === 'money' && NUMBERS.includes(b)
  return isMoney(from, to) || isMoney(to, from) ? 'numeric' : null
}

const scalar = (name: string, [from, to, type]: Types): string => {
  // The one text that becomes nothing else without a step.
  if (from === '"char"') return `${name}::text::${type}`
  if (isText(from)) return `${name}::${type}`
  const known = inZone(name, from, to) ?? throughJson(name, [from, to, type])
  if (known !== null) return known
  // Only `integer` has a cast to `boolean`.
  if (NUMBERS.includes(from) && to === 'boolean') return `${name} <> 0`
  const cast = castBetween(from, to)
  if (cast === 'explicit') return `${name}::${type}`
  const between = bridge(from, to)
  if (between !== null) return `${name}::${between}::${type}`
  return cast === 'none' ? UNWRITTEN : `${name}::text::${type}`
}

/** Whether PostgreSQL converts by itself, and to the same value in every session. */
const isAutomatic = (from: string, to: string): boolean =>
  castBetween(from, to) === 'automatic' && inZone('', from, to) === null

/** The element of an array that has one at most; the server refuses the text of any other. */
const single = (name: string, [from, to, type]: Types): string => {
  if (JSONS.includes(to)) return throughJson(name, ['array', to, type]) ?? UNWRITTEN
  const element = isAutomatic(from, to)
    ? `${name}[1]::${type}`
    : scalar(`${name}[1]`, [from, to, type])
  if (element === UNWRITTEN) return UNWRITTEN
  return `CASE WHEN cardinality(${name}) > 1 THEN ${name}::text::${type} ELSE ${element} END`
}

/** The array of one value; a text is taken as that of the whole array. */
const wrapped = (name: string, [from, to, type]: Types): string => {
  const isJson = JSONS.includes(from) && !JSONS.includes(to)
  const cast = isJson ? 'none' : castBetween(from, to)
  if (cast === 'none') return UNWRITTEN
  if (cast === 'unknown' || (isText(from) && !isText(to))) return `${name}::text::${type}`
  return `CASE WHEN ${name} IS NOT NULL THEN ARRAY[${name}]::${type} END`
}

/** USING takes no subquery, so that the elements are converted by casts alone. */
const elements = (name: string, [from, to, type]: Types): string => {
  const cast = castBetween(from, to)
  if (cast === 'explicit' && !isText(from)) return `${name}::${type}`
  const between = bridge(from, to)
  if (between !== null) return `${name}::${between}[]::${type}`
  return cast === 'none' ? UNWRITTEN : `${name}::text[]::${type}`
}

const NOTHING: KnownTypes = { enums: [], asked: {} }

const baseOf = (type: string, { asked }: KnownTypes): string => asked[type]?.base ?? type

/** Whether a server that was asked lists a cast between the two, whole arrays too. */
const isListed = (from: string, to: string, { asked }: KnownTypes): boolean => {
  const [old, now] = [from, to].map((type) => withoutParameters(type))
  if (old === undefined || now === undefined) return false
  return asked[old]?.to.includes(now) === true || asked[now]?.from.includes(old) === true
}

const isDomain = (type: string, known: KnownTypes): boolean => baseOf(type, known) !== type

/** Enums have no casts but to and from texts; of a type that was asked about, all are known. */
const hasNoCast = (from: string, to: string, { enums, asked }: KnownTypes): boolean => {
  const isEnum = (type: string): boolean => enums.includes(type)
  const isKnown = (type: string): boolean => isBuiltIn(type) || isEnum(type) || type in asked
  if (castBetween(from, to) !== 'unknown' || (isEnum(from) && isEnum(to))) return false
  return isKnown(from) && isKnown(to)
}

/** JSON has its own ways, and a time zone is named. */
const isSpecial = (from: string, to: string): boolean =>
  [from, to].some((type) => JSONS.includes(type)) || inZone('', from, to) !== null

interface Change {
  readonly name: string
  /** The whole types, and those of which they consist: domains as what they stand on. */
  readonly source: string
  readonly type: string
  readonly old: string
  readonly now: string
}

/** What the server has told: said, also where it would convert by itself, for a plan is made without asking. */
const told = (
  { name, source, type, old, now }: Change,
  [own, other]: readonly [string, string],
  known: KnownTypes,
): string | null => {
  if (!(own in known.asked) && !(other in known.asked)) return null
  const cast = `${name}::${type}`
  const ofDomains = isDomain(own, known) || isDomain(other, known)
  if (!ofDomains && isListed(source, type, known)) return cast
  if (isArray(source) !== isArray(type) || isSpecial(old, now)) return null
  return isListed(old, now, known) || castBetween(old, now) === 'automatic' ? cast : null
}

/** The text of a JSON is that of an enum's value, and of no other type that is not built in. */
const isRead = ({ old, now }: Change, { enums }: KnownTypes): boolean =>
  JSONS.includes(now) || (JSONS.includes(old) && enums.includes(now))

const byTypes = ({ name, source, type, old, now }: Change): string | null => {
  const types = [old, now, type] as const
  if (isArray(source) && !isArray(type)) return single(name, types)
  if (isArray(type) && !isArray(source)) return wrapped(name, types)
  if (isAutomatic(old, now)) return null
  return isArray(type) ? elements(name, types) : scalar(name, types)
}

/** The USING expression of a change of type; `null` where PostgreSQL needs none. */
export const conversion: Conversion = (column, from, to, known = NOTHING) => {
  const [source, type] = [baseType(canonicalType(from)), baseType(canonicalType(to))]
  const [own = '', other = ''] = [source, type].map((item) => withoutParameters(elementType(item)))
  const [old, now] = [baseOf(own, known), baseOf(other, known)]
  const change = { name: quote(column), source, type, old, now }
  const cast = told(change, [own, other], known)
  if (cast !== null) return cast
  if (hasNoCast(old, now, known) && !isRead(change, known)) return UNWRITTEN
  return byTypes(change)
}
