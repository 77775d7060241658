/** Which of its own types PostgreSQL converts into which. https://www.postgresql.org/docs/current/catalog-pg-cast.html */
import { isText } from '../types.ts'

export const NUMBERS = ['smallint', 'integer', 'bigint', 'numeric', 'real', 'double precision']
export const JSONS = ['json', 'jsonb']

const DATE = 'date'
const TIME = 'time without time zone'
const ZONED_TIME = 'time with time zone'
const TIMESTAMP = 'timestamp without time zone'
const ZONED_TIMESTAMP = 'timestamp with time zone'
const RANGES = ['int4', 'int8', 'num', 'date', 'ts', 'tstz']

const all = (from: readonly string[], to: readonly string[]): Readonly<Record<string, string[]>> =>
  Object.fromEntries(from.map((type) => [type, to.filter((other) => other !== type)]))

type Casts = Readonly<Record<string, readonly string[]>>

/** Those of an assignment, which need no USING. */
const AUTOMATIC: Casts = {
  ...all(NUMBERS, NUMBERS),
  ...all(JSONS, JSONS),
  ...all(['inet', 'cidr'], ['inet', 'cidr']),
  ...all(['macaddr', 'macaddr8'], ['macaddr', 'macaddr8']),
  ...all(['bit', 'bit varying'], ['bit', 'bit varying']),
  integer: [...NUMBERS, 'money'],
  bigint: [...NUMBERS, 'money'],
  numeric: [...NUMBERS, 'money'],
  money: ['numeric'],
  [DATE]: [TIMESTAMP, ZONED_TIMESTAMP],
  [TIMESTAMP]: [DATE, TIME, ZONED_TIMESTAMP],
  [ZONED_TIMESTAMP]: [DATE, TIME, ZONED_TIME, TIMESTAMP],
  [TIME]: ['interval', ZONED_TIME],
  [ZONED_TIME]: [TIME],
  interval: [TIME],
  point: ['box'],
  box: ['polygon'],
  path: ['polygon'],
  polygon: ['path'],
}

/** Those that have to be asked for. Only what every supported major has. */
const EXPLICIT: Casts = {
  integer: ['boolean', 'bit'],
  bigint: ['bit'],
  boolean: ['integer'],
  bit: ['integer', 'bigint'],
  jsonb: [...NUMBERS, 'boolean'],
  lseg: ['point'],
  box: ['circle', 'lseg', 'point'],
  polygon: ['box', 'circle', 'point'],
  circle: ['box', 'point', 'polygon'],
  name: ['"char"'],
  ...Object.fromEntries(RANGES.map((kind) => [`${kind}range`, [`${kind}multirange`]])),
}

const BUILT_IN = new Set([
  ...Object.keys(AUTOMATIC),
  ...Object.keys(EXPLICIT),
  ...RANGES.map((kind) => `${kind}multirange`),
  'bytea',
  'uuid',
  'line',
  'xml',
  'tsvector',
  'tsquery',
  'jsonpath',
])

/** Not an enum, a domain, a type of an extension: the casts of those are not known here. */
export const isBuiltIn = (type: string): boolean => BUILT_IN.has(type)

const lists = (casts: Casts, from: string, to: string): boolean =>
  casts[from]?.includes(to) === true

/**
 * How PostgreSQL converts between two types without parameters. Every type becomes text by assignment,
 * but for `"char"`, which is one byte. `unknown`: a type that is not its own has a say in it.
 */
export const castBetween = (
  from: string,
  to: string,
): 'automatic' | 'explicit' | 'none' | 'unknown' => {
  if (from === to) return 'automatic'
  if (lists(EXPLICIT, from, to)) return 'explicit'
  if (to === '"char"' && !isText(from)) return isBuiltIn(from) ? 'none' : 'unknown'
  if (isText(to)) return 'automatic'
  if (isText(from)) return 'explicit'
  if (lists(AUTOMATIC, from, to)) return 'automatic'
  return isBuiltIn(from) && isBuiltIn(to) ? 'none' : 'unknown'
}
