import { showPart } from '../../operations/dependents.ts'
import { isFresh } from '../rule.ts'
import type { Rule } from '../rule.ts'

/** DK401, DK403: PostgreSQL holds a lock for as long as all rows take. */
export const locks: Rule = (op, context) => {
  if (context.dialect !== 'postgresql') return []
  if (op.kind === 'createIndex' && !isFresh(context, op.table)) {
    return [{ code: 'DK401', object: showPart(op.table, op.index.name) }]
  }
  const scans =
    op.kind === 'addConstraint' &&
    (op.constraint.kind === 'check' || op.constraint.kind === 'foreignKey') &&
    !isFresh(context, op.table)
  return scans ? [{ code: 'DK403', object: showPart(op.table, op.constraint.name) }] : []
}
