/** What stands against a rename that somebody stated. */
import { equal } from '../schema/equal.ts'
import { nameKey, objectName, sameName, show } from '../schema/names.ts'
import type { ObjectName, Schema } from '../schema/types.ts'
import { isOfObject, oldPath } from './rename-candidates.ts'
import type { Rename } from './rename-candidates.ts'
import type { RenameFlag } from './rename-flag.ts'
import { isBlocked, newNameOf, OBJECT_KINDS, objectsOf } from './rename-kinds.ts'
import type { ObjectRename } from './rename-kinds.ts'
import type { TagContext } from './rename-tags.ts'

export interface RenameContext extends TagContext {
  /** Whether the dialect has a rename for views. */
  readonly views: boolean
}

interface Ends {
  readonly from: string
  readonly to: string
}

/** One text per thing, its kind, its owner and its name, as `addresses` has them. */
export const endsOf = (rename: Rename): Ends => {
  if (isOfObject(rename)) {
    const { kind, from, to } = rename
    return { from: `${kind} ${nameKey(from)}`, to: `${kind} ${nameKey(to)}` }
  }
  const owner = rename.kind === 'column' ? rename.table : rename.enum
  const address = (name: string): string => `${rename.kind} ${nameKey(owner)}\n${name}`
  return { from: address(rename.from), to: address(rename.to) }
}

/** The namespace of names that say none. */
export const HOME = 'public'

/** Whether a path that somebody typed is that of the old thing. */
export const namesOld = ({ from }: RenameFlag, rename: Rename): boolean => {
  const old = oldPath(rename)
  return equal(from, old) || (from[0] === HOME && equal(from.slice(1), old))
}

/** What a flag may mean in the history, whether or not it can be. */
export const meanings = (flag: RenameFlag, base: Schema): readonly Rename[] => {
  const { to, toPath, only } = flag
  const [place] = toPath.length > 1 ? toPath : []
  const objects = OBJECT_KINDS.flatMap((kind) =>
    objectsOf(base, kind).map((item): Rename => {
      const home = place === HOME ? null : (place ?? item.namespace)
      return { kind, from: objectName(item), to: objectName({ namespace: home, name: to }) }
    }),
  )
  const columns = base.tables.flatMap((table) =>
    table.columns.map(({ name }): Rename => ({
      kind: 'column',
      table: objectName(table),
      from: name,
      to,
    })),
  )
  const values = base.enums.flatMap((item) =>
    item.values.map((value): Rename => ({
      kind: 'value',
      enum: objectName(item),
      from: value,
      to,
    })),
  )
  return [...objects, ...columns, ...values].filter(
    (rename) => (only === null || only === rename.kind) && namesOld(flag, rename),
  )
}

const has = (name: ObjectName, list: readonly Parameters<typeof objectName>[0][]): boolean =>
  list.some((item) => sameName(item, name))

/** What has the new name, if nothing frees it in time. */
const holder = (rename: ObjectRename, { base, answered }: RenameContext): string | null => {
  const { kind, to } = rename
  const others = answered.filter(isOfObject)
  const isKept =
    has(to, objectsOf(base, kind)) &&
    !others.some((item) => item.kind === kind && sameName(item.from, to))
  if (!isKept && !isBlocked(rename, { base, others })) return null
  const found = isKept ? kind : 'table'
  return `The history has ${found} ${show(to)}: that takes two revisions. Drop or rename ${found} ${show(to)} in the first (to a third name, if the two swap theirs), and say this in the second.`
}

const ofObject = (rename: ObjectRename, context: RenameContext): string | null => {
  const { kind, from, to } = rename
  const { base, target } = context
  if (kind === 'view' && !context.views) {
    return 'Views are dropped and made again here, and need no rename.'
  }
  if (!has(to, objectsOf(target, kind))) return `The models have no ${kind} ${show(to)}.`
  const find = (schema: Schema, name: ObjectName) =>
    schema.views.find((item) => sameName(item, name))?.materialized
  if (kind === 'view' && find(base, from) !== find(target, to)) {
    return `One of view ${show(from)} and view ${show(to)} is materialized, the other is not: that is a drop and an add.`
  }
  return holder(rename, context)
}

const ofPart = (rename: Exclude<Rename, ObjectRename>, context: RenameContext): string | null => {
  const { base, target, answered } = context
  const { kind, to } = rename
  const [ownerKind, owner] =
    rename.kind === 'column' ? (['table', rename.table] as const) : (['enum', rename.enum] as const)
  const after = newNameOf(answered.filter(isOfObject), ownerKind, owner)
  const partsIn = (schema: Schema, name: ObjectName): ReadonlySet<string> => {
    const columns = schema.tables.find((item) => sameName(item, name))?.columns ?? []
    const values = schema.enums.find((item) => sameName(item, name))?.values ?? []
    return new Set(kind === 'column' ? columns.map((column) => column.name) : values)
  }
  if (!partsIn(target, after).has(to)) {
    return `The models have no ${kind} ${to} in ${ownerKind} ${show(after)}.`
  }
  const isFreed = answered.some((item) =>
    equal(endsOf(item).from, endsOf({ ...rename, from: to }).from),
  )
  return partsIn(base, owner).has(to) && !isFreed
    ? `The history has ${kind} ${to} in ${ownerKind} ${show(owner)} already: say with another rename what becomes of it, or drop it in a revision of its own first.`
    : null
}

/** What is to be done about a rename that cannot be; `null` if nothing is known against it. */
export const obstacleTo = (rename: Rename, context: RenameContext): string | null => {
  const { from, to } = endsOf(rename)
  if (from === to) return 'Both names are the same.'
  return isOfObject(rename) ? ofObject(rename, context) : ofPart(rename, context)
}
