import { showPart } from '../../operations/dependents.ts'
import { show } from '../../schema/names.ts'
import { onExisting, whereItBlocks } from '../rule.ts'

export const buildKey = whereItBlocks(
  onExisting('addConstraint', ({ table, constraint }) => {
    if (constraint.kind === 'check' || constraint.kind === 'foreignKey') return null
    const object = showPart(table, constraint.name)
    return { object, message: `Building the index of ${object} blocks ${show(table)}` }
  }),
)
