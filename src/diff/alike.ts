/** Which things are so much alike that one may be the other under another name. */
import { equal } from '../schema/equal.ts'
import { compareText, nameKey, objectName, sameName } from '../schema/names.ts'
import type { Enum, ObjectName, Table, View } from '../schema/types.ts'
import { relationsIn } from '../util/relations.ts'
import type { ObjectRename } from './rename-kinds.ts'

/** Half of the columns of the larger table, by name and type. */
export const alikeTables = (a: Table, b: Table): boolean => {
  const shared = a.columns.filter((column) =>
    b.columns.some(({ name, type }) => name === column.name && type === column.type),
  )
  return shared.length > 0 && shared.length * 2 >= Math.max(a.columns.length, b.columns.length)
}

/** Half of the values of the longer list. */
export const alikeEnums = (a: Enum, b: Enum): boolean => {
  const shared = a.values.filter((value) => b.values.includes(value))
  return shared.length > 0 && shared.length * 2 >= Math.max(a.values.length, b.values.length)
}

/** What a view reads, under the names that it has after the renames. */
const readBy = ({ definition }: View, renames: readonly ObjectRename[]): readonly string[] => {
  const names = relationsIn(definition.sql).map(({ namespace, name }): ObjectName => {
    const read = objectName({ namespace: namespace === 'public' ? null : namespace, name })
    const found = renames.find((item) => item.kind !== 'enum' && sameName(item.from, read))
    return found?.to ?? read
  })
  return [...new Set(names.map(nameKey))].toSorted(compareText)
}

/** They read the same. */
export const alikeViews = (a: View, b: View, renames: readonly ObjectRename[]): boolean => {
  const read = readBy(a, renames)
  return read.length > 0 && equal(read, readBy(b, []))
}
