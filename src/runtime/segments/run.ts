/** A revision in segments: each is committed with a note of how far the revision has come. */
import { DiffkitError } from '../../errors.ts'
import type { Operation } from '../../operations/index.ts'
import type { Schema } from '../../schema/types.ts'
import { execute } from '../run/execute.ts'
import { executeKeeping } from './kept.ts'
import { partsOf, rebuilds } from '../run/parts.ts'
import { beginSql, finish, forgetSql, save, takeOver } from './half-done.ts'
import type { Entry } from './half-done.ts'
import { callAround } from '../run/hooks.ts'
import { isMoved } from '../run/mark.ts'
import {
  executeContext,
  introspectLive,
  limitLocks,
  requireGoing,
  withPatience,
} from '../run/migrate.ts'
import { operationsOf } from '../run/stop.ts'
import type { MigrateContext, Outcome } from '../run/migrate.ts'
import type { Position, Stop } from '../run/stop.ts'
import { beginProgress, fitProgress, startTask, withRest } from './progress.ts'
import type { Progress } from './progress.ts'
import { aroundOf, operationsIn, segmentsOf, statementsApart } from './segments.ts'
import type { SegmentContext } from './segments.ts'
import { runTask } from './task.ts'
import { atWorkOn, awaitFinished, ownerJson, readPartial } from './unfinished.ts'
import type { Unfinished } from './unfinished.ts'
import { withWrittenTexts } from '../judge/written.ts'

/** The operations as segments count them. */
const programOf = (stop: Stop, context: Pick<MigrateContext, 'dialect'>): readonly Operation[] =>
  segmentsOf(operationsOf(stop), segmentContext(stop, context)).flatMap(operationsIn)

const segmentContext = (
  { revision }: Stop,
  { dialect }: Pick<MigrateContext, 'dialect'>,
): SegmentContext => ({ dialect, transaction: revision.transaction })

/** How far it has come, and in how many statements. */
interface Advance {
  readonly progress: Progress
  readonly count: number
}

interface Running {
  readonly stop: Stop
  readonly context: MigrateContext
  readonly at: Position
  readonly entry: Entry
  readonly program: readonly Operation[]
}

/** The schema as it stands, with the texts that the rest of the program may need. */
export const schemaNow = async (
  context: MigrateContext,
  operations: readonly Operation[],
  from: readonly string[],
): Promise<Schema> => {
  const live = (await introspectLive(context)).schema
  return withWrittenTexts(live, operations, { ...context, written: () => context.written(from) })
}

const runTogether = async (
  operations: readonly Operation[],
  state: Schema,
  { stop, context, at, entry, program }: Running,
  { progress, count }: Advance,
): Promise<Advance> => {
  const { connection } = context
  const around = aroundOf(program, { at: progress.done, count: operations.length })
  const parts = partsOf(operations, state, { ...context, around })
  const done = progress.done + operations.length
  const isLast = done === progress.operations.length
  const work = (): Promise<Advance> =>
    connection.transaction(
      async () => {
        await limitLocks(context)
        const executed = await executeKeeping(parts, progress.kept, executeContext(stop, context))
        const after = {
          progress: { ...progress, done, kept: executed.kept },
          count: count + executed.count,
        }
        if (isLast) await finish(stop, context, { entry, at, count: after.count })
        else await save(context, entry, after.progress)
        requireGoing(context)
        return after
      },
      { mode: 'revision', rebuild: rebuilds(parts) },
    )
  return withPatience(work, operations, context)
}

/** Outside of any transaction: when it is cut off, it is run once more. */
const runStep = async (
  op: Operation,
  state: Schema,
  { stop, context, entry }: Running,
  progress: Progress,
): Promise<Progress> => {
  const task = { ...startTask(progress.done, []), begun: true }
  await save(context, entry, { ...progress, task })
  await execute(partsOf([op], state, context), executeContext(stop, context))
  const after = { ...progress, done: progress.done + 1, task: null }
  await save(context, entry, after)
  return after
}

const runApart = async (
  op: Operation,
  state: Schema,
  running: Running,
  { progress, count }: Advance,
): Promise<Advance> => {
  const { context, entry, program } = running
  if (op.kind === 'run') {
    return { progress: await runStep(op, state, running, progress), count: count + 1 }
  }
  const around = aroundOf(program, { at: progress.done, count: 1 })
  const statements = statementsApart(op, state, { ...context, around })
  const task = startTask(progress.done, statements)
  const after = await runTask({ ...progress, task }, { context, entry, source: op })
  return { progress: after, count: count + statements.length }
}

const finishAlone = (running: Running, count: number): Promise<void> => {
  const { stop, context, at, entry } = running
  return context.connection.transaction(() => finish(stop, context, { entry, at, count }), {
    mode: 'revision',
  })
}

/** Runs the segments that are left, and moves the version rows with the last. */
const runRest = async (
  running: Running,
  begun: Progress,
  known: Schema | null,
): Promise<number> => {
  const { stop, context, at, program } = running
  let advance: Advance = { progress: begun, count: 0 }
  let state = known
  for (const segment of segmentsOf(program.slice(begun.done), segmentContext(stop, context))) {
    requireGoing(context)
    state ??= await schemaNow(context, program.slice(advance.progress.done), at.from)
    if (segment.kind === 'together') {
      advance = await runTogether(segment.operations, state, running, advance)
      if (advance.progress.done === program.length) return advance.count
    } else {
      advance = await runApart(segment.operation, state, running, advance)
    }
    // Ground truth: what comes next is planned against what is there.
    state = null
  }
  await finishAlone(running, advance.count)
  return advance.count
}

/** Nothing was done yet: no trace is left, as if the revision had been in one transaction. */
const forgetUnlessBegun = async ({ context, entry }: Running): Promise<void> => {
  try {
    const found = await readPartial(context)
    if (found === null || found.done > 0) return
    const task = found.progress?.task ?? null
    if (task !== null && (task.begun || task.next > 0)) return
    await context.connection.execute(forgetSql(context, entry))
  } catch {
    // The next run finds it.
  }
}

const begin = async (
  stop: Stop,
  context: MigrateContext,
  at: Position,
  { entry, progress }: { readonly entry: Entry; readonly progress: Progress },
): Promise<Outcome> => {
  const { connection } = context
  return connection.transaction<Outcome>(
    async () => {
      if (await isMoved(context, at.from)) return { kind: 'moved' }
      // Another process has begun since: it is waited for, and then the path is made anew.
      if ((await readPartial(context)) !== null) return { kind: 'moved' }
      await callAround('beforeRevision', stop, context)
      const { startedAt } = entry
      const owner = ownerJson()
      await connection.execute(beginSql(context, stop, { startedAt, progress, owner }))
      return { kind: 'done', statements: 0 }
    },
    { mode: 'revision' },
  )
}

/** Segment by segment: what is committed stays when a later one fails, and the log says how far it came. */
export const runInSegments = async (
  stop: Stop,
  context: MigrateContext,
  at: Position,
): Promise<Outcome> => {
  if ((await awaitFinished(context, context)) !== null) return { kind: 'moved' }
  const program = programOf(stop, context)
  const progress = beginProgress(program, at.state)
  const entry = { revision: stop.revision.id, startedAt: new Date().toISOString() }
  const running = { stop, context, at, entry, program }
  return atWorkOn(entry.startedAt, async () => {
    const begun = await begin(stop, context, at, { entry, progress })
    if (begun.kind === 'moved') return begun
    try {
      return { kind: 'done', statements: await runRest(running, progress, at.state) }
    } catch (error) {
      await forgetUnlessBegun(running)
      throw error
    }
  })
}

/** Goes on where a process that is gone has left off. */
export const resume = async (
  stop: Stop,
  context: MigrateContext,
  { left, from }: { readonly left: Unfinished; readonly from: readonly string[] },
): Promise<Outcome> => {
  const program = programOf(stop, context)
  const { id: revision, path: file } = stop.revision
  const start = left.progress
  if (start === null) throw new DiffkitError('REVISION_PARTIAL', left)
  let progress = fitProgress(start, program, { revision, file })
  return atWorkOn(left.startedAt, async () => {
    if (!(await takeOver(context, left))) return { kind: 'moved' }
    const source = progress.task === null ? null : (program[progress.task.operation] ?? null)
    if (progress.task !== null && source?.kind === 'run') progress = { ...progress, task: null }
    progress = await runTask(progress, { context, entry: left, source })
    const state = await schemaNow(context, program.slice(progress.done), from)
    progress = withRest(progress, program, state)
    await save(context, left, progress)
    const running = { stop, context, at: { state, from }, entry: left, program }
    return { kind: 'done', statements: await runRest(running, progress, state) }
  })
}
