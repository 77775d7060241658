import { DiffkitError } from '../errors.ts'
import { codeTokens } from '../util/tokens.ts'

const PREFIXES = ['table', 'column', 'value', 'sequence', 'enum', 'view'] as const

/** `--rename` as it was typed. */
export interface RenameFlag {
  /** One to three names: a thing; table and column, enum and value; a namespace before. */
  readonly from: readonly string[]
  readonly to: string
  /** The new name as it was typed: what moves has its namespace before. */
  readonly toPath: readonly string[]
  /** Said with a prefix, where several are possible. */
  readonly only: (typeof PREFIXES)[number] | null
}

const names = (text: string): readonly string[] | null => {
  const tokens = codeTokens(text)
  const parts = tokens.filter((_, index) => index % 2 === 0)
  const dots = tokens.filter((_, index) => index % 2 === 1)
  const isName = parts.every(({ kind }) => kind === 'word' || kind === 'quoted')
  if (!isName || parts.length !== dots.length + 1 || dots.some((dot) => dot.text !== '.'))
    return null
  return parts.map(({ value }) => value)
}

/** Where the colon between both sides stands: one outside of quotes. */
const splitAtColon = (text: string): readonly [string, string] | null => {
  let isQuoted = false
  for (const [index, character] of [...text].entries()) {
    if (character === '"') isQuoted = !isQuoted
    if (character === ':' && !isQuoted) return [text.slice(0, index), text.slice(index + 1)]
  }
  return null
}

/** Reads `users.name:full_name`, `table:users:accounts`, `mood.sad:unhappy`; names quoted as in SQL. */
export const parseRename = (text: string): RenameFlag => {
  const only = PREFIXES.find(
    (prefix) => text.startsWith(`${prefix}:`) && text.split(':').length > 2,
  )
  const sides = splitAtColon(only === undefined ? text : text.slice(only.length + 1))
  const from = sides === null ? null : names(sides[0])
  const to = sides === null ? null : names(sides[1])
  const last = to?.at(-1)
  if (from === null || to === null || last === undefined || from.length > 3) {
    throw new DiffkitError('RENAME_INVALID', { flag: text })
  }
  return { from, to: last, toPath: to, only: only ?? null }
}
