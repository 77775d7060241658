/** What a `*` of a stored view or trigger stands for, read from its tokens. */
import { foldName } from '../parse/tokens.ts'
import type { Token } from '../parse/tokens.ts'

const BEFORE_STAR = new Set(['select', 'distinct', 'all', ',', '.'])
const BEHIND_FROM = new Set(
  'where group having window order limit union intersect except returning ;'.split(' '),
)

const wordAt = (tokens: readonly Token[], at: number): string => foldName(tokens[at]?.text ?? '')

/** Walks away from `at` on its own level of parentheses; answers where it comes to an end. */
const walk = (
  tokens: readonly Token[],
  at: number,
  step: 1 | -1,
  isEnd: (word: string) => boolean,
): number => {
  const [opens, closes] = step === 1 ? ['(', ')'] : [')', '(']
  let depth = 0
  let end = at + step
  for (; end >= 0 && end < tokens.length; end += step) {
    const word = wordAt(tokens, end)
    if (depth === 0 && (word === closes || isEnd(word))) break
    if (word === opens) depth++
    if (word === closes) depth--
  }
  return end
}

/** `EXISTS (SELECT *` asks for no column at all. */
const onlyExists = (tokens: readonly Token[], star: number): boolean => {
  const select = walk(tokens, star, -1, (word) => word === 'select')
  return wordAt(tokens, select - 1) === '(' && wordAt(tokens, select - 2) === 'exists'
}

const isOver = (tokens: readonly Token[], star: number, names: ReadonlySet<string>): boolean => {
  const from = tokens.slice(
    star,
    walk(tokens, star, 1, (word) => BEHIND_FROM.has(word)),
  )
  const isNamed = (token: Token | undefined): boolean =>
    token !== undefined && names.has(foldName(token.value))
  if (!from.some(isNamed)) return false
  if (wordAt(tokens, star - 1) !== '.') return true
  const qualifier = foldName(tokens[star - 2]?.value ?? '')
  return from.some((token, at) => {
    if (foldName(token.value) !== qualifier) return false
    const before = from[wordAt(from, at - 1) === 'as' ? at - 2 : at - 1]
    return isNamed(token) || isNamed(before) || before?.text === ')'
  })
}

/** Whether a text takes all columns of one of these tables or views, whichever they are. */
export const starsOver = (tokens: readonly Token[], names: ReadonlySet<string>): boolean =>
  tokens.some(
    ({ text }, at) =>
      text === '*' &&
      BEFORE_STAR.has(wordAt(tokens, at - 1)) &&
      !onlyExists(tokens, at) &&
      isOver(tokens, at, names),
  )
