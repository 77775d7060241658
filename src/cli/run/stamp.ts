import type { Environment } from '../../commands/environment.ts'
import { stamp } from '../../commands/stamp.ts'
import { refresh } from '../../commands/stamp-refresh.ts'
import { flag, listArgument } from '../invocation.ts'
import type { Invocation } from '../invocation.ts'
import type { Report } from '../report.ts'
import { findingLine } from '../text.ts'
import { inEnvironment } from './environment.ts'

const refreshReport = async (
  environment: Environment,
  addresses: readonly string[],
): Promise<Report> => {
  const refreshed = await refresh(environment, addresses)
  return {
    exitCode: 0,
    json: { refreshed },
    text:
      refreshed.length === 0
        ? ['No applied file was edited.']
        : refreshed.flatMap(({ revision, path, differences }) => [
            `${revision} (${path}) was edited; what it holds now is accepted:`,
            ...differences.map((line) => `  ${line}`),
          ]),
  }
}

export const run = (invocation: Invocation): Promise<Report> =>
  inEnvironment(invocation, async (environment) => {
    const { options } = invocation
    const addresses = listArgument(invocation, 0)
    if (flag(options, 'refresh')) return refreshReport(environment, addresses)
    const result = await stamp(environment, {
      addresses,
      purge: flag(options, 'purge'),
      verify: flag(options, 'verify'),
    })
    if ('findings' in result) {
      return {
        exitCode: 1,
        json: result,
        text: [
          `The database is not what the history says of ${result.to.join(', ') || 'base'}. Nothing was recorded.`,
          ...result.findings.map(findingLine),
        ],
      }
    }
    return {
      exitCode: 0,
      json: result,
      text: [`the database is recorded at ${result.to.join(', ') || 'base'}`],
    }
  })
