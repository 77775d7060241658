import { showPart } from '../../operations/dependents.ts'
import type { Constraint } from '../../schema/types.ts'
import type { HazardCode } from '../hazard.ts'
import { isFresh } from '../rule.ts'
import type { Rule } from '../rule.ts'

const CODES: Readonly<Record<Constraint['kind'], HazardCode>> = {
  primaryKey: 'DK203',
  unique: 'DK203',
  check: 'DK204',
  foreignKey: 'DK205',
}

/** DK203, DK204, DK205: a rule that rows may already break. */
export const existingRows: Rule = (op, context) => {
  if (op.kind === 'addConstraint' && !isFresh(context, op.table)) {
    const object = showPart(op.table, op.constraint.name)
    return [{ code: CODES[op.constraint.kind], object }]
  }
  if (op.kind === 'createIndex' && op.index.unique && !isFresh(context, op.table)) {
    return [{ code: 'DK203', object: showPart(op.table, op.index.name) }]
  }
  return []
}
