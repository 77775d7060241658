/** The tables and views that a query reads, as far as its tokens tell. */
import { codeTokens, rewriteTokens } from './tokens.ts'
import type { Token } from './tokens.ts'

export interface RelationName {
  readonly namespace: string | null
  readonly name: string
}

interface PlacedRelation extends RelationName {
  /** Where its first token starts. */
  readonly start: number
}

/** Words behind which no more relations of a FROM list come. */
const ENDS = new Set(
  'where group order having limit offset fetch window union intersect except for returning set values'.split(
    ' ',
  ),
)
const BETWEEN = new Set(['only', 'lateral', 'recursive'])

interface Level {
  /** Whether a comma leads to one more relation. */
  list: boolean
  expects: boolean
}

const keyword = (token: Token | undefined): string =>
  token?.kind === 'word' ? token.text.toLowerCase() : ''

const isName = (token: Token | undefined): token is Token =>
  token?.kind === 'word' || token?.kind === 'quoted'

/** `extract(year FROM day)` and `IS DISTINCT FROM` name no relation. */
const isOtherFrom = (code: readonly Token[], index: number): boolean =>
  keyword(code[index - 1]) === 'distinct' && /^(?:is|not)$/.test(keyword(code[index - 2]))

const step = (level: Level, code: readonly Token[], index: number): void => {
  const word = keyword(code[index])
  if (word === 'from' || word === 'join') {
    if (!isOtherFrom(code, index)) Object.assign(level, { list: true, expects: true })
  } else if (ENDS.has(word)) Object.assign(level, { list: false, expects: false })
  else if (code[index]?.text === ',') level.expects = level.list
}

const relationAt = (code: readonly Token[], index: number): PlacedRelation | null => {
  const [first, dot, second] = code.slice(index, index + 3)
  if (!isName(first) || BETWEEN.has(keyword(first))) return null
  return dot?.text === '.' && isName(second)
    ? { namespace: first.value, name: second.value, start: first.start }
    : { namespace: null, name: first.value, start: first.start }
}

/** Every relation that stands where FROM and JOIN take one; names of WITH queries among them. */
export const relationsIn = (sql: string): readonly PlacedRelation[] => {
  const code = codeTokens(sql)
  const found: PlacedRelation[] = []
  let levels: Level[] = [{ list: false, expects: false }]
  for (const [index, token] of code.entries()) {
    const level = levels.at(-1) ?? { list: false, expects: false }
    if (token.text === '(') {
      levels = [...levels, { list: level.expects, expects: level.expects }]
      level.expects = false
      continue
    }
    if (token.text === ')') {
      levels = levels.slice(0, -1)
      continue
    }
    if (keyword(token) === 'select') Object.assign(level, { list: false, expects: false })
    if (level.expects) {
      const relation = relationAt(code, index)
      if (relation === null) continue
      found.push(relation)
      level.expects = false
      continue
    }
    step(level, code, index)
  }
  return found
}

const isNamed = (item: RelationName, { namespace, name }: RelationName): boolean =>
  item.name.toLowerCase() === name.toLowerCase() &&
  (item.namespace === null || item.namespace.toLowerCase() === (namespace ?? 'public'))

/** Whether a query reads a relation; a name without a namespace may mean one in any. */
export const reads = (sql: string, relation: RelationName): boolean =>
  relationsIn(sql).some((item) => isNamed(item, relation))

/** Whether a text has a WITH query of that name, which hides the relation. */
export const definesQuery = (sql: string, name: string): boolean => {
  const code = codeTokens(sql)
  return code.some((token, index) => {
    if (!isName(token) || token.value.toLowerCase() !== name.toLowerCase()) return false
    const isList = code[index + 1]?.text === '('
    const close = isList ? code.findIndex(({ text }, at) => at > index && text === ')') : index
    return (
      keyword(code[close + 1]) === 'as' &&
      (code[close + 2]?.text === '(' || /^(?:not|materialized)$/.test(keyword(code[close + 2])))
    )
  })
}

const quoteName = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** The query with a relation under another name where it is read. */
export const renameRelation = (sql: string, from: RelationName, to: RelationName): string => {
  const found = relationsIn(sql).filter((item) => isNamed(item, from))
  const starts = new Map(found.map(({ start, namespace }) => [start, namespace !== null]))
  const bare = quoteName(to.name)
  const home = quoteName(to.namespace ?? 'public')
  const texts = ((): { alone: string; before: string | null; dot: string | null } => {
    if (from.namespace === to.namespace) return { alone: bare, before: null, dot: null }
    // What comes to the default namespace needs none before it.
    if (to.namespace === null) return { alone: bare, before: '', dot: '' }
    return { alone: `${home}.${bare}`, before: home, dot: null }
  })()
  return rewriteTokens(sql, (code, index) => {
    const isQualifiedAt = (at: number): boolean | undefined => starts.get(code[at]?.start ?? -1)
    const here = isQualifiedAt(index)
    if (here !== undefined) return here ? texts.before : texts.alone
    if (isQualifiedAt(index - 1)) return texts.dot
    return isQualifiedAt(index - 2) ? bare : null
  })
}
