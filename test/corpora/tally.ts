/** The table: directions in scope, passed, failed; out of scope and why. */
import type { Verdict } from './trial.ts'

export interface Tally {
  readonly corpus: string
  inScope: number
  failed: number
  outOfScope: number
  harmed: number
  /** Out of scope, where what is in scope could not be made without the rest. */
  refused: number
  /** Directions by reason; one may have several. */
  readonly reasons: Map<string, number>
  /** Pairs that the server does not take. */
  readonly unloaded: string[]
}

export const emptyTally = (corpus: string): Tally => ({
  corpus,
  inScope: 0,
  failed: 0,
  outOfScope: 0,
  harmed: 0,
  refused: 0,
  reasons: new Map(),
  unloaded: [],
})

/** Counts one direction of a pair. */
export const addVerdict = (tally: Tally, { outside, problems, refusal }: Verdict): void => {
  if (outside.length === 0) tally.inScope++
  else tally.outOfScope++
  if (problems.length > 0 && outside.length === 0) tally.failed++
  if (problems.length > 0 && outside.length > 0) tally.harmed++
  if (refusal !== null) tally.refused++
  for (const reason of outside) tally.reasons.set(reason, (tally.reasons.get(reason) ?? 0) + 1)
}

export const showTally = (tally: Tally, { verbose }: { readonly verbose: boolean }): string => {
  const reasons = [...tally.reasons].toSorted((left, right) => right[1] - left[1])
  const { inScope, failed, outOfScope, harmed, refused, unloaded } = tally
  return [
    `${tally.corpus}: ${inScope} in scope, ${inScope - failed} pass, ${failed} fail`,
    `    ${outOfScope} out of scope: ${outOfScope - harmed} leave it untouched, of these ${refused} refused; ${harmed} do not`,
    ...reasons.map(([reason, count]) => `        ${count} ${reason}`),
    `    ${unloaded.length} pairs do not load`,
    ...(verbose ? unloaded.map((text) => `        ${text}`) : []),
  ].join('\n')
}
