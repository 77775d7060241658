import { showPart } from '../../operations/dependents.ts'
import { show } from '../../schema/names.ts'
import { onExisting, whereItBlocks } from '../rule.ts'

export const validateConstraint = whereItBlocks(
  onExisting('addConstraint', ({ table, constraint }) => {
    if (constraint.kind !== 'check' && constraint.kind !== 'foreignKey') return null
    if (constraint.notValid || constraint.notEnforced) return null
    const object = showPart(table, constraint.name)
    return { object, message: `Checking every row for ${object} blocks writes to ${show(table)}` }
  }),
)
