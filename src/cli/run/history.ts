import { history } from '../../commands/history.ts'
import type { HistoryEntry } from '../../commands/history.ts'
import { flag, textOption } from '../invocation.ts'
import type { Invocation } from '../invocation.ts'
import type { Report } from '../report.ts'
import { inEnvironment } from './environment.ts'

/** `5be21c07 -> a1f3c9d2 (head) (current): add age`. */
export const entryLine = (entry: HistoryEntry): string => {
  const down = [entry.downRevision ?? 'base'].flat().join(', ')
  const marks = [entry.isHead ? ' (head)' : '', entry.isCurrent === true ? ' (current)' : ''].join(
    '',
  )
  return `${down} -> ${entry.revision}${marks}: ${entry.message}`
}

export const run = (invocation: Invocation): Promise<Report> =>
  inEnvironment(invocation, async (environment) => {
    const { options } = invocation
    const result = await history(environment, {
      range: textOption(options, 'range'),
      indicateCurrent: flag(options, 'indicateCurrent'),
    })
    return {
      exitCode: 0,
      json: result,
      text: [
        ...result.unknown.map((id) => `? -> ${id} (current): not in this folder`),
        ...result.revisions.map(entryLine),
      ],
    }
  })
