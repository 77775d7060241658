import { branches } from '../../commands/branches.ts'
import type { Branch } from '../../commands/branches.ts'
import type { Invocation } from '../invocation.ts'
import type { Report } from '../report.ts'
import { inEnvironment } from './environment.ts'

const lines = ({ revision, message, children }: Branch): readonly string[] => [
  `${revision ?? 'base'} (branch point)${message === null ? '' : `: ${message}`}`,
  ...children.map((child) => {
    const labels = child.branchLabels.length === 0 ? '' : ` (${child.branchLabels.join(', ')})`
    return `    -> ${child.revision}${labels}${child.isHead ? ' (head)' : ''}: ${child.message}`
  }),
]

export const run = (invocation: Invocation): Promise<Report> =>
  inEnvironment(invocation, async (environment) => {
    const found = await branches(environment)
    return { exitCode: 0, json: { branches: found }, text: found.flatMap(lines) }
  })
