/** The names of the sequences behind serial columns, which nobody has to say. */
import { isSerialType } from '../schema/counters.ts'
import { nameKey } from '../schema/names.ts'
import { serialSequenceDefaults } from '../schema/types.ts'
import type { Column, Schema, Table } from '../schema/types.ts'

const nameOf = ({ sequence }: Column): string | null => sequence?.name ?? null

const adopt = (column: Column, other: Column | undefined): Column => {
  const name = other === undefined ? null : nameOf(other)
  if (name === null || nameOf(column) !== null || !isSerialType(column.type)) return column
  return { ...column, sequence: { ...(column.sequence ?? serialSequenceDefaults), name } }
}

/**
 * The schema with every sequence behind a serial column under the name that it has in a database, where
 * the schema gives it none: it keeps its name when its table or column is renamed.
 */
export const adoptSequenceNames = (schema: Schema, found: Schema): Schema => {
  const isNamed = (table: Table): boolean => table.columns.some((item) => nameOf(item) !== null)
  const named = new Map(found.tables.filter(isNamed).map((table) => [nameKey(table), table]))
  if (named.size === 0) return schema
  return {
    ...schema,
    tables: schema.tables.map((table) => {
      const other = named.get(nameKey(table))
      if (other === undefined) return table
      const columns = new Map(other.columns.map((column) => [column.name, column]))
      return {
        ...table,
        columns: table.columns.map((column) => adopt(column, columns.get(column.name))),
      }
    }),
  }
}
