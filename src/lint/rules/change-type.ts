import { isUnwritten } from '../../operations/conversions.ts'
import { showPart } from '../../operations/dependents.ts'
import { columnBefore, onExisting, onPostgres } from '../rule.ts'
import { keepsValues } from '../types.ts'

export const changeType = onPostgres(
  onExisting('alterColumn', (op, context) => {
    const from = columnBefore(context, op)?.type
    const to = op.set.type
    if (from === undefined || to === undefined || keepsValues(from, to)) return null
    if (isUnwritten(op)) return null
    const object = showPart(op.table, op.name)
    return {
      object,
      message: `${object} goes from ${from} to ${to}: values that do not fit stop it`,
    }
  }),
)
