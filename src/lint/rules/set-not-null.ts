import { showPart } from '../../operations/dependents.ts'
import { columnBefore, onExisting } from '../rule.ts'

export const setNotNull = onExisting('alterColumn', (op, context) => {
  if (op.set.nullable !== false || columnBefore(context, op)?.nullable === false) return null
  const object = showPart(op.table, op.name)
  return { object, message: `${object} becomes NOT NULL: rows that hold NULL stop the migration` }
})
