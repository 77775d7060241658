/** `upgrade` and `downgrade` are one command in two directions. */
import { dryRun, script } from '../../commands/offline.ts'
import { downgrade, upgrade } from '../../commands/upgrade.ts'
import type { RunResult } from '../../commands/upgrade.ts'
import type { Environment } from '../../commands/environment.ts'
import { planLines, revisionComment } from '../../runtime/script/script.ts'
import { flag } from '../invocation.ts'
import type { Invocation } from '../invocation.ts'
import type { Report } from '../report.ts'
import { plural } from '../text.ts'
import { inEnvironment } from './environment.ts'
import { planJson } from './plan-json.ts'

type Direction = 'upgrade' | 'downgrade'

interface Asked {
  readonly direction: Direction
  readonly target: string
}

/** What became of a revision that was half done. */
const ENDED = {
  resumed: ', which was half done',
  undone: ', which was half done: taken back',
} as const

const runReport = (result: RunResult): Report => {
  if (result.kind === 'refused') {
    return {
      exitCode: 1,
      json: { dataLoss: result.dataLoss },
      text: [
        'This would lose data. Nothing was done.',
        ...result.dataLoss.map(({ table, column, rows }) =>
          column === null
            ? `  table ${table}: ${plural(rows, 'row')}`
            : `  column ${table}.${column}: ${plural(rows, 'value')}`,
        ),
        'Give --allow-data-loss to go on.',
      ],
    }
  }
  const { from, to, revisions } = result
  const state = to.join(', ') || 'base'
  return {
    exitCode: 0,
    json: { from, to, revisions },
    text:
      revisions.length === 0
        ? [`Nothing to do: the database is at ${state}.`]
        : [
            ...revisions.map(
              ({ revision, direction, statements, ms, source, partial }) =>
                `${direction} ${revision}: ${plural(statements, partial === 'undone' ? 'operation' : 'statement')}, ${ms} ms${source === 'log' ? ', from the log of the database' : ''}${partial === undefined ? '' : ENDED[partial]}`,
            ),
            `the database is at ${state}`,
          ],
  }
}

const scriptReport = async (
  environment: Environment,
  invocation: Invocation,
  asked: Asked,
): Promise<Report> => {
  const { lines, planned } = await script(environment, {
    ...asked,
    skipRun: flag(invocation.options, 'skipRun'),
  })
  return { exitCode: 0, json: { ...planJson(planned), script: lines.join('\n') }, text: lines }
}

const dryRunReport = async (environment: Environment, asked: Asked): Promise<Report> => {
  const planned = await dryRun(environment, asked)
  const { dialect } = environment
  return {
    exitCode: 0,
    json: { ...planJson(planned), dryRun: true },
    text: planned.flatMap(({ stop, items }) => [
      revisionComment(stop),
      ...planLines(items, { guards: 'without', dialect }),
    ]),
  }
}

export const runDirection = (invocation: Invocation, asked: Asked): Promise<Report> =>
  inEnvironment(invocation, async (environment) => {
    const { options } = invocation
    if (flag(options, 'sql')) return scriptReport(environment, invocation, asked)
    if (flag(options, 'dryRun')) return dryRunReport(environment, asked)
    const run = asked.direction === 'upgrade' ? upgrade : downgrade
    return runReport(
      await run(environment, {
        target: asked.target,
        allowExisting: flag(options, 'allowExisting'),
        allowDataLoss: flag(options, 'allowDataLoss'),
      }),
    )
  })
