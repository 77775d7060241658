/** The value of a constant in a header. */
export type HeaderValue = string | null | readonly string[]

export const HEADER_KEYS = [
  'revision',
  'downRevision',
  'branchLabels',
  'dependsOn',
  'transaction',
] as const

export type HeaderKey = (typeof HEADER_KEYS)[number]
export type Constants = { readonly [K in HeaderKey]?: HeaderValue }

/** A header as it stands, not yet checked. */
export interface RawHeader {
  /** The text of the comment that opens the file, without its delimiters. */
  readonly comment: string
  readonly constants: Constants
  /** Names of the functions that the file exports. */
  readonly functions: readonly string[]
}

const COMMENT = /\s*\/\*\*([^]*?)\*\//y
const IMPORT = /\s*import type \{[^}]*\} from (?:'[^'\n]*'|"[^"\n]*")[ \t]*;?/y
const VALUE = /null|'[^'\\\n]*'|"[^"\\\n]*"|\[(?:\s*(?:'[^'\\\n]*'|"[^"\\\n]*"),?)*\s*\]/.source
const CONSTANT = new RegExp(
  `\\s*export const (${HEADER_KEYS.join('|')}) = (${VALUE})[ \\t]*;?[ \\t]*(?://[^\\n]*)?(?=\\n)`,
  'y',
)
const FUNCTION = /^export function (upgrade|downgrade)\(/gm
/** An export of another shape: only a parser can tell what it means. */
const OTHER_EXPORT = /^[ \t]*export (?!function (?:upgrade|downgrade)\()/m

const matchAt = (pattern: RegExp, text: string, at: number): RegExpExecArray | null => {
  pattern.lastIndex = at
  return pattern.exec(text)
}

const valueOf = (literal: string): HeaderValue => {
  if (literal === 'null') return null
  if (!literal.startsWith('[')) return literal.slice(1, -1)
  return [...literal.matchAll(/'([^']*)'|"([^"]*)"/g)].map((match) => match[1] ?? match[2] ?? '')
}

/**
 * Reads a header of the shape that diffkit itself writes, without a parser: thousands of files cost a
 * fraction of a second. `null` for any other shape.
 */
export const scanHeader = (text: string): RawHeader | null => {
  const comment = matchAt(COMMENT, text, 0)
  let at = comment?.[0].length ?? 0
  at += matchAt(IMPORT, text, at)?.[0].length ?? 0
  const constants: Partial<Record<HeaderKey, HeaderValue>> = {}
  for (let match = matchAt(CONSTANT, text, at); match; match = matchAt(CONSTANT, text, at)) {
    const key = HEADER_KEYS.find((item) => item === match?.[1])
    if (key === undefined || key in constants) return null
    constants[key] = valueOf(match[2] ?? '')
    at += match[0].length
  }
  const rest = text.slice(at)
  const functions = [...rest.matchAll(FUNCTION)].map((match) => match[1] ?? '')
  if (OTHER_EXPORT.test(rest)) return null
  const complete = constants.revision !== undefined && constants.downRevision !== undefined
  if (!complete || functions.toSorted().join() !== 'downgrade,upgrade') return null
  return { comment: comment?.[1] ?? '', constants, functions }
}
