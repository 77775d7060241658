/**
 * A tokenizer for SQL text of both dialects: enough to compare two expressions, to find the names in
 * one and to rewrite them. It never fails: what it does not know is an `operator` of one character.
 */

import { remember } from './remember.ts'

type TokenKind =
  'word' | 'quoted' | 'string' | 'number' | 'operator' | 'parameter' | 'space' | 'comment'

export interface Token {
  readonly kind: TokenKind
  /** The characters as written. */
  readonly text: string
  /** What a word or quoted identifier names: unquoted; else the same as `text`. */
  readonly value: string
  /** Offset of the first character in the source. */
  readonly start: number
}

const WORD_START = /[A-Za-z_\u0080-\uffff]/
const WORD = /[A-Za-z0-9_$\u0080-\uffff]*/y
const NUMBER = /0[xX][0-9a-fA-F_]+|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d+)?/y
const SPACE = /\s+/y
const DOLLAR_TAG = /\$(?:[A-Za-z_\u0080-\uffff][A-Za-z0-9_\u0080-\uffff]*)?\$/y
const PARAMETER = /\?\d*|[$:@][A-Za-z0-9_]+/y
const OPERATOR = /->>|->|#>>|#>|\|\||::|<=|>=|<>|!=|==|<<|>>|@>|<@|~\*|!~\*|!~|&&|\?\||\?&|:=|=>/y

const match = (pattern: RegExp, source: string, at: number): string | null => {
  pattern.lastIndex = at
  return pattern.exec(source)?.[0] || null
}

/** The offset just behind a run that `close` ends, a doubled `close` being an escaped one. */
const endOfQuoted = (source: string, start: number, close: string, backslash = false): number => {
  for (let at = start + 1; at < source.length; at++) {
    if (backslash && source[at] === '\\') at++
    else if (source[at] === close) {
      if (source[at + 1] !== close || close === ']') return at + 1
      at++
    }
  }
  return source.length
}

const endOfBlockComment = (source: string, start: number): number => {
  let depth = 0
  for (let at = start; at < source.length; at++) {
    if (source.startsWith('/*', at)) {
      depth++
      at++
    } else if (source.startsWith('*/', at)) {
      depth--
      at++
      if (depth === 0) return at + 1
    }
  }
  return source.length
}

const unquote = (text: string): string => {
  const close = text[0] === '[' ? ']' : (text[0] ?? '')
  const body = text.slice(1, text.endsWith(close) && text.length > 1 ? -1 : undefined)
  return close === ']' ? body : body.replaceAll(close + close, close)
}

type Raw = readonly [kind: TokenKind, end: number]

const readQuote = (source: string, at: number): Raw | null => {
  const character = source[at]
  if (character === "'") return ['string', endOfQuoted(source, at, "'")]
  if (character === '"' || character === '`') return ['quoted', endOfQuoted(source, at, character)]
  // An array subscript or constructor in PostgreSQL, a quoted name in SQLite.
  if (character === '[' && /^\[[A-Za-z_][^\]'"[(,:+]*\]/.test(source.slice(at, at + 200))) {
    const before = source.slice(0, at).trimEnd()
    if (
      !/[\w\])"]$/.test(before) ||
      /\b(?:on|and|or|not|in|is|like|as|select|from|by|join|references|table|key)$/i.test(before)
    ) {
      return ['quoted', endOfQuoted(source, at, ']')]
    }
  }
  const prefixed = /^[eExXbBnN]'/.test(source.slice(at, at + 2))
  if (prefixed) return ['string', endOfQuoted(source, at + 1, "'", /[eE]/.test(character ?? ''))]
  const tag = match(DOLLAR_TAG, source, at)
  if (tag !== null) {
    const close = source.indexOf(tag, at + tag.length)
    return ['string', close < 0 ? source.length : close + tag.length]
  }
  return null
}

const readComment = (source: string, at: number): Raw | null => {
  if (source.startsWith('--', at)) {
    const end = source.indexOf('\n', at)
    return ['comment', end < 0 ? source.length : end + 1]
  }
  return source.startsWith('/*', at) ? ['comment', endOfBlockComment(source, at)] : null
}

const readPattern = (source: string, at: number): Raw => {
  if (WORD_START.test(source[at] ?? '')) {
    return ['word', at + (match(WORD, source, at)?.length ?? 1)]
  }
  if ('(),;]'.includes(source[at] ?? 'none')) return ['operator', at + 1]
  for (const [kind, pattern] of [
    ['space', SPACE],
    ['number', NUMBER],
    ['operator', OPERATOR],
    ['parameter', PARAMETER],
  ] as const) {
    const text = match(pattern, source, at)
    if (text !== null) return [kind, at + text.length]
  }
  return ['operator', at + 1]
}

/** Every token of a text, spaces and comments included: joining the `text`s gives the source back. */
export const tokenize = (source: string): readonly Token[] => {
  const tokens: Token[] = []
  for (let at = 0; at < source.length;) {
    const [kind, end] = readQuote(source, at) ?? readComment(source, at) ?? readPattern(source, at)
    const text = source.slice(at, end)
    tokens.push({ kind, text, value: kind === 'quoted' ? unquote(text) : text, start: at })
    at = end
  }
  return tokens
}

const isCode = (token: Token): boolean => token.kind !== 'space' && token.kind !== 'comment'

/** The tokens that mean something: no spaces, no comments. */
export const codeTokens = (source: string): readonly Token[] => tokenize(source).filter(isCode)

/** Words that mean something else than a name of the same spelling when they are not quoted. */
const SPECIAL_WORDS = new Set(
  (
    'user current_user session_user current_role current_catalog current_schema current_date current_time ' +
    'current_timestamp localtime localtimestamp null true false default and or not in is like ilike between ' +
    'case when then else end cast collate select from where group order by limit array row interval'
  ).split(' '),
)

const PLAIN_NAME = /^[a-z_\u0080-\uffff][a-z0-9_$\u0080-\uffff]*$/

const comparable = (token: Token): string => {
  if (token.kind === 'word') return `w:${token.value.toLowerCase()}`
  if (token.kind === 'quoted') {
    const plain = PLAIN_NAME.test(token.value) && !SPECIAL_WORDS.has(token.value)
    return plain ? `w:${token.value}` : `q:${token.value}`
  }
  return `${token.kind}:${token.text}`
}

const closesAtEnd = (tokens: readonly Token[]): boolean => {
  let depth = 0
  for (const [index, token] of tokens.entries()) {
    if (token.text === '(') depth++
    if (token.text === ')') depth--
    if (depth === 0) return index === tokens.length - 1
  }
  return false
}

const withoutOuterParentheses = (tokens: readonly Token[]): readonly Token[] => {
  let inner = tokens
  while (inner.length > 1 && inner[0]?.text === '(' && closesAtEnd(inner))
    inner = inner.slice(1, -1)
  return inner
}

/** A text's meaning as far as its tokens tell it: two texts with one key differ in layout alone. */
const tokenKey = remember((source) =>
  withoutOuterParentheses(codeTokens(source)).map(comparable).join('\n'),
)

/** Whether two texts are the same token by token; layout, comments and outer parentheses aside. */
export const sameTokens = (a: string, b: string): boolean => a === b || tokenKey(a) === tokenKey(b)

const withinParentheses = remember((source) => {
  const tokens = codeTokens(source)
  const inner = withoutOuterParentheses(tokens)
  const last = inner.at(-1)
  if (inner.length === tokens.length || inner[0] === undefined || last === undefined) return source
  return source.slice(inner[0].start, last.start + last.text.length)
})

/** The text without the parentheses that enclose all of it. */
export const stripParentheses = (source: string): string => {
  const trimmed = source.trim()
  // The first token, unless a comment stands before it.
  return /^(?:\(|--|\/\*)/.test(trimmed) ? withinParentheses(trimmed) : trimmed
}

const isName = (token: Token | undefined): token is Token =>
  token?.kind === 'word' || token?.kind === 'quoted'

const namesIt = (token: Token, name: string): boolean =>
  token.kind === 'quoted'
    ? token.value === name
    : token.value.toLowerCase() === name.toLowerCase() && !SPECIAL_WORDS.has(name)

/** Whether a text mentions a name as an identifier (not as a function, not inside a literal). */
export const mentions = (source: string, name: string): boolean => {
  const tokens = codeTokens(source)
  return tokens.some(
    (token, index) => isName(token) && namesIt(token, name) && tokens[index + 1]?.text !== '(',
  )
}

const quoteName = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** Replace the tokens that `replace` answers a text for; all else stays as it is, byte for byte. */
export const rewriteTokens = (
  source: string,
  replace: (code: readonly Token[], index: number) => string | null,
): string => {
  const code = codeTokens(source)
  const replaced = new Map<number, string>()
  for (const [index, token] of code.entries()) {
    const text = replace(code, index)
    if (text !== null) replaced.set(token.start, text)
  }
  if (replaced.size === 0) return source
  return tokenize(source)
    .map((token) => replaced.get(token.start) ?? token.text)
    .join('')
}

/** The qualifier of the name at an index: `users` of `users.age`. */
const qualifierAt = (code: readonly Token[], index: number): Token | null =>
  code[index - 1]?.text === '.' ? (code[index - 2] ?? null) : null

/** Whether a token is a function's name, a qualifier, or a type: anything but a column. */
const isNoColumn = (code: readonly Token[], index: number): boolean =>
  ['(', '.'].includes(code[index + 1]?.text ?? '') || code[index - 1]?.text === '::'

/**
 * Rename a column inside an expression of its own table: where it stands bare or qualified by the
 * table, and is not a function's name.
 */
export const renameColumnInSql = (
  source: string,
  table: string,
  { from, to }: { readonly from: string; readonly to: string },
): string =>
  rewriteTokens(source, (code, index) => {
    const token = code[index]
    if (!isName(token) || !namesIt(token, from) || isNoColumn(code, index)) return null
    const qualifier = qualifierAt(code, index)
    if (qualifier !== null && !(isName(qualifier) && namesIt(qualifier, table))) return null
    return quoteName(to)
  })

/** Rename a table where it qualifies a column inside an expression. */
export const renameTableInSql = (
  source: string,
  { from, to }: { readonly from: string; readonly to: string },
): string =>
  rewriteTokens(source, (code, index) => {
    const token = code[index]
    if (!isName(token) || !namesIt(token, from) || code[index + 1]?.text !== '.') return null
    return quoteName(to)
  })

interface Owner {
  readonly table: string
  readonly namespace: string | null
}

/** The offsets of `users .` or `auth . users .` before the name at an index; none when it is not ours. */
const ownQualifier = (code: readonly Token[], index: number, owner: Owner): readonly number[] => {
  const token = code[index]
  const dot = code[index + 1]
  const isQualifier = isName(token) && dot?.text === '.' && isName(code[index + 2])
  if (!isQualifier || !namesIt(token, owner.table)) return []
  const namespace = qualifierAt(code, index)
  if (namespace === null) return [token.start, dot.start]
  const isOurs =
    owner.namespace !== null && isName(namespace) && namesIt(namespace, owner.namespace)
  const before = code[index - 1]
  return isOurs && before !== undefined
    ? [namespace.start, before.start, token.start, dot.start]
    : []
}

/** Drop the qualifier of the expression's own table: `"users"."age" > 0` becomes `"age" > 0`. */
export const dropQualifier = (source: string, table: string, namespace: string | null): string => {
  if (!source.includes('.')) return source
  const tokens = tokenize(source)
  const code = tokens.filter(isCode)
  const dropped = new Set(
    code.flatMap((_, index) => ownQualifier(code, index, { table, namespace })),
  )
  if (dropped.size === 0) return source
  return tokens
    .filter((token) => !dropped.has(token.start))
    .map((token) => token.text)
    .join('')
}
