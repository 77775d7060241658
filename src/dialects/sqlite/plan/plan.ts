/** A step → the statements that do it. */
import { DiffkitError } from '../../../errors.ts'
import {
  apply,
  definitions,
  describe,
  handle,
  isTableOperation,
} from '../../../operations/index.ts'
import type { Handlers, Operation } from '../../../operations/index.ts'
import { qualified } from '../../../schema/names.ts'
import type { Schema } from '../../../schema/types.ts'
import type { ForeignKeys, Ground, PlanContext, Statement, Step } from '../../dialect.ts'
import { quoteObject } from '../../shared.ts'
import { runOf, summarize } from './change.ts'
import type { Run } from './change.ts'
import { printIndex, printTable, printView } from '../ddl.ts'
import { planNative } from './native.ts'
import { requireHarmlessDrop } from '../rebuild/inbound.ts'
import { planRebuild, printGround } from '../rebuild/rebuild.ts'
import { refuseForeign } from './refusals.ts'
import { nativeUnits, tableOf } from './runs.ts'
import type { RunOperation } from './runs.ts'
import { statement } from './statement.ts'

interface Context {
  readonly schema: Schema
  readonly target: string
  readonly ground: Ground | null
  readonly foreignKeys: ForeignKeys
  readonly renamesAlone: boolean
}

type Plan = readonly Statement[]

const unsupported = (op: Operation): never => {
  throw new DiffkitError('UNSUPPORTED', { where: describe(op), what: 'this in SQLite' })
}

/** What the statements of a rebuild are said to come from. */
const sourceOf = ({ table, operations, order }: Run): Operation => {
  const children = operations.filter(isTableOperation)
  const [first] = operations
  if (first !== undefined && (operations.length === 1 || children.length < operations.length)) {
    return first
  }
  return definitions.batch.create(table, children, { order })
}

const rebuildRun = (run: Run, context: Context): Plan => {
  const ground = context.ground ?? printGround(context.schema)
  const { foreignKeys, renamesAlone } = context
  const change = summarize(run, context.schema)
  return planRebuild(change, { ground, foreignKeys, renamesAlone, source: sourceOf(run) })
}

const planRun = (run: Run, context: Context): Plan => {
  const units = nativeUnits(run.operations, context.schema, context.target)
  return units === null
    ? rebuildRun(run, context)
    : units.flatMap((unit) => planNative(unit, context.ground))
}

const oneOfRun = (op: RunOperation, context: Context): Plan =>
  planRun({ table: tableOf(op), operations: [op], order: [] }, context)

const handlers: Handlers<Plan, Context> = {
  createExtension: unsupported,
  dropExtension: unsupported,
  alterExtension: unsupported,
  createRole: unsupported,
  dropRole: unsupported,
  alterRole: unsupported,
  createNamespace: unsupported,
  dropNamespace: unsupported,
  createEnum: unsupported,
  dropEnum: unsupported,
  alterEnum: unsupported,
  renameEnum: unsupported,
  renameEnumValue: unsupported,
  createSequence: unsupported,
  dropSequence: unsupported,
  renameSequence: unsupported,
  alterSequence: unsupported,
  createTable: (op) => [
    statement(printTable(op.table), op),
    ...op.table.indexes
      .filter(({ origin }) => origin === 'index')
      .map((index) => statement(printIndex(op.table.name, index), op)),
  ],
  dropTable: (op) => [statement(`DROP TABLE ${quoteObject(op.name)}`, op)],
  renameTable: (op) => [
    statement(`ALTER TABLE ${quoteObject(op.from)} RENAME TO ${quoteObject(op.to)}`, op),
  ],
  alterTable: oneOfRun,
  addColumn: oneOfRun,
  dropColumn: oneOfRun,
  renameColumn: oneOfRun,
  alterColumn: oneOfRun,
  addConstraint: oneOfRun,
  dropConstraint: oneOfRun,
  renameConstraint: oneOfRun,
  alterConstraint: unsupported,
  createIndex: oneOfRun,
  dropIndex: oneOfRun,
  renameIndex: oneOfRun,
  createPolicy: unsupported,
  dropPolicy: unsupported,
  alterPolicy: unsupported,
  createView: (op) => [statement(printView(op.view), op)],
  renameView: unsupported,
  commentOn: unsupported,
  dropView: (op) => [statement(`DROP VIEW ${quoteObject(op.name)}`, op)],
  sql: (op) => [statement(op.up, op)],
  run: () => [],
  batch: (op, context) => planRun(op, context),
}

const isDropStep = ({ operations }: Step): boolean =>
  operations.some(({ kind }) => kind === 'dropTable')

const requireDroppable = ({ operations }: Step, ground: Ground | null): void => {
  const names = operations.flatMap((op) =>
    op.kind === 'dropTable' ? [qualified(op.name).name] : [],
  )
  if (ground !== null) requireHarmlessDrop(ground, names)
}

/** Plans one step; a rebuild reads the stored texts from the context's ground. */
export const plan = (step: Step, context: PlanContext): Plan => {
  const { target, ground, foreignKeys = 'switchable', renamesAlone = true } = context
  const { operations, before } = step
  refuseForeign(operations)
  const run = isDropStep(step) ? null : runOf(operations)
  if (run !== null) {
    const now = { schema: before, target, ground, foreignKeys, renamesAlone }
    return step.rebuilds ? rebuildRun(run, now) : planRun(run, now)
  }
  if (foreignKeys === 'fixed') requireDroppable(step, ground)
  const statements: Statement[] = []
  let schema = before
  for (const op of operations) {
    const vanishes = isDropStep(step) && op.kind !== 'dropTable'
    const now = { schema, target, ground, foreignKeys, renamesAlone }
    if (!vanishes) statements.push(...handle(handlers, op, now))
    schema = apply(schema, op)
  }
  return statements
}
