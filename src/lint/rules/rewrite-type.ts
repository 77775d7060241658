import { showPart } from '../../operations/dependents.ts'
import { show } from '../../schema/names.ts'
import { columnBefore, onExisting, onPostgres } from '../rule.ts'
import { keepsStorage } from '../types.ts'

export const rewriteType = onPostgres(
  onExisting('alterColumn', (op, context) => {
    const from = columnBefore(context, op)?.type
    const to = op.set.type
    if (from === undefined || to === undefined || keepsStorage(from, to)) return null
    const object = showPart(op.table, op.name)
    return {
      object,
      message: `Changing the type of ${object} rewrites ${show(op.table)} and blocks it`,
    }
  }),
)
