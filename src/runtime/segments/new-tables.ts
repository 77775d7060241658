/** Whether a program stays within tables that nobody else can see yet: no lock of it is in anybody's way. */
import { flatten } from '../../operations/index.ts'
import type { Operation } from '../../operations/index.ts'
import { nameKey } from '../../schema/names.ts'
import type { Constraint, ObjectName } from '../../schema/types.ts'

/** The keys of the names of tables that are made in a transaction. */
type Made = ReadonlySet<string>

const refersWithin = (constraint: Constraint, made: Made): boolean =>
  constraint.kind !== 'foreignKey' || made.has(nameKey(constraint.references.table))

const changesWithin = (op: Operation, made: Made): boolean => {
  const has = (table: ObjectName): boolean => made.has(nameKey(table))
  switch (op.kind) {
    case 'addColumn':
    case 'alterColumn':
    case 'dropColumn':
    case 'createIndex':
    case 'dropIndex':
    case 'dropConstraint':
      return has(op.table)
    case 'addConstraint':
      return has(op.table) && refersWithin(op.constraint, made)
    default:
      return false
  }
}

/** The tables made once the program has run; `null` where it touches any other. */
export const staysWithin = (operations: readonly Operation[], before: Made): Made | null => {
  const made = new Set(before)
  for (const op of flatten(operations)) {
    if (op.kind === 'createTable') {
      made.add(nameKey(op.table))
      if (!op.table.constraints.every((item) => refersWithin(item, made))) return null
    } else if (!changesWithin(op, made)) return null
  }
  return made
}
