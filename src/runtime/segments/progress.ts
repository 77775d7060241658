/** How far a revision in segments has come: a row of the log that is not finished, and what it takes to go on or back. */
import { createHash } from 'node:crypto'
import type { Kept, Limits, Statement } from '../../dialects/dialect.ts'
import { DiffkitError, isDiffkitError } from '../../errors.ts'
import { apply, describe, reverse } from '../../operations/index.ts'
import type { Operation } from '../../operations/index.ts'
import type { Schema } from '../../schema/types.ts'
import { completeLogged, isOperation } from '../run/own-log.ts'

/** A statement that is committed by itself. */
export interface TaskStatement {
  readonly sql: string
  readonly transactional: boolean
  readonly undo: string | null
  readonly limits: Limits | null
}

/** The operation that is under way, one statement after the other. */
export interface Task {
  readonly kind: 'do' | 'undo'
  /** The operation's place in the program. */
  readonly operation: number
  readonly statements: readonly TaskStatement[]
  /** How many of them are done. */
  readonly next: number
  /** The next one was begun outside of a transaction: nobody knows what became of it. */
  readonly begun: boolean
}

export interface Progress {
  /** How many operations are done; those of the task are not. */
  readonly done: number
  /** The program as it was when it began. */
  readonly operations: readonly { readonly hash: string; readonly what: string }[]
  /** What takes each of them back; `null` where only its file can, or nothing. */
  readonly back: readonly (Operation | null)[]
  readonly task: Task | null
  /** What gave way in a segment that is done, for one that is not. */
  readonly kept: Kept
}

const hashOf = (op: Operation): string =>
  createHash('sha256').update(JSON.stringify(op)).digest('hex').slice(0, 16)

/** Read from the schema before it, which is gone by the time that it is needed. */
const backOf = (op: Operation, before: Schema): Operation | null => {
  if (op.kind === 'run') return null
  try {
    return reverse(op, before)
  } catch (error) {
    if (isDiffkitError(error) && error.code === 'IRREVERSIBLE') return null
    throw error
  }
}

/** Where every run of a program in segments begins. */
export const beginProgress = (operations: readonly Operation[], before: Schema): Progress => {
  const back: (Operation | null)[] = []
  let schema = before
  for (const op of operations) {
    back.push(backOf(op, schema))
    schema = apply(schema, op)
  }
  return {
    done: 0,
    operations: operations.map((op) => ({ hash: hashOf(op), what: describe(op) })),
    back,
    task: null,
    kept: {},
  }
}

export const startTask = (operation: number, statements: readonly Statement[]): Task => ({
  kind: 'do',
  operation,
  statements: statements.map(({ sql, transactional, apart }) => ({
    sql,
    transactional,
    undo: apart?.undo ?? null,
    limits: apart?.limits ?? null,
  })),
  next: 0,
  begun: false,
})

/** The progress with a task that has come so far; one that is done is none any more. */
export const stepTo = (progress: Progress, task: Task): Progress => {
  if (task.next < task.statements.length) return { ...progress, task }
  const done = task.kind === 'do' ? task.operation + 1 : task.operation
  return { ...progress, done, task: null }
}

/** A task without its first statement done is as good as none: its operation may be another now. */
const isFixed = ({ done, task }: Progress, index: number): boolean =>
  index < done || (task !== null && task.operation === index && (task.begun || task.next > 0))

/**
 * The progress, for a program that may have been edited since; throws where what is done, or under
 * way, is not what it was.
 */
export const fitProgress = (
  progress: Progress,
  operations: readonly Operation[],
  { revision, file }: { readonly revision: string; readonly file: string },
): Progress => {
  const changed = progress.operations.findIndex(({ hash }, index) => {
    const op = operations[index]
    return isFixed(progress, index) && (op === undefined || hashOf(op) !== hash)
  })
  const was = progress.operations[changed]
  if (was !== undefined) {
    throw new DiffkitError('HALF_DONE_EDITED', {
      revision,
      file,
      position: changed + 1,
      operation: was.what,
    })
  }
  const { task } = progress
  const isIdle = task !== null && !isFixed(progress, task.operation)
  return isIdle && task.kind === 'do' ? { ...progress, task: null } : progress
}

/** The same progress with what will run from here on, as it is in the file now. */
export const withRest = (
  progress: Progress,
  operations: readonly Operation[],
  before: Schema,
): Progress => {
  const rest = beginProgress(operations.slice(progress.done), before)
  return {
    ...progress,
    operations: [...progress.operations.slice(0, progress.done), ...rest.operations],
    back: [...progress.back.slice(0, progress.done), ...rest.back],
  }
}

/** As the log keeps it; the number of operations done stands in a column of its own. */
export const progressJson = ({ operations, back, task, kept }: Progress): string =>
  JSON.stringify({
    operations,
    back,
    task,
    ...(Object.keys(kept).length === 0 ? {} : { kept }),
  })

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isLimits = (value: unknown): value is Limits | null =>
  value === null || (isRecord(value) && 'lockTimeout' in value && 'statementTimeout' in value)

/** The settings that are filled, of those that `SegmentForms.keptJson` answers. */
export const parseKept = (value: unknown): Kept =>
  isRecord(value)
    ? Object.fromEntries(
        Object.entries(value).flatMap(([name, text]) =>
          typeof text === 'string' && text !== '' ? [[name, text]] : [],
        ),
      )
    : {}

const isTaskStatement = (value: unknown): value is TaskStatement =>
  isRecord(value) &&
  typeof value['sql'] === 'string' &&
  typeof value['transactional'] === 'boolean' &&
  isLimits(value['limits'])

const isTask = (value: unknown): value is Task =>
  isRecord(value) &&
  (value['kind'] === 'do' || value['kind'] === 'undo') &&
  typeof value['operation'] === 'number' &&
  Array.isArray(value['statements']) &&
  value['statements'].every(isTaskStatement)

const isProgram = (value: unknown): value is Progress['operations'] =>
  Array.isArray(value) && value.every((item) => isRecord(item) && typeof item['hash'] === 'string')

const isBack = (value: unknown): value is Progress['back'] =>
  Array.isArray(value) && value.every((item) => item === null || isOperation(item))

/** What a log entry keeps of a progress; `null` when it is none. */
export const parseProgress = (json: string | null, done: number): Progress | null => {
  const value: unknown = json === null ? null : JSON.parse(json)
  if (!isRecord(value)) return null
  const { operations, back, task } = value
  if (!isProgram(operations) || !isBack(back)) return null
  return {
    done,
    operations,
    back: back.map((op) => op && completeLogged(op)),
    task: isTask(task) ? task : null,
    kept: parseKept(value['kept']),
  }
}
