import { showPart } from '../../operations/dependents.ts'
import { sameName } from '../../schema/names.ts'
import { onExisting } from '../rule.ts'
import type { RuleContext } from '../rule.ts'
import type { OperationOf } from '../../operations/index.ts'

/** The table goes later, or a constraint of the same name takes the place. */
const isReplaced = (op: OperationOf<'dropConstraint'>, { program, index }: RuleContext): boolean =>
  program
    .slice(index + 1)
    .some(
      (later) =>
        (later.kind === 'dropTable' && sameName(later.name, op.table)) ||
        (later.kind === 'addConstraint' &&
          sameName(later.table, op.table) &&
          later.constraint.name === op.name),
    )

export const dropConstraint = onExisting('dropConstraint', (op, context) => {
  if (isReplaced(op, context)) return null
  const object = showPart(op.table, op.name)
  return { object, message: `Nothing enforces ${object} any more` }
})
