import { showPart } from '../../operations/dependents.ts'
import { onExisting } from '../rule.ts'
import type { Rule } from '../rule.ts'

const message = (object: string): string =>
  `${object} is unique: rows that hold the same values stop the migration`

const constraint = onExisting('addConstraint', ({ table, constraint: { kind, name } }) => {
  const object = showPart(table, name)
  if (kind === 'exclude') {
    return { object, message: `Rows that ${object} does not let stand together stop the migration` }
  }
  return kind === 'unique' ? { object, message: message(object) } : null
})

const index = onExisting('createIndex', ({ table, index: { unique, name } }) => {
  const object = showPart(table, name)
  return unique ? { object, message: message(object) } : null
})

export const addUnique: Rule = (op, context) => constraint(op, context) ?? index(op, context)
