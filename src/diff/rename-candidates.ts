/** What could be a rename: one thing removed and one added, alike. */
import { nameKey, objectName, qualified, quoteIfNeeded, sameName, show } from '../schema/names.ts'
import type { Column, Enum, ObjectName, QualifiedName, Schema, Table } from '../schema/types.ts'
import { alikeEnums, alikeTables, alikeViews } from './alike.ts'
import { isBlocked, newNameOf, OBJECT_KINDS, retyped } from './rename-kinds.ts'
import type { ObjectKind, ObjectRename } from './rename-kinds.ts'

/** An answered rename; names are those of the old state. */
export type Rename =
  | ObjectRename
  | {
      readonly kind: 'column'
      readonly table: ObjectName
      readonly from: string
      readonly to: string
    }
  | {
      readonly kind: 'value'
      readonly enum: ObjectName
      readonly from: string
      readonly to: string
    }

/** Whether it is about a thing with a name of its own, and no part of one. */
export const isOfObject = (rename: Rename): rename is ObjectRename =>
  rename.kind !== 'column' && rename.kind !== 'value'

/** A pair that could be a rename, with the flag that says that it is one. */
export interface RenameCandidate {
  readonly kind: Rename['kind']
  /** For people: the table of a column; else `null`. */
  readonly table: string | null
  /** For people: the enum of a value. */
  readonly enum?: string
  readonly from: string
  readonly to: string
  readonly flag: string
  readonly rename: Rename
}

/** Names that somebody has declared to become free, or to be taken, by another rename: a swap. */
export interface Declared {
  readonly from: ReadonlySet<string>
  readonly to: ReadonlySet<string>
}

interface Search {
  readonly base: Schema
  readonly target: Schema
  /** Renames that hold already: the parts of such a thing are compared with those of the new one. */
  readonly answered: readonly Rename[]
  /** Whether the dialect has a rename for views. */
  readonly views: boolean
  /** `null`: only what somebody who looks at both schemas would ask about. */
  readonly declared: Declared | null
}

const ownerOf = (rename: Rename): ObjectName | null => {
  if (isOfObject(rename)) return null
  return rename.kind === 'column' ? rename.table : rename.enum
}

const parts = (name: ObjectName): readonly string[] => {
  const { namespace, name: bare } = qualified(name)
  return namespace === null ? [bare] : [namespace, bare]
}

/** The old thing's names from the outside in, as a flag has them. */
export const oldPath = (rename: Rename): readonly string[] => {
  if (isOfObject(rename)) return parts(rename.from)
  return [...parts(rename.kind === 'column' ? rename.table : rename.enum), rename.from]
}

export const newName = (rename: Rename): string =>
  isOfObject(rename) ? qualified(rename.to).name : rename.to

/** Whether a thing goes to another namespace. */
const isMove = (rename: Rename): boolean =>
  isOfObject(rename) && qualified(rename.from).namespace !== qualified(rename.to).namespace

/** The new name as a flag has it: with its namespace where that is another one. */
export const newPath = (rename: Rename): readonly string[] =>
  isOfObject(rename) && isMove(rename)
    ? [qualified(rename.to).namespace ?? 'public', newName(rename)]
    : [newName(rename)]

/** The flag for two paths. */
export const renameFlag = (from: readonly string[], to: readonly string[]): string =>
  `--rename ${[from, to].map((path) => path.map(quoteIfNeeded).join('.')).join(':')}`

const candidate = (rename: Rename): RenameCandidate => {
  const owner = ownerOf(rename)
  return {
    kind: rename.kind,
    table: rename.kind === 'column' && owner !== null ? show(owner) : null,
    ...(rename.kind === 'value' ? { enum: show(rename.enum) } : {}),
    from: show(rename.from),
    to: isMove(rename) ? newPath(rename).join('.') : show(rename.to),
    flag: renameFlag(oldPath(rename), newPath(rename)),
    rename,
  }
}

interface Naming<T> {
  readonly nameOf: (item: T) => string
  readonly declared: Declared | null
  /** Names whose old things get other names: what has one of them is new. */
  readonly freed: ReadonlySet<string>
}

/** Old things that may have gone, and new ones that may have come. */
const movable = <T>(
  before: readonly T[],
  after: readonly T[],
  { nameOf, declared, freed }: Naming<T>,
): { readonly gone: readonly T[]; readonly come: readonly T[] } => {
  const [old, now] = [new Set(before.map(nameOf)), new Set(after.map(nameOf))]
  const last = (item: T): string => nameOf(item).split('\u0000').at(-1) ?? ''
  return {
    gone: before.filter(
      (item) =>
        !now.has(nameOf(item)) ||
        declared?.to.has(last(item)) === true ||
        declared?.from.has(last(item)) === true,
    ),
    come: after.filter(
      (item) =>
        !old.has(nameOf(item)) ||
        freed.has(nameOf(item)) ||
        declared?.from.has(last(item)) === true,
    ),
  }
}

/** Nobody would ask about a thing that has another name in another namespace, too. */
const mayBecome = (
  from: QualifiedName,
  to: QualifiedName,
  { declared }: Pick<Search, 'declared'>,
): boolean => {
  const stays = from.namespace === to.namespace
  return stays ? from.name !== to.name : from.name === to.name || declared !== null
}

const pairs = <T extends QualifiedName>(
  kind: ObjectKind,
  lists: { readonly before: readonly T[]; readonly after: readonly T[] },
  context: { readonly search: Search; readonly alike: (from: T, to: T) => boolean },
): readonly RenameCandidate[] => {
  const { search, alike } = context
  const { declared } = search
  const others = search.answered.filter(isOfObject)
  const own = others.filter((item) => item.kind === kind)
  const freed = new Set(own.map(({ from }) => nameKey(from)))
  const { gone, come } = movable(lists.before, lists.after, { nameOf: nameKey, declared, freed })
  return gone.flatMap((from) =>
    come
      .filter((to) => mayBecome(from, to, search) && alike(from, to))
      .map((to) => ({ kind, from: objectName(from), to: objectName(to) }) as const)
      .filter((item) => declared !== null || !isBlocked(item, { base: search.base, others }))
      .map(candidate),
  )
}

const SEARCHES: Readonly<Record<ObjectKind, (search: Search) => readonly RenameCandidate[]>> = {
  enum: (search) =>
    pairs(
      'enum',
      { before: search.base.enums, after: search.target.enums },
      // Somebody who says it may have changed most of the values as well.
      { search, alike: (from, to) => search.declared !== null || alikeEnums(from, to) },
    ),
  table: (search) =>
    pairs(
      'table',
      { before: search.base.tables, after: search.target.tables },
      // Somebody who says it may have changed every column as well.
      { search, alike: (from, to) => search.declared !== null || alikeTables(from, to) },
    ),
  // Most have nothing but their name.
  sequence: (search) =>
    pairs(
      'sequence',
      { before: search.base.sequences, after: search.target.sequences },
      { search, alike: () => true },
    ),
  view: (search) =>
    pairs(
      'view',
      { before: search.views ? search.base.views : [], after: search.target.views },
      {
        search,
        alike: (from, to) =>
          from.materialized === to.materialized &&
          (search.declared !== null || alikeViews(from, to, search.answered.filter(isOfObject))),
      },
    ),
}

/** The names that answered renames free within a table or an enum. */
const freedIn = (owner: ObjectName, { answered }: Search): ReadonlySet<string> =>
  new Set(
    answered.flatMap((item) => {
      if (isOfObject(item)) return []
      return sameName(item.kind === 'column' ? item.table : item.enum, owner) ? [item.from] : []
    }),
  )

const columnsOf = (before: Table, after: Table, search: Search): readonly RenameCandidate[] => {
  const { declared } = search
  // Somebody who says it may have changed the type as well.
  const fits = (from: Column, to: Column): boolean => declared !== null || to.type === from.type
  const table = objectName(before)
  const { gone, come } = movable(before.columns, after.columns, {
    nameOf: ({ name }) => name,
    declared,
    freed: freedIn(table, search),
  })
  return gone.flatMap((from) =>
    come
      .filter((to) => to.name !== from.name && fits(from, to))
      .map((to) => candidate({ kind: 'column', table, from: from.name, to: to.name })),
  )
}

const columnCandidates = (search: Search): readonly RenameCandidate[] => {
  const targets = new Map(search.target.tables.map((table) => [nameKey(table), table]))
  const answered = search.answered.filter(isOfObject)
  return search.base.tables.flatMap((before) => {
    const after = targets.get(nameKey(newNameOf(answered, 'table', objectName(before))))
    const isSame = after === before && search.declared === null
    return after === undefined || isSame ? [] : columnsOf(before, after, search)
  })
}

const valuesOf = (before: Enum, after: Enum, search: Search): readonly RenameCandidate[] => {
  const { gone, come } = movable(before.values, after.values, {
    nameOf: (value) => value,
    declared: search.declared,
    freed: freedIn(objectName(before), search),
  })
  return gone.flatMap((from) =>
    come
      .filter((to) => to !== from)
      .map((to) => candidate({ kind: 'value', enum: objectName(before), from, to })),
  )
}

const valueCandidates = (search: Search): readonly RenameCandidate[] => {
  const targets = new Map(search.target.enums.map((item) => [nameKey(item), item]))
  const answered = search.answered.filter(isOfObject)
  return search.base.enums.flatMap((before) => {
    const after = targets.get(nameKey(newNameOf(answered, 'enum', objectName(before))))
    return after === undefined ? [] : valuesOf(before, after, search)
  })
}

/** Every pair that could be a rename: of things, of columns of tables that stay, of values of enums that stay. */
export const searchRenames = (asked: Search): readonly RenameCandidate[] => {
  const search = { ...asked, base: retyped(asked.base, asked.answered.filter(isOfObject)) }
  return [
    ...OBJECT_KINDS.flatMap((kind) => SEARCHES[kind](search)),
    ...columnCandidates(search),
    ...valueCandidates(search),
  ]
}

/** The pairs to ask about. */
export const renameCandidates = (
  base: Schema,
  target: Schema,
  answered: readonly Rename[] = [],
  { views = true }: Partial<Pick<Search, 'views'>> = {},
): readonly RenameCandidate[] => searchRenames({ base, target, answered, declared: null, views })

const endsOf = (rename: Rename): { readonly from: string; readonly to: string } =>
  isOfObject(rename) ? { from: nameKey(rename.from), to: nameKey(rename.to) } : rename

/** Whether two candidates speak of one old or one new thing, so that at most one can be true. */
export const compete = (a: RenameCandidate, b: RenameCandidate): boolean => {
  if (a.kind !== b.kind || a.table !== b.table || a.enum !== b.enum) return false
  const [one, other] = [endsOf(a.rename), endsOf(b.rename)]
  return one.from === other.from || one.to === other.to
}
