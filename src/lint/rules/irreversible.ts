import { describe } from '../../operations/index.ts'
import type { Rule } from '../rule.ts'

/** DK501: raw steps without a `down`. */
export const irreversible: Rule = (op) =>
  (op.kind === 'sql' || op.kind === 'run') && op.down === null
    ? [{ code: 'DK501', object: describe(op) }]
    : []
