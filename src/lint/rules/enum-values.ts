import { sameName, show } from '../../schema/names.ts'
import type { Rule } from '../rule.ts'

/** DK103: rows may hold a value that goes. */
export const enumValues: Rule = (op, { before }) => {
  if (op.kind !== 'alterEnum') return []
  const old = before.enums.find((item) => sameName(item, op.name))
  const gone = old?.values.some((value) => !op.set.values.includes(value)) ?? false
  return gone ? [{ code: 'DK103', object: show(op.name) }] : []
}
