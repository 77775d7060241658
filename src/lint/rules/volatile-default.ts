import { showPart } from '../../operations/dependents.ts'
import { show } from '../../schema/names.ts'
import { isVolatile } from '../../operations/filled-columns.ts'
import { onExisting, whereItBlocks } from '../rule.ts'

export const volatileDefault = whereItBlocks(
  onExisting('addColumn', ({ table, column }) => {
    if (column.default === null || !isVolatile(column.default.sql)) return null
    const object = showPart(table, column.name)
    return {
      object,
      message: `The default of ${object} is computed for each row: ${show(table)} is rewritten and blocked`,
    }
  }),
)
