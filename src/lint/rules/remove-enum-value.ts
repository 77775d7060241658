import { show } from '../../schema/names.ts'
import { lookUpEnum } from '../enum-change.ts'
import { onKind } from '../rule.ts'

const list = (values: readonly string[]): string => values.map((value) => `'${value}'`).join(', ')

export const removeEnumValue = onKind('alterEnum', (op, { before }) => {
  const values = lookUpEnum(before, op.name)?.values ?? []
  const removed = values.filter((value) => !op.set.values.includes(value))
  if (removed.length === 0) return null
  const object = show(op.name)
  const stopping = removed.filter((value) => !(value in op.using))
  const then =
    stopping.length === 0
      ? 'rows that hold it get another value'
      : `rows that hold ${list(stopping)} stop the migration`
  return { object, message: `Enum ${object} loses ${list(removed)}: ${then}` }
})
