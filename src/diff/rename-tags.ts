/** Renames that the models declare: `@renamedFrom` above a thing with a name of its own, a column or a value of an enum. */
import { DiffkitError } from '../errors.ts'
import { equal } from '../schema/equal.ts'
import { compareText, nameKey, objectName, qualified, sameName, show } from '../schema/names.ts'
import type { ObjectName, QualifiedName, Schema } from '../schema/types.ts'
import { isOfObject } from './rename-candidates.ts'
import type { Rename } from './rename-candidates.ts'
import { OBJECT_KINDS, objectsOf, oldNameOf } from './rename-kinds.ts'
import type { ObjectKind } from './rename-kinds.ts'

export interface RenameTag {
  readonly kind: Rename['kind']
  /** The thing itself, or that of which it is a part, under its new name. */
  readonly object: ObjectName
  /** The column's or value's new name; `null` for a whole thing. */
  readonly part: string | null
  /** The name as the tag gives it. */
  readonly from: string
  readonly file: string
  readonly line: number
}

const partsOf = (schema: Schema): readonly string[] => [
  ...OBJECT_KINDS.flatMap((kind) =>
    objectsOf(schema, kind).map((item) => `${kind} ${nameKey(item)}`),
  ),
  ...schema.tables.flatMap((table) =>
    table.columns.map(({ name, type }) => `column ${nameKey(table)}\n${name}\n${type}`),
  ),
  ...schema.enums.flatMap((item) => item.values.map((value) => `value ${nameKey(item)}\n${value}`)),
]

/** Without the very tables that the other one has, too. */
const withoutTablesOf = (schema: Schema, other: Schema): Schema => {
  const shared = new Set(other.tables)
  return { ...schema, tables: schema.tables.filter((table) => !shared.has(table)) }
}

/** Whether anything that may be renamed is gone from the base or of another type, so that there is anything to ask about. */
export const mayBeRenamed = (base: Schema, target: Schema): boolean => {
  const kept = new Set(partsOf(withoutTablesOf(target, base)))
  return partsOf(withoutTablesOf(base, target)).some((part) => !kept.has(part))
}

/** What stands beside a tag's name: by name (a table's with its namespace), a text that changes with what the thing is. */
type Siblings = ReadonlyMap<string, string>

const sorted = (texts: readonly string[]): string => texts.toSorted(compareText).join('\n')

const TEXTS: Readonly<
  Record<ObjectKind, (schema: Schema) => readonly (readonly [string, string])[]>
> = {
  enum: ({ enums }) => enums.map((item) => [nameKey(item), item.values.join('\n')]),
  table: ({ tables }) =>
    tables.map((table) => [
      nameKey(table),
      sorted(table.columns.map(({ name, type }) => `${name} ${type}`)),
    ]),
  sequence: ({ sequences }) =>
    sequences.map((item) => {
      const { start, increment, min, max, cache, cycle } = item
      return [nameKey(item), [start, increment, min, max, cache, cycle].join(' ')]
    }),
}

const siblingsOf = (kind: Rename['kind'], owner: ObjectName, schema: Schema): Siblings | null => {
  if (kind === 'value') {
    const values = schema.enums.find((item) => sameName(item, owner))?.values
    return values === undefined ? null : new Map(values.map((value) => [value, '']))
  }
  if (kind === 'column') {
    const table = schema.tables.find((item) => sameName(item, owner))
    return table === undefined ? null : new Map(table.columns.map(({ name, type }) => [name, type]))
  }
  return new Map(TEXTS[kind](schema))
}

/** A tag as the rename that it asks for, and what it would happen among. */
interface Move {
  readonly tag: RenameTag
  readonly rename: Rename
  readonly from: string
  readonly to: string
  /** Equal for renames among the same things. */
  readonly among: string
  readonly before: Siblings | null
  readonly after: Siblings | null
}

/** A name without its namespace. */
export const bareName = (name: string): string => name.replace(/^.*\./, '')

const homeOf = ({ namespace }: QualifiedName): string => namespace ?? 'public'

/** The thing that a tag names: in its own namespace, or in another one that it says and the history has it in. */
const oldObject = ({ object, from }: RenameTag, there: readonly QualifiedName[]): QualifiedName => {
  const { namespace } = qualified(object)
  const elsewhere = there.find(
    (item) => item.namespace !== namespace && `${homeOf(item)}.${item.name}` === from,
  )
  if (elsewhere !== undefined) return { namespace: elsewhere.namespace, name: elsewhere.name }
  const prefix = `${namespace ?? 'public'}.`
  return { namespace, name: from.startsWith(prefix) ? from.slice(prefix.length) : from }
}

const objectMove = (tag: RenameTag, kind: ObjectKind, base: Schema) => {
  const old = objectName(oldObject(tag, objectsOf(base, kind)))
  const to = objectName(qualified(tag.object))
  const rename: Rename = { kind, from: old, to }
  return { rename, from: nameKey(old), to: nameKey(to), owner: tag.object }
}

const partMove = (
  { object, part, from }: RenameTag,
  kind: 'column' | 'value',
  answered: readonly Rename[],
) => {
  const to = part ?? ''
  const ownerKind = kind === 'value' ? 'enum' : 'table'
  const owner = oldNameOf(answered.filter(isOfObject), ownerKind, object)
  const rename: Rename =
    kind === 'value' ? { kind, enum: owner, from, to } : { kind, table: owner, from, to }
  return { rename, from, to, owner }
}

/** What is compared, and the renames that hold already. */
export interface TagContext {
  readonly base: Schema
  readonly target: Schema
  readonly answered: readonly Rename[]
}

const amongOf = (rename: Rename): string => {
  if (isOfObject(rename)) return rename.kind
  return `${rename.kind} ${nameKey(rename.kind === 'column' ? rename.table : rename.enum)}`
}

const moveOf = (tag: RenameTag, { base, target, answered }: TagContext): Move => {
  const { kind } = tag
  const { owner, ...move } =
    kind === 'column' || kind === 'value'
      ? partMove(tag, kind, answered)
      : objectMove(tag, kind, base)
  return {
    ...move,
    tag,
    among: amongOf(move.rename),
    before: siblingsOf(tag.kind, owner, base),
    after: siblingsOf(tag.kind, tag.object, target),
  }
}

const answeredMove = (rename: Rename): Pick<Move, 'among' | 'from' | 'to'> => ({
  among: amongOf(rename),
  from: isOfObject(rename) ? nameKey(rename.from) : rename.from,
  to: isOfObject(rename) ? nameKey(rename.to) : rename.to,
})

type Steps = readonly Pick<Move, 'among' | 'from' | 'to'>[]

/**
 * Those that are still to be done: the history has the old name and not the new one; or it has both, and
 * another frees the new one and, where the old one stays, fills that.
 */
const pendingMoves = (moves: readonly Move[], answered: Steps): readonly Move[] => {
  let pending = moves.filter(({ before, from }) => before?.has(from))
  for (;;) {
    const steps = [...pending, ...answered]
    const left = pending.filter(({ among, from, to, before, after }) => {
      if (!before?.has(to)) return true
      const others = steps.filter((other) => other.among === among)
      const isFreed = others.some((other) => other.from === to)
      return isFreed && (!after?.has(from) || others.some((other) => other.to === from))
    })
    if (left.length === pending.length) return left
    pending = left
  }
}

/** Whether nothing but others that wait for it frees the name: names that go round. */
const goesRound = (move: Move, steps: Steps): boolean => {
  let next: Steps[number] = move
  for (const _ of steps) {
    const { among, to } = next
    const freeing = steps.find((item) => item.among === among && item.from === to)
    if (freeing === undefined || freeing.from === move.from) return freeing !== undefined
    next = freeing
  }
  return false
}

/** A tag that asks for something, and what. */
export interface PendingTag {
  readonly tag: RenameTag
  readonly rename: Rename
}

const roundabout = ({ tag, rename }: Move): DiffkitError => {
  const { file, line } = tag
  const [from, to] = [show(rename.from), show(rename.to)]
  const problem = `\`@renamedFrom ${tag.from}\`: the history has ${from} and ${to}, before their names are swapped and after, so that nothing tells whether that is done`
  const hint =
    'Take these tags away; if it is still to be done, say it once with a `--rename old:new` for each.'
  return new DiffkitError('RENAME_TAG_INVALID', { file, line, problem, hint })
}

/**
 * The tags that ask for something: none once the base has it, or when it never knew the old name. Throws
 * for names that go round where the things behind them differ, since a tag cannot say that.
 */
export const pendingTags = (
  tags: readonly RenameTag[],
  context: TagContext,
): readonly PendingTag[] => {
  const answered = context.answered.map(answeredMove)
  const moves = tags.map((tag) => moveOf(tag, context))
  const pending = pendingMoves(moves, answered)
  const steps = [...pending, ...answered]
  const round = pending.filter(
    (move) =>
      move.before?.has(move.to) &&
      !context.answered.some((item) => equal(item, move.rename)) &&
      goesRound(move, steps),
  )
  const torn = round.find(({ to, before, after }) => before?.get(to) !== after?.get(to))
  if (torn !== undefined) throw roundabout(torn)
  return pending.filter((move) => !round.includes(move))
}

/** All of the kind that a tag is about; none for a part. */
const objectsOfTag = ({ kind }: RenameTag, schema: Schema): readonly QualifiedName[] =>
  kind === 'column' || kind === 'value' ? [] : objectsOf(schema, kind)

/** Whether a tag names nothing that the history ever had: neither its old name nor its new one. */
export const isUnheardOf = (tag: RenameTag, context: TagContext): boolean => {
  const { before, from, to } = moveOf(tag, context)
  const { namespace } = qualified(tag.object)
  const isNew =
    tag.part === null &&
    !objectsOfTag(tag, context.base).some((item) => item.namespace === namespace)
  return before !== null && !isNew && ![tag.from, from, to].some((name) => before.has(name))
}

/** The thing that a tag means and that is gone, where it stood in another namespace that the tag does not name. */
export const movedFrom = (tag: RenameTag, { base, target }: TagContext): QualifiedName | null => {
  const isIn = (schema: Schema, thing: QualifiedName): boolean =>
    objectsOfTag(tag, schema).some((item) => sameName(item, thing))
  const own = qualified(tag.object)
  if (isIn(base, own)) return null
  const found = objectsOfTag(tag, base).find(
    (item) => item.namespace !== own.namespace && item.name === tag.from,
  )
  return found === undefined || isIn(target, found) ? null : found
}
