/** Indexes and unique constraints whose columns nobody has named. */
import { isObject, kindsOf, readSymbol } from './drizzle-objects.ts'

const UNFINISHED: ReadonlyMap<string, string> = new Map([
  ['PgIndexBuilderOn', 'index'],
  ['SQLiteIndexBuilderOn', 'index'],
  ['PgUniqueOnConstraintBuilder', 'unique constraint'],
  ['SQLiteUniqueOnConstraintBuilder', 'unique constraint'],
])

const EXTRAS = 'drizzle:ExtraConfigBuilder'

const partsOf = (extras: unknown): readonly unknown[] => {
  if (Array.isArray(extras)) return extras.flat(1)
  return isObject(extras) ? Object.values(extras) : []
}

/** The first part that lacks its `.on(…)`, for people: `index users_name_idx`; `null` where none does. */
const findUnfinished = (extras: unknown): string | null => {
  for (const part of partsOf(extras)) {
    const what = kindsOf(part)
      .map((kind) => UNFINISHED.get(kind))
      .find((known) => known !== undefined)
    if (what === undefined || !isObject(part)) continue
    const name: unknown = Reflect.get(part, 'name')
    return typeof name === 'string' ? `${what} ${name}` : `a ${what}`
  }
  return null
}

type Invalid = (problem: string, hint: string) => Error

/** The error for a part that nobody has told its columns. */
export const withoutColumns = (part: string, invalid: Invalid): Error =>
  invalid(`${part} names no columns`, 'Say which: `.on(table.name)`; or remove it.')

/** What drizzle-orm says of a table; throws for an unfinished part, which drizzle-orm 0.45 leaves out of its answer. */
export const finishedConfig = <T extends object, Config>(
  table: T,
  configOf: (table: T) => Config,
  invalid: Invalid,
): Config => {
  const builder = readSymbol(table, EXTRAS)
  if (typeof builder !== 'function') return configOf(table)
  const columns = ['drizzle:ExtraConfigColumns', 'drizzle:Columns']
    .map((key) => readSymbol(table, key))
    .find(isObject)
  const extras: unknown = builder(columns)
  const unfinished = findUnfinished(extras)
  if (unfinished !== null) throw withoutColumns(unfinished, invalid)
  // Most of what is read of a table comes from this callback. A table that cannot be changed has it called again.
  Reflect.set(table, Symbol.for(EXTRAS), () => extras)
  try {
    return configOf(table)
  } finally {
    Reflect.set(table, Symbol.for(EXTRAS), builder)
  }
}
