/** An operator class as it is written with what it is told: `gist_trgm_ops (siglen = 32)`. */
import type { IndexKey } from '../../../schema/types.ts'
import { codeTokens } from '../../../util/tokens.ts'
import type { Token } from '../../../util/tokens.ts'

type Parameters = IndexKey['opclassParameters']

interface Told {
  /** What stands before the parentheses. */
  readonly rest: readonly Token[]
  readonly parameters: Parameters
}

const splitAt = (tokens: readonly Token[], separator: string): readonly (readonly Token[])[] => {
  const at = tokens.findIndex(({ text }) => text === separator)
  return at < 0 ? [tokens] : [tokens.slice(0, at), ...splitAt(tokens.slice(at + 1), separator)]
}

const valueText = (token: Token): string => {
  if (token.kind === 'string') return token.text.slice(1, -1).replaceAll("''", "'")
  return token.kind === 'word' ? token.value.toLowerCase() : token.value
}

/** `name = value`; `null` for anything else, such as an argument. */
const readParameter = (tokens: readonly Token[]): readonly [string, string] | null => {
  const [name, equals, ...value] = tokens
  const isNamed = name?.kind === 'word' || name?.kind === 'quoted'
  if (!isNamed || equals?.text !== '=' || value.length === 0) return null
  return [
    name.kind === 'word' ? name.value.toLowerCase() : name.value,
    value.map(valueText).join(''),
  ]
}

/** The parameters in parentheses that the tokens end with; `null` where they end with something else. */
export const readToldParameters = (tokens: readonly Token[]): Told | null => {
  if (tokens.at(-1)?.text !== ')') return null
  const open = tokens.findLastIndex(({ text }) => text === '(')
  const inner = tokens.slice(open + 1, -1)
  if (open < 0 || inner.some(({ text }) => text === ')')) return null
  const found = splitAt(inner, ',').map(readParameter)
  const read = found.filter((item) => item !== null)
  return read.length === found.length
    ? { rest: tokens.slice(0, open), parameters: Object.fromEntries(read) }
    : null
}

/** The operator class of a key apart from its parameters, which a text may name together. */
export const toldApart = (
  key: Pick<IndexKey, 'opclass' | 'opclassParameters'>,
): Pick<IndexKey, 'opclass' | 'opclassParameters'> => {
  if (key.opclass?.includes('(') !== true) return key
  const told = readToldParameters(codeTokens(key.opclass))
  const last = told?.rest.at(-1)
  if (told === null || last === undefined) return key
  return {
    opclass: key.opclass.slice(0, last.start + last.text.length).trim(),
    opclassParameters: { ...told.parameters, ...key.opclassParameters },
  }
}
