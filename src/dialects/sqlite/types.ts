/** The canonical spelling of types, collations and defaults. */
import { remember } from '../../util/remember.ts'
import { stripParentheses } from '../../util/tokens.ts'
import { literal } from '../shared.ts'
import { lex } from './parse/tokens.ts'

const CLAUSE_WORDS =
  /\b(primary|not|null|unique|check|default|collate|constraint|references|deferrable|generated|as)\b/i

/** SQLite forgets the quotes of a quoted type; they stay where the type could not be read without. */
const withoutQuotes = (type: string): string => {
  const [token, second] = lex(type)
  const plain = (token?.kind === 'quoted' || token?.kind === 'string') && second === undefined
  if (!plain || !/^[a-z_][\w ]*$/i.test(token.value) || CLAUSE_WORDS.test(token.value)) return type
  return token.value
}

/**
 * Lower case and evenly spaced, the words as written: `int` is not `integer`, which has a meaning of
 * its own in a primary key. https://sqlite.org/lang_createtable.html#rowids_and_the_integer_primary_key
 */
export const canonicalType: (type: string) => string = remember((type) =>
  lex(withoutQuotes(type)).reduce((text, token) => {
    const word = token.kind === 'word' ? token.text.toLowerCase() : token.text
    const glued = text === '' || '(),'.includes(word) || text.endsWith('(') || /[+-]$/.test(text)
    return glued ? text + word : `${text} ${word}`
  }, ''),
)

const BUILT_IN = new Set(['NOCASE', 'RTRIM'])

/** `null` for BINARY, which is what a column without COLLATE has. */
export const canonicalCollation = (collation: string | null): string | null => {
  const upper = collation?.toUpperCase() ?? 'BINARY'
  if (upper === 'BINARY') return null
  return BUILT_IN.has(upper) ? upper : collation
}

const KEYWORD_DEFAULTS: Readonly<Record<string, string | null>> = {
  null: null,
  true: '1',
  false: '0',
  current_time: 'CURRENT_TIME',
  current_date: 'CURRENT_DATE',
  current_timestamp: 'CURRENT_TIMESTAMP',
}

/**
 * The text without its parentheses; `null` for NULL. A bare word that is no keyword is a string.
 * https://sqlite.org/lang_createtable.html#the_default_clause
 */
export const canonicalDefault: (sql: string) => string | null = remember((sql) => {
  const text = stripParentheses(sql)
  const [token, second] = lex(text)
  if (token === undefined) return null
  if (second !== undefined) return text
  if (token.kind === 'quoted') return literal(token.value)
  if (token.kind !== 'word') return text
  const keyword = KEYWORD_DEFAULTS[token.value.toLowerCase()]
  return keyword === undefined ? literal(token.value) : keyword
})

/** Whether ADD COLUMN takes the default, and DEFAULT takes it without parentheses. */
export const isConstant = (sql: string): boolean => {
  const tokens = lex(sql)
  const [first] = tokens
  if (tokens.length === 1) return /string|number|blob/.test(first?.kind ?? '')
  return tokens.length === 2 && /^[+-]$/.test(first?.text ?? '') && tokens[1]?.kind === 'number'
}

/** Whether DEFAULT takes the text without parentheses. */
export const isBareDefault = (sql: string): boolean =>
  isConstant(sql) || /^current_(time|date|timestamp)$/i.test(sql.trim())
