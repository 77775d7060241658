/** What models cannot say of materialized views: their indexes, which are written by hand alone. */
import { indexExpressions } from '../operations/dependents.ts'
import { quoteIfNeeded } from '../schema/names.ts'
import type { Index, View } from '../schema/types.ts'
import { codeTokens, mentions } from '../util/tokens.ts'
import { selectsAll } from './views.ts'

/** The names in an expression that may be those of columns. */
const namesIn = (sql: string): readonly string[] =>
  codeTokens(sql).flatMap((token, at, all) => {
    if (all[at + 1]?.text === '(' || all[at - 1]?.text === '::') return []
    if (token.kind === 'quoted') return [token.value]
    const name = token.kind === 'word' ? token.value.toLowerCase() : ''
    return name !== '' && quoteIfNeeded(name) === name ? [name] : []
  })

const usedBy = (index: Index): readonly string[] => [
  ...index.keys.flatMap(({ column }) => column ?? []),
  ...index.include,
  ...indexExpressions(index).flatMap(({ sql }) => namesIn(sql)),
]

/** The indexes of a view, for the one in its place; an index goes with the columns that its query does not name any more. */
export const heldIndexes = (view: View, other: View): readonly Index[] => {
  if (!view.materialized) return []
  const [now, old] = [view.definition.sql, other.definition.sql]
  if (now === old || selectsAll(now)) return other.indexes
  const isGone = (name: string): boolean => mentions(old, name) && !mentions(now, name)
  return other.indexes.filter((index) => !usedBy(index).some(isGone))
}
