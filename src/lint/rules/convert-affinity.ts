import { showPart } from '../../operations/dependents.ts'
import { columnBefore, onExisting, onSqlite } from '../rule.ts'
import { affinity } from '../types.ts'

export const convertAffinity = onSqlite(
  onExisting('alterColumn', (op, context) => {
    const from = columnBefore(context, op)?.type
    const to = op.set.type
    if (from === undefined || to === undefined) return null
    if (affinity(from) === affinity(to) || affinity(to) === 'blob') return null
    const object = showPart(op.table, op.name)
    return {
      object,
      message: `${object} goes from ${from} to ${to}: SQLite converts values silently ('0012' becomes 12)`,
    }
  }),
)
