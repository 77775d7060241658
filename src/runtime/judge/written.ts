/**
 * What PostgreSQL keeps of an expression is its own print, and SQLite no name for many a constraint.
 * Where a plan needs them, they are taken from the migrations, so that what runs is what was reviewed.
 */
import type { Connection, Dialect } from '../../dialects/dialect.ts'
import { adoptNames } from '../../diff/adopt-names.ts'
import { indexExpressions } from '../../operations/dependents.ts'
import { flatten } from '../../operations/index.ts'
import type { Operation } from '../../operations/index.ts'
import { nameKey, sameName } from '../../schema/names.ts'
import type { Schema, View } from '../../schema/types.ts'
import { settle } from './judge.ts'

/** Whether something that depends on types may be made again around the operation. */
const remakes = (op: Operation): boolean =>
  op.kind === 'alterEnum' ||
  (op.kind === 'alterColumn' &&
    ['type', 'generated', 'collation'].some((key) => Reflect.has(op.set, key)))

/** The tables whose expressions may be written anew; `null` is all. */
const tablesOf = (operations: readonly Operation[]): ReadonlySet<string> | null => {
  const names = new Set<string>()
  for (const op of operations) {
    if (op.kind === 'alterEnum') return null
    if (op.kind === 'alterColumn') names.add(nameKey(op.table))
    if (op.kind === 'renameTable') names.add(nameKey(op.from))
  }
  return names
}

/** Whether an operation names a constraint that the database has under no name, or another one. */
const namesUnknown = (live: Schema, op: Operation): boolean => {
  if (op.kind !== 'dropConstraint' && op.kind !== 'renameConstraint') return false
  const name = op.kind === 'dropConstraint' ? op.name : op.from
  const table = live.tables.find((item) => sameName(item, op.table))
  return table !== undefined && table.constraints.every((item) => item.name !== name)
}

/** The views that go, with what expressions are in their indexes: the same index stays the one that it is. */
const indexedViews = (live: Schema, operations: readonly Operation[]): readonly View[] =>
  live.views.filter(
    (view) =>
      view.indexes.some((index) => indexExpressions(index).length > 0) &&
      operations.some((op) => op.kind === 'dropView' && sameName(op.name, view)),
  )

interface Context {
  readonly connection: Connection
  readonly dialect: Dialect
  readonly written: () => Promise<Schema | null>
}

/**
 * `live` with the names that the migrations know for constraints that have none of their own: those
 * that reading invents change with the name of the table.
 */
const withWrittenNames = async (
  live: Schema,
  operations: readonly Operation[],
  { dialect, written }: Context,
): Promise<Schema> => {
  if (!operations.some((op) => namesUnknown(live, op))) return live
  const known = await written()
  return known === null ? live : adoptNames(live, known, dialect)
}

/**
 * `live` with the texts of `written` where both mean the same to the server. What the migrations do
 * not say, or say differently, stays as the database prints it.
 */
export const withWrittenTexts = async (
  live: Schema,
  operations: readonly Operation[],
  context: Context,
): Promise<Schema> => {
  const { connection, dialect } = context
  const flat = flatten(operations)
  if (dialect.features.rebuilds) return withWrittenNames(live, flat, context)
  const dropped = indexedViews(live, flat)
  const isRemaking = flat.some(remakes)
  if (!dialect.features.printsExpressions || (!isRemaking && dropped.length === 0)) return live
  const written = await context.written()
  if (written === null) return live
  const names = isRemaking ? tablesOf(flat) : new Set<string>()
  const normal = dialect.normalize(written)
  const tables = normal.tables.filter((table) => names === null || names.has(nameKey(table)))
  const views = normal.views.flatMap((view) => {
    const found = dropped.find((item) => sameName(item, view))
    return found === undefined ? [] : [{ ...view, definition: found.definition }]
  })
  const known = { ...normal, tables, views }
  return (await settle(live, known, { dialect, printers: [async () => connection] })).schema
}
