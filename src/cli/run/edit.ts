import { edit } from '../../commands/edit.ts'
import { textArgument } from '../invocation.ts'
import type { Invocation } from '../invocation.ts'
import type { Report } from '../report.ts'
import { inEnvironment } from './environment.ts'

export const run = (invocation: Invocation): Promise<Report> =>
  inEnvironment(invocation, async (environment) => {
    const address = textArgument(invocation, 0) ?? 'head'
    const result = await edit(environment, address, { quietly: invocation.json })
    return { exitCode: 0, json: result, text: [`edited ${result.path}`] }
  })
