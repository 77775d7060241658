/** The statements of one operation, each committed by itself and written down before and after. */
import type { Operation } from '../../operations/index.ts'
import { failure } from '../run/failure.ts'
import { save } from './half-done.ts'
import type { Entry } from './half-done.ts'
import { requireGoing } from '../run/migrate.ts'
import type { MigrateContext } from '../run/migrate.ts'
import { patiently } from './patience.ts'
import { stepTo } from './progress.ts'
import type { Progress, Task, TaskStatement } from './progress.ts'

export interface TaskWork {
  readonly context: MigrateContext
  readonly entry: Entry
  /** What the statements come from, for errors. */
  readonly source: Operation | null
}

const firstLine = (sql: string): string => sql.split('\n')[0] ?? ''

const told = ({ sql, transactional }: TaskStatement, source: Operation | null) => ({
  sql,
  source,
  note: null,
  transactional,
})

const executeInside = async (
  statement: TaskStatement,
  { context }: TaskWork,
  after: () => Promise<void>,
): Promise<void> => {
  const { connection, dialect } = context
  const { limits, sql } = statement
  await connection.transaction(
    async () => {
      const lines = limits === null ? [] : dialect.segments.setLimits(limits, 'transaction')
      for (const line of lines) await connection.execute(line)
      await connection.execute(sql)
      await after()
    },
    { mode: 'revision' },
  )
}

const executeOutside = async (
  { limits, sql }: TaskStatement,
  { connection, dialect }: MigrateContext,
): Promise<void> => {
  const lines = limits === null ? [] : dialect.segments.setLimits(limits, 'session')
  for (const line of lines) await connection.execute(line)
  try {
    await connection.execute(sql)
  } finally {
    for (const line of limits === null ? [] : dialect.segments.resetLimits) {
      // A connection that is gone has no session to mend.
      await connection.execute(line).catch(() => undefined)
    }
  }
}

/** A statement outside of a transaction: it is written down as begun before, for it may be done unseen. */
const executeBegun = async (
  statement: TaskStatement,
  { context, entry }: TaskWork,
  { progress, task }: { readonly progress: Progress; readonly task: Task },
): Promise<void> => {
  const { connection, dialect } = context
  let isBegun = task.begun
  await patiently(
    async () => {
      const left = await dialect.segments.settle(connection, statement.sql)
      if (left === 'done' && isBegun) return
      // What was there before the first try is somebody else's, and an error: nothing of it is begun.
      if (left === 'again' && !isBegun) {
        await save(context, entry, { ...progress, task: { ...task, begun: true } })
        isBegun = true
      }
      await executeOutside(statement, context)
    },
    firstLine(statement.sql),
    context,
  )
}

/** A statement that has failed before our eyes is over: nothing of it stays, and it may be edited. */
const leaveClean = async (
  { sql }: TaskStatement,
  { context, entry }: TaskWork,
  progress: Progress,
): Promise<void> => {
  const { connection, dialect } = context
  try {
    if ((await dialect.segments.settle(connection, sql)) === 'again') {
      await save(context, entry, progress)
    }
  } catch {
    // The next run looks at it.
  }
}

/** Does what is left of a task; answers the progress after it. */
export const runTask = async (begun: Progress, work: TaskWork): Promise<Progress> => {
  const { context, entry, source } = work
  let progress = begun
  if (progress.task?.statements.length === 0) progress = stepTo(progress, progress.task)
  while (progress.task !== null) {
    const { task } = progress
    const statement = task.statements[task.next]
    if (statement === undefined) break
    requireGoing(context)
    context.onStatement(told(statement, source))
    const after = stepTo(progress, { ...task, next: task.next + 1, begun: false })
    const written = () => save(context, entry, after)
    try {
      if (statement.transactional) {
        await patiently(
          () => executeInside(statement, work, written),
          firstLine(statement.sql),
          context,
        )
      } else {
        await executeBegun(statement, work, { progress, task })
        await written()
      }
    } catch (cause) {
      if (!statement.transactional)
        await leaveClean(statement, work, { ...progress, task: { ...task, begun: false } })
      throw failure(told(statement, source), entry.revision, cause)
    }
    progress = after
  }
  return progress
}
