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

/** The report of a revision that was written, or in a dry run would be. */
export const writtenReport = (result: Written, requireVerified: boolean): Report => {
  const operations = result.operations.map((op) => ({ kind: op.kind, description: describe(op) }))
  const { revision: id, downRevision, message, path, snapshot, hazards, verified, reason } = result
  const isDry = result.kind === 'dryRun'
  return {
    exitCode: requireVerified && !verified ? 1 : 0,
    json: {
      revision: id,
      downRevision,
      message,
      path,
      snapshot,
      operations,
      hazards,
      verified,
      ...(reason === null ? {} : { reason }),
      ...(isDry ? { dryRun: true, source: result.source } : {}),
    },
    text: isDry
      ? [result.source.trimEnd()]
      : [
          `wrote ${path}`,
          `wrote ${snapshot}`,
          ...operationLines(operations),
          ...hazards.map(hazardLine),
          proofLine(result),
        ],
  }
}
