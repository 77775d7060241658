/** A tokenizer with SQLite's own rules: what `util/tokens.ts` guesses for two dialects is exact here. */
import { remember } from '../../../util/remember.ts'

type TokenKind = 'word' | 'quoted' | 'string' | 'blob' | 'number' | 'operator' | 'parameter'

export interface Token {
  readonly kind: TokenKind
  readonly text: string
  /** What a word, a quoted identifier or a string says, unquoted; else the same as `text`. */
  readonly value: string
  readonly start: number
  readonly end: number
}

/** A part of a text: from the offset `start` up to, not including, `end`. */
export interface Span {
  readonly start: number
  readonly end: number
}

const SPACE = /[\t\n\v\f\r \ufeff]+/y
const WORD = /[A-Za-z_\u0080-\uffff][A-Za-z0-9_$\u0080-\uffff]*/y
const NUMBER = /0[xX][0-9a-fA-F_]+|(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:[eE][+-]?\d+)?/y
const PARAMETER = /\?\d*|[@:#$][A-Za-z0-9_$\u0080-\uffff]+/y
const OPERATOR = /->>|->|\|\||<<|>>|<=|>=|<>|!=|==/y

const CLOSE: Readonly<Record<string, string>> = { "'": "'", '"': '"', '`': '`', '[': ']' }

const lengthAt = (pattern: RegExp, source: string, at: number): number => {
  pattern.lastIndex = at
  return pattern.test(source) ? pattern.lastIndex - at : 0
}

const endOfQuoted = (source: string, at: number): number => {
  const close = CLOSE[source[at] ?? ''] ?? ''
  for (let end = at + 1; end < source.length; end++) {
    if (source[end] !== close) continue
    if (close === ']' || source[end + 1] !== close) return end + 1
    end++
  }
  return source.length
}

const unquote = (text: string): string => {
  const close = CLOSE[text[0] ?? ''] ?? ''
  const body = text.slice(1, text.length > 1 && text.endsWith(close) ? -1 : undefined)
  return close === ']' ? body : body.replaceAll(close + close, close)
}

/** The offset behind the spaces and comments that begin at `at`. */
export const skipTrivia = (source: string, at: number): number => {
  for (let end = at; ;) {
    const space = lengthAt(SPACE, source, end)
    if (space > 0) end += space
    else if (source.startsWith('--', end)) {
      const line = source.indexOf('\n', end)
      end = line < 0 ? source.length : line + 1
    } else if (source.startsWith('/*', end)) {
      const close = source.indexOf('*/', end + 2)
      end = close < 0 ? source.length : close + 2
    } else return end
  }
}

const PATTERNS = [
  ['word', WORD],
  ['number', NUMBER],
  ['parameter', PARAMETER],
  ['operator', OPERATOR],
] as const

const readToken = (source: string, at: number): readonly [TokenKind, number] => {
  const character = source[at] ?? ''
  if (character === "'") return ['string', endOfQuoted(source, at)]
  if (character in CLOSE) return ['quoted', endOfQuoted(source, at)]
  const isBlob = (character === 'x' || character === 'X') && source[at + 1] === "'"
  if (isBlob) return ['blob', endOfQuoted(source, at + 1)]
  for (const [kind, pattern] of PATTERNS) {
    const length = lengthAt(pattern, source, at)
    if (length > 0) return [kind, at + length]
  }
  return ['operator', at + 1]
}

/** The tokens of a text; spaces and comments are left out. */
export const lex = (source: string): readonly Token[] => {
  const tokens: Token[] = []
  for (let at = skipTrivia(source, 0); at < source.length;) {
    const [kind, end] = readToken(source, at)
    const text = source.slice(at, end)
    const value = kind === 'quoted' || kind === 'string' ? unquote(text) : text
    tokens.push({ kind, text, value, start: at, end })
    at = skipTrivia(source, end)
  }
  return tokens
}

/** SQLite compares names without regard to the case of ASCII letters. */
export const foldName = (name: string): string =>
  name.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase())

export const sameFolded = (a: string, b: string): boolean => foldName(a) === foldName(b)

/** Every name that a text may mean, folded; function names and keywords among them. */
export const namesIn = remember(
  (source): ReadonlySet<string> =>
    new Set(
      lex(source)
        // SQLite takes a string for a name where only a name can stand.
        .filter(({ kind }) => kind === 'word' || kind === 'quoted' || kind === 'string')
        .map(({ value }) => foldName(value)),
    ),
)

/** Whether what is written behind the text on the same line would be a comment. */
export const endsInLineComment = (source: string): boolean => {
  if (!source.includes('--')) return false
  const last = lex(source).at(-1)?.end ?? 0
  const tail = source.slice(last)
  return skipTrivia(`${tail}x`, 0) > tail.length
}

/** A text in parentheses, whose closing one no comment swallows. */
export const enclosed = (sql: string): string =>
  endsInLineComment(sql) ? `(${sql}\n)` : `(${sql})`
