/** Renames that the models declare: `@renamedFrom` above a table, a column or a value of an enum. */
import { nameKey, objectName, qualified, sameName } from '../schema/names.ts'
import type { ObjectName, Schema } from '../schema/types.ts'
import type { Rename } from './rename-candidates.ts'

export interface RenameTag {
  readonly kind: Rename['kind']
  /** The table or the enum, under its new name. */
  readonly object: ObjectName
  /** The column's or value's new name; `null` for a table. */
  readonly part: string | null
  /** The name as the tag gives it. */
  readonly from: string
  readonly file: string
  readonly line: number
}

const partsOf = (schema: Schema): readonly string[] => [
  ...schema.tables.map((table) => `table ${nameKey(table)}`),
  ...schema.tables.flatMap((table) =>
    table.columns.map(({ name }) => `column ${nameKey(table)}\n${name}`),
  ),
  ...schema.enums.flatMap((item) => item.values.map((value) => `value ${nameKey(item)}\n${value}`)),
]

/** Whether a table, column or value of the base is gone, so that there is anything to ask about. */
export const hasGone = (base: Schema, target: Schema): boolean => {
  const kept = new Set(partsOf(target))
  return partsOf(base).some((part) => !kept.has(part))
}

const tableRename = ({ object, from }: RenameTag, base: Schema): Rename | null => {
  const { namespace } = qualified(object)
  const prefix = `${namespace ?? 'public'}.`
  const name = from.startsWith(prefix) ? from.slice(prefix.length) : from
  const names = new Set(base.tables.map(nameKey))
  const old = objectName({ namespace, name })
  if (names.has(nameKey(object)) || !names.has(nameKey(old))) return null
  return { kind: 'table', from: old, to: object }
}

const columnRename = (
  { object, part, from }: RenameTag,
  base: Schema,
  answered: readonly Rename[],
): Rename | null => {
  const moved = answered.find((item) => item.kind === 'table' && sameName(item.to, object))
  const address = moved?.kind === 'table' ? moved.from : object
  const columns = base.tables.find((table) => sameName(table, address))?.columns ?? []
  const has = (name: string | null): boolean => columns.some((column) => column.name === name)
  if (part === null || has(part) || !has(from)) return null
  return { kind: 'column', table: address, from, to: part }
}

const valueRename = ({ object, part, from }: RenameTag, base: Schema): Rename | null => {
  const values = base.enums.find((item) => sameName(item, object))?.values ?? []
  if (part === null || values.includes(part) || !values.includes(from)) return null
  return { kind: 'value', enum: object, from, to: part }
}

/** What a tag asks for; `null` once the base has it, or when it never knew the old name. */
export const tagRename = (
  tag: RenameTag,
  base: Schema,
  answered: readonly Rename[],
): Rename | null => {
  if (tag.kind === 'table') return tableRename(tag, base)
  return tag.kind === 'column' ? columnRename(tag, base, answered) : valueRename(tag, base)
}

/** The names beside which a tag's old and new one would stand; `null` where nothing of them is known yet. */
const neighbours = (
  { kind, object }: RenameTag,
  base: Schema,
  answered: readonly Rename[],
): readonly string[] | null => {
  if (kind === 'value') {
    return base.enums.find((item) => sameName(item, object))?.values ?? null
  }
  const { namespace } = qualified(object)
  if (kind === 'table') {
    const own = base.tables.filter((table) => table.namespace === namespace)
    return own.length === 0 ? null : own.map(({ name }) => name)
  }
  const moved = answered.find((item) => item.kind === 'table' && sameName(item.to, object))
  const address = moved?.kind === 'table' ? moved.from : object
  const table = base.tables.find((item) => sameName(item, address))
  return table === undefined ? null : table.columns.map(({ name }) => name)
}

/** Whether a tag names nothing that the history ever had: neither its old name nor its new one. */
export const isUnheardOf = (tag: RenameTag, base: Schema, answered: readonly Rename[]): boolean => {
  const names = neighbours(tag, base, answered)
  if (names === null) return false
  const bare = tag.from.replace(/^.*\./, '')
  const now = tag.part ?? qualified(tag.object).name
  return ![tag.from, bare, now].some((name) => names.includes(name))
}
