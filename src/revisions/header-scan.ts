/** The value of a constant in a header. */
export type HeaderValue = string | null | readonly string[]

export const HEADER_KEYS = [
  'revision',
  'downRevision',
  'branchLabels',
  'dependsOn',
  'replaces',
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

interface Scan {
  readonly constants: Constants
  /** Where the constants end. */
  readonly end: number
}

const scanConstants = (text: string, start: number): Scan | null => {
  const constants: Partial<Record<HeaderKey, HeaderValue>> = {}
  let end = start
  for (let match = matchAt(CONSTANT, text, end); match; match = matchAt(CONSTANT, text, end)) {
    const [whole, name, literal = ''] = match
    const key = HEADER_KEYS.find((item) => item === name)
    if (key === undefined || key in constants) return null
    constants[key] = valueOf(literal)
    end += whole.length
  }
  const { revision, downRevision } = constants
  return revision === undefined || downRevision === undefined ? null : { constants, end }
}

const scanTop = (text: string, opening: string): Scan | null => {
  const [imported = ''] = matchAt(IMPORT, text, opening.length) ?? []
  return scanConstants(text, opening.length + imported.length)
}

/** Where the constants of such a header end; `null` for any other shape. */
export const bodyStart = (text: string): number | null =>
  scanTop(text, matchAt(COMMENT, text, 0)?.[0] ?? '')?.end ?? null

/**
 * Reads a header of the shape that diffkit itself writes, without a parser: thousands of files cost a
 * fraction of a second. `null` for any other shape.
 */
export const scanHeader = (text: string): RawHeader | null => {
  const [opening = '', comment = ''] = matchAt(COMMENT, text, 0) ?? []
  const scan = scanTop(text, opening)
  if (scan === null) return null
  const rest = text.slice(scan.end)
  const functions = [...rest.matchAll(FUNCTION)].map(([, name = '']) => name)
  const usual = functions.toSorted().join() === 'downgrade,upgrade' && !OTHER_EXPORT.test(rest)
  return usual ? { comment, constants: scan.constants, functions } : null
}
