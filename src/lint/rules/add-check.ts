import { showPart } from '../../operations/dependents.ts'
import { onExisting } from '../rule.ts'

export const addCheck = onExisting('addConstraint', ({ table, constraint }) => {
  if (constraint.kind !== 'check' || constraint.notValid || constraint.notEnforced) return null
  const object = showPart(table, constraint.name)
  return { object, message: `Rows that do not pass check ${object} stop the migration` }
})
