/** An index key that is written as SQL: `lower(name) text_pattern_ops DESC NULLS LAST`. */
import { indexKeyDefaults } from '../../schema/types.ts'
import type { IndexKey } from '../../schema/types.ts'
import { codeTokens, stripParentheses } from '../../util/tokens.ts'
import type { Token } from '../../util/tokens.ts'

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

interface Tail {
  readonly rest: readonly Token[]
  readonly nulls: IndexKey['nulls']
  readonly order: IndexKey['order']
  readonly opclass: string | null
  readonly collation: string | null
}

const readTail = (all: readonly Token[]): Tail => {
  let rest = all
  const take = (count: number): void => {
    rest = rest.slice(0, -count)
  }
  let nulls: IndexKey['nulls'] = null
  if (isWord(rest.at(-2), 'nulls') && isWord(rest.at(-1), 'first', 'last')) {
    nulls = isWord(rest.at(-1), 'first') ? 'first' : 'last'
    take(2)
  }
  const order = isWord(rest.at(-1), 'desc') ? 'desc' : 'asc'
  if (isWord(rest.at(-1), 'asc', 'desc')) take(1)
  const opclass = hasOpclass(rest) ? (rest.at(-1)?.value ?? null) : null
  if (opclass !== null) take(1)
  const isCollated = isWord(rest.at(-2), 'collate') && isName(rest.at(-1)) && rest.length === 3
  const collation = isCollated ? (rest.at(-1)?.value ?? null) : null
  if (isCollated) take(2)
  return { rest, nulls, order, opclass, collation }
}

/** Reads a key: a bare name of a column, or an expression, with what follows it taken apart. */
export const readKeyText = (sql: string, columns: readonly string[]): IndexKey => {
  const { rest, ...tail } = readTail(codeTokens(sql))
  const [first] = rest
  const last = rest.at(-1)
  if (first === undefined || last === undefined) return { ...indexKeyDefaults, expression: { sql } }
  if (rest.length === 1 && isName(first) && columns.includes(first.value)) {
    return { ...indexKeyDefaults, ...tail, column: first.value }
  }
  const expression = stripParentheses(sql.slice(first.start, last.start + last.text.length))
  return { ...indexKeyDefaults, ...tail, expression: { sql: expression } }
}
