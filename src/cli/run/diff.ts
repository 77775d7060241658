import { diff } from '../../commands/diff.ts'
import { placeName } from '../../schema/expressions.ts'
import { flag, listOption, textArgument } from '../invocation.ts'
import type { Invocation } from '../invocation.ts'
import type { Report } from '../report.ts'
import { hazardLine, operationLines } from '../text.ts'
import { inEnvironment } from './environment.ts'

export const run = (invocation: Invocation): Promise<Report> =>
  inEnvironment(invocation, async (environment) => {
    const { options, talk, format } = invocation
    const { undecided, ...result } = await diff(environment, {
      from: textArgument(invocation, 0) ?? '',
      to: textArgument(invocation, 1) ?? '',
      renames: listOption(options, 'rename'),
    })
    for (const { place, reason } of undecided) {
      talk.warn(`undecided: ${place.role} of ${placeName(place)}, because ${reason}`)
    }
    const sql = result.sql.map((statement) => `${statement};`)
    const text = result.equal
      ? ['No difference.']
      : [...operationLines(result.operations), ...result.hazards.map(hazardLine)]
    return {
      exitCode: flag(options, 'exitCode') && !result.equal ? 1 : 0,
      json: result,
      text: format === 'sql' ? sql : text,
    }
  })
