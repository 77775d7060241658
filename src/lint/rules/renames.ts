import { showPart } from '../../operations/dependents.ts'
import { show } from '../../schema/names.ts'
import { isFresh } from '../rule.ts'
import type { Rule } from '../rule.ts'

/** DK301, DK302: running code knows the old name. */
export const renames: Rule = (op, context) => {
  if (op.kind === 'renameTable' && !isFresh(context, op.from)) {
    return [{ code: 'DK301', object: show(op.from) }]
  }
  if (op.kind === 'renameColumn' && !isFresh(context, op.table)) {
    return [{ code: 'DK302', object: showPart(op.table, op.from) }]
  }
  return []
}
