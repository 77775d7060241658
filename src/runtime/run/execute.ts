/** Operations → a database: each step planned against the live catalog, then executed. */
import type {
  Connection,
  Dialect,
  Ground,
  Precheck,
  Statement,
  Step,
} from '../../dialects/dialect.ts'
import { DiffkitError } from '../../errors.ts'
import type { RowsFound } from '../../errors/migrations.ts'
import { describe, isTableOperation } from '../../operations/index.ts'
import type { Operation } from '../../operations/index.ts'
import { failure, runFailure } from './failure.ts'
import { whileUnderway } from '../underway.ts'
import { partsOf, rebuilds } from './parts.ts'
import type { Part } from './parts.ts'
import type { Run, RunDatabase } from '../../operations/raw.ts'
import { show } from '../../schema/names.ts'
import type { Schema } from '../../schema/types.ts'

/** What is done with a data step. */
type RunPolicy =
  | { readonly kind: 'execute'; readonly database: RunDatabase }
  /** In a proof or an offline script the data is not there. */
  | { readonly kind: 'skip' }

export interface ExecuteContext {
  readonly connection: Connection
  readonly dialect: Dialect
  readonly target: string
  /** Whether each statement is committed by itself; else all are together. */
  readonly autocommit?: boolean
  /** Names the revision in an error. */
  readonly revision: string | null
  /** Which way the revision is run, where it is one. */
  readonly direction?: 'upgrade' | 'downgrade'
  readonly run: RunPolicy
  /** Sees each statement just before it is executed. */
  readonly onStatement?: (statement: Statement) => void
  /** Hears what a step that rewrites a table does as it begins, and `null` as it ends. */
  readonly onRebuild?: (what: string | null) => void
  /** Hears what looks wrong beside the table and stops nothing. */
  readonly onWarning?: (message: string) => void
  readonly onRun?: (op: Run) => void
  /** Called after each statement and data step, before the next. */
  readonly onDone?: () => Promise<void>
  /** Sees each step before it is planned, while the database still is as the step finds it. */
  readonly onStep?: (step: Step) => Promise<void>
  /** What a step in place may break; as the dialect reads it where nothing else is said. */
  readonly readHanging?: () => Promise<Ground | null>
  /** Once aborted, nothing more is executed and the transaction is rolled back. */
  readonly signal?: AbortSignal
}

const numberOf = async (connection: Connection, { count }: Precheck): Promise<number> => {
  try {
    return Number((await connection.query(count))[0]?.['n'] ?? 0)
  } catch (cause) {
    // PostgreSQL goes on with nothing after a failure.
    if (connection.dialect === 'postgresql') throw cause
    // What cannot be asked beforehand is judged by the engine when the statements run.
    return 0
  }
}

const findRows = async (
  prechecks: readonly Precheck[],
  connection: Connection,
): Promise<readonly RowsFound[]> => {
  const found: RowsFound[] = []
  for (const precheck of prechecks) {
    const rows = await numberOf(connection, precheck)
    if (rows === 0) continue
    const examples = await connection.query(precheck.examples)
    const { problem, table, column, part, fill = null } = precheck
    found.push({
      problem,
      table,
      column,
      part,
      fill,
      rows,
      examples: examples.map(({ example }) => String(example)),
    })
  }
  return found
}

/** Every place is asked, so that all can be mended at once; `later` only where it is too late anyway. */
const requireFittingRows = async (
  prechecks: readonly Precheck[],
  { connection, revision, direction }: ExecuteContext,
  later: readonly Precheck[] = [],
): Promise<void> => {
  const [first, ...others] = await findRows(prechecks, connection)
  if (first === undefined) return
  // A statement in between may make what they ask about.
  const more = await findRows(later, connection).catch(() => [])
  const all = [...others, ...more]
  throw new DiffkitError('ROWS_IN_THE_WAY', { revision, direction, ...first, others: all })
}

const executeStatement = async (
  statement: Statement,
  context: ExecuteContext,
  rest: readonly Statement[],
): Promise<void> => {
  try {
    if (statement.prechecks === undefined) await context.connection.execute(statement.sql)
    else {
      const later = rest.flatMap(({ prechecks = [] }) => prechecks)
      await requireFittingRows(statement.prechecks, context, later)
    }
  } catch (cause) {
    throw failure(statement, context.revision, cause)
  }
}

const describeStep = ({ operations: [first] }: Step): string => {
  if (first === undefined) return 'rebuilding'
  return isTableOperation(first) || first.kind === 'batch'
    ? `rebuilding ${show(first.table)}`
    : describe(first)
}

/**
 * Whether the engine reads all rows anyway and, where one stands in the way, leaves everything as it
 * was: then the rows are asked only to name it.
 */
const judgesItself = (
  { rebuilds }: Step,
  statements: readonly Statement[],
  { autocommit = false }: ExecuteContext,
): boolean => !rebuilds && !autocommit && statements.length === 1

const executePlanned = async (
  step: Step,
  ground: Ground | null,
  context: ExecuteContext,
): Promise<number> => {
  const { connection, dialect, target } = context
  const { foreignKeys, renamesAlone } = connection
  const statements = dialect.plan(step, { target, ground, foreignKeys, renamesAlone })
  if (ground !== null) await dialect.rehearse(step, ground, statements)
  const askRows = (): Promise<void> => requireFittingRows(dialect.prechecks(step), context)
  const late = judgesItself(step, statements, context)
  if (!late) await askRows()
  for (const [index, statement] of statements.entries()) {
    if (context.signal?.aborted === true) throw new DiffkitError('INTERRUPTED', {})
    context.onStatement?.(statement)
    try {
      const later = statement.prechecks === undefined ? [] : statements.slice(index + 1)
      await executeStatement(statement, context, later)
    } catch (cause) {
      if (late) await askRows()
      throw cause
    }
    await context.onDone?.()
  }
  return statements.length
}

/** What may break a view or a trigger though it is done in place. */
const BREAKS: readonly Operation['kind'][] = ['addColumn', 'dropColumn']

/** Before a step in place. Most are many and small, and most databases have nothing that they could break. */
const groundInPlace = async (
  { operations }: Step,
  { dialect, connection, readHanging }: ExecuteContext,
): Promise<Ground | null> => {
  // The stored text of an index is kept under its new name.
  if (operations.some(({ kind }) => kind === 'renameIndex')) return dialect.readGround(connection)
  if (!operations.some(({ kind }) => BREAKS.includes(kind))) return null
  return readHanging === undefined ? dialect.readHanging(connection) : readHanging()
}

const executeStep = async (step: Step, context: ExecuteContext): Promise<number> => {
  await context.onStep?.(step)
  if (!step.rebuilds) {
    return executePlanned(step, await groundInPlace(step, context), context)
  }
  const ground = await context.dialect.readGround(context.connection)
  for (const message of ground === null ? [] : context.dialect.leftovers(step, ground)) {
    context.onWarning?.(message)
  }
  context.onRebuild?.(describeStep(step))
  try {
    return await executePlanned(step, ground, context)
  } finally {
    context.onRebuild?.(null)
  }
}

const executeRun = async (op: Run, context: ExecuteContext): Promise<void> => {
  context.onRun?.(op)
  const { run } = context
  if (run.kind === 'skip') return
  try {
    await whileUnderway(`running revision ${context.revision}`, async () => op.up(run.database))
  } catch (cause) {
    throw runFailure(context.revision, cause)
  }
  await context.onDone?.()
}

/** Executes a whole program in order; answers how many statements that were. */
export const execute = async (found: readonly Part[], context: ExecuteContext): Promise<number> => {
  let count = 0
  for (const part of found) {
    if (part.kind === 'run') {
      await executeRun(part.op, context)
      count++
    } else {
      for (const step of part.steps) count += await executeStep(step, context)
    }
  }
  return count
}

/** In one transaction, opened as these operations need it. */
export const executeInTransaction = async (
  operations: readonly Operation[],
  before: Schema,
  context: ExecuteContext,
): Promise<number> => {
  const found = partsOf(operations, before, context)
  return context.connection.transaction(() => execute(found, context), {
    mode: 'revision',
    rebuild: rebuilds(found),
  })
}
