/** Equality of constraints and indexes whatever their names are. */
import { equalBut } from '../schema/equal.ts'
import type { Constraint, Index } from '../schema/types.ts'

/** Attributes that a comparison leaves out, by the kind of object. */
export interface Undeclared {
  readonly table: readonly string[]
  readonly column: readonly string[]
  readonly constraint: readonly string[]
  readonly index: readonly string[]
  readonly indexKey: readonly string[]
}

export const nothingUndeclared: Undeclared = {
  table: [],
  column: [],
  constraint: [],
  index: [],
  indexKey: [],
}

export const sameConstraint = (
  a: Constraint,
  b: Constraint,
  undeclared: Undeclared = nothingUndeclared,
): boolean => a.kind === b.kind && equalBut(a, b, ['name', ...undeclared.constraint])

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
  equalBut(a, b, ['name', 'keys', ...undeclared.index])
