/** A migration's text with another parent, byte for byte the same otherwise. */
import { findConstant } from './header-parse.ts'
import { downRevisionOf } from './revision.ts'

const literal = (down: readonly string[]): string => {
  const value = downRevisionOf(down)
  if (value === null) return 'null'
  return typeof value === 'string' ? `'${value}'` : `[${value.map((id) => `'${id}'`).join(', ')}]`
}

/** The line of the opening comment that says it for people. */
const REVISES = /^(\s*\/\*\*(?:(?!\*\/)[^])*?\n[ \t]*\*?[ \t]*Revises:[ \t]*)[^\r\n]*/

/** `downRevision` and the line `Revises:` name the new parents. */
export const withDown = async (
  text: string,
  file: string,
  down: readonly string[],
): Promise<string> => {
  const { start, end } = await findConstant(text, file, 'downRevision')
  const edited = `${text.slice(0, start)}${literal(down)}${text.slice(end)}`
  return edited.replace(
    REVISES,
    (_whole, before: string) => `${before}${down.join(', ') || 'base'}`,
  )
}
