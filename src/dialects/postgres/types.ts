/** The canonical spelling of types: as `format_type` prints them, with the serial types beside. */
import { quoteIfNeeded } from '../../schema/names.ts'
import { remember } from '../../util/remember.ts'
import { codeTokens } from '../../util/tokens.ts'
import type { Token } from '../../util/tokens.ts'
import { collationOf } from './collations.ts'

const SERIAL: Readonly<Record<string, string>> = {
  smallserial: 'smallint',
  serial: 'integer',
  bigserial: 'bigint',
}

export const isSerial = (type: string): boolean => type in SERIAL

/** The type that a serial column really has; any other type as it is. */
export const baseType = (type: string): string => SERIAL[type] ?? type

/** The serial type over an integer type; `null` where there is none. */
export const serialOver = (type: string): string | null =>
  Object.keys(SERIAL).find((serial) => SERIAL[serial] === type) ?? null

const ALIASES: Readonly<Record<string, string>> = {
  int: 'integer',
  int2: 'smallint',
  int4: 'integer',
  int8: 'bigint',
  float4: 'real',
  float8: 'double precision',
  double: 'double precision',
  bool: 'boolean',
  decimal: 'numeric',
  dec: 'numeric',
  varchar: 'character varying',
  'char varying': 'character varying',
  'national character varying': 'character varying',
  'national char varying': 'character varying',
  nchar: 'character',
  'national character': 'character',
  'national char': 'character',
  char: 'character',
  varbit: 'bit varying',
  timestamptz: 'timestamp with time zone',
  timetz: 'time with time zone',
  serial2: 'smallserial',
  serial4: 'serial',
  serial8: 'bigserial',
}

/** Types whose precision stands before the words `with time zone`. */
const ZONED = /^(timestamp|time)(?: (with|without) time zone)?$/

interface Parts {
  /** The words before and after the arguments, joined by one space. */
  readonly name: string
  readonly parameters: readonly string[]
  readonly isArray: boolean
}

const wordOf = (token: Token): string =>
  token.kind === 'quoted' ? quoteIfNeeded(token.value) : token.text.toLowerCase()

const joinName = (words: readonly string[]): string =>
  words
    .join(' ')
    .replaceAll(' . ', '.')
    .replace(/^pg_catalog\./, '')
    .replace(/^public\./, '')

/** The tokens between the parentheses, cut at commas. */
const parametersOf = (inner: readonly Token[]): readonly string[] =>
  inner.length === 0
    ? []
    : inner
        .map(({ text }) => text.toLowerCase())
        .join('')
        .split(',')

const parse = (source: string): Parts => {
  const tokens = codeTokens(source)
  const bracket = tokens.findIndex(({ text }) => text === '[')
  const scalar = bracket < 0 ? tokens : tokens.slice(0, bracket)
  const [open, close] = ['(', ')'].map((sign) => scalar.findLastIndex(({ text }) => text === sign))
  const hasParameters = open !== undefined && open >= 0 && close !== undefined
  const outer = hasParameters ? [...scalar.slice(0, open), ...scalar.slice(close + 1)] : scalar
  const parameters = hasParameters ? parametersOf(scalar.slice(open + 1, close)) : []
  const words = outer.map(wordOf)
  const spelled = words.at(-1) === 'array'
  return {
    name: joinName(spelled ? words.slice(0, -1) : words),
    parameters,
    isArray: bracket >= 0 || spelled,
  }
}

const withParameters = (name: string, parameters: readonly string[]): string =>
  parameters.length === 0 ? name : `${name}(${parameters.join(',')})`

const zoned = (name: string, parameters: readonly string[]): string | null => {
  const found = ZONED.exec(name)
  if (found === null) return null
  return `${withParameters(found[1] ?? '', parameters)} ${found[2] ?? 'without'} time zone`
}

const IMPLIED: Readonly<Record<string, readonly string[]>> = { bit: ['1'], character: ['1'] }

const scalar = (name: string, parameters: readonly string[]): string => {
  // Without a length it is a type of its own: one that pads nothing.
  const known = name === 'bpchar' && parameters.length > 0 ? 'character' : (ALIASES[name] ?? name)
  if (known === 'float') return Number(parameters[0] ?? 53) <= 24 ? 'real' : 'double precision'
  if (known === 'numeric' && parameters.length === 1) return `numeric(${parameters[0]},0)`
  return (
    zoned(known, parameters) ??
    withParameters(known, parameters.length === 0 ? (IMPLIED[known] ?? []) : parameters)
  )
}

/** A type in its canonical spelling; every spelling of one type gives the same text. */
export const canonicalType = remember((source): string => {
  // Not the type `char`: https://www.postgresql.org/docs/current/datatype-character.html
  if (/^\s*(?:pg_catalog\.)?"char"\s*$/.test(source)) return '"char"'
  const { name, parameters, isArray } = parse(source)
  return `${scalar(name, parameters)}${isArray ? '[]' : ''}`
})

const CLAUSE =
  /^(?:not|null|default|primary|unique|check|references|constraint|generated|storage|compression)$/i

/** What a type's text consists of, arguments aside: names, a point between them, and brackets. */
const isOfType = ({ kind, text }: Token, before: Token | undefined): boolean =>
  kind === 'word' ||
  kind === 'quoted' ||
  /^[.[\]]$/.test(text) ||
  (kind === 'number' && before?.text === '[')

/** The first token that stands in no type; `undefined` where there is none. */
const foreignToken = (tokens: readonly Token[]): Token | undefined => {
  let depth = 0
  for (const [index, token] of tokens.entries()) {
    if (token.text === '(' && index > 0) depth++
    else if (token.text === ')' && depth > 0) depth--
    else if (/^[;()]$/.test(token.text)) return token
    else if (depth === 0 && !isOfType(token, tokens[index - 1])) return token
  }
  return depth > 0 ? tokens.at(-1) : undefined
}

interface SplitType {
  readonly type: string
  readonly collation: string | null
  readonly rest: string | null
}

/** A type as a model may write it, taken apart; `rest` is what belongs to no type. */
export const splitType: (source: string) => SplitType = remember((source) => {
  const tokens = codeTokens(source)
  const isCollate = ({ kind, text }: Token): boolean => kind === 'word' && /^collate$/i.test(text)
  const clause =
    tokens.find(({ kind, text }) => kind === 'word' && CLAUSE.test(text)) ?? foreignToken(tokens)
  if (clause !== undefined) {
    return { type: source, collation: null, rest: source.slice(clause.start) }
  }
  const collate = tokens.find(isCollate)
  if (collate === undefined) return { type: source, collation: null, rest: null }
  return {
    type: source.slice(0, collate.start),
    collation: collationOf(tokens.slice(tokens.indexOf(collate) + 1)),
    rest: null,
  }
})

/** The type without length, precision and scale. */
export const withoutParameters = (type: string): string =>
  type.replace(/\([^()]*\)/, '').replace(/\s+(?=\[|$)/, '')

const INTEGER_BITS: Readonly<Record<string, bigint>> = { smallint: 15n, integer: 31n, bigint: 63n }

/** The bounds that a sequence of that type has when it names none. */
export const sequenceBounds = (
  type: string,
  increment: string,
): { readonly min: string; readonly max: string } => {
  const top = 1n << (INTEGER_BITS[baseType(type)] ?? 63n)
  return BigInt(increment) > 0n
    ? { min: '1', max: String(top - 1n) }
    : { min: String(-top), max: '-1' }
}

const TEXTS = new Set([
  'text',
  'character varying',
  'character',
  'bpchar',
  'name',
  '"char"',
  'citext',
])

export const isText = (type: string): boolean => TEXTS.has(withoutParameters(type))
export const isArray = (type: string): boolean => type.endsWith('[]')
export const elementType = (type: string): string => type.replace(/\[\]$/, '')
