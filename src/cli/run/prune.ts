import { prune } from '../../commands/prune.ts'
import { flag, listArgument } from '../invocation.ts'
import type { Invocation } from '../invocation.ts'
import type { Report } from '../report.ts'
import { inEnvironment } from './environment.ts'

export const run = (invocation: Invocation): Promise<Report> =>
  inEnvironment(invocation, async (environment) => {
    const { done, pruned } = await prune(environment, {
      addresses: listArgument(invocation, 0),
      allPast: flag(invocation.options, 'allPast'),
    })
    const files = pruned.flatMap((item) => item.files)
    return {
      exitCode: done ? 0 : 1,
      json: done ? { pruned } : { pruned: [], replaced: pruned, flag: '--all-past' },
      text: done
        ? files.map((file) => `removed ${file}`)
        : [
            'A database that is in the middle of these, or before them and not empty, could not go on without them. Nothing was removed.',
            ...files.map((file) => `  ${file}`),
            'Give --all-past when every database is past them.',
          ],
    }
  })
