import { squash } from '../../commands/squash.ts'
import { DiffkitError } from '../../errors.ts'
import { flag, textArgument, textOption, unlessNegated } from '../invocation.ts'
import type { Invocation } from '../invocation.ts'
import type { Report } from '../report.ts'
import { writtenJson, writtenReport } from '../written.ts'
import { inEnvironment } from './environment.ts'

export const run = (invocation: Invocation): Promise<Report> =>
  inEnvironment(invocation, async (environment) => {
    const { options } = invocation
    const message = textOption(options, 'message')?.trim() ?? ''
    if (message === '') throw new DiffkitError('MESSAGE_NEEDED', {})
    const squashed = await squash(environment, {
      range: textArgument(invocation, 0) ?? '',
      message,
      revisionId: textOption(options, 'revId'),
      dryRun: flag(options, 'dryRun'),
      verify: unlessNegated(options, 'verify'),
      skipRun: flag(options, 'skipRun'),
    })
    const report = writtenReport(squashed, false)
    const { replaces, before } = squashed
    return {
      ...report,
      json: { ...writtenJson(squashed), replaces, operationsBefore: before },
      text:
        squashed.kind === 'dryRun'
          ? report.text
          : [
              ...report.text,
              `it stands for ${replaces.join(', ')}, whose ${before} operations come to ${squashed.operations.length}`,
            ],
    }
  })
