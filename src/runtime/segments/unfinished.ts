/** A revision in segments that was begun and not finished: by a process that is at it, or by one that is gone. */
import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Connection, Dialect } from '../../dialects/dialect.ts'
import { DiffkitError } from '../../errors.ts'
import { isLeasedElsewhere } from '../run/lease.ts'
import { parseProgress } from './progress.ts'
import type { Progress } from './progress.ts'
import { isRunning } from '../running.ts'
import { readLog } from '../run/log-table.ts'
import type { LogEntry } from '../run/log-table.ts'
import type { OwnTables } from '../run/version-table.ts'

/** In operations. */
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

export interface Unfinished extends Partial {
  readonly direction: 'upgrade' | 'downgrade'
  readonly startedAt: string
  readonly checksum: string
  /** `null`: the log does not say how far it came. */
  readonly progress: Progress | null
  readonly owner: string | null
  /** Nobody will finish it. */
  readonly isGone: boolean
}

/** Tells this process from an earlier one that had its number. */
const TOKEN = randomUUID()

/** What this process is at, by the times at which it began. */
const atWork = new Set<string>()

/** Runs the work that an entry of the log speaks of: for as long, it has an owner. */
export const atWorkOn = async <T>(startedAt: string, work: () => Promise<T>): Promise<T> => {
  atWork.add(startedAt)
  try {
    return await work()
  } finally {
    atWork.delete(startedAt)
  }
}

/** Who has begun it; stands in the log until it is finished. */
export const ownerJson = (): string =>
  JSON.stringify({ host: hostname(), pid: process.pid, token: TOKEN })

/** A process of another machine cannot be asked, but it is at nothing without the lease. */
const isOwnerGone = async (
  { unmodelled: json, startedAt }: LogEntry,
  where: Where,
): Promise<boolean> => {
  const owner: unknown = json === null ? null : JSON.parse(json)
  if (typeof owner !== 'object' || owner === null) return true
  const pid: unknown = Reflect.get(owner, 'pid')
  if (Reflect.get(owner, 'host') !== hostname() || typeof pid !== 'number') {
    return !(await isLeasedElsewhere(where))
  }
  if (pid !== process.pid) return !isRunning(pid)
  return Reflect.get(owner, 'token') !== TOKEN || !atWork.has(startedAt)
}

/** The newest unfinished entry of the log; `null` when every run came to its end. */
export const readPartial = async (where: Where): Promise<Unfinished | null> => {
  const log = await readLog(where.connection, where.dialect, where.own)
  const entry = log.find(({ finishedAt }) => finishedAt === null)
  if (entry === undefined || entry.direction === 'stamp') return null
  const { revision, direction, startedAt, checksum, done, total, downgrade, unmodelled } = entry
  return {
    revision,
    direction,
    startedAt,
    checksum,
    done,
    of: total,
    progress: parseProgress(downgrade, done),
    owner: unmodelled,
    isGone: await isOwnerGone(entry, where),
  }
}

/** Throws while a revision is half done. */
export const refuseHalfDone = async (where: Where): Promise<void> => {
  const found = await readPartial(where)
  if (found !== null) throw new DiffkitError('REVISION_PARTIAL', found)
}

const PAUSE_MS = 100

/**
 * Waits for the process that is at it; answers what it has left half done, if it is gone. Throws
 * REVISION_PARTIAL when it takes too long.
 */
export const awaitFinished = async (
  where: Where,
  { lockTimeout, signal }: { readonly lockTimeout: number; readonly signal: AbortSignal },
): Promise<Unfinished | null> => {
  const begun = performance.now()
  for (;;) {
    const found = await readPartial(where)
    if (found === null || found.isGone) return found
    if (performance.now() - begun >= lockTimeout) throw new DiffkitError('REVISION_PARTIAL', found)
    await sleep(PAUSE_MS, undefined, { signal })
  }
}
