/** What a change of type does to the values that are there. */

interface Sized {
  readonly base: string
  readonly sizes: readonly number[]
}

const ALIASES: Readonly<Record<string, string>> = {
  'character varying': 'varchar',
  decimal: 'numeric',
  int: 'integer',
  int4: 'integer',
  int8: 'bigint',
  int2: 'smallint',
  serial: 'integer',
  bigserial: 'bigint',
  smallserial: 'smallint',
}

const parse = (type: string): Sized => {
  const sizes = /\(([\d, ]+)\)/.exec(type)?.[1]?.split(',').map(Number) ?? []
  const base = type
    .replace(/\(.*?\)/, '')
    .trim()
    .toLowerCase()
  return { base: ALIASES[base] ?? base, sizes }
}

const INTEGERS = ['smallint', 'integer', 'bigint']

const widensText = (from: Sized, to: Sized): boolean => {
  if (from.base !== 'varchar' && from.base !== 'text') return false
  if (to.base === 'text') return true
  if (to.base !== 'varchar') return false
  const [before, after] = [from.sizes[0], to.sizes[0]]
  return after === undefined || (before !== undefined && from.base === 'varchar' && before <= after)
}

const widensNumeric = (from: Sized, to: Sized): boolean => {
  if (from.base !== 'numeric' || to.base !== 'numeric') return false
  if (to.sizes.length === 0) return true
  const [precision, scale = 0] = from.sizes
  const [wider = 0, newScale = 0] = to.sizes
  return precision !== undefined && precision <= wider && scale === newScale
}

/** Every old value is kept as it is: the table need not even be rewritten. */
export const keepsStorage = (from: string, to: string): boolean => {
  const [old, now] = [parse(from), parse(to)]
  const isSame = old.base === now.base && old.sizes.join() === now.sizes.join()
  return isSame || widensText(old, now) || widensNumeric(old, now)
}

/** Every old value fits the new type without loss. */
export const keepsValues = (from: string, to: string): boolean => {
  if (keepsStorage(from, to)) return true
  const [old, now] = [parse(from), parse(to)]
  const place = INTEGERS.indexOf(old.base)
  return (
    (place >= 0 && INTEGERS.indexOf(now.base) >= place) ||
    (place >= 0 && now.base === 'numeric' && now.sizes.length === 0) ||
    (now.base === 'text' && !old.base.includes('[') && old.base !== 'bytea' && old.base !== 'blob')
  )
}

const AFFINITIES = [
  ['integer', /int/],
  ['text', /char|clob|text/],
  ['blob', /blob|^$/],
  ['real', /real|floa|doub/],
] as const

/** SQLite stores by affinity, not by type. https://sqlite.org/datatype3.html#determination_of_column_affinity */
export const affinity = (type: string): string =>
  AFFINITIES.find(([, pattern]) => pattern.test(type.toLowerCase()))?.[0] ?? 'numeric'
