/** What could be a rename: one thing removed and one added, alike. */
import { nameKey, objectName, qualified, quoteIfNeeded, sameName, show } from '../schema/names.ts'
import type { Column, Enum, ObjectName, Schema, Table } from '../schema/types.ts'
import { areRelated } from './related-types.ts'

/** An answered rename; names are those of the old state. */
export type Rename =
  | { readonly kind: 'table'; readonly from: ObjectName; readonly to: ObjectName }
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
  /** Renames of tables that hold already: the columns of such a table are compared with the new one. */
  readonly answered: readonly Rename[]
  /** `null`: only what somebody who looks at both schemas would ask about. */
  readonly declared: Declared | null
}

const ownerOf = (rename: Rename): ObjectName | null => {
  if (rename.kind === 'table') return null
  return rename.kind === 'column' ? rename.table : rename.enum
}

const parts = (name: ObjectName): readonly string[] => {
  const { namespace, name: bare } = qualified(name)
  return namespace === null ? [bare] : [namespace, bare]
}

/** The old thing's names from the outside in, as a flag has them. */
export const oldPath = (rename: Rename): readonly string[] => {
  if (rename.kind === 'table') return parts(rename.from)
  return [...parts(rename.kind === 'column' ? rename.table : rename.enum), rename.from]
}

export const newName = (rename: Rename): string =>
  rename.kind === 'table' ? qualified(rename.to).name : rename.to

/** Whether a table goes to another namespace. */
const isMove = (rename: Rename): boolean =>
  rename.kind === 'table' && qualified(rename.from).namespace !== qualified(rename.to).namespace

/** The new name as a flag has it: with its namespace where that is another one. */
export const newPath = (rename: Rename): readonly string[] =>
  rename.kind === 'table' && isMove(rename)
    ? [qualified(rename.to).namespace ?? 'public', newName(rename)]
    : [newName(rename)]

const candidate = (rename: Rename): RenameCandidate => {
  const owner = ownerOf(rename)
  const path = oldPath(rename).map(quoteIfNeeded).join('.')
  return {
    kind: rename.kind,
    table: rename.kind === 'column' && owner !== null ? show(owner) : null,
    ...(rename.kind === 'value' ? { enum: show(rename.enum) } : {}),
    from: show(rename.from),
    to: isMove(rename) ? newPath(rename).join('.') : show(rename.to),
    flag: `--rename ${path}:${newPath(rename).map(quoteIfNeeded).join('.')}`,
    rename,
  }
}

/** Half of the columns of the larger table, by name and type. */
const alike = (a: Table, b: Table): boolean => {
  const shared = a.columns.filter((column) =>
    b.columns.some(({ name, type }) => name === column.name && type === column.type),
  )
  return shared.length > 0 && shared.length * 2 >= Math.max(a.columns.length, b.columns.length)
}

/** Old things that may have gone, and new ones that may have come. */
const movable = <T>(
  before: readonly T[],
  after: readonly T[],
  {
    nameOf,
    declared,
  }: { readonly nameOf: (item: T) => string; readonly declared: Declared | null },
): { readonly gone: readonly T[]; readonly come: readonly T[] } => {
  const [old, now] = [new Set(before.map(nameOf)), new Set(after.map(nameOf))]
  const last = (item: T): string => nameOf(item).split('\u0000').at(-1) ?? ''
  return {
    gone: before.filter((item) => !now.has(nameOf(item)) || declared?.to.has(last(item))),
    come: after.filter((item) => !old.has(nameOf(item)) || declared?.from.has(last(item))),
  }
}

/** Nobody would ask about a table that has another name in another namespace, too. */
const mayBecome = (from: Table, to: Table, declared: Declared | null): boolean => {
  const stays = from.namespace === to.namespace
  return stays ? from.name !== to.name : from.name === to.name || declared !== null
}

const tableCandidates = ({ base, target, declared }: Search): readonly RenameCandidate[] => {
  const { gone, come } = movable(base.tables, target.tables, { nameOf: nameKey, declared })
  return gone.flatMap((from) =>
    come
      .filter((to) => mayBecome(from, to, declared) && alike(from, to))
      .map((to) => candidate({ kind: 'table', from: objectName(from), to: objectName(to) })),
  )
}

const columnsOf = (before: Table, after: Table, search: Search): readonly RenameCandidate[] => {
  const { declared } = search
  const fits = (from: Column, to: Column): boolean =>
    to.type === from.type || (declared !== null && areRelated(from.type, to.type))
  const { gone, come } = movable(before.columns, after.columns, {
    nameOf: ({ name }) => name,
    declared,
  })
  const table = objectName(before)
  return gone.flatMap((from) =>
    come
      .filter((to) => to.name !== from.name && fits(from, to))
      .map((to) => candidate({ kind: 'column', table, from: from.name, to: to.name })),
  )
}

const columnCandidates = (search: Search): readonly RenameCandidate[] => {
  const targets = new Map(search.target.tables.map((table) => [nameKey(table), table]))
  return search.base.tables.flatMap((before) => {
    const moved = search.answered.find(
      (item) => item.kind === 'table' && sameName(item.from, before),
    )
    const after = targets.get(nameKey(moved?.kind === 'table' ? moved.to : objectName(before)))
    const isSame = after === before && search.declared === null
    return after === undefined || isSame ? [] : columnsOf(before, after, search)
  })
}

const valuesOf = (before: Enum, after: Enum, { declared }: Search): readonly RenameCandidate[] => {
  const nameOf = (value: string): string => value
  const { gone, come } = movable(before.values, after.values, { nameOf, declared })
  return gone.flatMap((from) =>
    come
      .filter((to) => to !== from)
      .map((to) => candidate({ kind: 'value', enum: objectName(before), from, to })),
  )
}

const valueCandidates = (search: Search): readonly RenameCandidate[] => {
  const targets = new Map(search.target.enums.map((item) => [nameKey(item), item]))
  return search.base.enums.flatMap((before) => {
    const after = targets.get(nameKey(before))
    return after === undefined ? [] : valuesOf(before, after, search)
  })
}

/** Every pair that could be a rename: tables, columns of tables that stay, values of enums that stay. */
export const searchRenames = (search: Search): readonly RenameCandidate[] => [
  ...tableCandidates(search),
  ...columnCandidates(search),
  ...valueCandidates(search),
]

/** The pairs to ask about. */
export const renameCandidates = (
  base: Schema,
  target: Schema,
  answered: readonly Rename[] = [],
): readonly RenameCandidate[] => searchRenames({ base, target, answered, declared: null })

const endsOf = (rename: Rename): { readonly from: string; readonly to: string } =>
  rename.kind === 'table' ? { from: nameKey(rename.from), to: nameKey(rename.to) } : rename

/** Whether two candidates speak of one old or one new thing, so that at most one can be true. */
export const compete = (a: RenameCandidate, b: RenameCandidate): boolean => {
  if (a.kind !== b.kind || a.table !== b.table || a.enum !== b.enum) return false
  const [one, other] = [endsOf(a.rename), endsOf(b.rename)]
  return one.from === other.from || one.to === other.to
}
