/** Whether tags may say anything at all, told by what is compared: to read the comments of models is slow. */
import { nameKey } from '../schema/names.ts'
import type { Schema } from '../schema/types.ts'
import { OBJECT_KINDS, objectsOf } from './rename-kinds.ts'
import { bareName } from './rename-tags.ts'

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

/** Whether anything that may be renamed has gone, has come or is of another type, so that a tag may say something of it. */
export const mayBeRenamed = (base: Schema, target: Schema): boolean => {
  const before = new Set(partsOf(withoutTablesOf(base, target)))
  const after = new Set(partsOf(withoutTablesOf(target, base)))
  return before.size !== after.size || [...before].some((part) => !after.has(part))
}

/** Whether tags with these old names may be a swap, which shows in no name: the history has two of them side by side. */
export const maySwap = (base: Schema, old: readonly string[]): boolean => {
  const asked = new Set(old.flatMap((from) => [from, bareName(from)]))
  const areTwo = (names: readonly string[]): boolean =>
    names.filter((name) => asked.has(name)).length > 1
  return (
    base.tables.some(({ columns }) => areTwo(columns.map(({ name }) => name))) ||
    base.enums.some(({ values }) => areTwo(values)) ||
    OBJECT_KINDS.some((kind) => areTwo(objectsOf(base, kind).map(({ name }) => name)))
  )
}
