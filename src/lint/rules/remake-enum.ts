import { show } from '../../schema/names.ts'
import { isUsed, lookUpEnum, remakesType } from '../enum-change.ts'
import { onKind } from '../rule.ts'

export const remakeEnum = onKind('alterEnum', (op, { before }) => {
  if (!remakesType(lookUpEnum(before, op.name), op.set.values) || !isUsed(before, op.name))
    return null
  const object = show(op.name)
  return {
    object,
    message: `Enum ${object} is made anew: every table that uses it is rewritten and blocked`,
  }
})
