import { showPart } from '../../operations/dependents.ts'
import { columnBefore, onExisting } from '../rule.ts'

export const computeValues = onExisting('alterColumn', (op, context) => {
  const old = columnBefore(context, op)
  if ((op.set.generated ?? null) === null || old === undefined || old.generated !== null)
    return null
  const object = showPart(op.table, op.name)
  return {
    object,
    message: `${object} is computed from now on: rows that hold another value stop it`,
  }
})
