import { showPart } from '../../operations/dependents.ts'
import { onExisting } from '../rule.ts'

export const renameColumn = onExisting('renameColumn', ({ table, from, to }) => {
  const object = showPart(table, from)
  return { object, message: `Code that still says ${object} instead of ${to} fails` }
})
