/** Makes programs that SQLite can run without a rebuild where an order of operations alone asks for one. */
import { isPlainBatch } from '../../../operations/batch.ts'
import type { Operation, OperationKind, OperationOf } from '../../../operations/index.ts'
import { nameKey, objectName } from '../../../schema/names.ts'
import { isRunOperation, tableOf } from './runs.ts'

/** What may stand between a CREATE TABLE and the constraint that moves into it. */
const HARMLESS: ReadonlySet<OperationKind> = new Set<OperationKind>([
  'createTable',
  'createView',
  'createIndex',
  'addConstraint',
])

const creates = (op: Operation, key: string): op is OperationOf<'createTable'> =>
  op.kind === 'createTable' && nameKey(objectName(op.table)) === key

const foldOne = (
  done: readonly Operation[],
  op: OperationOf<'addConstraint'>,
): readonly Operation[] | null => {
  const key = nameKey(op.table)
  const at = done.findLastIndex((item) => creates(item, key) || !HARMLESS.has(item.kind))
  const create = done[at]
  if (create === undefined || !creates(create, key)) return null
  const { table } = create
  const constraints = [...table.constraints, op.constraint]
  return done.with(at, { ...create, table: { ...table, constraints } })
}

const flattenPlain = (operations: readonly Operation[]): readonly Operation[] =>
  operations.flatMap((op): readonly Operation[] =>
    op.kind === 'batch' && isPlainBatch(op) ? op.operations : [op],
  )

/** The program without plain batches and with each constraint on a table that it creates written into that CREATE TABLE. */
export const foldConstraints = (operations: readonly Operation[]): readonly Operation[] => {
  let done: readonly Operation[] = []
  for (const op of flattenPlain(operations)) {
    const folded = op.kind === 'addConstraint' ? foldOne(done, op) : null
    done = folded ?? [...done, op]
  }
  return done
}

const isDrop = (op: Operation): boolean =>
  op.kind === 'dropTable' || op.kind === 'dropConstraint' || op.kind === 'dropIndex'

/**
 * How many operations from `start` on drop tables, or parts of tables that are dropped among them:
 * those parts need no statement.
 */
export const dropLength = (operations: readonly Operation[], start: number): number => {
  const stop = operations.findIndex((op, at) => at >= start && !isDrop(op))
  const end = stop < 0 ? operations.length : stop
  const vanishes = (op: Operation, at: number): boolean =>
    isRunOperation(op) &&
    operations
      .slice(at + 1, end)
      .some((later) => later.kind === 'dropTable' && nameKey(later.name) === nameKey(tableOf(op)))
  let at = start
  for (let op = operations[at]; op !== undefined && at < end; op = operations[++at]) {
    if (op.kind !== 'dropTable' && !vanishes(op, at)) break
  }
  return at - start
}
