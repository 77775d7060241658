import { isTableOperation } from '../../operations/index.ts'
import type { Operation } from '../../operations/index.ts'
import { nameKey, sameName, show } from '../../schema/names.ts'
import type { ObjectName } from '../../schema/types.ts'
import { onSqlite } from '../rule.ts'

const REBUILDING: ReadonlySet<Operation['kind']> = new Set([
  'alterTable',
  'alterColumn',
  'addConstraint',
  'dropConstraint',
  'renameConstraint',
])

// SQLite sets and drops NOT NULL, and adds and drops checks, in place from 3.53 on.
// https://sqlite.org/lang_altertable.html
const altersInPlace = (op: Operation, target: string): boolean => {
  const [major = 0, minor = 0] = target.split('.').map(Number)
  if (major < 3 || (major === 3 && minor < 53)) return false
  if (op.kind === 'alterColumn') return Object.keys(op.set).join() === 'nullable'
  return op.kind === 'addConstraint' && op.constraint.kind === 'check'
}

const tableOf = (op: Operation): ObjectName | null => {
  if (op.kind === 'alterTable') return op.name
  return isTableOperation(op) ? op.table : null
}

const rebuilds = (op: Operation, target: string): boolean =>
  REBUILDING.has(op.kind) && !altersInPlace(op, target)

/** One finding for a run of operations on a table: they are one rebuild, and so is a batch. */
export const rebuildTable = onSqlite((op, { created, target, program, index, inBatch }) => {
  const table = tableOf(op)
  if (table === null || created.has(nameKey(table))) return null
  if (!inBatch && !rebuilds(op, target)) return null
  const earlier = program[index - 1]
  const before = earlier && tableOf(earlier)
  const goesOn = earlier && before && sameName(before, table)
  if (goesOn && (inBatch || rebuilds(earlier, target))) return null
  return { object: show(table), message: `Table ${show(table)} is rebuilt: every row is copied` }
})
