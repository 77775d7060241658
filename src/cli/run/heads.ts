import { heads } from '../../commands/history.ts'
import { flag } from '../invocation.ts'
import type { Invocation } from '../invocation.ts'
import type { Report } from '../report.ts'
import { inEnvironment } from './environment.ts'

export const run = (invocation: Invocation): Promise<Report> =>
  inEnvironment(invocation, async (environment) => {
    const found = await heads(environment)
    const isNo = flag(invocation.options, 'check') && found.length !== 1
    return { exitCode: isNo ? 1 : 0, json: { heads: found }, text: found }
  })
