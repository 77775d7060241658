/** The keys of an index, a primary key or a unique constraint: `name COLLATE nocase DESC`. */
import { Cursor } from './cursor.ts'
import { lex } from './tokens.ts'
import type { Span, Token } from './tokens.ts'

export interface ParsedKey {
  /** The column when the key is a bare name; else `null`. */
  readonly column: string | null
  /** The text without collation and order. */
  readonly expression: string
  readonly collation: string | null
  readonly order: 'asc' | 'desc'
}

const isWord = (token: Token | undefined, ...words: readonly string[]): boolean =>
  token?.kind === 'word' && words.includes(token.text.toLowerCase())

/** A name, a call or a parenthesis: what a COLLATE behind it belongs to as a whole. */
const isPrimary = (tokens: readonly Token[]): boolean => {
  const open = tokens.findIndex(({ text }) => text === '(')
  if (open < 0) return tokens.length === 1
  if (open > 1) return false
  let depth = 0
  return tokens.slice(open).every((token, index, rest) => {
    if (token.text === '(') depth++
    if (token.text === ')') depth--
    return depth > 0 || index === rest.length - 1
  })
}

const splitOrder = (tokens: readonly Token[]): readonly [readonly Token[], 'asc' | 'desc'] => {
  const withoutNulls =
    isWord(tokens.at(-1), 'first', 'last') && isWord(tokens.at(-2), 'nulls')
      ? tokens.slice(0, -2)
      : tokens
  // A column may have such a name itself.
  if (withoutNulls.length < 2 || !isWord(withoutNulls.at(-1), 'asc', 'desc')) {
    return [withoutNulls, 'asc']
  }
  return [withoutNulls.slice(0, -1), isWord(withoutNulls.at(-1), 'desc') ? 'desc' : 'asc']
}

/** Reads one key from its text. */
export const parseKey = (source: string): ParsedKey => {
  const [tokens, order] = splitOrder(lex(source))
  const collated = tokens.length > 2 && isWord(tokens.at(-2), 'collate')
  const body = collated && isPrimary(tokens.slice(0, -2)) ? tokens.slice(0, -2) : tokens
  const [first] = body
  const last = body.at(-1)
  const single = body.length === 1 && first !== undefined && /word|quoted|string/.test(first.kind)
  return {
    column: single ? first.value : null,
    expression: first && last ? source.slice(first.start, last.end) : source.trim(),
    collation: body === tokens ? null : (tokens.at(-1)?.value ?? null),
    order,
  }
}

const splitAtCommas = (cursor: Cursor, end: number): readonly Span[] => {
  const spans: Span[] = []
  let { start } = cursor
  for (let depth = 0; cursor.start < end;) {
    const { text } = cursor.next()
    if (text === '(') depth++
    if (text === ')') depth--
    if (text === ',' && depth === 0) {
      spans.push({ start, end: cursor.end - 1 })
      start = cursor.end
    }
  }
  return [...spans, { start, end }]
}

const spanOf = (cursor: Cursor): [number, number] => {
  const { start, end } = cursor.parenthesis()
  return [start, end]
}

/** The texts between the commas of a parenthesis at the cursor. */
export const parseList = (cursor: Cursor): readonly string[] => {
  const list = new Cursor(cursor.source.slice(...spanOf(cursor)))
  return splitAtCommas(list, list.source.length).map((part) => list.text(part))
}

/** The keys in the parenthesis at the cursor. */
export const parseKeys = (cursor: Cursor): readonly ParsedKey[] => parseList(cursor).map(parseKey)
