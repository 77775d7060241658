/** New values of an enum that the same program uses: they are committed before anything else. */
import { keepsValues, remakesEnum } from '../../../operations/enum-change.ts'
import { enumColumns } from '../../../operations/enum.ts'
import { apply, flatten } from '../../../operations/index.ts'
import type { Operation, OperationOf } from '../../../operations/index.ts'
import { findEnum } from '../../../schema/edit.ts'
import { sameName } from '../../../schema/names.ts'
import type { Schema } from '../../../schema/types.ts'

/** Where no column is of the type, it is made anew at no cost, and in the same transaction. */
const mustBeCommitted = (
  op: OperationOf<'alterEnum'>,
  before: Schema,
  later: readonly Operation[],
): boolean =>
  enumColumns(before, op.name).length > 0 &&
  keepsValues(findEnum(before, op.name).values, op.set.values) &&
  remakesEnum(op, before, later)

/** What must stand before such an addition: it speaks of the enum and its values by their new names. */
const leadsTo = (
  op: OperationOf<'alterEnum'>,
  earlier: readonly Operation[],
): readonly Operation[] => {
  const values = earlier.filter(
    (item) => item.kind === 'renameEnumValue' && sameName(item.name, op.name),
  )
  if (!earlier.some((item) => item.kind === 'renameEnum' && sameName(item.to, op.name))) {
    return values
  }
  // One name may wait for another.
  const names = earlier.filter(({ kind }) => kind === 'renameEnum' || kind === 'createNamespace')
  return [...names, ...values]
}

/**
 * The flat program with `online` on what adds such values, in front: nothing that goes and comes back around
 * them is gone meanwhile, and where the rest fails they are all that was done.
 */
export const withCommittedValues = (
  operations: readonly Operation[],
  before: Schema,
): readonly Operation[] => {
  const program = flatten(operations)
  const first = new Map<Operation, Operation>()
  let schema = before
  for (const [index, op] of program.entries()) {
    if (op.kind === 'alterEnum' && mustBeCommitted(op, schema, program.slice(index + 1))) {
      for (const item of leadsTo(op, program.slice(0, index))) first.set(item, item)
      first.set(op, { ...op, online: true })
    }
    schema = apply(schema, op)
  }
  return [...first.values(), ...program.filter((op) => !first.has(op))]
}
