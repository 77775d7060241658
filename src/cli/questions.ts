/** The only place that asks a human. */
import { DiffkitError } from '../errors.ts'
import { compete } from '../diff/rename-candidates.ts'
import type { RenameCandidate } from '../diff/rename-candidates.ts'

/** Whether there is somebody to ask. */
export const canAsk = (): boolean => process.stdin.isTTY === true && process.stdout.isTTY === true

const ownerText = ({ table, enum: owner }: RenameCandidate): string => {
  const name = table ?? owner
  return name === undefined || name === null ? '' : ` of ${name}`
}

/** Asks for each candidate whether it is a rename; answers the flags of those that are. */
export const askRenames = async (
  candidates: readonly RenameCandidate[],
): Promise<readonly string[]> => {
  const { confirm, isCancel } = await import('@clack/prompts')
  const accepted: RenameCandidate[] = []
  for (const candidate of candidates) {
    if (accepted.some((other) => compete(other, candidate))) continue
    const answer = await confirm({
      message: `Is ${candidate.kind} ${candidate.to} the renamed ${candidate.from}${ownerText(candidate)}?`,
      initialValue: false,
    })
    if (isCancel(answer)) throw new DiffkitError('INTERRUPTED', {})
    if (answer) accepted.push(candidate)
  }
  return accepted.map(({ flag }) => flag)
}
