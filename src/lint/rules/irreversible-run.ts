import { onKind } from '../rule.ts'

export const irreversibleRun = onKind('run', (op) =>
  op.down === null
    ? { object: 'run', message: 'A data step without a way back: the downgrade leaves it out' }
    : null,
)
