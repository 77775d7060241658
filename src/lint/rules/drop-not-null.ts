import { showPart } from '../../operations/dependents.ts'
import { columnBefore, onExisting } from '../rule.ts'

export const dropNotNull = onExisting('alterColumn', (op, context) => {
  if (op.set.nullable !== true || columnBefore(context, op)?.nullable === true) return null
  const object = showPart(op.table, op.name)
  return {
    object,
    message: `${object} may hold NULL from now on: code that reads it may not expect that`,
  }
})
