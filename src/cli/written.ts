/** What a command that writes a revision says of it. */
import type { Written } from '../commands/revision.ts'
import { describe } from '../operations/index.ts'
import type { Report } from './report.ts'
import { hazardLine, operationLines } from './text.ts'

interface Verdict {
  readonly verified: boolean
  readonly reason: string | null
  readonly detail?: string | null
}

/** Whether the proof went well, and else why there was none. */
export const proofLine = ({ verified, reason, detail = null }: Verdict): string =>
  verified
    ? 'verified: upgrade and downgrade were run on a scratch database'
    : `not verified: ${reason ?? ''}${detail === null ? '' : ` (${detail})`}`

const linesOf = (operations: Written['operations']) =>
  operations.map((op) => ({ kind: op.kind, description: describe(op) }))

/** A revision that was written, or in a dry run would be, as JSON. */
export const writtenJson = (result: Written) => {
  const { revision: id, downRevision, message, path, snapshot, hazards, verified, reason } = result
  return {
    revision: id,
    downRevision,
    message,
    path,
    snapshot,
    operations: linesOf(result.operations),
    hazards,
    verified,
    ...(reason === null ? {} : { reason }),
    ...(result.kind === 'dryRun' ? { dryRun: true, source: result.source } : {}),
  }
}

/** The report of a revision that was written, or in a dry run would be. */
export const writtenReport = (result: Written, requireVerified: boolean): Report => ({
  exitCode: requireVerified && !result.verified ? 1 : 0,
  json: writtenJson(result),
  text:
    result.kind === 'dryRun'
      ? [result.source.trimEnd()]
      : [
          `wrote ${result.path}`,
          `wrote ${result.snapshot}`,
          ...operationLines(linesOf(result.operations)),
          ...result.hazards.map(hazardLine),
          proofLine(result),
        ],
})
