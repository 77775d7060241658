/** The ways to reach a PostgreSQL: the `pg` driver, PGlite inside this process, and what somebody has opened. */
import { createRequire } from 'node:module'
import type { PGlite } from '@electric-sql/pglite'
import type Pg from 'pg'
import type { Client, ClientBase, Pool } from 'pg'
import { DiffkitError } from '../../../errors.ts'
import type { Row } from '../../dialect.ts'
import { driverOf, hasMethods } from '../../given.ts'
import { loadDriver } from '../../load-driver.ts'
import { maskUrl } from '../../shared.ts'

/** What the connection needs of a driver; calls come one at a time. */
export interface Driver {
  readonly native: unknown
  /** The entry point of drizzle-orm that opens `native`. */
  readonly drizzleModule: string
  query(sql: string, parameters: readonly unknown[]): Promise<readonly Row[]>
  execute(sql: string): Promise<void>
  /** Another connection to the same database; `null` where there can be none. */
  readonly beside: (() => Promise<Driver>) | null
  close(): Promise<void>
}

const CONNECT_TIMEOUT = 15_000

const textOf = (error: unknown, key: 'code' | 'message' | 'detail'): string => {
  if (typeof error !== 'object' || error === null) return ''
  // A host with several addresses gives one error for each.
  const { errors } = error as { readonly errors?: readonly unknown[] }
  const own: unknown = Reflect.get(error, key)
  return typeof own === 'string' && own !== '' ? own : errors ? textOf(errors[0], key) : ''
}

const withoutSecret = (text: string, url: string): string => {
  const secret = /:\/\/[^:@/?#]*:(.*)@/.exec(url)?.[1]
  return secret === undefined || secret === '' ? text : text.replaceAll(secret, '***')
}

/** What went wrong while connecting, as a person can use it. */
const connectError = (cause: unknown, url: string): unknown => {
  const code = textOf(cause, 'code')
  const reason = withoutSecret(textOf(cause, 'message') || code, url)
  const shown = maskUrl(url)
  if (code === '3D000') {
    const name = /database "(.*)" does not exist/.exec(reason)?.[1] ?? ''
    return new DiffkitError('DATABASE_NOT_FOUND', { url: shown, name }, { cause })
  }
  const refused = code.startsWith('28') || /password|authentication|SASL/i.test(reason)
  return refused
    ? new DiffkitError('DATABASE_LOGIN_REFUSED', { url: shown, reason }, { cause })
    : new DiffkitError('DATABASE_UNREACHABLE', { url: shown, reason }, { cause })
}

/** PostgreSQL names the object or the row that stands in the way in the detail alone. */
const withDetail = (error: unknown): unknown => {
  const detail = textOf(error, 'detail')
  if (error instanceof Error && detail !== '') error.message += `. ${detail}`
  return error
}

const pgDriver = (
  client: ClientBase,
  { beside, close }: Pick<Driver, 'beside' | 'close'>,
): Driver => ({
  native: client,
  drizzleModule: 'drizzle-orm/node-postgres',
  query: async (sql, parameters) => {
    const result = await client.query<Record<string, unknown>>(sql, [...parameters])
    return result.rows
  },
  execute: async (sql) => {
    await client.query(sql).catch((error: unknown) => {
      throw withDetail(error)
    })
  },
  beside,
  close,
})

const makeClient = (pg: { readonly Client: typeof Client }, url: string): Client => {
  try {
    return new pg.Client({
      connectionString: url,
      application_name: 'diffkit',
      connectionTimeoutMillis: CONNECT_TIMEOUT,
    })
  } catch (cause) {
    const problem =
      'it is no URL: in user and password, characters such as / ? # @ : are written as %2F %3F %23 %40 %3A, and the port is a number'
    throw new DiffkitError('URL_INVALID', { url: maskUrl(url), problem }, { cause })
  }
}

/**
 * Node before 21 has no `navigator`, and so pg asks a new `Response` whether it is in a Cloudflare Worker:
 * the first one loads all of Node's HTTP client, which costs more than pg itself.
 */
const withoutResponse = <T>(work: () => T): T => {
  const own = Object.getOwnPropertyDescriptor(globalThis, 'Response')
  if ('navigator' in globalThis || own?.configurable !== true) return work()
  Object.defineProperty(globalThis, 'Response', { value: undefined, configurable: true })
  try {
    return work()
  } finally {
    Object.defineProperty(globalThis, 'Response', own)
  }
}

/** Imported, its CommonJS texts are scanned for names first. */
const requirePg = (): Pick<typeof Pg, 'Client'> =>
  withoutResponse(() => createRequire(import.meta.url)('pg'))

/** Opens a server's database through `pg`. */
export const openServer = async (url: string): Promise<Driver> => {
  const pg = await loadDriver('pg', async () => requirePg())
  const client = makeClient(pg, url)
  // A connection that breaks while idle is reported by the next query.
  client.on('error', () => undefined)
  try {
    await client.connect()
  } catch (cause) {
    throw connectError(cause, url)
  }
  return pgDriver(client, { beside: () => openServer(url), close: () => client.end() })
}

const INT8 = 20

const pgliteDriver = (database: PGlite, close: () => Promise<void>): Driver => ({
  native: database,
  drizzleModule: 'drizzle-orm/pglite',
  query: async (sql, parameters) => {
    const result = await database.query<Record<string, unknown>>(sql, [...parameters], { parsers })
    return result.rows
  },
  execute: async (sql) => {
    await database.exec(sql).catch((error: unknown) => {
      throw withDetail(error)
    })
  },
  beside: null,
  close,
})

/** A 64-bit integer does not fit into a JavaScript number. */
const parsers = { [INT8]: (text: string) => text }

/** Opens a database inside this process: `pglite:memory` or `pglite:./folder`. */
export const openPglite = async (url: string): Promise<Driver> => {
  const { PGlite } = await loadDriver('@electric-sql/pglite', () => import('@electric-sql/pglite'))
  const path = url.slice('pglite:'.length).replace(/^\/\/(?=\/)/, '')
  try {
    const database = await PGlite.create(path === 'memory' || path === '' ? {} : { dataDir: path })
    return pgliteDriver(database, () => database.close())
  } catch (cause) {
    throw connectError(cause, url)
  }
}

const isPglite = (value: unknown): value is PGlite => hasMethods(value, ['query', 'exec'])

const isClient = (value: unknown): value is ClientBase => hasMethods(value, ['query', 'connect'])

const isPool = (value: unknown): value is Pool => isClient(value) && 'idleCount' in value

/** One client of the pool, given back at the end. */
const lend = async (pool: Pool): Promise<Driver> => {
  const client = await pool.connect().catch((cause: unknown) => {
    const { host = 'the server', port = 5432, database = '' } = pool.options
    throw connectError(cause, `postgres://${host}:${port}/${database}`)
  })
  // Where the pool has no other one, who waits for it would wait for ever.
  const beside = (pool.options.max ?? 10) > 1 ? () => lend(pool) : null
  return pgDriver(client, { beside, close: async () => client.release() })
}

/** `SAVEPOINT` is refused outside of a transaction. */
const requireOutside = async (driver: Driver): Promise<void> => {
  try {
    await driver.execute('SAVEPOINT diffkit_given')
  } catch (cause) {
    if (textOf(cause, 'code') === '25P01') return
    throw textOf(cause, 'code') === '25P02' ? new DiffkitError('CONNECTION_BUSY', {}) : cause
  }
  await driver.execute('RELEASE SAVEPOINT diffkit_given')
  throw new DiffkitError('CONNECTION_BUSY', {})
}

/** What somebody has opened; it stays open. */
export const adoptDriver = async (given: unknown): Promise<Driver> => {
  const native = driverOf(given)
  if (isPool(native)) return lend(native)
  const close = async (): Promise<void> => undefined
  const driver = isClient(native)
    ? pgDriver(native, { beside: null, close })
    : isPglite(native)
      ? pgliteDriver(native, close)
      : null
  if (driver === null) throw new DiffkitError('CONNECTION_UNKNOWN', {})
  await requireOutside(driver)
  return driver
}
