import { isUnwritten } from '../../operations/conversions.ts'
import { showPart } from '../../operations/dependents.ts'
import { columnBefore, onKind } from '../rule.ts'

export const unknownConversion = onKind('alterColumn', (op, context) => {
  if (!isUnwritten(op)) return null
  const object = showPart(op.table, op.name)
  const types = `from ${columnBefore(context, op)?.type ?? 'its type'} to ${op.set.type ?? 'another'}`
  return {
    object,
    message: `${object} goes ${types}, for which no conversion is known: it is refused until its \`using\` is written`,
  }
})
