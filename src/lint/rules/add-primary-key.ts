import { showPart } from '../../operations/dependents.ts'
import { onExisting } from '../rule.ts'

export const addPrimaryKey = onExisting('addConstraint', ({ table, constraint }) => {
  if (constraint.kind !== 'primaryKey') return null
  const object = showPart(table, constraint.name)
  return {
    object,
    message: `Rows with NULL or equal values in primary key ${object} stop the migration`,
  }
})
