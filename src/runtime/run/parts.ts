/** A program cut at its data steps, and into what is planned together. */
import type { Around, Dialect, Step } from '../../dialects/dialect.ts'
import { apply, flatten } from '../../operations/index.ts'
import type { Operation } from '../../operations/index.ts'
import type { Run } from '../../operations/raw.ts'
import type { Schema } from '../../schema/types.ts'

/** A part of a program: what is planned together, or a data step. */
export type Part =
  | { readonly kind: 'run'; readonly op: Run }
  | { readonly kind: 'steps'; readonly steps: readonly Step[] }

interface PartContext {
  readonly dialect: Dialect
  readonly target: string
  /** Whether each statement is committed by itself. */
  readonly autocommit?: boolean
  /** Of a program that is a segment of another one. */
  readonly around?: Around
}

/** A program as what is planned together and the data steps between. */
export const partsOf = (
  operations: readonly Operation[],
  before: Schema,
  { dialect, target, autocommit = false, around }: PartContext,
): readonly Part[] => {
  const found: Part[] = []
  let start = before
  let startedAt = 0
  let schema = before
  let pending: Operation[] = []
  const flush = (at: number): void => {
    if (pending.length > 0) {
      const planned = dialect.steps(pending, start, target)
      const laterThan = (index: number): readonly Operation[] =>
        flatten([
          ...planned.slice(index + 1).flatMap((step) => step.operations),
          ...operations.slice(at),
        ])
      const earlierThan = (index: number): readonly Operation[] =>
        flatten([
          ...operations.slice(0, startedAt),
          ...planned.slice(0, index).flatMap((step) => step.operations),
        ])
      const steps = planned.map((step, index) => {
        const later = laterThan(index)
        const within = {
          earlier: [...(around?.earlier ?? []), ...earlierThan(index)],
          following: [...later, ...(around?.following ?? [])],
          waiting: around?.waiting ?? [],
        }
        return { ...step, later: autocommit ? null : later, around: within }
      })
      found.push({ kind: 'steps', steps })
    }
    pending = []
    start = schema
  }
  for (const [index, op] of operations.entries()) {
    if (op.kind === 'run') {
      flush(index)
      found.push({ kind: 'run', op })
      startedAt = index + 1
    } else {
      pending.push(op)
      schema = apply(schema, op)
    }
  }
  flush(operations.length)
  return found
}

/** Whether any step rewrites a table, so that the transaction must be opened for that. */
export const rebuilds = (found: readonly Part[]): boolean =>
  found.some((part) => part.kind === 'steps' && part.steps.some((step) => step.rebuilds))
