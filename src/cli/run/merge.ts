import { merge } from '../../commands/merge.ts'
import { DiffkitError } from '../../errors.ts'
import { flag, listArgument, listOption, textOption, unlessNegated } from '../invocation.ts'
import type { Invocation } from '../invocation.ts'
import type { Report } from '../report.ts'
import { writtenReport } from '../written.ts'
import { inEnvironment } from './environment.ts'

export const run = (invocation: Invocation): Promise<Report> =>
  inEnvironment(invocation, async (environment) => {
    const { options } = invocation
    const message = textOption(options, 'message')?.trim() ?? ''
    if (message === '') throw new DiffkitError('MESSAGE_NEEDED', {})
    const written = await merge(environment, {
      addresses: listArgument(invocation, 0),
      message,
      branchLabels: listOption(options, 'branchLabel'),
      revisionId: textOption(options, 'revId'),
      dryRun: flag(options, 'dryRun'),
      verify: unlessNegated(options, 'verify'),
    })
    return writtenReport(written, false)
  })
