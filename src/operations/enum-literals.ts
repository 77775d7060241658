/** Where an SQL text holds a value of an enum: literals that a server stores as values, not as texts. */
import { qualified } from '../schema/names.ts'
import type { Expression, ObjectName } from '../schema/types.ts'
import { codeTokens, rewriteTokens } from '../util/tokens.ts'
import type { Token } from '../util/tokens.ts'
import { renamedLiteral } from './value-texts.ts'
import type { Quotes } from './value-texts.ts'

/** What is known about the names in a text. */
export interface LiteralContext {
  readonly name: ObjectName
  /** Whether a column of this name holds values of the enum; `null`: there is no such column. */
  readonly holds: (column: string) => boolean | null
  /** The text is the default of a column of the enum's type. */
  readonly isDefault: boolean
}

type Code = readonly Token[]

const lower = (token: Token | undefined): string =>
  token?.kind === 'word' ? token.text.toLowerCase() : ''

const textAt = (code: Code, at: number): string => code[at]?.text ?? ''

const isName = (token: Token | undefined): token is Token =>
  token?.kind === 'word' || token?.kind === 'quoted'

const nameOf = (token: Token): string =>
  token.kind === 'quoted' ? token.value : token.value.toLowerCase()

/** Whether the type that begins at an index is the enum, or an array of it. */
export const isEnumType = (code: Code, at: number, enumName: ObjectName): boolean => {
  const { namespace, name } = qualified(enumName)
  const [first, dot, second] = [code[at], code[at + 1], code[at + 2]]
  if (!isName(first)) return false
  if (dot?.text !== '.') return nameOf(first) === name
  return isName(second) && nameOf(second) === name && nameOf(first) === (namespace ?? 'public')
}

/** The index just outside of the bracket that encloses an index, or -1. */
export const outerBracket = (code: Code, at: number, step: 1 | -1): number => {
  const [opening, closing] = step < 0 ? ['([', ')]'] : [')]', '([']
  let depth = 0
  for (let index = at + step; index >= 0 && index < code.length; index += step) {
    const text = code[index]?.text ?? ''
    if (text.length === 1 && closing.includes(text)) depth++
    if (text.length === 1 && opening.includes(text) && depth-- === 0) return index
  }
  return -1
}

/** The nearest word of those at the depth of an index, looking back. */
const wordBefore = (code: Code, at: number, words: readonly string[]): number => {
  let depth = 0
  for (let index = at - 1; index >= 0; index--) {
    const text = code[index]?.text ?? ''
    if (text === ')' || text === ']') depth++
    if ((text === '(' || text === '[') && depth-- === 0) return -1
    if (depth === 0 && words.includes(lower(code[index]))) return index
  }
  return -1
}

const COMPARISONS = new Set(['=', '<>', '!=', '<', '>', '<=', '>=', '@>', '<@', '&&'])
const EACH = ['any', 'all', 'some']
/** Functions whose arguments are of one type, or arrays of it. */
const SAME_TYPE =
  'coalesce nullif greatest least array_append array_prepend array_position array_positions array_remove array_replace'.split(
    ' ',
  )

/** Words that stand before a text and are no type. */
const KEYWORDS = new Set(
  'and or not when then else between from like ilike similar to in is as case select by on returning where having limit symmetric escape distinct all'.split(
    ' ',
  ),
)

/** A finding: it is a value of the enum, it is something else, or this rule does not know. */
type Finding = boolean | null

/** What the call, the parentheses or the subscript that end at an index are. */
const bracketEndingAt = (code: Code, at: number, context: LiteralContext): Finding => {
  const open = outerBracket(code, at, -1)
  const before = code[open - 1]
  const word = lower(before)
  if (SAME_TYPE.includes(word)) return otherArguments(code, open, context)
  if (code[at]?.text === ']')
    return word === 'array' ? null : operandEndingAt(code, open - 1, context)
  return isName(before) && !KEYWORDS.has(word) ? null : operandEndingAt(code, at - 1, context)
}

/** What the column, or the type behind a cast, whose last name stands at an index is. */
const nameEndingAt = (code: Code, at: number, context: LiteralContext): Finding => {
  const token = code[at]
  if (!isName(token)) return null
  if (code[at - 1]?.text === '::') return isEnumType(code, at, context.name)
  const isQualifiedType = code[at - 1]?.text === '.' && code[at - 3]?.text === '::'
  return isQualifiedType ? isEnumType(code, at - 2, context.name) : context.holds(nameOf(token))
}

/** What the operand that ends at an index is. */
const operandEndingAt = (code: Code, at: number, context: LiteralContext): Finding => {
  const text = textAt(code, at)
  if (text === ')' || text === ']') return bracketEndingAt(code, at, context)
  return lower(code[at]) === 'end'
    ? otherAnswers(code, at, context)
    : nameEndingAt(code, at, context)
}

/** What the column, or the call, whose first name stands at an index is. */
const nameFrom = (code: Code, start: number, context: LiteralContext): Finding => {
  let at = start
  while (isName(code[at]) && textAt(code, at + 1) === '.') at += 2
  const token = code[at]
  if (!isName(token)) return null
  const next = textAt(code, at + 1)
  if (next === '::') return isEnumType(code, at + 2, context.name)
  if (next !== '(') return context.holds(nameOf(token))
  return SAME_TYPE.includes(lower(token)) ? otherArguments(code, at + 1, context) : null
}

/** What the operand that begins at an index is. */
const operandFrom = (code: Code, at: number, context: LiteralContext): Finding => {
  if (textAt(code, at) === '(') return operandFrom(code, at + 1, context)
  return lower(code[at]) === 'case'
    ? otherAnswers(code, at + 1, context)
    : nameFrom(code, at, context)
}

/** What the left side of the operator at an index is. */
const leftOf = (code: Code, operator: number, context: LiteralContext): Finding => {
  if (COMPARISONS.has(code[operator]?.text ?? '')) {
    return operandEndingAt(code, operator - 1, context)
  }
  if (lower(code[operator]) !== 'from' || lower(code[operator - 1]) !== 'distinct') return null
  const is = lower(code[operator - 2]) === 'not' ? operator - 3 : operator - 2
  return operandEndingAt(code, is - 1, context)
}

const beforeNot = (code: Code, at: number): number => (lower(code[at]) === 'not' ? at - 1 : at)

const castOf = (code: Code, at: number, { name }: LiteralContext): Finding =>
  code[at + 1]?.text === '::' ? isEnumType(code, at + 2, name) : null

/** `'sad'::mood`, `CAST('sad' AS mood)`, `mood 'sad'`. */
const byCast = (code: Code, at: number, context: LiteralContext): Finding => {
  const { name } = context
  const cast = castOf(code, at, context)
  if (cast !== null) return cast
  if (isName(code[at - 1]) && !KEYWORDS.has(lower(code[at - 1]))) {
    return isEnumType(code, code[at - 2]?.text === '.' ? at - 3 : at - 1, name)
  }
  if (lower(code[at + 1]) === 'as' && lower(code[at - 2]) === 'cast') {
    return isEnumType(code, at + 2, name)
  }
  return null
}

const byComparison = (code: Code, at: number, context: LiteralContext): Finding => {
  const left = leftOf(code, at - 1, context)
  if (left !== null) return left
  if (!COMPARISONS.has(code[at + 1]?.text ?? '')) return null
  const isEach = EACH.includes(lower(code[at + 2])) && code[at + 3]?.text === '('
  return operandFrom(code, isEach ? at + 4 : at + 2, context)
}

/** What a CASE answers is of one type: that of the first of its answers that is known. */
const otherAnswers = (code: Code, at: number, context: LiteralContext): Finding => {
  const start = wordBefore(code, at, ['case'])
  let depth = 0
  for (let index = start; index >= 0 && index < code.length; index++) {
    const word = lower(code[index])
    if (word === 'case') depth++
    if (word === 'end' && --depth === 0) break
    if (depth !== 1 || (word !== 'then' && word !== 'else')) continue
    const found = operandFrom(code, index + 1, context) ?? castOf(code, index + 1, context)
    if (found !== null) return found
  }
  return null
}

/** `mood BETWEEN 'sad' AND …`, `CASE mood WHEN 'sad' …`. */
const byWord = (code: Code, at: number, context: LiteralContext): Finding => {
  const word = lower(code[at - 1])
  if (word === 'then' || word === 'else') return otherAnswers(code, at, context)
  if (word === 'when') {
    const start = wordBefore(code, at - 1, ['case'])
    return start < 0 ? null : operandFrom(code, start + 1, context)
  }
  const between =
    word === 'between' ? at - 1 : word === 'and' ? wordBefore(code, at, ['between']) : -1
  return between < 0 ? null : operandEndingAt(code, beforeNot(code, between - 1), context)
}

const otherArguments = (code: Code, open: number, context: LiteralContext): Finding => {
  const close = outerBracket(code, open + 1, 1)
  for (let index = open + 1; index < close; index++) {
    const before = code[index - 1]?.text
    const found = before === '(' || before === ',' ? operandFrom(code, index, context) : null
    if (found !== null) return found
  }
  return null
}

/** The list that it stands in: `mood IN ('sad', …)`, `ARRAY['sad', …]::mood[]`, `mood = ANY (…)`. */
const byList = (code: Code, at: number, context: LiteralContext): Finding => {
  const open = outerBracket(code, at, -1)
  if (open < 0) return null
  const before = lower(code[open - 1])
  if (code[open]?.text === '[') {
    const close = outerBracket(code, at, 1)
    if (code[close + 1]?.text === '::') return isEnumType(code, close + 2, context.name)
    return before === 'array' ? byList(code, open - 1, context) : null
  }
  if (before === 'in') return operandEndingAt(code, beforeNot(code, open - 2), context)
  if (EACH.includes(before)) return leftOf(code, open - 2, context)
  if (SAME_TYPE.includes(before)) return otherArguments(code, open, context)
  if (code[outerBracket(code, at, 1) + 1]?.text === '::') {
    return isEnumType(code, outerBracket(code, at, 1) + 2, context.name)
  }
  return null
}

const RULES = [byCast, byComparison, byWord, byList]

/** What the text at an index is, by the first rule that tells. */
export const findingAt = (code: Code, at: number, context: LiteralContext): Finding => {
  for (const rule of RULES) {
    const found = rule(code, at, context)
    if (found !== null) return found
  }
  return null
}

// Where nothing around it tells, a server takes it for a text.
const isValueAt = (code: Code, at: number, context: LiteralContext): boolean =>
  findingAt(code, at, context) ?? context.isDefault

type Decision = (code: Code, at: number, nth: number) => boolean

interface Renaming {
  readonly from: string
  readonly to: string
  readonly quotes: Quotes
}

const rewrite = (sql: string, { from, to, quotes }: Renaming, isValue: Decision): string => {
  let nth = -1
  return rewriteTokens(sql, (code, index) => {
    const token = code[index]
    const text = token?.kind === 'string' ? renamedLiteral(token.text, { from, to, quotes }) : null
    if (text === null) return null
    nth++
    return isValue(code, index, nth) ? text : null
  })
}

/** For each literal of a text that could be the value, whether it is one. */
const decisions = (sql: string, value: string, context: LiteralContext): readonly boolean[] => {
  const found: boolean[] = []
  rewrite(sql, { from: value, to: `${value}_`, quotes: 'kept' }, (code, index) => {
    found.push(isValueAt(code, index, context))
    return false
  })
  return found
}

/**
 * The expression with one value of the enum renamed. A print says by its casts which literals are
 * values, and a server that renames the value prints the same text with the new one.
 */
export const renameValueIn = (
  { sql, printed }: Expression,
  { from, to }: { readonly from: string; readonly to: string },
  context: LiteralContext,
): Expression => {
  const told = printed === undefined ? null : decisions(printed.text, from, context)
  const guessed = decisions(sql, from, context)
  const isValue = told?.length === guessed.length ? told : guessed
  const rename = (text: string, quotes: Quotes, flags: readonly boolean[] | null): string =>
    rewrite(text, { from, to, quotes }, (_code, _index, nth) => flags?.[nth] === true)
  if (printed === undefined) return { sql: rename(sql, 'kept', isValue) }
  const text = rename(printed.text, 'printed', told)
  const isPrint = sql === printed.text
  return { sql: isPrint ? text : rename(sql, 'kept', isValue), printed: { ...printed, text } }
}

/** Whether a text names the type: `'sad'::mood`, `CAST('sad' AS mood)`, `mood 'sad'`. */
export const namesEnum = (sql: string, name: ObjectName): boolean => {
  const code = codeTokens(sql)
  return code.some((token, index) => {
    const before = code[index - 1]
    const isType =
      before?.text === '::' || lower(before) === 'as' || code[index + 1]?.kind === 'string'
    return isType && isName(token) && isEnumType(code, index, name)
  })
}
