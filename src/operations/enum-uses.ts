/** Whether an SQL text may come to a value of an enum: where it is not known, it may. */
import type { ObjectName } from '../schema/types.ts'
import { codeTokens } from '../util/tokens.ts'
import { findingAt, isEnumType } from './enum-literals.ts'
import type { LiteralContext } from './enum-literals.ts'
import { holdsValue } from './value-texts.ts'

/**
 * Whether a text may hold the value: what nothing around it tells of could be the argument of a function that
 * takes the enum, but for a default that is nothing else.
 */
export const mayHoldValue = (sql: string, value: string, context: LiteralContext): boolean => {
  const code = codeTokens(sql)
  return code.some(
    ({ kind, text }, at) =>
      kind === 'string' &&
      holdsValue(text, value) &&
      (findingAt(code, at, context) ?? (code.length > 1 || context.isDefault)),
  )
}

/** Whether a text makes values of the type out of something else than a literal: `note::mood`. */
export const convertsInto = (sql: string, name: ObjectName): boolean => {
  const code = codeTokens(sql)
  return code.some((token, at) => {
    const isCast = token.text === '::' || token.text.toLowerCase() === 'as'
    return isCast && code[at - 1]?.kind !== 'string' && isEnumType(code, at + 1, name)
  })
}
