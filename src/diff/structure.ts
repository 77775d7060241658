/** Equality of constraints and indexes whatever their names and comments are. */
import { equalBut } from '../schema/equal.ts'
import { changeable } from '../schema/types.ts'
import type { Constraint, Index } from '../schema/types.ts'
import { nothingUndeclared } from '../schema/undeclared.ts'
import type { Undeclared } from '../schema/undeclared.ts'

export const sameConstraint = (
  a: Constraint,
  b: Constraint,
  undeclared: Undeclared = nothingUndeclared,
): boolean => a.kind === b.kind && equalBut(a, b, ['name', 'comment', ...undeclared.constraint])

/** Whether they differ in nothing that makes another constraint of it. */
export const sameButChangeable = (a: Constraint, b: Constraint): boolean =>
  a.kind === b.kind && equalBut(a, b, ['comment', ...changeable[a.kind]])

const sameKeys = (a: Index, b: Index, undeclared: Undeclared): boolean =>
  a.keys.length === b.keys.length &&
  a.keys.every((key, position) => {
    const other = b.keys[position]
    return other !== undefined && equalBut(key, other, undeclared.indexKey)
  })

export const sameIndex = (
  a: Index,
  b: Index,
  undeclared: Undeclared = nothingUndeclared,
): boolean =>
  a.unique === b.unique &&
  sameKeys(a, b, undeclared) &&
  equalBut(a, b, ['name', 'keys', 'comment', ...undeclared.index])
