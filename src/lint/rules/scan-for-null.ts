import { showPart } from '../../operations/dependents.ts'
import { show } from '../../schema/names.ts'
import { columnBefore, onExisting, whereItBlocks } from '../rule.ts'

export const scanForNull = whereItBlocks(
  onExisting('alterColumn', (op, context) => {
    if (op.set.nullable !== false || columnBefore(context, op)?.nullable === false) return null
    const object = showPart(op.table, op.name)
    return { object, message: `Looking for NULL in ${object} blocks ${show(op.table)}` }
  }),
)
