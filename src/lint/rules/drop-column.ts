import { showPart } from '../../operations/dependents.ts'
import { columnBefore, onExisting } from '../rule.ts'

/** Values of a generated column are made from others and can be made again. */
export const dropColumn = onExisting('dropColumn', (op, context) => {
  if (columnBefore(context, op)?.generated) return null
  const object = showPart(op.table, op.name)
  return { object, message: `Dropping column ${object} deletes its values` }
})
