/** One command on each of the databases of a configuration, in their order. */
import { DiffkitError } from '../errors.ts'
import { loadDatabaseNames } from '../runtime/config/load.ts'
import { flag } from './invocation.ts'
import type { Invocation } from './invocation.ts'
import { reportError } from './report.ts'
import type { ErrorReport, Outcome, Report } from './report.ts'

type Run = (invocation: Invocation) => Promise<Report>

interface Answer {
  readonly name: string
  readonly report: Report | ErrorReport
}

const ask = async (invocation: Invocation, name: string, run: Run): Promise<Answer> => {
  const globals = { ...invocation.globals, db: name }
  try {
    return { name, report: await run({ ...invocation, globals }) }
  } catch (error) {
    if (invocation.talk.signal.aborted) throw error
    const report = reportError(error)
    const [first = '', ...rest] = report.text
    return { name, report: { ...report, text: [`error: ${first}`, ...rest] } }
  }
}

/** What fails on one of them is said in its place, and the others are gone on with. */
export const onEveryDatabase = async (invocation: Invocation, run: Run): Promise<Outcome> => {
  const { globals, options } = invocation
  if (globals.db !== undefined || globals.url !== undefined) {
    throw new DiffkitError('ALL_DATABASES', { flag: globals.db === undefined ? '--url' : '--db' })
  }
  const configPath = globals.config ?? null
  const answers: Answer[] = []
  for (const name of await loadDatabaseNames({ cwd: globals.cwd, configPath })) {
    invocation.talk.note(`database ${name}`)
    answers.push(await ask(invocation, name, run))
  }
  // A script stays one.
  const heading = (name: string): string => (flag(options, 'sql') ? `-- ${name}` : `${name}:`)
  const codes = answers.map(({ report }) => report.exitCode)
  return {
    exitCode: codes.toSorted((a, b) => b - a)[0] ?? 0,
    json: { databases: Object.fromEntries(answers.map(({ name, report }) => [name, report.json])) },
    text: answers.flatMap(({ name, report }) => [heading(name), ...report.text]),
  }
}
