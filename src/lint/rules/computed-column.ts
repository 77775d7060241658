import { showPart } from '../../operations/dependents.ts'
import { show } from '../../schema/names.ts'
import { isCounted } from '../../operations/filled-columns.ts'
import { onExisting, onPostgres } from '../rule.ts'

export const computedColumn = onPostgres(
  onExisting('addColumn', ({ table, column }) => {
    if (column.generated?.stored !== true && !isCounted(column)) return null
    const object = showPart(table, column.name)
    return { object, message: `Filling ${object} rewrites ${show(table)} and blocks it` }
  }),
)
