/** A revision outside a transaction that was begun and not finished: by a process that is at it, or by one that is gone. */
import { hostname } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Connection, Dialect } from '../dialects/dialect.ts'
import { DiffkitError } from '../errors.ts'
import { readLog } from './version-table.ts'
import type { OwnTables } from './version-table.ts'

export interface Partial {
  readonly revision: string
  readonly done: number
  readonly of: number
}

interface Where {
  readonly connection: Connection
  readonly dialect: Dialect
  readonly own: OwnTables
}

interface Unfinished extends Partial {
  /** Nobody will finish it. */
  readonly isGone: boolean
}

/** Who has begun it; stands in the log until it is finished. */
export const ownerJson = (): string => JSON.stringify({ host: hostname(), pid: process.pid })

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // It runs, as somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** A process of another machine cannot be asked: it is waited for. */
const isOwnerGone = (json: string | null): boolean => {
  const owner: unknown = json === null ? null : JSON.parse(json)
  if (typeof owner !== 'object' || owner === null) return true
  const pid: unknown = Reflect.get(owner, 'pid')
  return Reflect.get(owner, 'host') === hostname() && typeof pid === 'number' && !isRunning(pid)
}

/** The newest unfinished entry of the log; `null` when every run came to its end. */
export const readPartial = async ({
  connection,
  dialect,
  own,
}: Where): Promise<Unfinished | null> => {
  const log = await readLog(connection, dialect, own)
  const entry = log.find(({ finishedAt }) => finishedAt === null)
  if (entry === undefined) return null
  const { revision, done, total, unmodelled } = entry
  return { revision, done, of: total, isGone: isOwnerGone(unmodelled) }
}

const PAUSE_MS = 100

/** Waits for the process that is at it; throws REVISION_PARTIAL when that is gone, or takes too long. */
export const awaitFinished = async (
  where: Where,
  { lockTimeout, signal }: { readonly lockTimeout: number; readonly signal: AbortSignal },
): Promise<void> => {
  const begun = performance.now()
  for (;;) {
    const found = await readPartial(where)
    if (found === null) return
    const { isGone, ...partial } = found
    if (isGone || performance.now() - begun >= lockTimeout) {
      throw new DiffkitError('REVISION_PARTIAL', partial)
    }
    await sleep(PAUSE_MS, undefined, { signal })
  }
}
