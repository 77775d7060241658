import { showPart } from '../../operations/dependents.ts'
import { show } from '../../schema/names.ts'
import { isVolatile } from '../defaults.ts'
import { onExisting, onPostgres } from '../rule.ts'

export const volatileDefault = onPostgres(
  onExisting('addColumn', ({ table, column }) => {
    if (column.default === null || !isVolatile(column.default.sql)) return null
    const object = showPart(table, column.name)
    return {
      object,
      message: `The default of ${object} is computed for each row: ${show(table)} is rewritten and blocked`,
    }
  }),
)
