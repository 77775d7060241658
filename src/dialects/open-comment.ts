import { tokenize } from '../util/tokens.ts'
import type { Token } from '../util/tokens.ts'

/** The text without a comment that runs to its end, and would swallow what is written behind it. */
export const withoutOpenComment = (sql: string): string => {
  if (!sql.includes('--')) return sql
  const tokens = tokenize(sql)
  const isLoose = ({ kind, text }: Token): boolean =>
    kind === 'space' || (kind === 'comment' && text.startsWith('--'))
  const last = tokens.findLastIndex((token) => !isLoose(token))
  return tokens.slice(last + 1).some(({ kind }) => kind === 'comment')
    ? tokens
        .slice(0, last + 1)
        .map(({ text }) => text)
        .join('')
    : sql
}

/** The text; throws where nothing but space and comments is in it. */
export const requireText = (sql: string): string => {
  const isLoose = ({ kind }: Token): boolean => kind === 'space' || kind === 'comment'
  const mayBe = /^\s*(?:$|--|\/\*)/.test(sql)
  if (mayBe && tokenize(sql).every(isLoose)) throw new Error('its SQL is empty')
  return sql
}
