/** Names of temporary stand-ins: put into a text before it is parsed, taken out of its print. */
import { quoteIfNeeded, typeName } from '../../../schema/names.ts'
import type { Enum, QualifiedName } from '../../../schema/types.ts'
import { relationsIn } from '../../../util/relations.ts'
import { rewriteTokens } from '../../../util/tokens.ts'
import type { Token } from '../../../util/tokens.ts'
import { quote } from '../../shared.ts'

/** An enum that the server lacks, or has with other values, and the temporary type in its place. */
export interface StandIn {
  readonly item: Enum
  readonly temporary: string
}

const isName = (token: Token | undefined): boolean =>
  token?.kind === 'word' || token?.kind === 'quoted'

const valueOf = (token: Token | undefined): string =>
  token?.kind === 'word' ? token.value.toLowerCase() : (token?.value ?? '')

/** Whether what stands at `index` is a type: behind `::`, or behind CAST's AS. */
const isTypeAt = (code: readonly Token[], index: number): boolean => {
  const before = code[index - 1]
  return before?.text === '::' || (before?.kind === 'word' && before.text.toLowerCase() === 'as')
}

const names = (
  code: readonly Token[],
  index: number,
  { namespace, name }: QualifiedName,
): number => {
  const token = code[index]
  if (!isName(token)) return 0
  if (code[index + 1]?.text !== '.') return namespace === null && valueOf(token) === name ? 1 : 0
  const home = namespace ?? 'public'
  return valueOf(token) === home && valueOf(code[index + 2]) === name ? 3 : 0
}

/** Whether a name with its namespace stands at `index`. */
export const qualifiedAt = (code: readonly Token[], index: number, item: QualifiedName): boolean =>
  names(code, index, item) === 3

/** The text with each cast to such an enum made one to its stand-in. */
export const withStandIns = (sql: string, standIns: readonly StandIn[]): string => {
  if (standIns.length === 0) return sql
  let swallow = 0
  return rewriteTokens(sql, (code, index) => {
    if (swallow > 0) {
      swallow--
      return ''
    }
    if (!isTypeAt(code, index)) return null
    for (const { item, temporary } of standIns) {
      const length = names(code, index, item)
      if (length === 0) continue
      swallow = length - 1
      return quote(temporary)
    }
    return null
  })
}

/** A type with the name of its stand-in. */
export const standInType = (type: string, standIns: readonly StandIn[]): string => {
  const found = standIns.find(({ item }) => {
    const name = typeName(item)
    return type === name || type.startsWith(`${name}[`)
  })
  return found === undefined
    ? type
    : `${quote(found.temporary)}${type.slice(typeName(found.item).length)}`
}

/** How a server prints a name under an empty search_path. */
const printedName = ({ namespace, name }: QualifiedName): string =>
  `${quoteIfNeeded(namespace ?? 'public')}.${quoteIfNeeded(name)}`

const isTemporaryNamespace = (token: Token | undefined): boolean =>
  token?.kind === 'word' && /^pg_temp(?:_\d+)?$/.test(token.text)

/** A print with the stand-ins' names changed back, and no trace of the temporary namespace. */
export const withoutStandIns = (printed: string, standIns: readonly StandIn[]): string =>
  rewriteTokens(printed, (code, index) => {
    const token = code[index]
    if (isTemporaryNamespace(token) && code[index + 1]?.text === '.') return ''
    if (token?.text === '.' && isTemporaryNamespace(code[index - 1])) return ''
    const found = standIns.find(({ temporary }) => token?.text === temporary)
    return found === undefined ? null : printedName(found.item)
  })

/** A table or a view that has a temporary one in its place. */
export interface Stood {
  readonly item: QualifiedName
  /** The bare name of the temporary one. */
  readonly as: string
}

/** A query with things of named namespaces under the names of what stands for them. */
export const withoutNamespaces = (sql: string, stood: readonly Stood[]): string => {
  const foreign = stood.filter(({ item }) => item.namespace !== null)
  if (foreign.length === 0) return sql
  let rest: readonly string[] = []
  return rewriteTokens(sql, (code, index) => {
    const [next, ...others] = rest
    rest = others
    if (next !== undefined) return next
    if (code[index + 1]?.text !== '.') return null
    const found = foreign.find(({ item }) => names(code, index, item) === 3)
    if (found === undefined) return null
    rest = ['', quote(found.as)]
    return ''
  })
}

/** A view's print with its temporary tables named as the real ones are. */
export const withRealTables = (printed: string, stood: readonly Stood[]): string => {
  const bare = relationsIn(printed).filter(({ namespace }) => namespace === null)
  const starts = new Set(bare.map(({ start }) => start))
  return rewriteTokens(printed, (code, index) => {
    const token = code[index]
    if (token === undefined || !starts.has(token.start)) return null
    const found = stood.find(({ as }) => as === valueOf(token))
    return found === undefined ? null : printedName(found.item)
  })
}
