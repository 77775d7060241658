import { show } from '../../commands/history.ts'
import { textArgument } from '../invocation.ts'
import type { Invocation } from '../invocation.ts'
import type { Report } from '../report.ts'
import { operationLines } from '../text.ts'
import { inEnvironment } from './environment.ts'

export const run = (invocation: Invocation): Promise<Report> =>
  inEnvironment(invocation, async (environment) => {
    const result = await show(environment, textArgument(invocation, 0) ?? 'head')
    return {
      exitCode: 0,
      json: result,
      text: [
        `revision ${result.revision}${result.isHead ? ' (head)' : ''}`,
        `revises  ${[result.downRevision ?? 'base'].flat().join(', ')}`,
        ...(result.dependsOn.length === 0 ? [] : [`needs    ${result.dependsOn.join(', ')}`]),
        ...(result.branchLabels.length === 0 ? [] : [`branch   ${result.branchLabels.join(', ')}`]),
        ...(result.replaces === undefined ? [] : [`replaces ${result.replaces.join(', ')}`]),
        `created  ${result.createdAt ?? 'unknown'}`,
        `path     ${result.path}`,
        '',
        `  ${result.message}`,
        '',
        ...operationLines(result.operations),
      ],
    }
  })
