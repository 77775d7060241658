import { showPart } from '../../operations/dependents.ts'
import type { Column } from '../../schema/types.ts'
import { isFresh } from '../rule.ts'
import type { Rule } from '../rule.ts'

const fillsItself = ({ default: value, generated, identity, type }: Column): boolean =>
  value !== null || generated !== null || identity !== null || type.endsWith('serial')

/** DK201, DK202, DK303: NOT NULL meets rows that are there. */
export const notNull: Rule = (op, context) => {
  if (op.kind === 'addColumn') {
    const fails = !op.column.nullable && !fillsItself(op.column) && !isFresh(context, op.table)
    return fails ? [{ code: 'DK201', object: showPart(op.table, op.column.name) }] : []
  }
  if (op.kind !== 'alterColumn' || isFresh(context, op.table)) return []
  const object = showPart(op.table, op.name)
  if (op.set.nullable === false) return [{ code: 'DK202', object }]
  return op.set.nullable === true ? [{ code: 'DK303', object }] : []
}
