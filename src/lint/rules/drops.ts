import { showPart } from '../../operations/dependents.ts'
import { show } from '../../schema/names.ts'
import { isFresh, tableOf } from '../rule.ts'
import type { Rule } from '../rule.ts'

/** DK101, DK102, DK104: what goes with everything in it. */
export const drops: Rule = (op, context) => {
  switch (op.kind) {
    case 'dropTable':
      return isFresh(context, op.name) ? [] : [{ code: 'DK101', object: show(op.name) }]
    case 'dropColumn': {
      const column = tableOf(context, op.table)?.columns.find(({ name }) => name === op.name)
      const isComputed = (column?.generated ?? null) !== null
      if (isComputed || isFresh(context, op.table)) return []
      return [{ code: 'DK102', object: showPart(op.table, op.name) }]
    }
    case 'dropNamespace':
      return [{ code: 'DK104', object: op.name }]
    default:
      return []
  }
}
