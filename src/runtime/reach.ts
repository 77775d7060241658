/**
 * The part of a schema that a change can reach: what it names, what stands on that, what all of it
 * refers to, and whatever has a name that the change uses. Nothing else can make a statement of the
 * change fail or come out differently, so a proof needs no more than this part.
 */
import { flatten } from '../operations/index.ts'
import type { Operation } from '../operations/index.ts'
import { mapTableExpressions } from '../schema/expressions.ts'
import { nameKey, qualified } from '../schema/names.ts'
import type {
  Enum,
  Expression,
  QualifiedName,
  Schema,
  Sequence,
  Table,
  View,
} from '../schema/types.ts'

type Thing =
  | { readonly list: 'enums'; readonly item: Enum }
  | { readonly list: 'sequences'; readonly item: Sequence }
  | { readonly list: 'tables'; readonly item: Table }
  | { readonly list: 'views'; readonly item: View }

interface Node {
  readonly thing: Thing
  /** Names that are taken by it: its own, and those of its indexes and constraints. */
  readonly own: readonly string[]
  /** All texts in which it can refer to something else. */
  readonly texts: readonly string[]
  readonly expressions: readonly Expression[]
}

const fold = (name: string): string => name.toLowerCase()

const NAME = /"(?:[^"]|"")+"|`[^`]+`|\[[^\]]+\]|[\p{L}_][\p{L}\p{N}_$]*/gu

const unquote = (token: string): string =>
  /^["`[]/.test(token) ? token.slice(1, -1).replaceAll('""', '"') : token

/**
 * Every name that a text can mean. Literals and functions are among them, and a quoted text is taken
 * apart as well: what is taken in too much makes a proof slower, never wrong.
 */
const namesIn = (text: string): readonly string[] =>
  [...text.matchAll(NAME)].flatMap(([token]) => {
    const name = unquote(token)
    return name === token ? [fold(name)] : [fold(name), ...namesIn(name)]
  })

const expressionsIn = (table: Table): readonly Expression[] => {
  const found: Expression[] = []
  mapTableExpressions(table, (expression) => {
    found.push(expression)
    return expression
  })
  return found
}

const tableNode = (item: Table): Node => {
  const expressions = expressionsIn(item)
  const targets = item.constraints.flatMap((constraint) =>
    constraint.kind === 'foreignKey' ? [qualified(constraint.references.table).name] : [],
  )
  return {
    thing: { list: 'tables', item },
    own: [item.name, ...[...item.indexes, ...item.constraints].map(({ name }) => name)],
    texts: [
      ...targets,
      ...item.columns.map(({ type }) => type),
      ...expressions.map(({ sql }) => sql),
    ],
    expressions,
  }
}

const nodesOf = (schema: Schema): readonly Node[] => [
  ...schema.enums.map((item): Node => ({
    thing: { list: 'enums', item },
    own: [item.name],
    texts: [],
    expressions: [],
  })),
  ...schema.sequences.map((item): Node => ({
    thing: { list: 'sequences', item },
    own: [item.name],
    texts: [],
    expressions: [],
  })),
  ...schema.tables.map(tableNode),
  ...schema.views.map((item): Node => ({
    thing: { list: 'views', item },
    own: [item.name],
    texts: [item.definition.sql],
    expressions: [item.definition],
  })),
]

/** Every text anywhere in a value. */
const textsIn = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}

const escape = (name: string): string => name.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&')

/** Whether a text holds one of the names, as a whole word whatever its case. */
const mentioner = (names: Iterable<string>): ((text: string) => boolean) => {
  const list = [...names].map(escape)
  if (list.length === 0) return () => false
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}_$])(?:${list.join('|')})(?![\\p{L}\\p{N}_$])`, 'iu')
  return (text) => pattern.test(text)
}

const namesOf = (nodes: Iterable<Node>): readonly string[] =>
  [...nodes].map(({ thing }) => thing.item.name)

/** Those of the candidates that refer to one of the things. */
const dependents = (candidates: readonly Node[], things: readonly Node[]): readonly Node[] => {
  const mentions = mentioner(namesOf(things))
  return candidates.filter(({ texts }) => texts.some(mentions))
}

const isIn =
  (list: Thing['list']) =>
  ({ thing }: Node): boolean =>
    thing.list === list

/** What the change touches itself, and the tables that a changed enum rewrites. */
const touched = (nodes: readonly Node[], operations: readonly Operation[]): Set<Node> => {
  const texts = textsIn(flatten(operations))
  const used = new Set([...texts.map(fold), ...texts.flatMap(namesIn)])
  const named = nodes.filter(({ own }) => own.some((name) => used.has(fold(name))))
  const enums = named.filter(isIn('enums'))
  return new Set([...named, ...dependents(nodes, enums)])
}

/** Adds views on what is there, and views on those. */
const addViews = (found: Set<Node>, views: readonly Node[]): void => {
  for (let size = -1; size !== found.size;) {
    size = found.size
    for (const node of dependents(views, [...found])) found.add(node)
  }
}

/** Adds all that the found ones refer to, and what that refers to. */
const addNeeds = (found: Set<Node>, nodes: readonly Node[]): void => {
  const byName = new Map<string, Node[]>()
  for (const node of nodes) {
    const key = fold(node.thing.item.name)
    byName.set(key, [...(byName.get(key) ?? []), node])
  }
  // A set hands out what is added while it is walked.
  for (const { texts } of found) {
    const names = texts.flatMap((text) => [fold(text), ...namesIn(text)])
    for (const name of names) for (const node of byName.get(name) ?? []) found.add(node)
  }
}

export interface ReachOptions {
  /** The server's major, where it prints expressions: what it has not printed yet is taken in. */
  readonly prints: number | null
}

const isUnprinted = ({ expressions }: Node, major: number): boolean =>
  expressions.some(({ printed }) => printed?.major !== major)

/** The part of `before` that the programs can reach; `null` where nobody can know, or it is most of it. */
export const reach = (
  before: Schema,
  programs: readonly Operation[],
  { prints }: ReachOptions,
): Schema | null => {
  if (flatten(programs).some(({ kind }) => kind === 'sql' || kind === 'run')) return null
  const nodes = nodesOf(before)
  const found = touched(nodes, programs)
  for (const node of dependents(nodes.filter(isIn('tables')), [...found])) found.add(node)
  addViews(found, nodes.filter(isIn('views')))
  if (prints !== null) for (const node of nodes) if (isUnprinted(node, prints)) found.add(node)
  addNeeds(found, nodes)
  if (found.size * 2 > nodes.length) return null
  const kept = new Set([...found].map(({ thing }) => `${thing.list} ${nameKey(thing.item)}`))
  const part = <T extends QualifiedName>(list: Thing['list'], items: readonly T[]): readonly T[] =>
    items.filter((item) => kept.has(`${list} ${nameKey(item)}`))
  return {
    extensions: before.extensions,
    roles: before.roles,
    namespaces: before.namespaces,
    enums: part('enums', before.enums),
    sequences: part('sequences', before.sequences),
    tables: part('tables', before.tables),
    views: part('views', before.views),
  }
}
