/** Equality of constraints and indexes whatever their names are. */
import { equal } from '../schema/equal.ts'
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

const omit = (value: object, keys: readonly string[]): object =>
  Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key)))

export const sameConstraint = (
  a: Constraint,
  b: Constraint,
  undeclared: Undeclared = nothingUndeclared,
): boolean =>
  a.kind === b.kind &&
  equal(omit(a, ['name', ...undeclared.constraint]), omit(b, ['name', ...undeclared.constraint]))

const withoutKeys = (index: Index, undeclared: Undeclared): object => ({
  ...omit(index, ['name', ...undeclared.index]),
  keys: index.keys.map((key) => omit(key, undeclared.indexKey)),
})

export const sameIndex = (
  a: Index,
  b: Index,
  undeclared: Undeclared = nothingUndeclared,
): boolean => a.unique === b.unique && equal(withoutKeys(a, undeclared), withoutKeys(b, undeclared))
