/** Relations that have the bare name of a policy's own table, whose temporary stand-in keeps it. */
import type { QualifiedName } from '../../../schema/types.ts'
import { relationsIn } from '../../../util/relations.ts'
import type { RelationName } from '../../../util/relations.ts'
import { rewriteTokens } from '../../../util/tokens.ts'
import type { Token } from '../../../util/tokens.ts'
import { quote } from '../../shared.ts'
import { qualifiedAt } from './names.ts'
import type { Stood } from './names.ts'

/** What may stand behind a relation and is no alias of it. */
const KEYWORDS = new Set(
  (
    'where group order having limit offset fetch window union intersect except for join inner left right ' +
    'full cross natural on using tablesample returning'
  ).split(' '),
)

const isAlias = (token: Token | undefined): boolean =>
  token?.kind === 'quoted' || (token?.kind === 'word' && !KEYWORDS.has(token.text.toLowerCase()))

/** Which of them a name in FROM means: bare, the one in `public`, or else the first. */
const meant = <T extends QualifiedName>(
  { namespace, name }: RelationName,
  items: readonly [T, ...T[]],
): T | undefined => {
  const [first] = items
  if (name.toLowerCase() !== first.name.toLowerCase()) return undefined
  return namespace === null
    ? (items.find((item) => item.namespace === null) ?? first)
    : items.find((item) => (item.namespace ?? 'public') === namespace)
}

/**
 * The text with each namesake read under the name of its stand-in, and with the bare name as its alias: the server
 * then tells it from the policy's own table, and prints it, as it does where both go by one name.
 */
export const withNamesakes =
  (own: QualifiedName, namesakes: readonly Stood[]) =>
  (sql: string): string => {
    const relations = new Map(relationsIn(sql).map((relation) => [relation.start, relation]))
    const asOf = (item: QualifiedName): string | undefined =>
      namesakes.find((one) => one.item === item)?.as
    const bare = quote(own.name)
    let swallow = 0
    return rewriteTokens(sql, (code, index) => {
      if (swallow > 0) {
        swallow--
        return ''
      }
      const relation = relations.get(code[index]?.start ?? -1)
      if (relation !== undefined) {
        const item = meant(relation, [own, ...namesakes.map((one) => one.item)])
        if (item === undefined) return null
        const length = relation.namespace === null ? 1 : 3
        swallow = length - 1
        const as = asOf(item)
        if (as === undefined) return bare
        return isAlias(code[index + length]) ? quote(as) : `${quote(as)} AS ${bare}`
      }
      if (qualifiedAt(code, index, own)) {
        swallow = 2
        return `pg_temp.${bare}`
      }
      if (!namesakes.some(({ item }) => qualifiedAt(code, index, item))) return null
      swallow = 2
      return bare
    })
  }
