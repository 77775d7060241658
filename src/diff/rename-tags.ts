/** Renames that the models declare: `@renamedFrom` above a thing with a name of its own, a column or a value of an enum. */
import { DiffkitError } from '../errors.ts'
import { equal } from '../schema/equal.ts'
import { compareText, nameKey, objectName, qualified, sameName, show } from '../schema/names.ts'
import type { ObjectName, QualifiedName, Schema } from '../schema/types.ts'
import { isOfObject, newPath, oldPath, renameFlag } from './rename-candidates.ts'
import type { Rename } from './rename-candidates.ts'
import { OBJECT_KINDS, objectsOf, oldNameOf, retyped } from './rename-kinds.ts'
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

/** What stands beside a tag's name: by name (a table's with its namespace), a value that changes with what the thing is. */
type Siblings = ReadonlyMap<string, unknown>

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
  view: ({ views }) => views.map((view) => [nameKey(view), view.definition.sql]),
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
    // A comment may be one that models cannot say.
    return table === undefined
      ? null
      : new Map(table.columns.map((column) => [column.name, { ...column, comment: null }]))
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

/** Those whose new name the history does not have, or has until another frees it: none of these can be done already. */
const pendingMoves = (moves: readonly Move[], answered: Steps): readonly Move[] => {
  let pending: readonly Move[] = []
  for (;;) {
    const steps = [...pending, ...answered]
    const found = moves.filter(
      ({ among, to, before }) =>
        !before?.has(to) || steps.some((other) => other.among === among && other.from === to),
    )
    if (found.length === pending.length) return pending
    pending = found
  }
}

/** The moves that free one another's names, beginning with this one; `null` where one is freed by nothing. */
const roundOf = (move: Move, moves: readonly Move[]): readonly Move[] | null => {
  const found = [move]
  for (const { among, to } of found) {
    const freeing = moves.find((item) => item.among === among && item.from === to)
    if (freeing === undefined || freeing === move) return freeing === undefined ? null : found
    if (found.includes(freeing)) return null
    found.push(freeing)
  }
  return null
}

/** A tag that asks for something, and what. */
export interface PendingTag {
  readonly tag: RenameTag
  readonly rename: Rename
}

/** What is to be done about tags, and what nothing tells. */
export interface ReadTags {
  readonly pending: readonly PendingTag[]
  /** One sentence for each that is ignored, although it may be meant. */
  readonly doubts: readonly string[]
}

const shown = ({ tag }: Move): string => `\`@renamedFrom ${tag.from}\` (${tag.file}:${tag.line})`

const flagsOf = (moves: readonly Move[]): string =>
  moves.map(({ rename }) => renameFlag(oldPath(rename), newPath(rename))).join(' ')

const namesOf = (moves: readonly Move[]): string =>
  moves
    .map(({ rename }) => oldPath(rename).join('.'))
    .toSorted(compareText)
    .join(' and ')

/** Names that go round, over things of which one is to be another thing. */
const roundabout = (round: readonly Move[], torn: Move): DiffkitError => {
  const { file, line, from } = torn.tag
  const others = round.filter((move) => move !== torn).map(shown)
  const said = [`\`@renamedFrom ${from}\``, ...others].join(' and ')
  const problem = `${said}: the history has ${namesOf(round)}, before their names go round and after, so that nothing tells whether that is done`
  const hint = `Take these tags away; if it is still to be done, say it once with \`${flagsOf(round)}\`.`
  return new DiffkitError('RENAME_TAG_INVALID', { file, line, problem, hint })
}

const doubtAbout = (round: readonly Move[]): string =>
  `${round.map(shown).join(' and ')}: the history has ${namesOf(round)}, before their names go round and after; taken as done. If it is not, say \`${flagsOf(round)}\` once; take the tags away in any case`

const doubtAboutGone = (move: Move): string => {
  const [from, to] = [move.rename.from, move.rename.to].map((name) => show(name))
  return `${shown(move)}: the history has ${from} and ${to}; taken as done, so that ${from} is dropped. If it is to take the name of ${to}, drop that in a revision of its own first`
}

/**
 * A tag whose new name is not in the history asks for a rename; one whose new name is there has been done, or
 * never was to be. Throws for names that go round where the things behind them differ, since a tag cannot say that.
 */
export const readTags = (tags: readonly RenameTag[], context: TagContext): ReadTags => {
  const answered = context.answered.map(answeredMove)
  const base = retyped(context.base, context.answered.filter(isOfObject))
  const moves = tags
    .map((tag) => moveOf(tag, { ...context, base }))
    .filter(({ before, from, to }) => before?.has(from) && from !== to)
  const pending = pendingMoves(moves, answered)
  const steps = [...pending, ...answered]
  const left = moves.filter((move) => !pending.includes(move))
  const rounds: (readonly Move[])[] = []
  for (const move of left) {
    const round = rounds.flat().includes(move) ? null : roundOf(move, left)
    if (round !== null) rounds.push(round)
  }
  for (const round of rounds) {
    const torn = round.find(({ to, before, after }) => !equal(before?.get(to), after?.get(to)))
    if (torn !== undefined) throw roundabout(round, torn)
  }
  const isGone = ({ among, from, after }: Move): boolean =>
    after?.has(from) === false &&
    !steps.some((other) => other.among === among && other.from === from)
  const gone = left.filter((move) => isGone(move) && !rounds.flat().includes(move))
  return { pending, doubts: [...rounds.map(doubtAbout), ...gone.map(doubtAboutGone)] }
}

/** All of the kind that a tag is about; none for a part. */
const objectsOfTag = ({ kind }: RenameTag, schema: Schema): readonly QualifiedName[] =>
  kind === 'column' || kind === 'value' ? [] : objectsOf(schema, kind)

const knows = ({ before, from, to, tag }: Move): boolean =>
  [tag.from, from, to].some((name) => before?.has(name) === true)

const placeOf = ({ file, line, from }: RenameTag): string => `${file}:${line}:${from}`

/**
 * The tags that name nothing that the history has, neither an old name nor a new one. What is new as a whole
 * has no history, and a fragment's tag may be about another of the tables that use it.
 */
export const unheardOf = (
  tags: readonly RenameTag[],
  context: TagContext,
): readonly RenameTag[] => {
  const isEmpty = OBJECT_KINDS.every((kind) => objectsOf(context.base, kind).length === 0)
  if (isEmpty) return []
  const moves = tags.map((tag) => moveOf(tag, context))
  const known = new Set(moves.filter(knows).map(({ tag }) => placeOf(tag)))
  return moves
    .filter((move) => move.before !== null && !known.has(placeOf(move.tag)))
    .map(({ tag }) => tag)
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
