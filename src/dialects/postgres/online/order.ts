/** A view that goes and comes back is gone within one transaction: what is committed apart stands around it. */
import { isTableOperation } from '../../../operations/index.ts'
import type { Operation, OperationOf } from '../../../operations/index.ts'
import { isOnline, withoutOnline } from '../../../operations/online.ts'
import { lookUpIndexed } from '../../../schema/edit.ts'
import { nameKey, sameName } from '../../../schema/names.ts'
import type { ObjectName, Schema } from '../../../schema/types.ts'
import { mentions } from '../../../util/tokens.ts'

/** Takes long, and nothing between may need it. */
const mayWait = (op: Operation): boolean =>
  isOnline(op) && ['createIndex', 'addConstraint', 'alterColumn'].includes(op.kind)

/** Whether a foreign key may stand on it. */
const mayBeKey = (op: Operation): boolean =>
  op.kind === 'alterColumn' ||
  (op.kind === 'createIndex' && op.index.unique) ||
  (op.kind === 'addConstraint' && op.constraint.kind !== 'check')

/** Whether an operation may need a key that another one adds. */
const needsKeys = (op: Operation): boolean =>
  (op.kind === 'createTable' && op.table.constraints.some(({ kind }) => kind === 'foreignKey')) ||
  (op.kind === 'addConstraint' && op.constraint.kind === 'foreignKey' && !isOnline(op))

type Movable = OperationOf<'addColumn'> | OperationOf<'dropIndex'>

const isMovable = (op: Operation): op is Movable =>
  isOnline(op) && (op.kind === 'addColumn' || op.kind === 'dropIndex')

const PLAIN = /^[\w$]+$/

/** Whether the name stands anywhere in an operation, its texts and their literals included. */
const names = (value: unknown, name: string): boolean => {
  if (typeof value === 'object' && value !== null)
    return Object.values(value).some((item) => names(item, name))
  if (typeof value !== 'string') return false
  const [text, wanted] = [value.toLowerCase(), name.toLowerCase()]
  return PLAIN.test(wanted) ? text.split(/[^\w$]+/).includes(wanted) : text.includes(wanted)
}

const isUnknown = ({ kind }: Operation): boolean => kind === 'sql' || kind === 'run'

/** What an operation does to the table as a whole; of a view, or of another table, nothing. */
const movesTable = (op: Operation, table: ObjectName): boolean =>
  (op.kind === 'renameTable' && (sameName(op.from, table) || sameName(op.to, table))) ||
  (op.kind === 'dropTable' && sameName(op.name, table)) ||
  (op.kind === 'createTable' && nameKey(op.table) === nameKey(table))

/** Whether the values of a new column are computed from one that the operation changes. */
const changesSource = (op: Operation, { table, using }: OperationOf<'addColumn'>): boolean => {
  if (using === null || !isTableOperation(op) || !sameName(op.table, table)) return false
  switch (op.kind) {
    case 'addColumn':
      return mentions(using, op.column.name)
    case 'alterColumn':
    case 'dropColumn':
      return mentions(using, op.name)
    case 'renameColumn':
      return mentions(using, op.from) || mentions(using, op.to)
    default:
      return false
  }
}

const nameOf = (op: Movable): string => (op.kind === 'addColumn' ? op.column.name : op.name)

/** Whether the order of the two matters, whichever comes first. */
const areTied = (moved: Movable, other: Operation): boolean =>
  isUnknown(other) ||
  movesTable(other, moved.table) ||
  names(other, nameOf(moved)) ||
  (moved.kind === 'addColumn' && changesSource(other, moved))

const isUnique = ({ table, name }: OperationOf<'dropIndex'>, before: Schema): boolean =>
  lookUpIndexed(before, table)?.indexes.find((index) => index.name === name)?.unique ?? true

/** Whether it can be done before an operation that stood before it. */
const mayLead = (moved: Movable, other: Operation, before: Schema): boolean => {
  if (areTied(moved, other)) return false
  if (other.kind === 'dropView') return true
  // A new column may need a type, a sequence or an extension that is made here.
  if (!isTableOperation(other)) return moved.kind === 'dropIndex'
  // A foreign key stands on the unique index that it refers to.
  return !(other.kind === 'dropConstraint' && moved.kind === 'dropIndex' && isUnique(moved, before))
}

/** Whether it can wait until after an operation that stood behind it. */
const mayFollow = (moved: Movable, other: Operation): boolean => {
  if (areTied(moved, other)) return false
  if (other.kind === 'createView')
    return moved.kind === 'dropIndex' || !other.view.definition.sql.includes('*')
  return (
    moved.kind === 'addColumn' || !isTableOperation(other) || !sameName(other.table, moved.table)
  )
}

const dropsView = (op: Operation, name: ObjectName): boolean =>
  op.kind === 'dropView' && sameName(op.name, name)

/** The program with what has to stand between a view's drop and its return in the form that needs no commit. */
const withinTransactions = (operations: readonly Operation[]): readonly Operation[] =>
  operations.map((op, at) => {
    const isBetween = operations.some(
      (item, later) =>
        later > at &&
        item.kind === 'createView' &&
        operations.slice(0, at).some((earlier) => dropsView(earlier, item.view)),
    )
    return isBetween ? withoutOnline(op) : op
  })

/** The program with what is committed apart before the first view goes, or after the last one is back. */
export const aroundViews = (
  operations: readonly Operation[],
  before: Schema,
): readonly Operation[] => {
  const first = operations.findIndex(({ kind }) => kind === 'dropView')
  const last = operations.findLastIndex(({ kind }) => kind === 'createView')
  if (first < 0 || last < first) return operations
  const between = operations.slice(first, last + 1)
  const [leading, staying]: [Operation[], Operation[]] = [[], []]
  for (const op of between) {
    const leads = isMovable(op) && staying.every((other) => mayLead(op, other, before))
    ;(leads ? leading : staying).push(op)
  }
  const needs = between.some(needsKeys)
  const waits = (op: Operation): boolean => mayWait(op) && !(needs && mayBeKey(op))
  const [waiting, inside]: [Operation[], Operation[]] = [[], []]
  for (const op of staying.toReversed()) {
    const follows = waits(op) || (isMovable(op) && inside.every((other) => mayFollow(op, other)))
    ;(follows ? waiting : inside).unshift(op)
  }
  return [
    ...operations.slice(0, first),
    ...withinTransactions([...leading, ...inside, ...waiting]),
    ...operations.slice(last + 1),
  ]
}
