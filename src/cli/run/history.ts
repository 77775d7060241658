import { draw, history } from '../../commands/history.ts'
import type { HistoryEntry, HistoryResult } from '../../commands/history.ts'
import type { DrawnLine } from '../../revisions/draw.ts'
import { flag, textOption } from '../invocation.ts'
import type { Invocation } from '../invocation.ts'
import type { Report } from '../report.ts'
import { inEnvironment } from './environment.ts'

/** `5be21c07 -> a1f3c9d2 (head) (current): add age`. */
export const entryLine = (entry: HistoryEntry): string => {
  const down = [entry.downRevision ?? 'base'].flat().join(', ')
  return `${down} -> ${nameOf(entry)}: ${entry.message}${needs(entry)}`
}

const nameOf = ({ revision, branchLabels, replaces, isHead, isCurrent }: HistoryEntry): string =>
  [
    revision,
    branchLabels.length === 0 ? '' : ` (${branchLabels.join(', ')})`,
    replaces === undefined ? '' : ` (replaces ${replaces.join(', ')})`,
    isHead ? ' (head)' : '',
    isCurrent === true ? ' (current)' : '',
  ].join('')

const needs = ({ dependsOn }: HistoryEntry): string =>
  dependsOn.length === 0 ? '' : ` (depends on ${dependsOn.join(', ')})`

const graphLine = (entry: HistoryEntry): string =>
  `${nameOf(entry)}: ${entry.message}${needs(entry)}`

const idsOf = ({ revisions }: HistoryResult): readonly string[] =>
  revisions.map(({ revision }) => revision)

const graphLines = (
  lines: readonly DrawnLine[],
  entries: readonly HistoryEntry[],
): readonly string[] => {
  const texts = new Map(entries.map((entry) => [entry.revision, graphLine(entry)]))
  return lines.map(({ drawing, revision }) =>
    revision === null ? drawing : `${drawing} ${texts.get(revision) ?? revision}`,
  )
}

export const run = (invocation: Invocation): Promise<Report> =>
  inEnvironment(invocation, async (environment) => {
    const { options } = invocation
    const result = await history(environment, {
      range: textOption(options, 'range'),
      indicateCurrent: flag(options, 'indicateCurrent'),
    })
    return {
      exitCode: 0,
      json: result,
      text: [
        ...result.unknown.map((id) => `? -> ${id} (current): not in this folder`),
        ...(flag(options, 'graph')
          ? graphLines(await draw(environment, idsOf(result)), result.revisions)
          : result.revisions.map(entryLine)),
      ],
    }
  })
