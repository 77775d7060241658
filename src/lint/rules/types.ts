import { showPart } from '../../operations/dependents.ts'
import { isFresh, tableOf } from '../rule.ts'
import type { Rule } from '../rule.ts'

/** PostgreSQL widens these in place. https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES */
const isWidening = (from: string, to: string): boolean => {
  const length = (type: string): number =>
    type === 'text' || type === 'character varying'
      ? Infinity
      : Number(/^character varying\((\d+)\)$/.exec(type)?.[1] ?? Number.NaN)
  return length(to) >= length(from)
}

/** DK206, DK402: values are converted, and PostgreSQL rewrites the table for it. */
export const types: Rule = (op, context) => {
  if (op.kind !== 'alterColumn' || op.set.type === undefined || isFresh(context, op.table))
    return []
  const column = tableOf(context, op.table)?.columns.find(({ name }) => name === op.name)
  if (column !== undefined && isWidening(column.type, op.set.type)) return []
  const object = showPart(op.table, op.name)
  const converts = { code: 'DK206', object } as const
  return context.dialect === 'postgresql' ? [converts, { code: 'DK402', object }] : [converts]
}
