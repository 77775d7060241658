import { check } from '../../commands/check.ts'
import type { CheckResult } from '../../commands/check.ts'
import { flag } from '../invocation.ts'
import type { Invocation } from '../invocation.ts'
import type { Report } from '../report.ts'
import { findingLine } from '../text.ts'
import { inEnvironment } from './environment.ts'

const modelLines = ({ models }: CheckResult): readonly string[] => {
  if (models === undefined) return []
  if (models.ok) return ['models: they equal the head']
  return [
    'models: pending changes; write them with `diffkit revision`',
    ...models.findings.map(findingLine),
  ]
}

const databaseLines = ({ database }: CheckResult): readonly string[] => {
  if (database === undefined) return []
  const moved = database.unmodelled.filter(({ since }) => since !== undefined)
  return [
    database.ok ? 'database: it equals the history' : 'database: drift',
    ...database.findings.map(findingLine),
    ...moved.map(
      ({ kind, name, since }) => `  ${kind} ${name} (not ours): ${since} since the last run`,
    ),
  ]
}

const historyLines = ({ history }: CheckResult): readonly string[] => {
  if (history === undefined) return []
  if (history.ok) return ['history: one head, each migration gives its snapshot']
  return [
    'history: problems',
    ...history.problems.map(
      ({ revision, message }) => `  ${revision === null ? '' : `${revision}: `}${message}`,
    ),
  ]
}

export const run = (invocation: Invocation): Promise<Report> =>
  inEnvironment(invocation, async (environment) => {
    const { options, talk } = invocation
    const result = await check(environment, {
      models: flag(options, 'models'),
      database: flag(options, 'database'),
      history: flag(options, 'history'),
      offline: flag(options, 'offline'),
      strict: flag(options, 'strict'),
    })
    for (const { object, reason } of result.undecided) {
      talk.warn(`undecided: ${object}, because ${reason}`)
    }
    return {
      exitCode: result.ok ? 0 : 1,
      json: result,
      text: [...modelLines(result), ...databaseLines(result), ...historyLines(result)],
    }
  })
