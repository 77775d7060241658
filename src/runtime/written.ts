/**
 * What PostgreSQL keeps of an expression is its own print. Where a plan writes expressions anew, it
 * writes them as the migrations did, so that what runs is what was reviewed.
 */
import type { Connection, Dialect } from '../dialects/dialect.ts'
import { flatten } from '../operations/index.ts'
import type { Operation } from '../operations/index.ts'
import { nameKey } from '../schema/names.ts'
import type { Schema } from '../schema/types.ts'
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

/**
 * `live` with the texts of `written` where both mean the same to the server. What the migrations do
 * not say, or say differently, stays as the database prints it.
 */
export const withWrittenTexts = async (
  live: Schema,
  operations: readonly Operation[],
  context: {
    readonly connection: Connection
    readonly dialect: Dialect
    readonly written: () => Promise<Schema | null>
  },
): Promise<Schema> => {
  const { connection, dialect } = context
  const flat = flatten(operations)
  if (!dialect.features.printsExpressions || !flat.some(remakes)) return live
  const written = await context.written()
  if (written === null) return live
  const names = tablesOf(flat)
  const normal = dialect.normalize(written)
  const tables = normal.tables.filter((table) => names === null || names.has(nameKey(table)))
  const known = { ...normal, tables, views: [] }
  return (await settle(live, known, { dialect, printers: [async () => connection] })).schema
}
