/**
 * Replays the histories of open projects through diffkit, step by step from their models, and judges every
 * step twice: A, against the SQL that the project committed, less its known drift; B, against the same
 * models created from nothing. Prints a table.
 *
 *     npm run replay -- NAME…            the projects named, or all
 *       --head      only the newest models: do they load and converge?
 *       --steps N   at most N steps a project
 *       --postgres 15|18
 *       --verbose   every difference, and every step's time
 *
 * Input stands outside the repository: DIFFKIT_PROJECTS, DIFFKIT_PROJECT_CASES, DIFFKIT_PROJECT_EXTRACT and
 * DIFFKIT_PROJECT_MIRROR name it (inputs.ts says what each is). A step is two consecutive states of the
 * models; renames are answered from the committed SQL. Models that PostgreSQL refuses count apart, where it refuses what
 * drizzle-kit makes of them for the same reason; where `projects.ts` says how to mend them, the mended ones are judged.
 * Exits 1 where something differs without an explanation.
 */
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { startDrizzleKit } from '../support/drizzle-kit-process.ts'
import { openDatabases } from './databases.ts'
import { converge } from './head.ts'
import { readPlaces } from './inputs.ts'
import type { Places } from './inputs.ts'
import { projects } from './projects.ts'
import type { Project } from './projects.ts'
import { addStep, emptyTally, isClean, showTable, showTotals } from './report.ts'
import type { Tally } from './report.ts'
import { replay } from './steps.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    head: { type: 'boolean', default: false },
    steps: { type: 'string', default: '100000' },
    postgres: { type: 'string', default: '15' },
    verbose: { type: 'boolean', default: false },
  },
})

const say = (text: string): void => {
  process.stdout.write(`${text}\n`)
}

const headOf = async (places: Places, project: Project): Promise<boolean> => {
  const folder = join(places.projects, project.name, 'replay')
  const databases = await openDatabases(folder, project, values.postgres)
  try {
    const { operations, tables, verified, problems } = await converge(places, project, {
      databases,
      folder,
    })
    const state = problems.length === 0 ? 'converges' : 'differs'
    say(
      `${project.name}: ${state}, ${tables} tables, ${operations} operations, verified ${verified}`,
    )
    for (const problem of problems) say(`    ${problem}`)
    return problems.length === 0
  } catch (error) {
    say(`${project.name}: ${error instanceof Error ? error.message : String(error)}`)
    return false
  } finally {
    await databases.stop()
  }
}

const stepsOf = async (places: Places, project: Project): Promise<Tally> => {
  const folder = join(places.projects, project.name, 'replay')
  const databases = await openDatabases(folder, project, values.postgres)
  const kit = await startDrizzleKit('test/support/drizzle-kit-child.mjs')
  let tally = emptyTally(project.name)
  try {
    for await (const outcome of replay(places, project, {
      databases,
      kit,
      folder,
      limit: Number(values.steps),
    })) {
      tally = addStep(tally, outcome, { say, verbose: values.verbose })
    }
    return tally
  } finally {
    kit.stop()
    await databases.stop()
  }
}

const chosen = (): readonly Project[] => {
  const unknown = positionals.filter((name) => !projects.some((item) => item.name === name))
  if (unknown.length > 0) throw new Error(`no such project: ${unknown.join(', ')}`)
  return positionals.length === 0
    ? projects
    : projects.filter(({ name }) => positionals.includes(name))
}

const main = async (): Promise<number> => {
  const places = readPlaces()
  if (!('extract' in places)) {
    for (const sentence of places) say(sentence)
    return 2
  }
  if (values.head) {
    let isGood = true
    for (const project of chosen()) isGood = (await headOf(places, project)) && isGood
    return isGood ? 0 : 1
  }
  const tallies: Tally[] = []
  for (const project of chosen()) {
    const tally = await stepsOf(places, project)
    tallies.push(tally)
    say(showTable([tally]))
  }
  if (tallies.length > 1) say(showTable(tallies))
  say(showTotals(tallies))
  return tallies.every(isClean) ? 0 : 1
}

process.exitCode = await main()
