import { bundle } from '../../commands/bundle.ts'
import { textOption } from '../invocation.ts'
import type { Invocation } from '../invocation.ts'
import type { Report } from '../report.ts'
import { plural } from '../text.ts'
import { inEnvironment } from './environment.ts'

export const run = (invocation: Invocation): Promise<Report> =>
  inEnvironment(invocation, async (environment) => {
    const out = textOption(invocation.options, 'out') ?? 'migrations.mjs'
    const result = await bundle(environment, { out })
    return {
      exitCode: 0,
      json: result,
      text: [
        `wrote ${result.path}: ${plural(result.revisions, 'revision')}`,
        `wrote ${result.types}`,
      ],
    }
  })
