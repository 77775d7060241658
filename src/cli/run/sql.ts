import { sql } from '../../commands/offline.ts'
import { planLines, revisionComment } from '../../runtime/script/script.ts'
import { flag, textArgument } from '../invocation.ts'
import type { Invocation } from '../invocation.ts'
import type { Report } from '../report.ts'
import { inEnvironment } from './environment.ts'
import { planJson } from './plan-json.ts'

export const run = (invocation: Invocation): Promise<Report> =>
  inEnvironment(invocation, async (environment) => {
    const planned = await sql(environment, {
      address: textArgument(invocation, 0),
      down: flag(invocation.options, 'down'),
    })
    const { dialect } = environment
    return {
      exitCode: 0,
      json: planJson(planned),
      text: planned.flatMap(({ stop, items }) => [
        revisionComment(stop),
        ...planLines(items, { guards: 'without', dialect }),
      ]),
    }
  })
