/** A run: consecutive operations on the parts or options of one table, done together. */
import { apply, applyAll, isTableOperation } from '../../../operations/index.ts'
import type { Operation, OperationOf, TableOperation } from '../../../operations/index.ts'
import { findTable } from '../../../schema/edit.ts'
import { nameKey } from '../../../schema/names.ts'
import type { ObjectName, Schema } from '../../../schema/types.ts'
import { mentions } from '../../../util/tokens.ts'
import { canAddWith, isNative } from './alterable.ts'

/** What a run is made of: batches are replaced by their children. */
export type RunOperation = TableOperation | OperationOf<'alterTable'>

export const isRunOperation = (op: Operation): op is RunOperation =>
  op.kind === 'alterTable' || isTableOperation(op)

export const tableOf = (op: RunOperation): ObjectName =>
  op.kind === 'alterTable' ? op.name : op.table

/** How many operations from `start` on work on one table. */
export const runLength = (operations: readonly Operation[], start: number): number => {
  const first = operations[start]
  if (first === undefined || !isRunOperation(first)) return 0
  const key = nameKey(tableOf(first))
  const end = operations.findIndex(
    (op, at) => at > start && !(isRunOperation(op) && nameKey(tableOf(op)) === key),
  )
  return (end < 0 ? operations.length : end) - start
}

/** One operation and the constraints that its ADD COLUMN takes along. */
export interface NativeUnit {
  readonly op: RunOperation
  readonly with: readonly OperationOf<'addConstraint'>[]
  readonly before: Schema
}

const takenAlong = (
  op: RunOperation,
  rest: readonly RunOperation[],
): readonly OperationOf<'addConstraint'>[] => {
  if (op.kind !== 'addColumn') return []
  const taken: OperationOf<'addConstraint'>[] = []
  for (const next of rest) {
    const own =
      next.kind === 'addConstraint' &&
      canAddWith(op.column, next.constraint) &&
      (next.constraint.kind !== 'check' || mentions(next.constraint.expression.sql, op.column.name))
    if (!own) break
    taken.push(next)
  }
  return taken
}

/** The run as native units, or `null` when one of its operations needs a rebuild. */
export const nativeUnits = (
  operations: readonly RunOperation[],
  before: Schema,
  target: string,
): readonly NativeUnit[] | null => {
  const units: NativeUnit[] = []
  let schema = before
  for (let at = 0; at < operations.length;) {
    const op = operations[at]
    if (op === undefined || !isNative(op, findTable(schema, tableOf(op)), target)) return null
    const along = takenAlong(op, operations.slice(at + 1))
    units.push({ op, with: along, before: schema })
    schema = applyAll(apply(schema, op), along)
    at += 1 + along.length
  }
  return units
}

const textsOf = (op: RunOperation): readonly string[] => {
  const texts: string[] = []
  JSON.stringify(op, (_key, value: unknown) => {
    if (typeof value === 'string') texts.push(value)
    return value
  })
  return texts
}

const touches = (op: RunOperation, name: string): boolean =>
  textsOf(op).some((text) => text === name || mentions(text, name))

/**
 * The run with its column renames first, where nothing before them knows either name: a rename is
 * always native and SQLite itself rewrites all that refers to the column.
 */
export const hoistRenames = (operations: readonly RunOperation[]): readonly RunOperation[] => {
  const renames: RunOperation[] = []
  const others: RunOperation[] = []
  for (const op of operations) {
    const free =
      op.kind === 'renameColumn' &&
      !others.some((other) => touches(other, op.from) || touches(other, op.to))
    if (free) renames.push(op)
    else others.push(op)
  }
  return [...renames, ...others]
}

/** The run cut so that no part both renames a column and rebuilds. */
export const cutAtRenames = (operations: readonly RunOperation[]): RunOperation[][] => {
  const parts: RunOperation[][] = []
  let kind: boolean | null = null
  for (const op of operations) {
    const renames = op.kind === 'renameColumn'
    if (renames === kind) parts.at(-1)?.push(op)
    else parts.push([op])
    kind = renames
  }
  return parts
}

/** The run cut so that the stored text of an index is seen as it is when the index is renamed. */
export const cutAtIndexRenames = (operations: readonly RunOperation[]): RunOperation[][] => {
  const parts: RunOperation[][] = []
  let alone = true
  for (const op of operations) {
    const renames = op.kind === 'renameIndex'
    if (alone || renames) parts.push([op])
    else parts.at(-1)?.push(op)
    alone = renames
  }
  return parts
}

const changesValue = (op: RunOperation): string | null => {
  if (op.kind === 'addColumn') return op.column.name
  if (op.kind !== 'alterColumn') return null
  return op.using !== null || Object.hasOwn(op.set, 'type') ? op.name : null
}

const usingOf = (op: RunOperation): string | null =>
  op.kind === 'addColumn' || op.kind === 'alterColumn' ? op.using : null

/** Attributes that say what the rows of a column come to. */
const FILLING = ['type', 'default', 'generated']

const refills = (op: RunOperation): string | null =>
  op.kind === 'alterColumn' && FILLING.some((key) => Object.hasOwn(op.set, key)) ? op.name : null

/** The run cut where something reads a value that the same copy would only give, or gives it once more. */
export const cutAtUsing = (
  operations: readonly RunOperation[],
): readonly (readonly RunOperation[])[] => {
  const parts: RunOperation[][] = [[]]
  let changed: string[] = []
  for (const op of operations) {
    const using = usingOf(op)
    const own = op.kind === 'alterColumn' ? [op.name] : []
    const again = refills(op)
    const waits =
      (again !== null && changed.includes(again)) ||
      (using !== null && changed.some((name) => mentions(using, name) || own.includes(name)))
    if (waits) {
      parts.push([])
      changed = []
    }
    parts.at(-1)?.push(op)
    const name = changesValue(op)
    if (name !== null) changed.push(name)
  }
  return parts.filter((part) => part.length > 0)
}
