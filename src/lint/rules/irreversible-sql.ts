import { describe } from '../../operations/index.ts'
import { onKind } from '../rule.ts'

export const irreversibleSql = onKind('sql', (op) =>
  op.down === null
    ? { object: describe(op), message: 'SQL without a way back: the downgrade leaves it out' }
    : null,
)
