/** Values that a column of another type, or of a STRICT table, would change or refuse. */
import { foldName } from '../parse/tokens.ts'

type Affinity = 'integer' | 'text' | 'blob' | 'real' | 'numeric'

/** https://sqlite.org/datatype3.html#determination_of_column_affinity */
const affinityOf = (type: string): Affinity => {
  const name = foldName(type)
  if (name.includes('int')) return 'integer'
  if (/char|clob|text/.test(name)) return 'text'
  if (name.includes('blob') || name === '') return 'blob'
  return /real|floa|doub/.test(name) ? 'real' : 'numeric'
}

/** Numeric affinity turns a text into a number exactly when the two then compare as equal. */
const looksLikeNumber = (value: string): string => `CAST(${value} AS NUMERIC) = ${value}`

const asNumber = (value: string, affinity: 'REAL' | 'NUMERIC'): string =>
  `CASE WHEN typeof(${value}) = 'text' AND ${looksLikeNumber(value)} THEN CAST(${value} AS ${affinity}) ELSE ${value} END`

const altersText = (value: string, affinity: 'REAL' | 'NUMERIC', same: string): string =>
  `typeof(${value}) = 'text' AND ${looksLikeNumber(value)} AND CAST(CAST(${value} AS ${affinity}) AS TEXT) NOT IN (${same})`

const anyOf = (conditions: readonly string[]): string =>
  conditions.map((condition) => `(${condition})`).join(' OR ')

const ALTERS: Readonly<Record<Affinity, ((value: string) => string) | null>> = {
  integer: (value) => altersText(value, 'NUMERIC', value),
  numeric: (value) => altersText(value, 'NUMERIC', value),
  real: (value) =>
    anyOf([
      altersText(value, 'REAL', `${value}, ${value} || '.0'`),
      `typeof(${value}) = 'integer' AND CAST(CAST(${value} AS REAL) AS INTEGER) <> ${value}`,
    ]),
  text: (value) => `typeof(${value}) = 'real' AND CAST(CAST(${value} AS TEXT) AS REAL) <> ${value}`,
  blob: null,
}

/** A column's type and whether its table is STRICT, where ANY takes every value as it is. */
export interface Storage {
  readonly type: string
  readonly strict: boolean
}

const storedAs = ({ type, strict }: Storage): Affinity =>
  strict && foldName(type) === 'any' ? 'blob' : affinityOf(type)

/** True for the values that come back as others once stored anew; `null` where none do. */
export const altersValue = (from: Storage, to: Storage, value: string): string | null =>
  storedAs(from) === storedAs(to) ? null : (ALTERS[storedAs(to)]?.(value) ?? null)

const STORES: Readonly<Record<Affinity, (value: string) => string>> = {
  integer: (value) => asNumber(value, 'NUMERIC'),
  numeric: (value) => asNumber(value, 'NUMERIC'),
  real: (value) => asNumber(value, 'REAL'),
  text: (value) =>
    `CASE WHEN typeof(${value}) IN ('integer', 'real') THEN CAST(${value} AS TEXT) ELSE ${value} END`,
  blob: (value) => value,
}

/** A value as a column of the type will hold it. */
export const asStored = (to: Storage, value: string): string => STORES[storedAs(to)](value)

const isInteger = (value: string): string =>
  anyOf([
    `typeof(${value}) = 'integer'`,
    `typeof(${value}) = 'real' AND CAST(${value} AS INTEGER) = ${value}`,
    `typeof(${value}) = 'text' AND ${looksLikeNumber(value)} AND typeof(CAST(${value} AS NUMERIC)) = 'integer'`,
  ])

/** https://sqlite.org/stricttables.html */
const ACCEPTS: Readonly<Record<string, (value: string) => string>> = {
  int: isInteger,
  integer: isInteger,
  real: (value) =>
    anyOf([
      `typeof(${value}) IN ('integer', 'real')`,
      `typeof(${value}) = 'text' AND ${looksLikeNumber(value)}`,
    ]),
  text: (value) => `typeof(${value}) <> 'blob'`,
  blob: (value) => `typeof(${value}) = 'blob'`,
}

/** True for the values that a STRICT table refuses in a column of the type; `null` where it takes any. */
export const refusesValue = (type: string, value: string): string | null => {
  const accepts = ACCEPTS[foldName(type)]
  return accepts === undefined ? null : `${value} IS NOT NULL AND NOT (${accepts(value)})`
}

/** Whether a STRICT table takes the type. */
export const isStrictType = (type: string): boolean =>
  foldName(type) === 'any' || Object.hasOwn(ACCEPTS, foldName(type))
