/** A program → the statements that run it, in one step: PostgreSQL's DDL is transactional. */
import { apply, flatten, handle } from '../../operations/index.ts'
import type { Operation } from '../../operations/index.ts'
import type { Schema } from '../../schema/types.ts'
import type { Statement, Step } from '../dialect.ts'
import { handlers } from './ddl/ddl.ts'
import { placed, placedOperation } from './ddl/extension-names.ts'

export const steps = (operations: readonly Operation[], before: Schema): readonly Step[] =>
  operations.length === 0 ? [] : [{ operations, before, rebuilds: false }]

/** The statements of a step, each with its operation. A batch is its children. */
export const plan = (step: Step): readonly Statement[] => {
  const program = flatten(step.operations)
  const statements: Statement[] = []
  let before = step.before
  for (const [index, source] of program.entries()) {
    const after = apply(before, source)
    const rest = program.slice(index + 1)
    const later = step.later === null ? [] : [...rest, ...(step.later ?? [])]
    const earlier = [...(step.around?.earlier ?? []), ...program.slice(0, index)]
    const following = [...rest, ...(step.around?.following ?? [])]
    const waiting = step.around?.waiting ?? []
    const context = {
      before: placed(before),
      after: placed(after),
      later,
      earlier,
      following,
      waiting,
    }
    const op = after.extensions.length === 0 ? source : placedOperation(source, context.after)
    for (const item of handle(handlers, op, context)) {
      statements.push({ transactional: true, ...item, source })
    }
    before = after
  }
  return statements
}
