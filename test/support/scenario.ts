/** A change of a database that holds rows: what is left by diffkit, and by drizzle-kit. */
import type { Connection, Dialect } from '../../src/dialects/dialect.ts'
import type { Rename } from '../../src/diff/rename-candidates.ts'
import type { SchemaSpec } from '../../src/schema/spec.ts'
import { completeSchema } from '../../src/schema/spec.ts'
import { drizzleSource } from './drizzle-source.ts'
import type { Kit } from './drizzle-kit-process.ts'
import { bare, migrateByDiffkit } from './oracle.ts'
import { loadSources } from './written-models.ts'
import type { WrittenModels } from './written-models.ts'

/** One statement after the other, or all in one transaction as drizzle's migrators do. */
export type Mode = 'alone' | 'transaction'

export interface Scenario {
  readonly name: string
  /** A Schema, or the source of models. */
  readonly before: SchemaSpec | string
  readonly after: SchemaSpec | string
  readonly renames?: readonly Rename[]
  /** Makes the rows, and what no model declares. */
  readonly rows: string
  /** What is asked in the end. */
  readonly ask: string
  /** The answer when all is right: values row by row. */
  readonly right: readonly string[]
  /** For a change that the rows do not allow: what diffkit says. The answer is then that of before. */
  readonly refuses?: RegExp
  /** What drizzle-kit says or answers instead; a mode that is not named is right. */
  readonly kit: Readonly<Partial<Record<Mode, RegExp>>>
}

export interface ScenarioBench {
  readonly dialect: Dialect
  readonly kit: Kit
  fresh(): Promise<Connection>
}

export interface WrittenScenario {
  readonly before: WrittenModels
  readonly after: WrittenModels
  readonly scenario: Scenario
}

export interface Answer {
  readonly error: string | null
  readonly rows: readonly string[]
}

export const writeScenarios = async (
  scenarios: readonly Scenario[],
  dialect: Dialect,
): Promise<readonly WrittenScenario[]> => {
  const sourceOf = (models: SchemaSpec | string): string =>
    typeof models === 'string'
      ? models
      : drizzleSource(dialect.normalize(completeSchema(models)), dialect.name, 'given')
  const written = await loadSources(
    scenarios.flatMap(({ before, after }) => [sourceOf(before), sourceOf(after)]),
    dialect,
  )
  return scenarios.flatMap((scenario, at) => {
    const [before, after] = written.slice(2 * at)
    return before && after ? [{ scenario, before, after }] : []
  })
}

const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error))

const answer = async (
  connection: Connection,
  { ask }: Scenario,
  work: () => Promise<void>,
): Promise<Answer> => {
  let error: string | null = null
  try {
    await work()
  } catch (thrown) {
    error = reason(thrown)
  }
  try {
    const rows = await connection.query(ask)
    return { error, rows: rows.map((row) => Object.values(row).map(String).join(' ')) }
  } catch (thrown) {
    return { error: `${error ?? ''} ${reason(thrown)}`, rows: [] }
  }
}

const prepared = async (
  { scenario, before }: WrittenScenario,
  bench: ScenarioBench,
): Promise<Connection> => {
  const connection = await bench.fresh()
  await migrateByDiffkit(connection, { before: null, after: before, renames: [] }, bench.dialect)
  await connection.execute(scenario.rows)
  return connection
}

export const answerOfDiffkit = async (
  written: WrittenScenario,
  bench: ScenarioBench,
): Promise<Answer> => {
  const connection = await prepared(written, bench)
  return answer(connection, written.scenario, () =>
    migrateByDiffkit(
      connection,
      { ...written, renames: written.scenario.renames ?? [] },
      bench.dialect,
    ),
  )
}

const inTransaction = async (
  connection: Connection,
  statements: readonly string[],
): Promise<void> => {
  await connection.execute('BEGIN')
  try {
    for (const sql of statements) await connection.execute(sql)
    await connection.execute('COMMIT')
  } catch (error) {
    await connection.execute('ROLLBACK')
    throw error
  }
}

export const answerOfKit = async (
  written: WrittenScenario,
  mode: Mode,
  bench: ScenarioBench,
): Promise<Answer> => {
  const { kit, dialect } = bench
  const { before, after, scenario } = written
  const connection = await prepared(written, bench)
  return answer(connection, scenario, async () => {
    const statements = await kit.generate({
      dialect: dialect.name,
      before: before.url,
      after: after.url,
      renames: (scenario.renames ?? []).map(bare),
    })
    if (mode === 'transaction') await inTransaction(connection, statements)
    else for (const sql of statements) await connection.execute(sql)
  })
}
