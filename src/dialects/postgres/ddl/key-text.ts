/** An index key that is written as SQL: `lower(name) text_pattern_ops DESC NULLS LAST`. */
import { typeName } from '../../../schema/names.ts'
import { indexKeyDefaults } from '../../../schema/types.ts'
import type { IndexKey } from '../../../schema/types.ts'
import { codeTokens, stripParentheses } from '../../../util/tokens.ts'
import type { Token } from '../../../util/tokens.ts'
import { collationOf } from '../collations.ts'
import { readToldParameters } from './opclass-text.ts'

const isWord = (token: Token | undefined, ...words: readonly string[]): boolean =>
  token?.kind === 'word' && words.includes(token.text.toLowerCase())

const isName = (token: Token | undefined): token is Token =>
  token?.kind === 'word' || token?.kind === 'quoted'

/** Words that join what stands before and after them, so that no operator class can follow. */
const JOINING = (
  'and or not in is like ilike similar to between as case when then else end at time zone collate ' +
  'from for distinct overlaps null true false interval'
).split(' ')

const endsOperand = (token: Token | undefined): boolean => {
  if (token === undefined) return false
  if (token.text === ')' || token.text === ']') return true
  if (token.kind === 'word') return !JOINING.includes(token.text.toLowerCase())
  return ['quoted', 'string', 'number'].includes(token.kind)
}

/** A name right behind an operand is an operator class. */
const hasOpclass = (tokens: readonly Token[]): boolean =>
  isName(tokens.at(-1)) &&
  !isWord(tokens.at(-1), ...JOINING) &&
  tokens.length > 1 &&
  endsOperand(tokens.at(-2))

interface Part<T> {
  readonly rest: readonly Token[]
  readonly value: T
}

const readNulls = (tokens: readonly Token[]): Part<IndexKey['nulls']> => {
  const last = tokens.at(-1)
  if (!isWord(tokens.at(-2), 'nulls') || !isWord(last, 'first', 'last')) {
    return { rest: tokens, value: null }
  }
  return { rest: tokens.slice(0, -2), value: isWord(last, 'first') ? 'first' : 'last' }
}

const readOrder = (tokens: readonly Token[]): Part<IndexKey['order']> => {
  const last = tokens.at(-1)
  if (!isWord(last, 'asc', 'desc')) return { rest: tokens, value: 'asc' }
  return { rest: tokens.slice(0, -1), value: isWord(last, 'desc') ? 'desc' : 'asc' }
}

const readBareOpclass = (tokens: readonly Token[]): Part<string | null> => {
  const [namespace, dot, name] = tokens.slice(-3)
  const bare = tokens.slice(0, -2)
  if (isName(name) && dot?.text === '.' && namespace !== undefined && hasOpclass(bare)) {
    const home = ['pg_catalog', 'public'].includes(namespace.value)
    const value = home ? name.value : typeName({ namespace: namespace.value, name: name.value })
    return { rest: bare.slice(0, -1), value }
  }
  return hasOpclass(tokens)
    ? { rest: tokens.slice(0, -1), value: tokens.at(-1)?.value ?? null }
    : { rest: tokens, value: null }
}

const readOpclass = (
  tokens: readonly Token[],
): Part<Pick<IndexKey, 'opclass' | 'opclassParameters'>> => {
  const told = readToldParameters(tokens)
  const { rest, value: opclass } = readBareOpclass(told?.rest ?? tokens)
  return opclass === null
    ? { rest: tokens, value: { opclass, opclassParameters: {} } }
    : { rest, value: { opclass, opclassParameters: told?.parameters ?? {} } }
}

/** Whether the tokens are one column, one call or one pair of parentheses: what a key may be bare. */
const isOperand = (tokens: readonly Token[]): boolean => {
  const open = tokens.findIndex(({ text }) => text === '(')
  const name = open < 0 ? tokens : tokens.slice(0, open)
  if (!name.every((token, at) => (at % 2 === 0 ? isName(token) : token.text === '.'))) return false
  if (open < 0) return name.length === 1
  let depth = 0
  const close = tokens.findIndex(({ text }) => {
    if (text === '(') depth++
    if (text === ')') depth--
    return text === ')' && depth === 0
  })
  return close === tokens.length - 1
}

const readCollation = (tokens: readonly Token[]): Part<string | null> => {
  const at = tokens.at(-2)?.text === '.' ? -4 : -2
  const operand = tokens.slice(0, at)
  return isWord(tokens.at(at), 'collate') && isName(tokens.at(-1)) && isOperand(operand)
    ? { rest: operand, value: collationOf(tokens.slice(at + 1)) }
    : { rest: tokens, value: null }
}

const readTail = (all: readonly Token[]) => {
  const nulls = readNulls(all)
  const order = readOrder(nulls.rest)
  const opclass = readOpclass(order.rest)
  const collation = readCollation(opclass.rest)
  return {
    rest: collation.rest,
    nulls: nulls.value,
    order: order.value,
    ...opclass.value,
    collation: collation.value,
  }
}

const isColumn = ([first, ...others]: readonly Token[], columns: readonly string[]): boolean =>
  others.length === 0 && isName(first) && columns.includes(first.value)

const textOf = (sql: string, tokens: readonly Token[]): string => {
  const [first, last] = [tokens[0], tokens.at(-1)]
  return first === undefined || last === undefined
    ? ''
    : stripParentheses(sql.slice(first.start, last.start + last.text.length))
}

/**
 * Reads a key: a bare name of a column, or an expression, with what follows it taken apart. What stands in
 * parentheses is no more than it would be without: PostgreSQL keeps `((name collate "C"))` as a column with a collation.
 */
export const readKeyText = (sql: string, columns: readonly string[]): IndexKey => {
  const { rest, ...tail } = readTail(codeTokens(sql))
  const whole = textOf(sql, rest)
  if (whole === '') return { ...indexKeyDefaults, expression: { sql } }
  const within = readCollation(codeTokens(whole))
  const inner =
    tail.collation === null ? within : { rest: codeTokens(whole), value: tail.collation }
  const key = { ...indexKeyDefaults, ...tail, collation: inner.value }
  const bare = textOf(whole, inner.rest)
  const [name] = codeTokens(bare)
  return isColumn(codeTokens(bare), columns) && name !== undefined
    ? { ...key, column: name.value }
    : { ...key, expression: { sql: bare } }
}
