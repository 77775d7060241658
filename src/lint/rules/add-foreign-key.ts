import { showPart } from '../../operations/dependents.ts'
import { onExisting } from '../rule.ts'

export const addForeignKey = onExisting('addConstraint', ({ table, constraint }) => {
  if (constraint.kind !== 'foreignKey' || constraint.notValid || constraint.notEnforced) return null
  const object = showPart(table, constraint.name)
  return { object, message: `Rows that foreign key ${object} does not find stop the migration` }
})
