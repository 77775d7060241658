/** A folder with a configuration and a history, in which diffkit's commands are called. */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { check } from '../../src/commands/check.ts'
import { diff } from '../../src/commands/diff.ts'
import { withEnvironment } from '../../src/commands/environment.ts'
import type { Environment, Talk } from '../../src/commands/environment.ts'
import { revision } from '../../src/commands/revision.ts'
import type { RevisionResult } from '../../src/commands/revision.ts'
import { snapshot } from '../../src/commands/snapshot.ts'
import { upgrade } from '../../src/commands/upgrade.ts'
import type { Schema } from '../../src/schema/types.ts'
import type { Databases } from './databases.ts'
import type { Extracted } from './inputs.ts'
import type { Project } from './projects.ts'
import { isSaid } from './renames.ts'
import type { Said } from './renames.ts'

export interface Workshop {
  readonly folder: string
  readonly url: string
  readonly project: Project
  readonly databases: Databases
}

/** Points the configuration at the models that now stand in place. */
export const configure = async (
  { folder, url, project, databases }: Workshop,
  { entries, casing }: Extracted,
): Promise<void> => {
  await mkdir(folder, { recursive: true })
  const config = {
    dialect: project.dialect,
    schema: entries,
    url,
    ...(casing === null ? {} : { casing }),
    ...(databases.scratch === null ? {} : { scratch: databases.scratch }),
    ...(databases.setup.length === 0 ? {} : { scratchSetup: databases.setup }),
  }
  await writeFile(
    join(folder, 'diffkit.config.mjs'),
    `export default ${JSON.stringify(config, null, 2)}\n`,
  )
}

const talkTo = (warnings: string[]): Talk => ({
  note: () => {},
  working: () => {},
  warn: (message) => warnings.push(message),
  statement: () => {},
  signal: new AbortController().signal,
})

const inWorkshop = <T>(
  { folder }: Workshop,
  work: (environment: Environment) => Promise<T>,
  warnings: string[] = [],
): Promise<T> => withEnvironment({ cwd: folder }, talkTo(warnings), work)

/** Candidates that the project's SQL calls renames are accepted, the others declined. */
const answered = async (
  environment: Environment,
  said: readonly Said[],
): Promise<RevisionResult> => {
  const renames: string[] = []
  const declined: string[] = []
  for (;;) {
    const result = await revision(environment, {
      message: 'step',
      against: null,
      empty: false,
      renames,
      declined,
      noRenames: false,
      dryRun: false,
      verify: true,
      amend: false,
      head: null,
      splice: false,
      branchLabels: [],
      dependsOn: [],
      revisionId: null,
    })
    if (result.kind !== 'renames') return result
    for (const { flag, rename } of result.renames) {
      if (isSaid(rename, said)) renames.push(flag.replace('--rename ', ''))
      else declined.push(flag)
    }
  }
}

export interface Revised {
  readonly result: RevisionResult
  /** What makes the same models from nothing. */
  readonly fromEmpty: readonly string[]
  /** Names of constraints and indexes that diffkit invented, because the models give none. */
  readonly invented: ReadonlySet<string>
  readonly warnings: readonly string[]
}

const inventedNames = ({ tables }: Schema): ReadonlySet<string> =>
  new Set(
    tables
      .flatMap(({ constraints, indexes }) => [...constraints, ...indexes])
      .filter(({ named }) => !named)
      .map(({ name }) => name),
  )

/** Says the conversions that a file asks for, and has it proven: any will do, since there are no rows. */
const sayConversions = async (
  workshop: Workshop,
  result: RevisionResult,
): Promise<RevisionResult> => {
  if (result.kind !== 'written' || result.verified) return result
  const file = join(workshop.folder, result.path)
  const text = await readFile(file, 'utf8')
  const said = text.replaceAll("using: ''", "using: 'NULL'")
  if (said === text) return result
  await writeFile(file, said)
  const { verified, reason, detail } = await inWorkshop(workshop, (environment) =>
    snapshot(environment, { address: result.revision, verify: true }),
  )
  return { ...result, verified, reason, detail }
}

/** A revision of the models in place, and the SQL that creates them from nothing. */
export const revise = async (workshop: Workshop, said: readonly Said[]): Promise<Revised> => {
  const warnings: string[] = []
  const revised = await inWorkshop(
    workshop,
    async (environment) => {
      const result = await answered(environment, said)
      const { sql } = await diff(environment, { from: 'empty', to: 'models', renames: [] })
      const { schema } = await environment.models()
      return { result, fromEmpty: sql, invented: inventedNames(schema), warnings }
    },
    warnings,
  )
  return { ...revised, result: await sayConversions(workshop, revised.result) }
}

/** Brings the workshop's database to the head. */
export const upgradeToHead = (workshop: Workshop): Promise<unknown> =>
  inWorkshop(workshop, (environment) =>
    upgrade(environment, { target: 'head', allowExisting: false, allowDataLoss: false }),
  )

/** What still differs between models, history and database: nothing, when they have converged. */
export const openQuestions = (workshop: Workshop): Promise<readonly string[]> =>
  inWorkshop(workshop, async (environment) => {
    const { models, database, history, undecided } = await check(environment, {
      models: false,
      database: false,
      history: false,
      offline: false,
      strict: false,
    })
    return [
      ...(models?.operations ?? []).map(({ description }) => `models: ${description}`),
      ...(database?.operations ?? []).map(({ description }) => `database: ${description}`),
      ...(history?.problems ?? []).map((problem) => `history: ${JSON.stringify(problem)}`),
      ...undecided.map(({ object, reason }) => `undecided: ${object} (${reason})`),
    ]
  })
