import { textArgument } from '../invocation.ts'
import type { Invocation } from '../invocation.ts'
import type { Report } from '../report.ts'
import { runDirection } from './migrate.ts'

export const run = (invocation: Invocation): Promise<Report> =>
  runDirection(invocation, {
    direction: 'upgrade',
    target: textArgument(invocation, 0) ?? 'head',
  })
