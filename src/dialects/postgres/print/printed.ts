/** Expressions as a server printed them. */
import type { Expression } from '../../../schema/types.ts'
import { trimSql } from '../normalize.ts'

/** The one form in which printed texts are compared. */
export const printedText = (text: string): string => trimSql(text)

/** An expression that is known only by its print. */
export const printedExpression = (text: string, major: number): Expression => {
  const sql = printedText(text)
  return { sql, printed: { text: sql, major } }
}
