/** What a run of earlier has left half done, seen from a run in the other direction: it is taken back first. */
import { DiffkitError } from '../errors.ts'
import { findLosses } from '../runtime/run/data-loss.ts'
import type { Loss } from '../runtime/run/data-loss.ts'
import type { MigrateContext } from '../runtime/run/migrate.ts'
import { operationsIn, segmentsOf } from '../runtime/segments/segments.ts'
import { operationsBack, undo } from '../runtime/segments/undo.ts'
import type { Undoing } from '../runtime/segments/undo.ts'
import type { Unfinished } from '../runtime/segments/unfinished.ts'
import type { Environment } from './environment.ts'

/** What its file holds, in the parts that its progress counts; empty when it has none. */
const programOf = async (
  environment: Environment,
  { revision, direction }: Unfinished,
): Promise<Undoing['program']> => {
  const history = await environment.history()
  if (!history.revisions.some(({ id }) => id === revision)) return []
  const found = await history.operations([revision], direction)
  const { transaction } = history.find(revision)
  const { dialect } = environment
  return segmentsOf(found.get(revision) ?? [], { dialect, transaction }).flatMap(operationsIn)
}

/** What taking it back came to: how much, or what would be lost. */
export type TakenBack =
  | { readonly kind: 'undone'; readonly operations: number; readonly ms: number }
  | { readonly kind: 'refused'; readonly dataLoss: readonly Loss[] }

export const takeBack = async (
  environment: Environment,
  context: MigrateContext,
  {
    left,
    from,
    allowDataLoss,
  }: {
    readonly left: Unfinished
    readonly from: readonly string[]
    readonly allowDataLoss: boolean
  },
): Promise<TakenBack> => {
  const program = await programOf(environment, left)
  const undoing = { left, context, program, from }
  if (!allowDataLoss) {
    const dataLoss = await findLosses(context, operationsBack(undoing))
    if (dataLoss.length > 0) return { kind: 'refused', dataLoss }
  }
  const started = performance.now()
  const operations = await undo(undoing)
  if (operations === false) throw new DiffkitError('REVISION_PARTIAL', left)
  return { kind: 'undone', operations, ms: Math.round(performance.now() - started) }
}

/** The target of what is left to do once the half-done revision, which counts as one, is settled; `null`: nothing. */
export const targetAfter = (target: string): string | null => {
  const [, sign, steps] = /^([+-])(\d+)$/.exec(target) ?? []
  if (sign === undefined) return target
  const left = Number(steps) - 1
  return left <= 0 ? null : `${sign}${left}`
}
