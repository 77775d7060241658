import { isTableOperation } from '../../operations/index.ts'
import type { Operation } from '../../operations/index.ts'
import { nameKey, show } from '../../schema/names.ts'
import type { ObjectName } from '../../schema/types.ts'
import { onSqlite } from '../rule.ts'
import type { RuleContext } from '../rule.ts'

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

const rebuilt = (op: Operation | undefined, { created, target }: RuleContext): string | null => {
  if (op === undefined || !REBUILDING.has(op.kind) || altersInPlace(op, target)) return null
  const table = tableOf(op)
  return table === null || created.has(nameKey(table)) ? null : show(table)
}

/** One finding for a run of operations on a table: they are one rebuild. */
export const rebuildTable = onSqlite((op, context) => {
  const table = rebuilt(op, context)
  if (table === null) return null
  for (let at = context.index - 1; at >= 0; at--) {
    const earlier = context.program[at]
    const name = earlier === undefined ? null : tableOf(earlier)
    if (name === null || show(name) !== table) break
    if (rebuilt(earlier, context) === table) return null
  }
  return { object: table, message: `Table ${table} is rebuilt: every row is copied` }
})
