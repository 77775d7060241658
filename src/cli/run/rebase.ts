import { rebase } from '../../commands/rebase.ts'
import { DiffkitError } from '../../errors.ts'
import { textArgument, textOption, unlessNegated } from '../invocation.ts'
import type { Invocation } from '../invocation.ts'
import type { Report } from '../report.ts'
import { proofLine } from '../written.ts'
import { inEnvironment } from './environment.ts'

export const run = (invocation: Invocation): Promise<Report> =>
  inEnvironment(invocation, async (environment) => {
    const onto = textOption(invocation.options, 'onto')
    if (onto === null) throw new DiffkitError('ONTO_NEEDED', {})
    const { revisions, ...result } = await rebase(environment, {
      address: textArgument(invocation, 0) ?? 'head',
      onto,
      verify: unlessNegated(invocation.options, 'verify'),
    })
    return {
      exitCode: 0,
      json: {
        ...result,
        revisions: revisions.map(({ reason, ...item }) => ({
          ...item,
          ...(reason === null ? {} : { reason }),
        })),
      },
      text: [
        `revision ${result.revision} stands on ${result.onto.join(', ') || 'base'} now`,
        ...revisions.flatMap((item) => [
          ...(item.revision === result.revision ? [`wrote ${item.path}`] : []),
          `wrote ${item.snapshot}`,
          `  ${proofLine(item)}`,
        ]),
      ],
    }
  })
