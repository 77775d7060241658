/** Opens the environment of an invocation. */
import { withEnvironment } from '../../commands/environment.ts'
import type { Environment } from '../../commands/environment.ts'
import type { Invocation } from '../invocation.ts'
import type { Report } from '../report.ts'

export const inEnvironment = (
  { globals, talk }: Invocation,
  work: (environment: Environment) => Promise<Report>,
): Promise<Report> => withEnvironment(globals, talk, work)
