/** The row of the log that says how far a revision in segments has come. */
import { mark } from '../run/mark.ts'
import type { MigrateContext } from '../run/migrate.ts'
import type { Position, Stop } from '../run/stop.ts'
import { progressJson } from './progress.ts'
import type { Progress } from './progress.ts'
import { ownerJson, readPartial } from './unfinished.ts'
import type { Unfinished } from './unfinished.ts'
import { logStatement } from '../run/log-table.ts'

/** The row while this process writes it. */
export interface Entry {
  readonly revision: string
  readonly startedAt: string
}

type Own = Pick<MigrateContext, 'dialect' | 'own'>
type Where = Pick<MigrateContext, 'connection' | 'dialect' | 'own'>

const rowOf = ({ dialect, own }: Own, { revision }: Entry): { table: string; mine: string } => ({
  table: dialect.identifier(own.log),
  mine: `revision = ${dialect.literal(revision)} AND finished_at IS NULL`,
})

/** The statement that writes a new row, before anything is done. */
export const beginSql = (
  { dialect, own }: Own,
  stop: Pick<Stop, 'revision' | 'direction'>,
  {
    startedAt,
    progress,
    owner,
  }: {
    readonly startedAt: string
    readonly progress: Progress
    readonly owner: string | null
  },
): string =>
  logStatement(dialect, own, {
    revision: stop.revision.id,
    direction: stop.direction,
    startedAt,
    finishedAt: null,
    checksum: stop.revision.checksum,
    downgrade: progressJson(progress),
    done: progress.done,
    total: progress.operations.length,
    unmodelled: owner,
  })

/** The progress with what its settings hold by the time that the statement runs. */
const jsonWith = ({ dialect }: Own, progress: Progress, settings: readonly string[]): string => {
  const json = progressJson(progress)
  if (settings.length === 0) return dialect.literal(json)
  const open = dialect.literal(`${json.slice(0, -1)},"kept":`)
  return `${open} || ${dialect.segments.keptJson(settings)} || '}'`
}

/**
 * The statement that writes down a later state of it. In a script nobody reads the settings that its
 * segments have filled: it names them.
 */
export const saveSql = (
  where: Own,
  entry: Entry,
  progress: Progress,
  settings: readonly string[] = [],
): string => {
  const { table, mine } = rowOf(where, entry)
  const json = jsonWith(where, progress, settings)
  const { done, operations } = progress
  return `UPDATE ${table} SET done = ${done}, total = ${operations.length}, downgrade = ${json} WHERE ${mine}`
}

/** The statement that forgets it. */
export const forgetSql = (where: Own, entry: Entry): string => {
  const { table, mine } = rowOf(where, entry)
  return `DELETE FROM ${table} WHERE ${mine}`
}

/** Forgets whatever is half done, without a look at what it has left. */
export const forgetHalfDone = async (where: Where): Promise<void> => {
  for (let left = await readPartial(where); left !== null; left = await readPartial(where)) {
    await where.connection.execute(forgetSql(where, left))
  }
}

export const save = (where: Where, entry: Entry, progress: Progress): Promise<void> =>
  where.connection.execute(saveSql(where, entry, progress))

/** The version rows move with the last segment; within the caller's transaction. */
export const finish = async (
  stop: Stop,
  context: MigrateContext,
  { entry, at, count }: { readonly entry: Entry; readonly at: Position; readonly count: number },
): Promise<void> => {
  await context.connection.execute(forgetSql(context, entry))
  await mark(stop, context, { from: at.from, startedAt: entry.startedAt, count })
}

/** Makes what another process has left ours; `false` when a third one was quicker. */
export const takeOver = (where: Where, left: Unfinished): Promise<boolean> =>
  where.connection.transaction(
    async () => {
      const now = await readPartial(where)
      if (now === null || now.owner !== left.owner || now.startedAt !== left.startedAt) return false
      const { table, mine } = rowOf(where, left)
      const owner = where.dialect.literal(ownerJson())
      await where.connection.execute(`UPDATE ${table} SET unmodelled = ${owner} WHERE ${mine}`)
      return true
    },
    { mode: 'revision' },
  )
