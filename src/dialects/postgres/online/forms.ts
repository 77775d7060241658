/** Which operations of a program block others, and have a form that does not. */
import { isCounted, isVolatile } from '../../../operations/filled-columns.ts'
import { isTableOperation } from '../../../operations/index.ts'
import type { Operation, OperationOf } from '../../../operations/index.ts'
import { nameKey } from '../../../schema/names.ts'
import type { Constraint, Schema } from '../../../schema/types.ts'
import { withCommittedValues } from './committed-values.ts'
import { aroundViews } from './order.ts'

const addsSlowly = ({ column, using }: OperationOf<'addColumn'>): boolean =>
  column.generated === null &&
  !isCounted(column) &&
  (using !== null || (column.default !== null && isVolatile(column.default.sql)))

/** What makes a column NOT NULL, apart from all else that changes. */
const splitNotNull = (op: OperationOf<'alterColumn'>): readonly Operation[] => {
  const { nullable, ...others } = op.set
  if (nullable !== false || others.identity || others.generated) return [op]
  const last = { ...op, set: { nullable }, using: null, online: true } as const
  return Object.keys(others).length === 0 ? [last] : [{ ...op, set: others }, last]
}

/** PostgreSQL takes no index over for an exclusion constraint, nor for one over a period. */
const takesIndexOver = (constraint: Constraint): boolean =>
  constraint.kind === 'foreignKey' ||
  constraint.kind === 'check' ||
  (constraint.kind !== 'exclude' && !constraint.period)

const onlineForm = (op: Operation): readonly Operation[] => {
  switch (op.kind) {
    case 'createIndex':
    case 'dropIndex':
      return [{ ...op, online: true }]
    case 'addConstraint':
      return [takesIndexOver(op.constraint) ? { ...op, online: true } : op]
    case 'addColumn':
      return addsSlowly(op) ? [{ ...op, online: true }] : [op]
    case 'alterColumn':
      return op.online === true ? [op] : splitNotNull(op)
    default:
      return [op]
  }
}

/** The program with `online` wherever a table that was there before would be blocked. */
export const onlineForms = (
  operations: readonly Operation[],
  before: Schema,
): readonly Operation[] => {
  const created = new Set<string>()
  const program = withCommittedValues(operations, before)
  const forms: Operation[] = []
  for (const op of program) {
    const isNew = isTableOperation(op) && created.has(nameKey(op.table))
    forms.push(...(isNew ? [op] : onlineForm(op)))
    if (op.kind === 'createTable') created.add(nameKey(op.table))
    if (op.kind === 'createView') created.add(nameKey(op.view))
    if (op.kind === 'renameTable' && created.has(nameKey(op.from))) created.add(nameKey(op.to))
  }
  return aroundViews(forms, before)
}
