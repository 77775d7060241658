import { showPart } from '../../operations/dependents.ts'
import { fillsItself } from '../../operations/filled-columns.ts'
import { onExisting } from '../rule.ts'

export const addRequiredColumn = onExisting('addColumn', ({ table, column, using }) => {
  if (using !== null || column.nullable || fillsItself(column)) return null
  const object = showPart(table, column.name)
  return {
    object,
    message: `New column ${object} is NOT NULL and has no default: any row stops it`,
  }
})
