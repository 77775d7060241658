/** The texts of an enum's values as literals, and within the literals of arrays. */

/** Around the elements of an array: as they were where that is possible, or as a server prints them. */
export type Quotes = 'kept' | 'printed'

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`

/** An element of an array literal: what stands between braces and commas, quoted or bare. */
const ELEMENT = /"(?:[^"\\]|\\.)*"|[^{},"\s][^{},"]*/g

const elementOf = (text: string): string =>
  text.startsWith('"') ? text.slice(1, -1).replaceAll(/\\(.)/g, '$1') : text.trim()

/** https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO */
const canBeBare = (value: string): boolean => /^[^\s{},"\\]+$/.test(value) && !/^null$/i.test(value)

const renderElement = (value: string, isQuoted: boolean): string =>
  canBeBare(value) && !isQuoted ? value : `"${value.replaceAll(/["\\]/g, '\\$&')}"`

/** The literal with the value renamed: where it is the value, or an array that holds it; else `null`. */
export const renamedLiteral = (
  text: string,
  { from, to, quotes }: { readonly from: string; readonly to: string; readonly quotes: Quotes },
): string | null => {
  if (text === literal(from)) return literal(to)
  if (!/^'\s*\{/.test(text)) return null
  const body = text.slice(1, -1).replaceAll("''", "'")
  const renamed = body.replaceAll(ELEMENT, (element) =>
    elementOf(element) === from
      ? renderElement(to, quotes === 'kept' && element.startsWith('"'))
      : element,
  )
  return renamed === body ? null : literal(renamed)
}

/** Whether a string token holds the value: is it, is an array with it, or is a text of another kind. */
export const holdsValue = (token: string, value: string): boolean =>
  token.startsWith("'")
    ? renamedLiteral(token, { from: value, to: `${value}_`, quotes: 'printed' }) !== null
    : token.includes(value)
