/** Defaults of NULL, which PostgreSQL does not keep: there is none by default. */
import { stripParentheses } from '../../util/tokens.ts'
import { remember } from '../../util/remember.ts'
import { canonicalType } from './types.ts'

const CAST = /^(.*)::([^:()]+)$/s
const LONG_CAST = /^cast\s*\((.*)\sas\s([^()]+)\)$/is

/** The types that a NULL is cast to, one after the other; `null` for another expression. */
const castsOf: (sql: string) => readonly string[] | null = remember((sql) => {
  const text = stripParentheses(sql.trim())
  if (/^null$/i.test(text)) return []
  const [, inner, type] = CAST.exec(text) ?? LONG_CAST.exec(text) ?? []
  const casts = inner === undefined ? null : castsOf(inner)
  return casts === null || type === undefined ? null : [...casts, type]
})

/** A length or precision makes a cast an expression, which is kept. */
const hasLength = (type: string): boolean => /[()]|^interval./.test(type)

/** Whether the column has no default with it: `NULL`, or NULL cast to the very type of the column. */
export const isNullDefault = (sql: string, type: string): boolean => {
  if (!/null/i.test(sql)) return false
  const casts = castsOf(sql)
  if (casts === null || casts.length === 0) return casts !== null
  return !hasLength(type) && casts.every((cast) => canonicalType(cast.trim()) === type)
}
