import { showPart } from '../../operations/dependents.ts'
import { isCounted } from '../../operations/filled-columns.ts'
import { columnBefore, onExisting } from '../rule.ts'

export const dropDefault = onExisting('alterColumn', (op, context) => {
  const column = columnBefore(context, op)
  if (op.set.default !== null || !column?.default || op.set.generated) return null
  const { type = column.type, identity = column.identity } = op.set
  if (isCounted({ ...column, type, identity })) return null
  const nullable = op.set.nullable ?? column.nullable
  if (nullable) return null
  const object = showPart(op.table, op.name)
  return {
    object,
    message: `Inserts that leave ${object} out fail: it is NOT NULL and loses its default`,
  }
})
