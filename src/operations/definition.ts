import type { Schema } from '../schema/types.ts'

/**
 * One kind of operation: everything dialect-neutral about it.
 *
 * `create` gives the method of the migration author's `op` its signature, and `args` is its inverse:
 * `create(...args(op))` equals `op`. `apply` is pure and throws when the operation does not fit the
 * schema. `reverse` answers the operation that undoes `op`, read from the schema before it.
 */
export interface Definition<Op extends { readonly kind: string }, Args extends readonly never[]> {
  create(...args: Args): Op
  args(op: Op): readonly unknown[]
  apply(schema: Schema, op: Op): Schema
  reverse(op: Op, before: Schema): { readonly kind: string }
  /** One line for people: `add column users.age (integer)`. */
  describe(op: Op): string
}

/** Leaves trailing `undefined`s out, so that an option that is not given is not printed. */
export const args = (...values: readonly unknown[]): readonly unknown[] => {
  const last = values.findLastIndex((value) => value !== undefined)
  return values.slice(0, last + 1)
}
