/**
 * The lease of a run: a row that keeps other runs waiting. It is a row and no lock of a session, so that it
 * holds behind a pooler, where a session is somebody else's after each transaction. What is right rests on
 * the lock of each revision's transaction alone.
 */
import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Connection, Dialect } from '../../dialects/dialect.ts'
import { DiffkitError } from '../../errors.ts'
import { isRunning } from '../running.ts'
import { ensureLease, exists } from './version-table.ts'
import type { OwnTables } from './version-table.ts'

/** How long a lease lasts that nobody refreshes, and how often it is refreshed meanwhile. */
const TERM_MS = 15_000
const REFRESH_MS = 5000
const POLL = { first: 50, longest: 500 }

export interface LeaseContext {
  readonly connection: Connection
  readonly dialect: Dialect
  readonly own: OwnTables
  /** Milliseconds that another run is waited for. */
  readonly lockTimeout: number
  readonly signal: AbortSignal
  /** Hears who is waited for. */
  readonly onWait: (holder: string) => void
}

/** A lease that is held. */
export interface Lease {
  /** What a transaction of the run adds at its end, so that a long one leaves the lease fresh. */
  readonly refresh: string
  /** Takes it once more, should it have run out. */
  keep(): Promise<void>
}

interface Holder {
  readonly owner: string
  readonly host: string
  readonly process: number
  readonly takenAt: string
  /** Milliseconds until it runs out, by the clock of the database. */
  readonly left: number
}

/** Milliseconds since 1970, by the one clock that all runs share. */
const nowSql = (dialect: Dialect): string =>
  dialect.name === 'sqlite'
    ? "CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)"
    : '(extract(epoch FROM clock_timestamp()) * 1000)::bigint'

const describeHolder = ({ host, process, takenAt }: Holder): string =>
  `process ${process} on ${host}, since ${takenAt}`

/** Of a process of this machine it is known whether it runs; for one of another the time has to run out. */
const isOver = ({ host, process, left }: Holder): boolean =>
  left <= 0 || (host === hostname() && !isRunning(process))

const readHolder = async ({
  connection,
  dialect,
  own,
}: Pick<LeaseContext, 'connection' | 'dialect' | 'own'>): Promise<Holder | null> => {
  if (!(await exists(connection, dialect, own.lease))) return null
  const table = dialect.identifier(own.lease)
  const sql = `SELECT owner, host, process, taken_at, expires_at - ${nowSql(dialect)} AS left_ms FROM ${table}`
  const [row] = await connection.query(sql).catch(async (error: unknown) => {
    // A run that came to nothing has taken its table along in the meantime.
    if (await exists(connection, dialect, own.lease)) throw error
    return []
  })
  if (row === undefined) return null
  return {
    owner: String(row['owner']),
    host: String(row['host']),
    process: Number(row['process']),
    takenAt: String(row['taken_at']),
    left: Number(row['left_ms']),
  }
}

/** Whether a run of another process has the lease: without it nobody is at anything. */
export const isLeasedElsewhere = async (
  context: Pick<LeaseContext, 'connection' | 'dialect' | 'own'>,
): Promise<boolean> => {
  const holder = await readHolder(context)
  if (holder === null || isOver(holder)) return false
  return holder.host !== hostname() || holder.process !== process.pid
}

/** The holder that stands in the way, or `null` when the lease is ours. */
const tryTake = (context: LeaseContext, owner: string): Promise<Holder | null> => {
  const { connection, dialect, own } = context
  return connection.transaction(
    async () => {
      await ensureLease(connection, dialect, own)
      const holder = await readHolder(context)
      if (holder !== null && holder.owner !== owner && !isOver(holder)) return holder
      const table = dialect.identifier(own.lease)
      const values = [owner, hostname(), process.pid, new Date().toISOString()]
      await connection.execute(`DELETE FROM ${table}`)
      await connection.execute(
        `INSERT INTO ${table} (owner, host, process, taken_at, expires_at) ` +
          `VALUES (${values.map(dialect.literal).join(', ')}, ${nowSql(dialect)} + ${TERM_MS})`,
      )
      return null
    },
    // A run that is in the middle of a transaction holds the lock, and so is not taken for dead.
    { mode: 'revision' },
  )
}

const take = async (context: LeaseContext, owner: string): Promise<void> => {
  const { lockTimeout, signal, onWait } = context
  const begun = performance.now()
  for (let pause = POLL.first; ; pause = Math.min(pause * 2, POLL.longest)) {
    // Asked without the lock first: it is for those who get on.
    const holder = await readHolder(context)
    const isOpen = holder === null || holder.owner === owner || isOver(holder)
    const found = isOpen ? await tryTake(context, owner) : holder
    if (found === null) return
    const waited = Math.round(performance.now() - begun)
    const shown = describeHolder(found)
    if (waited >= lockTimeout) throw new DiffkitError('DATABASE_LOCKED', { holder: shown, waited })
    if (pause === POLL.first) onWait(shown)
    await sleep(Math.min(pause, lockTimeout - waited), undefined, { signal })
  }
}

/** While the connection is at a long statement another one refreshes the lease; the caller stops it. */
const refreshBeside = (connection: Connection, refresh: string): (() => Promise<void>) => {
  const { beside } = connection
  if (beside === null) return async () => undefined
  let other: ReturnType<typeof beside> | null = null
  let running: Promise<unknown> = Promise.resolve()
  const timer = setInterval(() => {
    other ??= beside()
    // Where there is no second connection, the one that there is does it between its statements.
    running = other.then((item) => item.execute(refresh)).catch(() => undefined)
  }, REFRESH_MS)
  timer.unref()
  return async () => {
    clearInterval(timer)
    await running
    await (await other?.catch(() => null))?.close()
  }
}

/** A run that has recorded nothing on a database without a history leaves nothing behind. */
const release = async (
  { connection, dialect, own }: LeaseContext,
  owner: string,
): Promise<void> => {
  const mine = `DELETE FROM ${dialect.identifier(own.lease)} WHERE owner = ${dialect.literal(owner)}`
  if (await exists(connection, dialect, own.version)) {
    await connection.execute(mine)
    return
  }
  await connection.transaction(
    async () => {
      await connection.execute(mine)
      if (await exists(connection, dialect, own.version)) return
      await connection.execute(`DROP TABLE ${dialect.identifier(own.lease)}`)
    },
    { mode: 'revision' },
  )
}

/** Runs `work` while this run has the lease; waits for another's, and takes over that of a dead one. */
export const withLease = async <T>(
  context: LeaseContext,
  work: (lease: Lease) => Promise<T>,
): Promise<T> => {
  const { connection, dialect, own } = context
  const owner = randomUUID()
  await take(context, owner)
  const refresh =
    `UPDATE ${dialect.identifier(own.lease)} SET expires_at = ${nowSql(dialect)} + ${TERM_MS} ` +
    `WHERE owner = ${dialect.literal(owner)}`
  const keep = async (): Promise<void> => {
    const holder = await readHolder(context)
    if (holder?.owner === owner && holder.left > REFRESH_MS) return
    await take(context, owner)
  }
  const stop = refreshBeside(connection, refresh)
  try {
    return await work({ refresh, keep })
  } finally {
    await stop()
    // A connection that is gone leaves a lease that runs out.
    await release(context, owner).catch(() => undefined)
  }
}
