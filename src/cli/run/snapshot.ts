import { snapshot } from '../../commands/snapshot.ts'
import { textArgument, unlessNegated } from '../invocation.ts'
import type { Invocation } from '../invocation.ts'
import type { Report } from '../report.ts'
import { proofLine } from '../written.ts'
import { inEnvironment } from './environment.ts'

export const run = (invocation: Invocation): Promise<Report> =>
  inEnvironment(invocation, async (environment) => {
    const { detail, reason, ...result } = await snapshot(environment, {
      address: textArgument(invocation, 0) ?? 'head',
      verify: unlessNegated(invocation.options, 'verify'),
    })
    return {
      exitCode: 0,
      json: { ...result, ...(reason === null ? {} : { reason }) },
      text: [`wrote ${result.snapshot}`, proofLine({ verified: result.verified, reason, detail })],
    }
  })
