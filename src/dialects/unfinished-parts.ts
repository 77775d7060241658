/** Indexes and unique constraints whose columns nobody has named. */
import { isKind, isObject, readSymbol } from './drizzle-objects.ts'

const UNFINISHED: Readonly<Record<string, string>> = {
  PgIndexBuilderOn: 'index',
  SQLiteIndexBuilderOn: 'index',
  PgUniqueOnConstraintBuilder: 'unique constraint',
  SQLiteUniqueOnConstraintBuilder: 'unique constraint',
}

/** What stands in the table's callback: drizzle-orm 0.45 leaves out of its answer what it does not know. */
const extrasOf = (table: object): readonly unknown[] => {
  const builder = readSymbol(table, 'drizzle:ExtraConfigBuilder')
  if (typeof builder !== 'function') return []
  const columns = ['drizzle:ExtraConfigColumns', 'drizzle:Columns']
    .map((key) => readSymbol(table, key))
    .find(isObject)
  const extras: unknown = builder(columns)
  if (Array.isArray(extras)) return extras.flat(1)
  return isObject(extras) ? Object.values(extras) : []
}

/** The first part that lacks its `.on(…)`, for people: `index users_name_idx`; `null` where none does. */
export const findUnfinished = (table: object): string | null => {
  for (const extra of extrasOf(table)) {
    const found = Object.entries(UNFINISHED).find(([kind]) => isKind(extra, kind))
    if (found === undefined || !isObject(extra)) continue
    const name: unknown = Reflect.get(extra, 'name')
    return typeof name === 'string' ? `${found[1]} ${name}` : `a ${found[1]}`
  }
  return null
}
