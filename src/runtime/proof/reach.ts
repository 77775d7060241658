/**
 * The part of a schema that a change can reach: what it names, what stands on that, what all of it
 * refers to, and whatever has a name that the change uses. Nothing else can make a statement of the
 * change fail or come out differently, so a proof needs no more than this part. Of a table that is in
 * it for a foreign key alone, the outline is enough.
 */
import { flatten } from '../../operations/index.ts'
import type { Operation } from '../../operations/index.ts'
import { someExpression, someViewExpression } from '../../schema/expressions.ts'
import { qualified } from '../../schema/names.ts'
import type {
  Enum,
  Expression,
  ForeignKey,
  Schema,
  Sequence,
  Table,
  View,
} from '../../schema/types.ts'
import { remember } from '../../util/remember.ts'
import { outlineOf } from './outline.ts'

type Thing =
  | { readonly list: 'enums'; readonly item: Enum }
  | { readonly list: 'sequences'; readonly item: Sequence }
  | { readonly list: 'tables'; readonly item: Table }
  | { readonly list: 'views'; readonly item: View }

interface Node {
  readonly thing: Thing
  /** Names that are taken by it: its own, and those of its indexes and constraints. */
  readonly own: readonly string[]
  /** Whether a text in which it can refer to something else fits; foreign keys are none. */
  readonly someText: (fits: (text: string) => boolean) => boolean
  readonly someExpression: (fits: (expression: Expression) => boolean) => boolean
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

const nodesOf = (schema: Schema): readonly Node[] => [
  ...schema.enums.map((item): Node => ({
    thing: { list: 'enums', item },
    own: [item.name],
    someText: () => false,
    someExpression: () => false,
  })),
  ...schema.sequences.map((item): Node => ({
    thing: { list: 'sequences', item },
    own: [item.name],
    someText: (fits) => item.ownedBy !== null && fits(qualified(item.ownedBy.table).name),
    someExpression: () => false,
  })),
  ...schema.tables.map((item): Node => ({
    thing: { list: 'tables', item },
    own: [
      item.name,
      ...[...item.indexes, ...item.constraints].map(({ name }) => name),
      ...item.columns.flatMap(({ sequence }) => sequence?.name ?? []),
    ],
    someText: (fits) =>
      item.columns.some(({ type }) => fits(type)) || someExpression(item, ({ sql }) => fits(sql)),
    someExpression: (fits) => someExpression(item, fits),
  })),
  ...schema.views.map((item): Node => ({
    thing: { list: 'views', item },
    own: [item.name, ...item.indexes.map(({ name }) => name)],
    someText: (fits) => someViewExpression(item, ({ sql }) => fits(sql)),
    someExpression: (fits) => someViewExpression(item, fits),
  })),
]

/** All texts in which it can refer to something else, but for foreign keys. */
const textsOf = ({ someText }: Node): readonly string[] => {
  const texts: string[] = []
  someText((text) => texts.push(text) === 0)
  return texts
}

/** Every text anywhere in a value. */
const textsIn = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}

const escape = (name: string): string => name.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&')

/** Whether a text holds one of the names, as a whole word whatever its case. */
const mentioner = (names: readonly string[]): ((text: string) => boolean) => {
  const list = names.map(escape).join('|')
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}_$])(?:${list})(?![\\p{L}\\p{N}_$])`, 'iu')
  return remember((text) => pattern.test(text))
}

const namesOf = (nodes: Iterable<Node>): readonly string[] =>
  [...nodes].map(({ thing }) => thing.item.name)

/** Those of the candidates that refer to one of the things. */
const dependents = (candidates: readonly Node[], things: readonly Node[]): readonly Node[] => {
  if (things.length === 0) return []
  const mentions = mentioner(namesOf(things))
  return candidates.filter(({ someText }) => someText(mentions))
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

type ByName = ReadonlyMap<string, readonly Node[]>

const indexByName = (nodes: readonly Node[]): ByName => {
  const byName = new Map<string, Node[]>()
  for (const node of nodes) {
    const key = fold(node.thing.item.name)
    byName.set(key, [...(byName.get(key) ?? []), node])
  }
  return byName
}

const namedIn = (texts: readonly string[], byName: ByName): readonly Node[] =>
  texts.flatMap((text) => [fold(text), ...namesIn(text)]).flatMap((name) => byName.get(name) ?? [])

/** Adds all that the found ones refer to in texts, and what that refers to. */
const addNeeds = (found: Set<Node>, byName: ByName): void => {
  // A set hands out what is added while it is walked.
  for (const at of found) for (const node of namedIn(textsOf(at), byName)) found.add(node)
}

const foreignKeysOf = (table: Table): readonly ForeignKey[] =>
  table.constraints.filter((item) => item.kind === 'foreignKey')

const targetOf = ({ references }: ForeignKey): string => fold(qualified(references.table).name)

/** Tables that the found ones refer to, or that refer to these: in outline, or found as well where that does not do. */
const outlines = (found: Set<Node>, nodes: readonly Node[], byName: ByName): Map<Table, Table> => {
  const outlined = new Map<Table, Table>()
  const wholes = [...found].flatMap(({ thing }) => (thing.list === 'tables' ? [thing.item] : []))
  const names = new Set(wholes.map(({ name }) => fold(name)))
  const wanted = new Map<string, (readonly string[])[]>()
  for (const foreignKey of wholes.flatMap(foreignKeysOf)) {
    const target = targetOf(foreignKey)
    wanted.set(target, [...(wanted.get(target) ?? []), foreignKey.references.columns])
  }
  const size = found.size
  for (const node of nodes) {
    const { list, item } = node.thing
    if (list !== 'tables' || found.has(node)) continue
    const keys = wanted.get(fold(item.name)) ?? []
    const foreignKeys = foreignKeysOf(item).filter((key) => names.has(targetOf(key)))
    if (keys.length === 0 && foreignKeys.length === 0) continue
    const outline = outlineOf(item, { keys, foreignKeys })
    if (outline === null) found.add(node)
    else outlined.set(item, outline)
  }
  if (found.size === size) return outlined
  addNeeds(found, byName)
  return outlines(found, nodes, byName)
}

export interface ReachOptions {
  /** The server's major, where it prints expressions: what it has not printed yet is taken in. */
  readonly prints: number | null
}

const isUnprinted = ({ someExpression: some }: Node, major: number): boolean =>
  some(({ printed }) => printed?.major !== major)

/** The part of `before` that the programs can reach; `null` where nobody can know, or it is most of it. */
export const reach = (
  before: Schema,
  programs: readonly Operation[],
  { prints }: ReachOptions,
): Schema | null => {
  if (flatten(programs).some(({ kind }) => kind === 'sql' || kind === 'run')) return null
  const nodes = nodesOf(before)
  const byName = indexByName(nodes)
  const found = touched(nodes, programs)
  for (const node of dependents(nodes.filter(isIn('tables')), [...found])) found.add(node)
  addViews(found, nodes.filter(isIn('views')))
  if (prints !== null) for (const node of nodes) if (isUnprinted(node, prints)) found.add(node)
  addNeeds(found, byName)
  const outlined = outlines(found, nodes, byName)
  if (found.size * 2 > nodes.length) return null
  const types = [...outlined.values()].flatMap(({ columns }) => columns.map(({ type }) => type))
  const enums = namedIn(types, byName).filter(isIn('enums'))
  const kept = new Set<unknown>([...found, ...enums].map(({ thing }) => thing.item))
  const part = <T>(items: readonly T[]): readonly T[] => items.filter((item) => kept.has(item))
  return {
    extensions: before.extensions,
    roles: before.roles,
    namespaces: before.namespaces,
    enums: part(before.enums),
    sequences: part(before.sequences),
    tables: before.tables.flatMap((table) =>
      kept.has(table) ? [table] : (outlined.get(table) ?? []),
    ),
    views: part(before.views),
  }
}
