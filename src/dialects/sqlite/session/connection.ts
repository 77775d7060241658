/** An open SQLite database, set up the same way whichever driver opened it. */
import { setTimeout as sleep } from 'node:timers/promises'
import { troubleOf } from '../../../errors/trouble.ts'
import { DiffkitError, isDiffkitError } from '../../../errors.ts'
import type { ConnectOptions, Connection, ForeignKeys, TransactionOptions } from '../../dialect.ts'
import { maskUrl } from '../../shared.ts'
import { driverOf } from '../../given.ts'
import { adoptBetterSqlite, isBetterSqlite, openBetterSqlite } from './better-sqlite3.ts'
import { namingBroken } from '../rebuild/broken.ts'
import { COMPILES_ON_RENAME, MEMORY, fileOf } from './driver.ts'
import type { BeginOptions, Driver } from './driver.ts'
import { adoptLibsql, isLibsql, openLibsql } from './libsql.ts'
import {
  foreignKeyViolations,
  requireNoNewViolations,
  requireNoViolations,
} from '../rows/violations.ts'

const POLL = { first: 25, longest: 500 }
const SNAPSHOT = 'SQLITE_BUSY_SNAPSHOT'

interface Session {
  readonly driver: Driver
  /** As it may be shown. */
  readonly url: string
  readonly lockTimeout: number
}

const isBusy = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY')

const isOfEngine = (error: unknown): error is Error =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_')

/** The driver has waited for the lock of another one, in vain. */
const namingHolder = (cause: unknown, { lockTimeout }: Session): unknown =>
  isBusy(cause)
    ? new DiffkitError(
        'DATABASE_LOCKED',
        { holder: 'another process', waited: lockTimeout },
        { cause },
      )
    : cause

/** A snapshot that is too old stays so. */
const isHeld = (error: unknown): boolean =>
  isBusy(error) && !(error instanceof Error && 'code' in error && error.code === SNAPSHOT)

/** Tries until the lock of another one is free: what it tries does not wait itself. */
const untilFree = async <T>(
  { lockTimeout }: Session,
  holder: string,
  work: () => Promise<T>,
): Promise<T> => {
  const started = performance.now()
  for (let pause = POLL.first; ; pause = Math.min(pause * 2, POLL.longest)) {
    try {
      return await work()
    } catch (cause) {
      if (!isHeld(cause)) throw cause
      const waited = Math.round(performance.now() - started)
      if (waited >= lockTimeout) {
        throw new DiffkitError('DATABASE_LOCKED', { holder, waited }, { cause })
      }
      await sleep(Math.min(pause, lockTimeout - waited))
    }
  }
}

const begin = (session: Session, options: BeginOptions): Promise<void> =>
  untilFree(session, 'another process', () => session.driver.begin(options))

const areEnforced = async ({ driver }: Session): Promise<boolean> => {
  const [row] = await driver.query('PRAGMA foreign_keys')
  return Number(row?.['foreign_keys']) === 1
}

/** A reader of another process, or a disk that is full, may stop even this. */
const commit = async (session: Session): Promise<void> => {
  try {
    await untilFree(session, 'another process that reads', () => session.driver.end('COMMIT'))
  } catch (cause) {
    if (!isOfEngine(cause)) throw cause
    const statement = { revision: null, operation: null, sql: 'COMMIT', transactional: true }
    const failed = { ...statement, message: cause.message, trouble: troubleOf(cause) }
    throw new DiffkitError('STATEMENT_FAILED', failed, { cause })
  }
}

const commitFixed = async (session: Session): Promise<void> => {
  try {
    await untilFree(session, 'another process that reads', () => session.driver.end('COMMIT'))
  } catch (cause) {
    await requireNoViolations(session.driver)
    throw cause
  }
}

/** Foreign keys stay on, and are judged at COMMIT. https://sqlite.org/pragma.html#pragma_defer_foreign_keys */
const deferred = async <T>(session: Session, work: () => Promise<T>): Promise<T> => {
  const { driver } = session
  await driver.execute('PRAGMA defer_foreign_keys = ON')
  const baseline = await foreignKeyViolations(driver)
  const result = await work()
  await requireNoNewViolations(driver, baseline)
  await commitFixed(session)
  return result
}

const unenforced = async <T>(session: Session, work: () => Promise<T>): Promise<T> => {
  const { driver, url } = session
  // Inside a transaction the pragma does nothing, so it was set before and is read back.
  if (await areEnforced(session)) throw new DiffkitError('FOREIGN_KEYS_STUCK', { url })
  const baseline = await foreignKeyViolations(driver)
  const result = await work()
  await requireNoNewViolations(driver, baseline)
  await commit(session)
  return result
}

const plain = async <T>(
  session: Session,
  work: () => Promise<T>,
  mode: TransactionOptions['mode'],
): Promise<T> => {
  const result = await work()
  if (mode === 'trial') await session.driver.end('ROLLBACK')
  else await commit(session)
  return result
}

const HIDING =
  'SELECT t.type, t.name FROM sqlite_temp_schema AS t JOIN main.sqlite_schema AS m ' +
  "ON m.name = t.name COLLATE NOCASE AND m.type IN ('table', 'view') WHERE t.type IN ('table', 'view') LIMIT 1"

/** A name without its schema means the temporary table before any other. */
const requireNothingHidden = async ({ driver }: Session): Promise<void> => {
  // A server may keep its temporary schema to itself; then nothing of ours is in it.
  const [found] = await driver.query(HIDING).catch(() => [])
  if (found === undefined) return
  throw new DiffkitError('HIDDEN_TABLE', {
    kind: String(found['type']),
    name: String(found['name']),
  })
}

const unhidden = async <T>(session: Session, work: () => Promise<T>): Promise<T> => {
  await requireNothingHidden(session)
  const result = await work()
  await requireNothingHidden(session)
  return result
}

const transactionOf =
  (session: Session, foreignKeys: ForeignKeys): Connection['transaction'] =>
  async (given, { mode, rebuild = false }) => {
    const work = mode === 'revision' ? () => unhidden(session, given) : given
    const switches = rebuild && foreignKeys === 'switchable'
    await begin(session, { mode, foreignKeys: switches ? 'off' : 'on' })
    try {
      if (!rebuild) return await plain(session, work, mode)
      return await (switches ? unenforced : deferred)(session, work)
    } catch (error) {
      await session.driver.end('ROLLBACK')
      throw error
    }
  }

/** A server may refuse the pragma. */
const renamesAlone = ({ driver }: Session): Promise<boolean> =>
  driver.execute(`PRAGMA ${COMPILES_ON_RENAME}`).then(
    () => true,
    () => false,
  )

/** What the engine says of itself; reads the first page, so that a file that is no database fails. */
const probe = async (
  session: Session,
  given: ForeignKeys | undefined,
): Promise<Pick<Connection, 'version' | 'foreignKeys' | 'renamesAlone'>> => {
  const { driver } = session
  await begin(session, { mode: 'read', foreignKeys: given === 'fixed' ? 'on' : 'off' })
  try {
    const [row] = await driver.query(
      'SELECT sqlite_version() AS version, (SELECT count(*) FROM sqlite_schema) AS objects',
    )
    const text = String(row?.['version'])
    const foreignKeys = (await areEnforced(session)) ? 'fixed' : 'switchable'
    return {
      version: { major: Number(text.split('.')[0]), text },
      foreignKeys: given ?? foreignKeys,
      renamesAlone: await renamesAlone(session),
    }
  } finally {
    await driver.end('ROLLBACK')
  }
}

/** The token, where an error repeats it. */
const withoutSecret = (text: string, url: string): string => {
  const given = /[?&]authToken=([^&#]+)/.exec(url)?.[1]
  const { LIBSQL_AUTH_TOKEN, TURSO_AUTH_TOKEN } = process.env
  return [given, given && decodeURIComponent(given), LIBSQL_AUTH_TOKEN, TURSO_AUTH_TOKEN].reduce(
    (shown: string, secret) => (secret ? shown.replaceAll(secret, '***') : shown),
    text,
  )
}

const isMissingDriver = (error: unknown): boolean =>
  isDiffkitError(error) && error.code === 'DRIVER_MISSING'

const unreachable = (cause: unknown, url: string): unknown => {
  if (isDiffkitError(cause)) return cause
  const reason = withoutSecret(cause instanceof Error ? cause.message : String(cause), url)
  const refused = /HTTP status 40[13]/.test(reason)
  const code = refused ? 'DATABASE_LOGIN_REFUSED' : 'DATABASE_UNREACHABLE'
  return new DiffkitError(code, { url: maskUrl(url), reason }, { cause })
}

const open = async (url: string, options: ConnectOptions): Promise<Driver> => {
  if (/^libsql:/i.test(url)) return openLibsql(url, options)
  try {
    return await openBetterSqlite(url, options)
  } catch (cause) {
    // In memory any engine will do: who has installed libSQL needs nothing else.
    if (!isMissingDriver(cause) || fileOf(url) !== MEMORY) throw cause
    return openLibsql(`libsql:${MEMORY}`, options).catch((error: unknown) => {
      throw isMissingDriver(error) ? cause : error
    })
  }
}

const connectionOf = async (
  driver: Driver,
  url: string,
  options: ConnectOptions & { readonly foreignKeys?: ForeignKeys },
): Promise<Connection> => {
  const session = { driver, url: maskUrl(url), lockTimeout: options.lockTimeout }
  const facts = await probe(session, options.foreignKeys)
  return {
    dialect: 'sqlite',
    ...facts,
    query: (sql, parameters) =>
      untilFree(session, 'another process', () => driver.query(sql, parameters)).catch(
        (cause: unknown) => {
          throw namingHolder(cause, session)
        },
      ),
    execute: (sql) =>
      driver.execute(sql).catch((cause: unknown) => {
        throw namingBroken(namingHolder(cause, session))
      }),
    transaction: transactionOf(session, facts.foreignKeys),
    beside: null,
    atOnce: null,
    driver: driver.native,
    drizzleModule: driver.drizzleModule,
    close: driver.close,
  }
}

/** Opens a database with foreign keys enforced, whatever the driver's default is. */
export const connect = async (
  url: string,
  options: ConnectOptions & { readonly foreignKeys?: ForeignKeys },
): Promise<Connection> => {
  let driver: Driver | null = null
  try {
    driver = await open(url, options)
    return await connectionOf(driver, url, options)
  } catch (cause) {
    await driver?.close()
    throw unreachable(cause, url)
  }
}

const adoptDriver = (given: unknown, options: ConnectOptions): Driver => {
  const native = driverOf(given)
  if (isBetterSqlite(native)) return adoptBetterSqlite(native, options)
  if (isLibsql(native)) return adoptLibsql(native, options)
  throw new DiffkitError('CONNECTION_UNKNOWN', {})
}

/** The same over what somebody has opened, which is left as it was. */
export const adopt = async (given: unknown, options: ConnectOptions): Promise<Connection> => {
  const driver = adoptDriver(given, options)
  try {
    return await connectionOf(driver, 'the given connection', options)
  } catch (cause) {
    await driver.close()
    throw cause
  }
}
