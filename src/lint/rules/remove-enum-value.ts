import { lookUpEnum } from '../enum-change.ts'
import { show } from '../../schema/names.ts'
import { onKind } from '../rule.ts'

export const removeEnumValue = onKind('alterEnum', (op, { before }) => {
  const removed = lookUpEnum(before, op.name).filter((value) => !op.set.values.includes(value))
  if (removed.length === 0) return null
  const list = removed.map((value) => `'${value}'`).join(', ')
  const object = show(op.name)
  return { object, message: `Enum ${object} loses ${list}: rows that hold it stop the migration` }
})
