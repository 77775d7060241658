/** One change twice: by diffkit and by drizzle-kit, each on an empty database, described by a witness. */
import type { Connection, Dialect } from '../../src/dialects/dialect.ts'
import { adoptNames } from '../../src/diff/adopt-names.ts'
import { diff } from '../../src/diff/index.ts'
import { inheritUndeclared } from '../../src/diff/inherit.ts'
import { applyRenames } from '../../src/diff/rename-operations.ts'
import type { Rename } from '../../src/diff/rename-candidates.ts'
import { withConversions } from '../../src/operations/conversions.ts'
import { describe } from '../../src/operations/index.ts'
import { compareSchemas } from '../../src/runtime/judge/compare.ts'
import { executeInTransaction } from '../../src/runtime/run/execute.ts'
import { qualified } from '../../src/schema/names.ts'
import { emptySchema } from '../../src/schema/types.ts'
import type { Kit } from './drizzle-kit-process.ts'
import type { WrittenModels } from './written-models.ts'

export interface OracleBench {
  readonly dialect: Dialect
  readonly kit: Kit
  /** An empty database. */
  fresh(): Promise<Connection>
  /** One line an object, sorted. */
  witness(connection: Connection): Promise<readonly string[]>
}

export interface WrittenPair {
  readonly before: WrittenModels
  readonly after: WrittenModels
  readonly renames: readonly Rename[]
}

/** The catalog after the models before, and after the change; or why there is none. */
export interface Outcome {
  readonly before: readonly string[]
  readonly after: readonly string[]
  readonly error: string | null
}

const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error))

const steps = async (
  bench: OracleBench,
  work: readonly ((connection: Connection) => Promise<void>)[],
): Promise<Outcome> => {
  const connection = await bench.fresh()
  const catalogs: (readonly string[])[] = []
  try {
    for (const step of work) {
      await step(connection)
      catalogs.push(await bench.witness(connection))
    }
  } catch (error) {
    return { before: catalogs[0] ?? [], after: catalogs[1] ?? [], error: reason(error) }
  }
  return { before: catalogs[0] ?? [], after: catalogs.at(-1) ?? [], error: null }
}

/** A rename as drizzle-kit shows it. */
export const bare = (rename: Rename): { readonly from: string; readonly to: string } => ({
  from: qualified(rename.from).name,
  to: qualified(rename.to).name,
})

/** As a script is run: on PostgreSQL in one transaction, like drizzle's migrator. */
const runScript = async (connection: Connection, statements: readonly string[]): Promise<void> => {
  if (connection.dialect === 'sqlite') {
    for (const sql of statements) await connection.execute(sql)
    return
  }
  try {
    await connection.execute(`BEGIN;\n${statements.join(';\n')};\nCOMMIT`)
  } catch (error) {
    await connection.execute('ROLLBACK')
    throw error
  }
}

/** drizzle-kit's way: to the models before, then to those after. */
export const byKit = ({ before, after, renames }: Step, bench: OracleBench): Promise<Outcome> => {
  const { kit, dialect } = bench
  const migrate = async (connection: Connection, from: string | null, to: string) =>
    runScript(
      connection,
      await kit.generate({
        dialect: dialect.name,
        before: from,
        after: to,
        renames: renames.map(bare),
      }),
    )
  return steps(bench, [
    ...(before === null ? [] : [(connection: Connection) => migrate(connection, null, before.url)]),
    (connection) => migrate(connection, before?.url ?? null, after.url),
  ])
}

/** What diffkit would still change in a database so that it is as the models say. */
const leftIn = async (
  connection: Connection,
  after: WrittenModels,
  dialect: Dialect,
): Promise<readonly string[]> => {
  const found = await dialect.introspect(connection, { namespaces: null, hidden: [] })
  const { schema, undeclared } = after.read()
  const named = adoptNames(schema, found.schema, { features: dialect.features, undeclared })
  const { operations, undecided } = await compareSchemas(
    found.schema,
    inheritUndeclared(named, found.schema, undeclared),
    { dialect, printers: [async () => connection] },
  )
  return [...operations.map(describe), ...undecided.map(({ left }) => `undecided: ${left}`)]
}

/** What is left where drizzle-kit has made the models: nothing, so that it can be adopted. */
export const adoptionOf = async (
  after: WrittenModels,
  bench: OracleBench,
): Promise<readonly string[]> => {
  const { dialect, kit } = bench
  const connection = await bench.fresh()
  const request = { dialect: dialect.name, before: null, after: after.url, renames: [] }
  await runScript(connection, await kit.generate(request))
  return leftIn(connection, after, dialect)
}

type Step = Omit<WrittenPair, 'before'> & { readonly before: WrittenModels | null }

/** One revision as diffkit makes it of two states of the models, executed. */
export const migrateByDiffkit = async (
  connection: Connection,
  { before, after, renames }: Step,
  dialect: Dialect,
): Promise<void> => {
  const from = before === null ? emptySchema : before.read().schema
  const target = adoptNames(after.read().schema, applyRenames(from, renames), dialect)
  const changes = diff(from, target, { features: dialect.features, renames })
  const operations = withConversions(changes, from, dialect.conversion)
  await executeInTransaction(dialect.groupBatches(operations, from, dialect.defaultTarget), from, {
    connection,
    dialect,
    target: dialect.defaultTarget,
    revision: null,
    run: { kind: 'skip' },
  })
}

/** diffkit's way to the first models. */
export const createByDiffkit = (after: WrittenModels, bench: OracleBench): Promise<Outcome> =>
  steps(bench, [
    (connection) =>
      migrateByDiffkit(connection, { before: null, after, renames: [] }, bench.dialect),
  ])

/** What is left where diffkit has made the models. */
export const leftByDiffkit = async (
  after: WrittenModels,
  { dialect, fresh }: OracleBench,
): Promise<readonly string[]> => {
  const connection = await fresh()
  await migrateByDiffkit(connection, { before: null, after, renames: [] }, dialect)
  return leftIn(connection, after, dialect)
}

/** diffkit's way between the same models. */
export const byDiffkit = (pair: WrittenPair, bench: OracleBench): Promise<Outcome> => {
  const first = { before: null, after: pair.before, renames: [] }
  return steps(bench, [
    (connection) => migrateByDiffkit(connection, first, bench.dialect),
    (connection) => migrateByDiffkit(connection, pair, bench.dialect),
  ])
}

/** What only one of two catalogs has. */
export const differing = (left: readonly string[], right: readonly string[]): readonly string[] => [
  ...left.filter((line) => !right.includes(line)).map((line) => `- ${line}`),
  ...right.filter((line) => !left.includes(line)).map((line) => `+ ${line}`),
]

/** Why an outcome is not this catalog; empty when it is. */
export const complaint = (outcome: Outcome, expected: readonly string[]): string =>
  outcome.error ?? differing(expected, outcome.after).join('\n')
