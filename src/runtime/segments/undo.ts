/** The way back from a revision that is half done: operation by operation, last first, each step written down. */
import { DiffkitError } from '../../errors.ts'
import { flatten, reverse } from '../../operations/index.ts'
import type { Operation } from '../../operations/index.ts'
import { emptySchema } from '../../schema/types.ts'
import { executeKeeping } from './kept.ts'
import { partsOf, rebuilds } from '../run/parts.ts'
import { forgetSql, save, takeOver } from './half-done.ts'
import type { MigrateContext } from '../run/migrate.ts'
import { introspectLive, requireGoing } from '../run/migrate.ts'
import { startTask } from './progress.ts'
import type { Progress, Task } from './progress.ts'
import { schemaNow } from './run.ts'
import { segmentsOf, statementsApart } from './segments.ts'
import { runTask } from './task.ts'
import { atWorkOn } from './unfinished.ts'
import type { Unfinished } from './unfinished.ts'

export interface Undoing {
  readonly left: Unfinished
  readonly context: MigrateContext
  /** What its file says; empty when that is gone. */
  readonly program: readonly Operation[]
  readonly from: readonly string[]
}

/** Each operation with what takes it back, last first; throws where nothing does. */
const backOf = ({ left, program }: Undoing, progress: Progress, index: number): Operation => {
  const back = progress.back[index] ?? null
  if (back !== null) return back
  const op = program[index]
  if (op?.kind === 'run' && op.down !== null) return reverse(op, emptySchema)
  const operation = progress.operations[index]?.what ?? ''
  throw new DiffkitError('HALF_DONE_STUCK', { revision: left.revision, operation })
}

/** What will be undone, for those who ask what is lost with it. */
export const operationsBack = (
  undoing: Undoing,
  progress = undoing.left.progress,
): readonly Operation[] => {
  if (progress === null) return []
  const places = Array.from({ length: progress.done }, (_, index) => index).toReversed()
  return flatten(places.map((index) => backOf(undoing, progress, index)))
}

/** What takes back the statements of a task that are done, or may be. */
const undoTask = (task: Task, { context }: Undoing): Task => {
  const { segments } = context.dialect
  const done = task.statements.slice(0, task.begun ? task.next + 1 : task.next)
  const statements = done.toReversed().flatMap(({ undo, limits }) =>
    undo === null
      ? []
      : [
          {
            sql: undo,
            transactional: !segments.standsAlone(undo, { autocommit: false }),
            undo: null,
            limits,
          },
        ],
  )
  return { ...task, kind: 'undo', statements, next: 0, begun: false }
}

/** Raw SQL or a data step, outside of any transaction, has no such list: what is begun of it is taken as done. */
const isOpaqueTask = ({ begun, statements, next }: Task): boolean =>
  (begun || next > 0) && statements.every(({ undo, limits }) => undo === null && limits === null)

const finishTask = async (progress: Progress, undoing: Undoing): Promise<Progress> => {
  const { task } = progress
  if (task === null) return progress
  const { context, left } = undoing
  if (task.kind === 'do' && isOpaqueTask(task)) {
    return { ...progress, done: task.operation + 1, task: null }
  }
  const back = task.kind === 'undo' ? task : undoTask(task, undoing)
  const begun = { ...progress, task: back }
  await save(context, left, begun)
  return runTask(begun, { context, entry: left, source: null })
}

const undoTogether = async (
  back: Operation,
  progress: Progress,
  undoing: Undoing,
): Promise<Progress> => {
  const { context, left, from } = undoing
  const around = {
    earlier: [],
    following: operationsBack(undoing, { ...progress, done: progress.done - 1 }),
    waiting: Object.keys(progress.kept),
  }
  const state = await schemaNow(context, [back], from)
  const parts = partsOf([back], state, { ...context, around })
  return context.connection.transaction(
    async () => {
      const { kept } = await executeKeeping(parts, progress.kept, {
        connection: context.connection,
        dialect: context.dialect,
        target: context.target,
        revision: left.revision,
        run: { kind: 'execute', database: context.runDatabase },
        signal: context.signal,
        onStatement: context.onStatement,
      })
      const after = { ...progress, done: progress.done - 1, kept }
      await save(context, left, after)
      return after
    },
    { mode: 'revision', rebuild: rebuilds(parts) },
  )
}

const undoOne = async (progress: Progress, undoing: Undoing): Promise<Progress> => {
  const { context, left } = undoing
  const back = backOf(undoing, progress, progress.done - 1)
  const [segment] = segmentsOf([back], { dialect: context.dialect, transaction: 'revision' })
  if (segment?.kind !== 'apart') return undoTogether(back, progress, undoing)
  const statements = statementsApart(back, (await introspectLive(context)).schema, context)
  const task: Task = { ...startTask(progress.done - 1, statements), kind: 'undo' }
  return runTask({ ...progress, task }, { context, entry: left, source: back })
}

/** Takes a half-done revision back; `false` when another process was quicker. Answers how many operations that were. */
export const undo = async (undoing: Undoing): Promise<number | false> => {
  const { left, context } = undoing
  const { progress: start } = left
  if (start === null) throw new DiffkitError('REVISION_PARTIAL', left)
  operationsBack(undoing)
  return atWorkOn(left.startedAt, async () => {
    if (!(await takeOver(context, left))) return false
    let progress = await finishTask(start, undoing)
    const count = progress.done
    while (progress.done > 0) {
      requireGoing(context)
      progress = await undoOne(progress, undoing)
    }
    await context.connection.execute(forgetSql(context, left))
    return count
  })
}
