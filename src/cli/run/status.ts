import { status } from '../../commands/status.ts'
import type { StatusResult } from '../../commands/status.ts'
import type { Invocation } from '../invocation.ts'
import type { Report } from '../report.ts'
import { currentLines } from './current.ts'
import { inEnvironment } from './environment.ts'

const word = (value: boolean | null): string => (value === null ? 'unknown' : value ? 'yes' : 'no')

const lines = (result: StatusResult): readonly string[] => [
  `database  ${result.database} (${result.version})`,
  `current   ${currentLines(result.current).join(', ')}`,
  `heads     ${result.heads.join(', ') || 'none'}`,
  `pending   ${result.pending ?? 'unknown'}`,
  `drift     ${word(result.drift)}`,
  ...result.log.map(
    ({ revision, direction, finishedAt }) =>
      `log       ${finishedAt ?? 'unfinished'} ${direction} ${revision}`,
  ),
]

export const run = (invocation: Invocation): Promise<Report> =>
  inEnvironment(invocation, async (environment) => {
    const result = await status(environment)
    return { exitCode: 0, json: result, text: lines(result) }
  })
