/** Revisions that may run together with others, and what has run. */
import { rebuilds, partsOf } from './parts.ts'
import type { Part } from './parts.ts'
import type { Schema } from '../../schema/types.ts'
import { isOpaque } from './migrate.ts'
import { operationsOf } from './stop.ts'
import type { MigrateContext } from './migrate.ts'
import type { RevisionRun, Stop } from './stop.ts'
import { isSegmented } from '../segments/segments.ts'

/** A revision that has run, and how much it was. */
export interface Ran {
  readonly stop: Stop
  /** The schema after it; `null` where only the database knows. */
  readonly after: Schema | null
  readonly statements: number
  readonly ms: number
  /** Another process had begun it. */
  readonly isResumed?: boolean
}

export type Together =
  | { readonly kind: 'moved' }
  /** `failure`: what stopped the next one; those before it stay. */
  | { readonly kind: 'done'; readonly ran: readonly Ran[]; readonly failure: unknown }

/** Whether its statements follow from the operations alone, and may share a transaction. */
const isSmall = (stop: Stop, { dialect }: MigrateContext): boolean => {
  const operations = operationsOf(stop)
  const { transaction } = stop.revision
  return !isSegmented(operations, { dialect, transaction }) && !isOpaque(operations)
}

/** `null` where it is not small, or a rebuild, which needs a transaction of its kind. */
export const planSmall = (
  stop: Stop,
  state: Schema,
  context: MigrateContext,
): readonly Part[] | null => {
  if (!isSmall(stop, context)) return null
  const found = partsOf(operationsOf(stop), state, context)
  return rebuilds(found) ? null : found
}

/** What a run says of it. */
export const runOf = ({ stop, statements, ms, isResumed }: Ran): RevisionRun => ({
  revision: stop.revision.id,
  direction: stop.direction,
  statements,
  ms,
  ...(stop.isLogged === true ? { source: 'log' } : {}),
  ...(isResumed === true ? { partial: 'resumed' } : {}),
})
