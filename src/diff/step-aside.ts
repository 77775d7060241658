/** What has a name that something else is to get goes on under another one, until it gets its own new name, or goes. */
import { definitions } from '../operations/index.ts'
import type { Operation, OperationOf } from '../operations/index.ts'
import { counterName } from '../schema/counters.ts'
import { findColumn, findTable } from '../schema/edit.ts'
import { objectName, qualified, sameName } from '../schema/names.ts'
import { serialSequenceDefaults } from '../schema/types.ts'
import type { ObjectName, Schema } from '../schema/types.ts'
import type { Holder, PartHolder } from './holders.ts'

/** Gives the holder a name between. */
export const stepAside = (holder: Holder, between: string, state: Schema): Operation => {
  switch (holder.kind) {
    case 'index':
      return definitions.renameIndex.create(holder.table, holder.name, between)
    case 'constraint':
      return definitions.renameConstraint.create(holder.table, holder.name, between)
    case 'counter': {
      const { identity, sequence } = findColumn(findTable(state, holder.table), holder.column)
      const set =
        identity === null
          ? { sequence: { ...(sequence ?? serialSequenceDefaults), name: between } }
          : { identity: { ...identity, name: between } }
      return definitions.alterColumn.create(holder.table, holder.column, set)
    }
    default: {
      const name = qualified(holder.name)
      return definitions.renameSequence.create(name, { ...name, name: between })
    }
  }
}

/** The name by which an operation finds what it is on, where that is one that may step aside. */
const addressOf = (
  op: Operation,
): {
  readonly kind: Holder['kind']
  readonly table?: ObjectName
  readonly name: ObjectName
} | null => {
  switch (op.kind) {
    case 'alterColumn':
    case 'dropColumn':
      return { kind: 'counter', table: op.table, name: op.name }
    case 'dropIndex':
      return { kind: 'index', table: op.table, name: op.name }
    case 'renameIndex':
      return { kind: 'index', table: op.table, name: op.from }
    case 'dropConstraint':
      return { kind: 'constraint', table: op.table, name: op.name }
    case 'renameConstraint':
      return { kind: 'constraint', table: op.table, name: op.from }
    case 'dropSequence':
    case 'alterSequence':
      return { kind: 'sequence', name: op.name }
    case 'renameSequence':
      return { kind: 'sequence', name: op.from }
    default:
      return null
  }
}

/** Whether the operation is on the holder itself, by the name that it had. */
const isOn = (op: Operation, holder: Holder): boolean => {
  const address = addressOf(op)
  if (address === null || address.kind !== holder.kind) return false
  if ('table' in holder && !sameName(address.table ?? '', holder.table)) return false
  return sameName(address.name, holder.kind === 'counter' ? holder.column : holder.name)
}

/** What counts no more has no name between either. */
const withoutName = (op: OperationOf<'alterColumn'>): Operation =>
  op.set.type === undefined || 'sequence' in op.set || 'identity' in op.set
    ? op
    : { ...op, set: { ...op.set, sequence: null } }

/** An operation as it is once the holder has the name between. */
export const readdressed = (op: Operation, holder: Holder, between: string): Operation => {
  if (!isOn(op, holder)) return op
  switch (op.kind) {
    case 'alterColumn':
      return withoutName(op)
    case 'dropIndex':
    case 'dropConstraint':
      return { ...op, name: between }
    case 'renameIndex':
    case 'renameConstraint':
      return { ...op, from: between }
    case 'dropSequence':
    case 'alterSequence':
      return { ...op, name: objectName({ ...qualified(op.name), name: between }) }
    case 'renameSequence':
      return { ...op, from: objectName({ ...qualified(op.from), name: between }) }
    default:
      return op
  }
}

const COUNTING = ['type', 'identity', 'sequence']

/** Whether the holder has no more of its old name after an operation on it. */
const isLast = (op: Operation): boolean =>
  op.kind === 'alterColumn' ? COUNTING.some((key) => key in op.set) : op.kind !== 'alterSequence'

/** The holder where its table, view or column gets another name; `null`: its table or view goes. */
const carried = (holder: PartHolder, op: Operation): Holder | null => {
  const isItsTable = (name: ObjectName): boolean => sameName(name, holder.table)
  switch (op.kind) {
    case 'dropTable':
    case 'dropView':
      return isItsTable(op.name) ? null : holder
    case 'renameTable':
    case 'renameView':
      return isItsTable(op.from) ? { ...holder, table: op.to } : holder
    case 'renameColumn': {
      const isItsColumn = holder.kind === 'counter' && holder.column === op.from
      return isItsColumn && isItsTable(op.table) ? { ...holder, column: op.to } : holder
    }
    default:
      return holder
  }
}

/** The holder after an operation; `null`: it has gone, or got its new name. */
export const afterwards = (holder: Holder, op: Operation): Holder | null => {
  if (isOn(op, holder)) return isLast(op) ? null : holder
  return 'table' in holder ? carried(holder, op) : holder
}

/** Whether the program takes the name from its holder by and by. */
export const givesUp = (holder: Holder, program: readonly Operation[], state: Schema): boolean => {
  let now = holder
  for (const op of program) {
    const next = afterwards(now, op)
    if (next !== null) now = next
    else if (op.kind !== 'alterColumn' || holder.kind !== 'counter') return true
    else {
      const table = findTable(state, holder.table)
      const column = findColumn(table, holder.column)
      const after = counterName(qualified(op.table), { ...column, ...op.set, name: op.name })
      return after !== counterName(table, column)
    }
  }
  return false
}
