import { bundle } from '../../commands/bundle.ts'
import { flag, textOption } from '../invocation.ts'
import type { Invocation } from '../invocation.ts'
import type { Report } from '../report.ts'
import { plural } from '../text.ts'
import { inEnvironment } from './environment.ts'

/** With `--all-dbs` each database has a file of its own: `migrations.NAME.mjs`. */
const fileFor = ({ globals, options }: Invocation, out: string): string =>
  flag(options, 'allDbs') && globals.db !== undefined
    ? out.replace(/(?:\.m?js)?$/, (ending) => `.${globals.db}${ending}`)
    : out

export const run = (invocation: Invocation): Promise<Report> =>
  inEnvironment(invocation, async (environment) => {
    const out = fileFor(invocation, textOption(invocation.options, 'out') ?? 'migrations.mjs')
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
