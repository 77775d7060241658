import { show } from '../../schema/names.ts'
import { isFresh } from '../rule.ts'
import type { Rule } from '../rule.ts'

/** DK601: SQLite copies every row; autogenerate wraps exactly what rebuilds into a batch. */
export const rebuilds: Rule = (op, context) =>
  op.kind === 'batch' && context.dialect === 'sqlite' && !isFresh(context, op.table)
    ? [{ code: 'DK601', object: show(op.table) }]
    : []
