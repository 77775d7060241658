/** Under which tables and columns a diff changes what views may not see changing. */
import { qualified, nameKey, objectName } from '../schema/names.ts'
import type { ObjectName } from '../schema/types.ts'
import { changedAttributes } from './columns.ts'
import { elementType } from './enums.ts'
import type { EnumChanges } from './enums.ts'
import { compareLists } from './lists.ts'
import type { Rename } from './rename-candidates.ts'
import type { Change, TableChange, TableChanges } from './tables.ts'
import type { Disturbance } from './views.ts'

export interface DisturbanceContext {
  readonly change: Change
  readonly renames: readonly Rename[]
  readonly enums: EnumChanges
}

/** Old names of tables and columns: the texts of views still hold them. */
export const oldNames = (renames: readonly Rename[]) => {
  const tables = new Map<string, ObjectName>()
  for (const item of renames) if (item.kind === 'table') tables.set(nameKey(item.to), item.from)
  return {
    table: (name: ObjectName): ObjectName => tables.get(nameKey(name)) ?? name,
    column: (table: ObjectName, name: string): string => {
      const rename = renames.find(
        (item) =>
          item.kind === 'column' && item.to === name && nameKey(item.table) === nameKey(table),
      )
      return rename?.kind === 'column' ? rename.from : name
    },
  }
}

/** Views follow by themselves, but where a table or a column that they read is renamed. */
const byRename = (rename: Rename): readonly Disturbance[] => {
  switch (rename.kind) {
    case 'table':
      return [{ table: objectName(qualified(rename.from)), columns: null }]
    case 'column':
      return [{ table: rename.table, columns: [rename.from] }]
    default:
      return []
  }
}

const isConverted = (type: string, enums: EnumChanges): boolean =>
  enums.get(elementType(type))?.converts === true

/** Columns that a view holds in place: their type or their expression changes. */
const alteredColumns = ({ before, after }: TableChange, enums: EnumChanges): readonly string[] =>
  compareLists(before.columns, after.columns, ({ name }) => name)
    .kept.filter((pair) => {
      const set = changedAttributes(pair)
      const keys = ['type', 'generated', 'collation'] as const
      return keys.some((key) => key in set) || isConverted(pair.after.type, enums)
    })
    .map((pair) => pair.after.name)

/** `columns`: as a Disturbance has them; `null`: nothing changes under views. */
const inTable = (
  table: TableChange,
  { change: { features }, enums }: DisturbanceContext,
): { readonly columns: readonly string[] | null } | null => {
  if (table.isSame && enums.size === 0) return null
  const columns = compareLists(table.before.columns, table.after.columns, ({ name }) => name)
  const dropped = columns.removed.map(({ name }) => name)
  if (!features.viewsBlockAlter) return dropped.length === 0 ? null : { columns: dropped }
  // A view that groups by a primary key depends on it.
  // https://www.postgresql.org/docs/current/sql-select.html#SQL-GROUPBY
  const losesKey = table.constraints.removed.some(({ kind }) => kind === 'primaryKey')
  if (losesKey) return { columns: null }
  const disturbed = [...dropped, ...alteredColumns(table, enums)]
  // A view keeps the columns that its `*` stood for when it was made.
  return disturbed.length + columns.added.length === 0 ? null : { columns: disturbed }
}

export const disturbancesOf = (
  tables: TableChanges,
  context: DisturbanceContext,
): readonly Disturbance[] => {
  const old = oldNames(context.renames)
  const kept = tables.kept.flatMap((table): readonly Disturbance[] => {
    const name = old.table(objectName(table.before))
    const found = inTable(table, context)
    if (found === null) return []
    const columns = found.columns?.map((column) => old.column(name, column)) ?? null
    return [{ table: name, columns }]
  })
  return [
    ...context.renames.flatMap(byRename),
    ...tables.removed.map((table) => ({ table: objectName(table), columns: null })),
    ...kept,
  ]
}
