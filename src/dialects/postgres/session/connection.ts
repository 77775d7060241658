/** An open PostgreSQL session: each transaction is set up the same way, wherever the session comes from. */
import { setTimeout as sleep } from 'node:timers/promises'
import { DiffkitError } from '../../../errors.ts'
import { troubleOf } from '../../../errors/trouble.ts'
import type { ConnectOptions, Connection, Row, TransactionOptions } from '../../dialect.ts'
import { literal } from '../../shared.ts'
import { adoptDriver, openPglite, openServer } from './drivers.ts'
import type { Driver } from './drivers.ts'
import { searchPath } from './search-path.ts'

const LOCK_KEY = 'hashtextextended($1, 0)'
const POLL = { first: 25, longest: 500 }

const text = (value: unknown): string => (typeof value === 'string' ? value : String(value ?? ''))

interface Session {
  readonly version: Connection['version']
  /** The server's process, by which another session can speak of this one. */
  readonly process: number
  /** What a transaction is told first. A pooler gives each to another session, which others use too. */
  readonly settings: readonly string[]
  /** The search path around what runs outside a transaction; `null` where the session's own will do. */
  readonly path: { readonly wanted: string; readonly own: string } | null
}

const readSession = async (driver: Driver, options: ConnectOptions): Promise<Session> => {
  const [row] = await driver.query(
    `SELECT current_setting('server_version_num') AS number,
            current_setting('server_version') AS version,
            current_setting('search_path') AS path,
            current_schemas(false)::text[] AS schemas,
            pg_backend_pid() AS process`,
    [],
  )
  const own = text(row?.['path'])
  const wanted = searchPath(options.namespaces, own)
  const schemas: unknown = row?.['schemas']
  const first = ['public', ...options.namespaces]
  const isWanted = Array.isArray(schemas) && first.every((name, index) => schemas[index] === name)
  return {
    version: {
      major: Math.floor(Number(row?.['number']) / 10_000),
      text: text(row?.['version']).split(' ')[0] ?? '',
    },
    process: Number(row?.['process']),
    settings: [
      `SET LOCAL search_path = ${wanted}`,
      'SET LOCAL jit = off',
      'SET LOCAL client_min_messages = error',
      'SET LOCAL standard_conforming_strings = on',
      // Rows that a policy would hide are an error: none is counted, filled or copied without them.
      'SET LOCAL row_security = off',
    ],
    path: isWanted ? null : { wanted, own },
  }
}

const holderOf = async (driver: Driver, name: string): Promise<string> => {
  const [row] = await driver.query(
    `SELECT l.pid, a.application_name AS application, a.client_addr AS address
       FROM pg_catalog.pg_locks l LEFT JOIN pg_catalog.pg_stat_activity a USING (pid)
      WHERE l.locktype = 'advisory' AND l.granted
        AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())
        AND (l.classid::bigint << 32 | l.objid::bigint) = ${LOCK_KEY}`,
    [name],
  )
  if (row === undefined) return 'a session that has just ended'
  const application = text(row['application'])
  return `process ${text(row['pid'])}${application === '' ? '' : ` (${application})`}`
}

const tryLock = async (driver: Driver, name: string): Promise<boolean> => {
  const [row] = await driver.query(`SELECT pg_try_advisory_xact_lock(${LOCK_KEY}) AS taken`, [name])
  return row?.['taken'] === true
}

/** A session that is set up, and how long it waits. */
interface Opened {
  readonly driver: Driver
  readonly session: Session
  readonly options: ConnectOptions
}

const BEGINS = {
  read: 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY',
  revision: 'BEGIN',
  trial: 'BEGIN',
} as const

/** One message. */
const beginTransaction = (
  { driver, session }: Opened,
  mode: TransactionOptions['mode'],
): Promise<void> => driver.execute([BEGINS[mode], ...session.settings].join(';\n'))

const limits = ({ lockTimeout, statementTimeout }: ConnectOptions): readonly string[] => [
  `SET LOCAL lock_timeout = ${Math.trunc(lockTimeout)}`,
  ...(statementTimeout === null
    ? []
    : [`SET LOCAL statement_timeout = ${Math.trunc(statementTimeout)}`]),
]

/**
 * Begins a transaction that holds the lock. Polled: a session that waits inside `pg_advisory_lock`
 * deadlocks with a CREATE INDEX CONCURRENTLY of the holder.
 */
const beginLocked = async (opened: Opened, signal: AbortSignal): Promise<void> => {
  const { driver, options } = opened
  const started = Date.now()
  for (let pause = POLL.first; ; pause = Math.min(pause * 2, POLL.longest)) {
    await beginTransaction(opened, 'revision')
    if (await tryLock(driver, options.lockName)) break
    const holder = await holderOf(driver, options.lockName)
    await driver.execute('ROLLBACK')
    const waited = Date.now() - started
    if (waited >= options.lockTimeout) throw new DiffkitError('DATABASE_LOCKED', { holder, waited })
    await sleep(Math.min(pause, Math.max(1, options.lockTimeout - waited)), undefined, { signal })
  }
  await driver.execute(limits(options).join(';\n'))
}

/** An error where the lock is not free or the condition does not hold: the rest is then not run. */
const guard = (condition: string, { lockName }: ConnectOptions): string => {
  const lock = `pg_try_advisory_xact_lock(${LOCK_KEY.replace('$1', () => literal(lockName))})`
  return `SELECT 1 / CASE WHEN ${lock} AND ${condition} THEN 1 ELSE 0 END`
}

const commitFailure = (cause: unknown): DiffkitError => {
  const message = cause instanceof Error ? cause.message : String(cause)
  const trouble = troubleOf(cause)
  if (trouble !== null) {
    return new DiffkitError('DATABASE_FAILED', { message, at: 'commit', trouble }, { cause })
  }
  const statement = { revision: null, operation: null, sql: 'COMMIT', transactional: true }
  return new DiffkitError('STATEMENT_FAILED', { ...statement, message, trouble }, { cause })
}

/** What is left until then, a deferred constraint or a disk that is full, stops even this. */
const commit = async (driver: Driver): Promise<void> => {
  try {
    await driver.execute('COMMIT')
  } catch (cause) {
    throw commitFailure(cause)
  }
}

const atOnce =
  ({ driver, session, options }: Opened): NonNullable<Connection['atOnce']> =>
  async (condition, statements, { signal }) => {
    const before = ['BEGIN', ...session.settings, guard(condition, options), ...limits(options)]
    let isCommitting = false
    try {
      await driver.execute([...before, ...statements].join(';\n'))
      if (!signal.aborted) {
        isCommitting = true
        await driver.execute('COMMIT')
        return true
      }
    } catch (cause) {
      // All else is told by whoever tries again with care.
      if (isCommitting && troubleOf(cause) === 'gone') throw commitFailure(cause)
    }
    await driver.execute('ROLLBACK').catch(() => undefined)
    return false
  }

const begin = async (
  opened: Opened,
  mode: TransactionOptions['mode'],
  signal: AbortSignal,
): Promise<void> => {
  if (mode !== 'revision') return beginTransaction(opened, mode)
  try {
    await beginLocked(opened, signal)
  } catch (error) {
    await opened.driver.execute('ROLLBACK').catch(() => undefined)
    throw error
  }
}

/** Asks the server, over a second connection, to end what a session is doing. */
const cancelSession = async (open: () => Promise<Driver>, process: number): Promise<void> => {
  const other = await open()
  try {
    // Behind a pooler the process may serve somebody else by now.
    await other.query(
      `SELECT pg_cancel_backend(pid) FROM pg_catalog.pg_stat_activity
        WHERE pid = $1 AND application_name = current_setting('application_name')`,
      [process],
    )
  } finally {
    await other.close()
  }
}

const setPath = (path: string): string =>
  `SELECT set_config('search_path', ${literal(path)}, false)`

/** Outside a transaction the session's own search path is changed for as long as it must be. */
const outside = async <T>({ driver, session }: Opened, work: () => Promise<T>): Promise<T> => {
  if (session.path === null) return work()
  await driver.execute(setPath(session.path.wanted))
  try {
    return await work()
  } finally {
    await driver.execute(setPath(session.path.own))
  }
}

const connectionOf = (opened: Opened): Connection => {
  const { driver, session } = opened
  const { beside } = driver
  const interrupt = new AbortController()
  let isInside = false
  const placed = <T>(work: () => Promise<T>): Promise<T> =>
    isInside ? work() : outside(opened, work)
  return {
    dialect: 'postgresql',
    version: session.version,
    query: (sql, parameters = []): Promise<readonly Row[]> =>
      placed(() => driver.query(sql, parameters)),
    execute: (sql) => placed(() => driver.execute(sql)),
    transaction: async (work, { mode }) => {
      await begin(opened, mode, interrupt.signal)
      isInside = true
      try {
        const result = await work()
        // COMMIT after a failed statement rolls back without an error; this query gives it. A read has nothing to lose.
        if (mode === 'revision') await driver.execute('SELECT 1')
        await (mode === 'trial' ? driver.execute('ROLLBACK') : commit(driver))
        return result
      } catch (error) {
        // A connection that is gone has rolled back by itself.
        await driver.execute('ROLLBACK').catch(() => undefined)
        throw error
      } finally {
        isInside = false
      }
    },
    beside: beside === null ? null : async () => open(await beside(), opened.options),
    foreignKeys: 'switchable',
    renamesAlone: true,
    atOnce: atOnce(opened),
    ...(beside === null
      ? {}
      : {
          cancel: async () => {
            interrupt.abort()
            await cancelSession(beside, session.process)
          },
        }),
    driver: driver.native,
    drizzleModule: driver.drizzleModule,
    close: () => driver.close(),
  }
}

const open = async (driver: Driver, options: ConnectOptions): Promise<Connection> => {
  try {
    return connectionOf({ driver, options, session: await readSession(driver, options) })
  } catch (error) {
    await driver.close()
    throw error
  }
}

/** Connects to `postgres://`, `postgresql://` or `pglite:`. */
export const connect = async (url: string, options: ConnectOptions): Promise<Connection> =>
  open(await (url.startsWith('pglite:') ? openPglite(url) : openServer(url)), options)

/** The same over what somebody has opened, which is left as it was. */
export const adopt = async (given: unknown, options: ConnectOptions): Promise<Connection> =>
  open(await adoptDriver(given), options)
