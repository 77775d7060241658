/** The only place that asks a human. */
import { DiffkitError } from '../errors.ts'
import type { RenameCandidate } from '../diff/renames.ts'

/** Whether there is somebody to ask. */
export const canAsk = (): boolean => process.stdin.isTTY === true && process.stdout.isTTY === true

/** Asks for each candidate whether it is a rename; answers the flags of those that are. */
export const askRenames = async (
  candidates: readonly RenameCandidate[],
): Promise<readonly string[]> => {
  const { confirm, isCancel } = await import('@clack/prompts')
  const accepted: RenameCandidate[] = []
  for (const candidate of candidates) {
    const taken = accepted.some(
      ({ kind, from, to, table }) =>
        kind === candidate.kind &&
        table === candidate.table &&
        (from === candidate.from || to === candidate.to),
    )
    if (taken) continue
    const answer = await confirm({
      message: `Is ${candidate.kind} ${candidate.to} the renamed ${candidate.from}${candidate.table === null ? '' : ` of ${candidate.table}`}?`,
      initialValue: false,
    })
    if (isCancel(answer)) throw new DiffkitError('INTERRUPTED', {})
    if (answer) accepted.push(candidate)
  }
  return accepted.map(({ flag }) => flag)
}
