/** An open PostgreSQL session, set up the same way wherever it comes from. */
import { setTimeout as sleep } from 'node:timers/promises'
import { DiffkitError } from '../../errors.ts'
import type { ConnectOptions, Connection, Row, TransactionOptions } from '../dialect.ts'
import { literal } from '../shared.ts'
import { openPglite, openServer } from './drivers.ts'
import type { Driver } from './drivers.ts'
import { searchPath } from './search-path.ts'

const LOCK_KEY = 'hashtextextended($1, 0)'
const POLL = { first: 25, longest: 500 }

const text = (value: unknown): string => (typeof value === 'string' ? value : String(value ?? ''))

interface Session {
  readonly version: Connection['version']
  /** The server's process, by which another session can speak of this one. */
  readonly process: number
}

const setUp = async (driver: Driver, options: ConnectOptions): Promise<Session> => {
  const [row] = await driver.query(
    `SELECT current_setting('server_version_num') AS number,
            current_setting('server_version') AS version,
            current_setting('search_path') AS path,
            pg_backend_pid() AS process`,
    [],
  )
  await driver.query(
    `SELECT set_config('search_path', $1, false), set_config('jit', 'off', false),
            set_config('client_min_messages', 'error', false),
            set_config('standard_conforming_strings', 'on', false)`,
    [searchPath(options.namespaces, text(row?.['path']))],
  )
  const version = {
    major: Math.floor(Number(row?.['number']) / 10_000),
    text: text(row?.['version']).split(' ')[0] ?? '',
  }
  return { version, process: Number(row?.['process']) }
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
const beginLocked = async (
  driver: Driver,
  options: ConnectOptions,
  signal: AbortSignal,
): Promise<void> => {
  const started = Date.now()
  for (let pause = POLL.first; ; pause = Math.min(pause * 2, POLL.longest)) {
    await driver.execute('BEGIN')
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

const atOnce =
  (driver: Driver, options: ConnectOptions): NonNullable<Connection['atOnce']> =>
  async (condition, statements, { signal }) => {
    const all = ['BEGIN', guard(condition, options), ...limits(options), ...statements]
    try {
      await driver.execute(all.join(';\n'))
      if (!signal.aborted) {
        await driver.execute('COMMIT')
        return true
      }
    } catch {
      // Told by whoever tries again with care.
    }
    await driver.execute('ROLLBACK').catch(() => undefined)
    return false
  }

const begin = async (
  driver: Driver,
  options: ConnectOptions,
  { mode, signal }: Pick<TransactionOptions, 'mode'> & { readonly signal: AbortSignal },
): Promise<void> => {
  if (mode === 'read') {
    await driver.execute('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    return
  }
  try {
    await beginLocked(driver, options, signal)
  } catch (error) {
    await driver.execute('ROLLBACK').catch(() => undefined)
    throw error
  }
}

/** Asks the server, over a second connection, to end what a session is doing. */
const cancelSession = async (url: string, process: number): Promise<void> => {
  const other = await openServer(url)
  try {
    await other.query('SELECT pg_cancel_backend($1)', [process])
  } finally {
    await other.close()
  }
}

const open = (url: string): Promise<Driver> =>
  url.startsWith('pglite:') ? openPglite(url) : openServer(url)

/** Connects to `postgres://`, `postgresql://` or `pglite:` and sets the session up. */
export const connect = async (url: string, options: ConnectOptions): Promise<Connection> => {
  const driver = await open(url)
  const session = await setUp(driver, options)
  const interrupt = new AbortController()
  return {
    dialect: 'postgresql',
    version: session.version,
    query: (sql, parameters = []): Promise<readonly Row[]> => driver.query(sql, parameters),
    execute: (sql) => driver.execute(sql),
    transaction: async (work, { mode }) => {
      await begin(driver, options, { mode, signal: interrupt.signal })
      try {
        const result = await work()
        // COMMIT after a failed statement rolls back without an error; this query gives it. A read has nothing to lose.
        if (mode !== 'read') await driver.execute('SELECT 1')
        await driver.execute('COMMIT')
        return result
      } catch (error) {
        // A connection that is gone has rolled back by itself.
        await driver.execute('ROLLBACK').catch(() => undefined)
        throw error
      }
    },
    foreignKeys: 'switchable',
    renamesAlone: true,
    atOnce: atOnce(driver, options),
    // PGlite runs in this process.
    ...(url.startsWith('pglite:')
      ? {}
      : {
          cancel: async () => {
            interrupt.abort()
            await cancelSession(url, session.process)
          },
        }),
    driver: driver.native,
    drizzleModule: driver.drizzleModule,
    close: () => driver.close(),
  }
}
