/** Differences of columns that the configuration says are none. */
import type { ResolvedConfig } from '../../config.ts'
import { sameName } from '../../schema/names.ts'
import type { Column, Schema, Table } from '../../schema/types.ts'

export type Compare = ResolvedConfig['compare']

const textOf = (value: unknown): string | null => {
  if (value === null || value === undefined) return null
  if (typeof value !== 'object') return String(value)
  return 'sql' in value ? String(value.sql) : JSON.stringify(value)
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

const columnFrom = (
  column: Column,
  base: Column,
  { table, compare }: { readonly table: Table; readonly compare: NonNullable<Compare> },
): Column => {
  const taken = Object.entries(base).filter(([attribute, value]) => {
    const wanted: unknown = Reflect.get(column, attribute)
    if (attribute === 'name' || same(value, wanted)) return false
    const { namespace, name } = table
    const place = { namespace, table: name, column: column.name, attribute }
    return compare({ ...place, from: textOf(value), to: textOf(wanted) }) === 'equal'
  })
  return { ...column, ...Object.fromEntries(taken) }
}

/** `target` with the attributes of `base` wherever `compare` takes the two as equal. */
export const takenAsEqual = (target: Schema, base: Schema, compare: Compare): Schema => {
  if (compare === null) return target
  const tables = target.tables.map((table) => {
    const before = base.tables.find((item) => sameName(item, table))
    if (before === undefined) return table
    const columns = table.columns.map((column) => {
      const old = before.columns.find(({ name }) => name === column.name)
      return old === undefined ? column : columnFrom(column, old, { table, compare })
    })
    return { ...table, columns }
  })
  return { ...target, tables }
}
