import { becamePlain } from '../../operations/filled-columns.ts'
import { showPart } from '../../operations/dependents.ts'
import { columnBefore, onExisting } from '../rule.ts'

export const computeValues = onExisting('alterColumn', (op, context) => {
  const old = columnBefore(context, op)
  if ((op.set.generated ?? null) === null || old === undefined || old.generated !== null)
    return null
  if (becamePlain(op, context.program.slice(0, context.index))) return null
  const object = showPart(op.table, op.name)
  return {
    object,
    message: `${object} is computed from now on: rows that hold another value stop it`,
  }
})
