import { current } from '../../commands/current.ts'
import type { CurrentResult } from '../../commands/current.ts'
import { plural } from '../text.ts'
import { flag } from '../invocation.ts'
import type { Invocation } from '../invocation.ts'
import type { Report } from '../report.ts'
import { inEnvironment } from './environment.ts'

/** The recorded revisions, a line each. */
export const currentLines = ({
  revisions,
  unknown,
  isHead,
  partial,
}: CurrentResult): readonly string[] => [
  ...(revisions.length === 0 ? ['base'] : []),
  ...revisions.map((id) => {
    if (unknown.includes(id)) return `${id} (not in this folder)`
    return isHead ? `${id} (head)` : id
  }),
  ...(partial === null
    ? []
    : [`${partial.revision} is half done: ${partial.done} of ${plural(partial.of, 'operation')}`]),
]

export const run = (invocation: Invocation): Promise<Report> =>
  inEnvironment(invocation, async (environment) => {
    const result = await current(environment)
    const isNo = flag(invocation.options, 'checkHeads') && !result.isHead
    return { exitCode: isNo ? 1 : 0, json: result, text: currentLines(result) }
  })
