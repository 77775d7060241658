/** One generated pair on a real database: there and back, with rows, judged twice. */
import type { Connection, Dialect } from '../../src/dialects/dialect.ts'
import { diff } from '../../src/diff/index.ts'
import { isDiffkitError } from '../../src/errors.ts'
import { isUnwritten, withConversions } from '../../src/operations/conversions.ts'
import { applyAll, describe, reverseAll } from '../../src/operations/index.ts'
import type { Operation } from '../../src/operations/index.ts'
import { compareSchemas } from '../../src/runtime/judge/compare.ts'
import { executeInTransaction } from '../../src/runtime/run/execute.ts'
import { emptySchema } from '../../src/schema/types.ts'
import type { Schema } from '../../src/schema/types.ts'
import type { SchemaPair } from './arbitrary-schema.ts'
import { clear, contents, lost, seed } from './seed.ts'

export interface Bench {
  readonly dialect: Dialect
  readonly target: string
  /** A database that is empty again. */
  fresh(): Promise<Connection>
  /** An independent description of a database: equal texts for equal structures. */
  witness(connection: Connection): Promise<string>
  /** A second database, to be described beside the first; empty again. */
  other(): Promise<Connection>
}

export interface Tally {
  through: number
  /** Rows stood in the way of a tightened rule; the database was as before, and went through empty. */
  refused: number
}

const LEGITIMATE =
  /NOT NULL|UNIQUE|CHECK|FOREIGN KEY|violates|contains null|duplicate|invalid input|out of range|cannot be cast|rows? (?:of|in) .* (?:without|no) parent/i

const expectEqual = (what: string, found: readonly string[]): void => {
  if (found.length > 0) throw new Error(`${what}:\n${found.join('\n')}`)
}

interface Trial extends Bench {
  readonly connection: Connection
}

const run = (trial: Trial, operations: readonly Operation[], before: Schema): Promise<number> =>
  executeInTransaction(operations, before, {
    connection: trial.connection,
    dialect: trial.dialect,
    target: trial.target,
    revision: null,
    run: { kind: 'skip' },
  })

const requireSchema = async (trial: Trial, expected: Schema, what: string): Promise<void> => {
  const { dialect, connection } = trial
  const { schema } = await dialect.introspect(connection, { namespaces: null, hidden: [] })
  const tools = { dialect, printers: [async () => connection] }
  const { operations, undecided } = await compareSchemas(schema, expected, tools)
  expectEqual(what, operations.map(describe))
  expectEqual(
    `${what}, undecided`,
    undecided.map(({ left, right }) => `${left} | ${right}`),
  )
}

const build = (schema: Schema, { dialect }: Bench): readonly Operation[] =>
  diff(emptySchema, schema, { features: dialect.features, renames: [] })

const requireWitness = async (trial: Trial, schema: Schema, what: string): Promise<void> => {
  const other = { ...trial, connection: await trial.other() }
  await run(other, build(schema, trial), emptySchema)
  const [found, expected] = [
    await trial.witness(trial.connection),
    await trial.witness(other.connection),
  ]
  if (found !== expected) {
    const [a, b] = [found.split('\n'), expected.split('\n')]
    expectEqual(what, [
      ...a.filter((line) => !b.includes(line)).map((line) => `found    ${line}`),
      ...b.filter((line) => !a.includes(line)).map((line) => `expected ${line}`),
    ])
  }
}

const isLegitimate = (error: unknown): boolean => {
  if (!isDiffkitError(error)) return false
  if (error.code === 'FOREIGN_KEY_VIOLATED' || error.code === 'ROWS_IN_THE_WAY') return true
  return error.code === 'STATEMENT_FAILED' && LEGITIMATE.test(error.message)
}

/** What is refused beforehand, the engine alone must refuse too; but a value that it would change in silence. */
const requireJustified = async (
  trial: Trial,
  operations: readonly Operation[],
  { before, error }: { readonly before: Schema; readonly error: unknown },
): Promise<void> => {
  if (!isDiffkitError(error) || error.code !== 'ROWS_IN_THE_WAY') return
  if (/silently change|than its expression gives/.test(error.message)) return
  const dialect = { ...trial.dialect, prechecks: () => [] }
  const judged = await run({ ...trial, dialect }, operations, before).then(
    () => null,
    (cause: unknown) => cause,
  )
  if (!isLegitimate(judged)) throw new Error(`refused without need: ${error.message}`)
}

/** What a person writes where diffkit asks how values become others: by way of their text. */
const answered = (operations: readonly Operation[]): readonly Operation[] =>
  operations.map((op) =>
    op.kind === 'alterColumn' && isUnwritten(op)
      ? { ...op, using: `"${op.name}"::text::${op.set.type}` }
      : op,
  )

/** Takes the pair there and back; throws with what differs. */
export const tryPair = async (pair: SchemaPair, bench: Bench, tally: Tally): Promise<void> => {
  const { dialect, target } = bench
  const before = dialect.normalize(pair.before)
  const after = dialect.normalize(pair.after)
  const trial: Trial = { ...bench, connection: await bench.fresh() }
  await run(trial, build(before, trial), emptySchema)
  await seed(trial.connection, dialect, before)
  const rows = () => contents(trial.connection, dialect, { schema: before, renames: [] })
  const renamedRows = await contents(trial.connection, dialect, {
    schema: before,
    renames: pair.renames,
  })
  const seeded = await rows()
  const changes = diff(before, after, { features: dialect.features, renames: pair.renames })
  const program = answered(withConversions(changes, before, dialect.conversion))
  const applied = applyAll(before, program)
  const upgrade = dialect.groupBatches(program, before, target)
  let isEmpty = false
  try {
    await run(trial, upgrade, before)
    tally.through++
  } catch (error) {
    if (!isLegitimate(error)) throw error
    await requireJustified(trial, upgrade, { before, error })
    tally.refused++
    isEmpty = true
    await requireSchema(trial, before, 'after a refused upgrade')
    expectEqual('rows after a refused upgrade', lost(seeded, await rows()))
    await clear(trial.connection, dialect, before)
    await run(trial, upgrade, before)
  }
  await requireSchema(trial, after, 'after the upgrade')
  await requireWitness(trial, after, 'the witness after the upgrade')
  if (!isEmpty) {
    const now = await contents(trial.connection, dialect, { schema: after, renames: [] })
    expectEqual('values after the upgrade', lost(renamedRows, now))
  }
  const reversed = answered(
    withConversions(reverseAll(program, before), applied, dialect.conversion),
  )
  const downgrade = dialect.groupBatches(reversed, applied, target)
  try {
    await run(trial, downgrade, applied)
  } catch (error) {
    if (!isLegitimate(error)) throw error
    await requireJustified(trial, downgrade, { before: applied, error })
    tally.refused++
    isEmpty = true
    await requireSchema(trial, after, 'after a refused downgrade')
    await clear(trial.connection, dialect, after)
    await run(trial, downgrade, applied)
  }
  await requireSchema(trial, before, 'after the downgrade')
  await requireWitness(trial, before, 'the witness after the downgrade')
}
