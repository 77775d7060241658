/** A program → steps that are planned one after the other, each against the catalog as it then is. */
import { applyAll, definitions, describe, flatten } from '../../../operations/index.ts'
import type { Batch } from '../../../operations/batch.ts'
import { DiffkitError } from '../../../errors.ts'
import type { Operation, TableOperation } from '../../../operations/index.ts'
import { isTableOperation } from '../../../operations/index.ts'
import { lookUpTable } from '../../../schema/edit.ts'
import { nameKey, objectName } from '../../../schema/names.ts'
import type { Schema } from '../../../schema/types.ts'
import type { Step } from '../../dialect.ts'
import { dropLength, foldConstraints } from './fold.ts'
import { isTarget } from '../models/checks.ts'
import { refuseRenames } from './refusals.ts'
import {
  cutAtIndexRenames,
  cutAtRenames,
  cutAtUsing,
  hoistRenames,
  isRunOperation,
  nativeUnits,
  runLength,
} from './runs.ts'
import type { RunOperation } from './runs.ts'

const runSteps = (
  operations: readonly RunOperation[],
  before: Schema,
  target: string,
): readonly Step[] => {
  const found: Step[] = []
  let schema = before
  if (nativeUnits(operations, before, target) !== null) {
    for (const part of cutAtIndexRenames(operations)) {
      found.push({ operations: part, before: schema, rebuilds: false })
      schema = applyAll(schema, part)
    }
    return found
  }
  for (const part of cutAtRenames(hoistRenames(operations)).flatMap(cutAtUsing)) {
    const rebuilds = nativeUnits(part, schema, target) === null
    found.push({ operations: part, before: schema, rebuilds })
    schema = applyAll(schema, part)
  }
  return found
}

const refuseRebuild = (batch: Batch, operations: readonly RunOperation[]): never => {
  throw new DiffkitError('INVALID_OPERATION', {
    operation: describe(batch),
    reason: `it says recreate: 'never', and SQLite does this by a rebuild of the table: ${operations.map(describe).join('; ')}`,
  })
}

/** A batch that says how it is to be done: its renames of columns stand alone, before or between. */
const batchSteps = (batch: Batch, before: Schema, target: string): readonly Step[] => {
  const native = nativeUnits(batch.operations, before, target) !== null
  if (batch.recreate === 'never') {
    if (!native || batch.order.length > 0) refuseRebuild(batch, batch.operations)
    return [{ operations: batch.operations, before, rebuilds: false }]
  }
  const found: Step[] = []
  let schema = before
  const parts = cutAtRenames(hoistRenames(batch.operations)).flatMap((part) => [
    ...cutAtUsing(part),
  ])
  const isRename = (part: readonly RunOperation[] | undefined): boolean =>
    part?.[0]?.kind === 'renameColumn'
  if (parts.length === 0 || isRename(parts.at(-1))) parts.push([])
  for (const [at, part] of parts.entries()) {
    const order = at === parts.length - 1 ? batch.order : []
    const whole = definitions.batch.create(batch.table, part.filter(isTableOperation), { order })
    const step = isRename(part)
      ? { operations: part, before: schema, rebuilds: false }
      : { operations: [whole], before: schema, rebuilds: true }
    found.push(step)
    schema = applyAll(schema, step.operations)
  }
  return found
}

const nextSteps = (
  operations: readonly Operation[],
  start: number,
  { before, target }: { readonly before: Schema; readonly target: string },
): readonly [steps: readonly Step[], length: number] => {
  const drops = dropLength(operations, start)
  if (drops > 0) {
    // DROP TABLE deletes the rows first, which fires the cascades of foreign keys.
    // https://sqlite.org/foreignkeys.html#fk_schemacommands
    const step = { operations: operations.slice(start, start + drops), before, rebuilds: true }
    return [[step], drops]
  }
  const first = operations[start]
  if (first?.kind === 'batch') return [batchSteps(first, before, target), 1]
  const length = runLength(operations, start)
  const run = operations.slice(start, start + length).filter(isRunOperation)
  if (length > 0) return [runSteps(run, before, target), length]
  return [[{ operations: operations.slice(start, start + 1), before, rebuilds: false }], 1]
}

/** Whether a table that stays has other keys: most programs only add, and a schema may have thousands of tables. */
const losesKeys = (before: Schema, after: Schema): boolean =>
  after.tables.some((is, at) => {
    if (before.tables[at] === is) return false
    const was = lookUpTable(before, objectName(is))
    return was !== undefined && (was.constraints !== is.constraints || was.indexes !== is.indexes)
  })

/** SQLite lets the key go that another table refers to, and then refuses every write there. */
const requireTargets = (before: Schema, after: Schema): void => {
  if (!losesKeys(before, after)) return
  for (const child of after.tables) {
    for (const item of child.constraints) {
      if (item.kind !== 'foreignKey') continue
      const { table, columns } = item.references
      const [was, is] = [lookUpTable(before, table), lookUpTable(after, table)]
      if (was === undefined || is === undefined) continue
      if (!isTarget(was, columns) || isTarget(is, columns)) continue
      throw new DiffkitError('OBJECT_IN_USE', {
        kind: 'The key over',
        name: `${is.name} (${columns.join(', ')})`,
        by: `foreign key ${item.name} of ${child.name}`,
      })
    }
  }
}

/** Cuts a program into steps; a run of operations on one table is one step, or one rebuild. */
export const steps = (
  operations: readonly Operation[],
  before: Schema,
  target: string,
): readonly Step[] => {
  refuseRenames(operations, target)
  const program = foldConstraints(operations)
  const found: Step[] = []
  let schema = before
  for (let at = 0; at < program.length;) {
    const [next, length] = nextSteps(program, at, { before: schema, target })
    found.push(...next)
    schema = applyAll(schema, program.slice(at, at + length))
    at += length
  }
  requireTargets(before, schema)
  return found
}

interface Grouping {
  readonly grouped: readonly Operation[]
  readonly length: number
}

const groupRun = (
  run: readonly TableOperation[],
  before: Schema,
  target: string,
): readonly Operation[] => {
  let schema = before
  return cutAtRenames(run).flatMap((part): readonly Operation[] => {
    const native = nativeUnits(part, schema, target) !== null
    schema = applyAll(schema, part)
    const children = part.filter(isTableOperation)
    const [first] = children
    if (native || first === undefined) return children
    return [definitions.batch.create(first.table, children)]
  })
}

const isFolded = (operations: readonly Operation[], at: number): boolean => {
  const op = operations[at]
  if (op?.kind !== 'addConstraint') return false
  const upTo = operations.slice(0, at + 1)
  return foldConstraints(upTo).length < foldConstraints(upTo.slice(0, -1)).length + 1
}

const nextGroup = (
  operations: readonly Operation[],
  start: number,
  { before, target }: { readonly before: Schema; readonly target: string },
): Grouping => {
  const drops = dropLength(operations, start)
  if (drops > 0) return { grouped: operations.slice(start, start + drops), length: drops }
  const first = operations[start]
  if (first === undefined || !isTableOperation(first) || isFolded(operations, start)) {
    return { grouped: operations.slice(start, start + 1), length: 1 }
  }
  const run: TableOperation[] = []
  for (const op of operations.slice(start)) {
    if (!isTableOperation(op) || nameKey(op.table) !== nameKey(first.table)) break
    if (dropLength(operations, start + run.length) > 0) break
    run.push(op)
  }
  return { grouped: groupRun(run, before, target), length: run.length }
}

/** The program with each run that will rebuild its table wrapped into a batch. */
export const groupBatches = (
  operations: readonly Operation[],
  before: Schema,
  target: string,
): readonly Operation[] => {
  const result: Operation[] = []
  let schema = before
  for (let at = 0; at < operations.length;) {
    const { grouped, length } = nextGroup(operations, at, { before: schema, target })
    result.push(...grouped)
    schema = applyAll(schema, flatten(operations.slice(at, at + length)))
    at += length
  }
  return result
}
