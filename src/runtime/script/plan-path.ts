/**
 * The statements of a path of revisions, without touching the database they are for. Where plans read
 * the live catalog (SQLite), they are executed on an in-memory copy, so that what is printed is what runs.
 */
import type {
  Around,
  Connection,
  Dialect,
  Ground,
  Statement,
  Step,
  StoredObject,
} from '../../dialects/dialect.ts'
import { describeRowProblem } from '../../errors/migrations.ts'
import { applyAll, flatten } from '../../operations/index.ts'
import type { Operation } from '../../operations/index.ts'
import { emptySchema } from '../../schema/types.ts'
import type { Schema } from '../../schema/types.ts'
import { execute, executeInTransaction } from '../run/execute.ts'
import { partsOf, rebuilds } from '../run/parts.ts'
import { applyRevision } from '../run/fit.ts'
import { requireTarget } from '../run/server-version.ts'
import type { Stop } from '../run/stop.ts'
import type { Scratch } from '../scratch/scratch.ts'
import {
  aroundOf,
  isSegmented,
  operationsIn,
  segmentsOf,
  statementsApart,
} from '../segments/segments.ts'
import type { Segment } from '../segments/segments.ts'

/** What stands in a plan: a statement, or the place of a data step. */
export type Planned =
  | { readonly kind: 'statement'; readonly statement: Statement }
  | { readonly kind: 'run' }
  /** Lines that make sure the database is what the next statements were planned for. */
  | {
      readonly kind: 'guard'
      readonly query: string
      readonly expected: readonly string[]
      readonly message: string
    }

/** What is committed by itself. */
export interface PlannedSegment {
  readonly segment: Segment
  readonly rebuilds: boolean
  readonly items: readonly Planned[]
}

export interface PlannedRevision {
  readonly stop: Stop
  readonly rebuilds: boolean
  readonly items: readonly Planned[]
  /** `null`: all is one transaction. */
  readonly segments: readonly PlannedSegment[] | null
  readonly before: Schema
}

/** Where a plan starts: the schema, and what an in-memory copy is made of. */
export interface Start {
  readonly schema: Schema
  readonly copy:
    | { readonly kind: 'ground'; readonly ground: Ground }
    | { readonly kind: 'replay'; readonly programs: readonly (readonly Operation[])[] }
}

export interface PlanTools {
  readonly dialect: Dialect
  readonly target: string
  readonly scratch: Scratch
}

const KIND_ORDER = ['table', 'index', 'view', 'trigger'] as const

const isVirtual = ({ sql }: StoredObject): boolean => /^create\s+virtual\s/i.test(sql ?? '')

/**
 * Makes the objects of a catalog anew, empty, with the texts that are stored. A virtual table
 * makes its shadow tables itself, so it comes first and what is there by then is left.
 */
const copyGround = async (
  connection: Connection,
  ground: Ground,
  { creatable }: Dialect,
): Promise<void> => {
  await connection.execute('PRAGMA foreign_keys = OFF')
  const present = new Set<string>()
  const make = async (item: StoredObject): Promise<void> => {
    const { name, sql } = item
    if (sql === null || name.startsWith('sqlite_') || present.has(name)) return
    await connection.execute(creatable(item, ground))
  }
  for (const item of ground.filter(isVirtual)) await make(item)
  for (const row of await connection.query('SELECT name FROM sqlite_schema')) {
    present.add(String(row['name']))
  }
  for (const kind of KIND_ORDER) {
    for (const item of ground) if (item.type === kind) await make(item)
  }
}

const openCopy = async (start: Start, tools: PlanTools): Promise<Connection> => {
  const connection = await tools.scratch.database()
  if (start.copy.kind === 'ground') {
    await copyGround(connection, start.copy.ground, tools.dialect)
    return connection
  }
  let schema = emptySchema
  for (const program of start.copy.programs) {
    await executeInTransaction(program, schema, {
      connection,
      ...tools,
      revision: null,
      run: { kind: 'skip' },
    })
    schema = applyAll(schema, program)
  }
  return connection
}

const planPure = (
  operations: readonly Operation[],
  before: Schema,
  { dialect, target, ...tools }: Omit<Copied, 'connection'>,
): readonly Planned[] =>
  partsOf(operations, before, { dialect, target, ...tools }).flatMap((part): readonly Planned[] =>
    part.kind === 'run'
      ? [{ kind: 'run' }]
      : part.steps
          .flatMap((step) => dialect.plan(step, { target, ground: null }))
          .map((statement) => ({ kind: 'statement', statement })),
  )

const guardOf = async (
  step: Step,
  connection: Connection,
  dialect: Dialect,
): Promise<readonly Planned[]> => {
  const query = dialect.script.groundQuery(step)
  const rows = query === null ? [] : await connection.query(query)
  const expected = rows.map((row) => String(Object.values(row)[0]))
  const message = 'the table is not what this script was written for'
  return [
    ...(query === null ? [] : [{ kind: 'guard', query, expected, message } as const]),
    ...dialect.prechecks(step).map((precheck): Planned => ({
      kind: 'guard',
      query: `SELECT CAST(n AS TEXT) FROM (${precheck.count})`,
      expected: ['0'],
      message: describeRowProblem(precheck.problem, precheck, 'rows of this database'),
    })),
  ]
}

const planOnCopy = async (
  operations: readonly Operation[],
  before: Schema,
  { connection, dialect, target }: PlanTools & { readonly connection: Connection },
): Promise<readonly Planned[]> => {
  const items: Planned[] = []
  const found = partsOf(operations, before, { dialect, target })
  await connection.transaction(
    () =>
      execute(found, {
        connection,
        dialect,
        target,
        revision: null,
        run: { kind: 'skip' },
        onStep: async (step) => {
          items.push(...(await guardOf(step, connection, dialect)))
        },
        onStatement: (statement) => items.push({ kind: 'statement', statement }),
        onRun: () => items.push({ kind: 'run' }),
      }),
    { mode: 'revision', rebuild: rebuilds(found) },
  )
  return items
}

interface Copied extends PlanTools {
  readonly around?: Around
  /** `null` where plans need none. */
  readonly connection: Connection | null
}

const planTogether = (
  operations: readonly Operation[],
  before: Schema,
  { connection, ...tools }: Copied,
): Promise<readonly Planned[]> | readonly Planned[] =>
  connection === null
    ? planPure(operations, before, tools)
    : planOnCopy(operations, before, { ...tools, connection })

const planApart = async (
  op: Operation,
  before: Schema,
  { connection, ...tools }: Copied,
): Promise<readonly Planned[]> => {
  if (op.kind === 'run') return [{ kind: 'run' }]
  const statements = statementsApart(op, before, tools)
  for (const { sql } of connection === null ? [] : statements) await connection?.execute(sql)
  return statements.map((statement) => ({ kind: 'statement', statement }))
}

const planSegments = async (
  segments: readonly Segment[],
  before: Schema,
  tools: Copied,
): Promise<readonly PlannedSegment[]> => {
  const planned: PlannedSegment[] = []
  let schema = before
  const program = segments.flatMap(operationsIn)
  let at = 0
  for (const segment of segments) {
    const operations = operationsIn(segment)
    const count = operations.length
    const within = { ...tools, around: aroundOf(program, { at, count }) }
    at += count
    const items =
      segment.kind === 'apart'
        ? await planApart(segment.operation, schema, within)
        : await planTogether(operations, schema, within)
    const isRebuilt = segment.kind === 'together' && rebuilds(partsOf(operations, schema, tools))
    planned.push({ segment, items, rebuilds: isRebuilt })
    schema = applyAll(schema, operations)
  }
  return planned
}

const planRevision = async (
  stop: Stop,
  before: Schema,
  tools: Copied,
): Promise<PlannedRevision> => {
  const operations = stop.program[stop.direction]
  requireTarget(operations, tools.dialect, tools.target)
  const context = { dialect: tools.dialect, transaction: stop.revision.transaction }
  if (!isSegmented(operations, context)) {
    const items = await planTogether(operations, before, tools)
    const isRebuilt = rebuilds(partsOf(operations, before, tools))
    return { stop, before, items, rebuilds: isRebuilt, segments: null }
  }
  const segments = await planSegments(segmentsOf(operations, context), before, tools)
  const items = segments.flatMap((segment) => segment.items)
  return { stop, before, items, rebuilds: false, segments }
}

/** Plans each revision of a path from where the one before leaves off. */
export const planPath = async (
  path: readonly Stop[],
  start: Start,
  tools: PlanTools,
): Promise<readonly PlannedRevision[]> => {
  const needsCopy = tools.dialect.features.rebuilds && path.length > 0
  const connection = needsCopy ? await openCopy(start, tools) : null
  const planned: PlannedRevision[] = []
  let schema = start.schema
  for (const stop of path) {
    const after = applyRevision(schema, stop.program[stop.direction], stop.revision)
    planned.push(await planRevision(stop, schema, { ...tools, connection }))
    schema = after
  }
  return planned
}

/** Whether a program holds raw SQL or data steps. */
export const holds = (operations: readonly Operation[], kind: 'run' | 'sql'): boolean =>
  flatten(operations).some((op) => op.kind === kind)
