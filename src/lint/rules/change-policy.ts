import { showPart } from '../../operations/dependents.ts'
import type { Operation, OperationOf } from '../../operations/index.ts'
import { lookUpTable } from '../../schema/edit.ts'
import { equal } from '../../schema/equal.ts'
import { sameName } from '../../schema/names.ts'
import { onKind } from '../rule.ts'
import type { Rule, RuleContext } from '../rule.ts'

/** The table goes later, or the policy comes back as it is: it is only taken out of the way. */
const isUntouched = (op: OperationOf<'dropPolicy'>, { program, index, before }: RuleContext) => {
  const old = lookUpTable(before, op.table)?.policies.find(({ name }) => name === op.name)
  const isSame = (later: Operation): boolean =>
    (later.kind === 'dropTable' && sameName(later.name, op.table)) ||
    (later.kind === 'createPolicy' &&
      later.policy.name === op.name &&
      sameName(later.table, op.table) &&
      equal(later.policy, old))
  return program.slice(index + 1).some(isSame)
}

const finding = (op: OperationOf<'dropPolicy' | 'alterPolicy'>) => {
  const object = showPart(op.table, op.name)
  return { object, message: `Roles see and write other rows without ${object} as it is` }
}

const dropped = onKind('dropPolicy', (op, context) =>
  isUntouched(op, context) ? null : finding(op),
)
const altered = onKind('alterPolicy', finding)

export const changePolicy: Rule = (op, context) => dropped(op, context) ?? altered(op, context)
