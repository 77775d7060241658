import { keepsValues, remakesEnum } from '../../operations/enum-change.ts'
import { show } from '../../schema/names.ts'
import { isUsed, lookUpEnum } from '../enum-change.ts'
import { onKind } from '../rule.ts'

export const remakeEnum = onKind('alterEnum', (op, { before, program, index }) => {
  const later = op.online === true ? [] : program.slice(index + 1)
  const item = lookUpEnum(before, op.name)
  if (item === undefined || !isUsed(before, op.name)) return null
  if (!remakesEnum(op, before, later)) return null
  const object = show(op.name)
  const why = keepsValues(item.values, op.set.values)
    ? ', because a new value is used in the same revision'
    : ''
  return {
    object,
    message: `Enum ${object} is made anew${why}: every table that uses it is rewritten and blocked`,
  }
})
