/**
 * Constraints and indexes that stay as they are, but stand on something that changes under them: they
 * go before it and come back after it.
 */
import { constraintUsesColumn, indexUsesColumn } from '../operations/dependents.ts'
import { equal } from '../schema/equal.ts'
import { compareText, nameKey } from '../schema/names.ts'
import type { Constraint, ForeignKey, ObjectName, Table } from '../schema/types.ts'
import { recreate } from './parts.ts'
import type { Change, TableChange } from './tables.ts'

const columnsByName = (table: Table): ReadonlyMap<string, Table['columns'][number]> =>
  new Map(table.columns.map((column) => [column.name, column]))

/** Columns that are dropped, or dropped and added again because their expression changes. */
export const vanishing = (
  { before, after, isSame }: TableChange,
  { features }: Change,
): readonly string[] => {
  if (isSame) return []
  const now = columnsByName(after)
  return before.columns
    .filter((column) => {
      const next = now.get(column.name)
      if (next === undefined) return true
      const isRegenerated = next.generated !== null && !equal(column.generated, next.generated)
      return isRegenerated && !features.rebuilds
    })
    .map(({ name }) => name)
}

/** An address of a column, or of the key over several, whatever their order. */
const columnsKey = (table: ObjectName, columns: readonly string[]): string =>
  [nameKey(table), ...columns.toSorted(compareText)].join('\u0001')

const freeFromColumns = (table: TableChange, change: Change): TableChange => {
  const columns = vanishing(table, change)
  if (columns.length === 0) return table
  return {
    ...table,
    constraints: recreate(table.constraints, ({ before }) =>
      columns.some((column) => constraintUsesColumn(before, column)),
    ),
    indexes: recreate(table.indexes, ({ before }) =>
      columns.some((column) => indexUsesColumn(before, column)),
    ),
  }
}

const INTEGERS = new Set(['smallint', 'integer', 'bigint', 'smallserial', 'serial', 'bigserial'])
const TEXTS = new Set(['text', 'character varying', 'varchar'])

/** Types that compare with one another, so that a foreign key may hold one at each end for a while. */
const family = (type: string): string => {
  const base = type.replace(/\(.*\)/, '').trim()
  if (INTEGERS.has(base)) return 'integer'
  return TEXTS.has(base) ? 'text' : base
}

interface Moving {
  /** Keys that foreign keys point at and that go. */
  readonly keys: ReadonlySet<string>
  /** Columns whose values change so much that no foreign key holds meanwhile. */
  readonly columns: ReadonlySet<string>
}

const removedKeys = ({ before, constraints, indexes }: TableChange): readonly string[] => [
  ...constraints.removed
    .filter((item) => item.kind === 'primaryKey' || item.kind === 'unique')
    .map(({ columns }) => columnsKey(before, columns)),
  ...indexes.removed
    .filter(({ unique, where }) => unique && where === null)
    .map(({ keys }) =>
      columnsKey(
        before,
        keys.map(({ column }) => column ?? ''),
      ),
    ),
]

const retypedColumns = (table: TableChange, change: Change): readonly string[] => {
  if (table.isSame) return []
  const now = columnsByName(table.after)
  const retyped = table.before.columns
    .filter(({ name, type }) => family(now.get(name)?.type ?? type) !== family(type))
    .map(({ name }) => name)
  return [...retyped, ...vanishing(table, change)].map((name) => columnsKey(table.before, [name]))
}

const standsOn = (table: Table, key: ForeignKey, moving: Moving): boolean => {
  const { references } = key
  return (
    moving.keys.has(columnsKey(references.table, references.columns)) ||
    key.columns.some((name) => moving.columns.has(columnsKey(table, [name]))) ||
    references.columns.some((name) => moving.columns.has(columnsKey(references.table, [name])))
  )
}

const isForeignKey = (item: Constraint): item is ForeignKey => item.kind === 'foreignKey'

/** The changes with everything that stands in their way going first and coming back. */
export const clearObstacles = (
  tables: readonly TableChange[],
  change: Change,
): readonly TableChange[] => {
  const free = tables.map((table) => freeFromColumns(table, change))
  // Where a foreign key may point at what is not there, it may stay while its target changes.
  if (change.features.forwardReferences) return free
  const moving: Moving = {
    keys: new Set(free.flatMap(removedKeys)),
    columns: new Set(free.flatMap((table) => retypedColumns(table, change))),
  }
  if (moving.keys.size === 0 && moving.columns.size === 0) return free
  return free.map((table) => ({
    ...table,
    constraints: recreate(
      table.constraints,
      ({ before }) => isForeignKey(before) && standsOn(table.before, before, moving),
    ),
  }))
}
