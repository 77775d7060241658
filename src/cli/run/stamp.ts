import { stamp } from '../../commands/stamp.ts'
import { flag, listArgument } from '../invocation.ts'
import type { Invocation } from '../invocation.ts'
import type { Report } from '../report.ts'
import { inEnvironment } from './environment.ts'

export const run = (invocation: Invocation): Promise<Report> =>
  inEnvironment(invocation, async (environment) => {
    const result = await stamp(environment, {
      addresses: listArgument(invocation, 0),
      purge: flag(invocation.options, 'purge'),
    })
    return {
      exitCode: 0,
      json: result,
      text: [`the database is recorded at ${result.to.join(', ') || 'base'}`],
    }
  })
