/** A database opened by @libsql/client: a local file, or a server. */
import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Client, InValue, Transaction } from '@libsql/client'
import type { ConnectOptions } from '../../dialect.ts'
import { hasMethods } from '../../given.ts'
import { loadDriver } from '../../load-driver.ts'
import { makeTemporaryFolder } from '../../temporary-folder.ts'
import { COMPILES_ON_RENAME, MEMORY, fileOf } from './driver.ts'
import type { BeginOptions, Driver } from './driver.ts'
import { insideTransaction } from './libsql-client.ts'

/** Whether the URL names a server rather than a file. */
const isServer = (url: string): boolean => /^libsql:\/\/(?!\/|:)/i.test(url)

const tokenOf = (url: string): string | undefined => {
  if (/[?&]authToken=/.test(url)) return undefined
  const { LIBSQL_AUTH_TOKEN, TURSO_AUTH_TOKEN } = process.env
  return LIBSQL_AUTH_TOKEN || TURSO_AUTH_TOKEN || undefined
}

interface Opened {
  readonly client: Client
  /** What a connection is told before a transaction. A server takes none. */
  readonly pragmas: readonly string[]
  /** What a connection is told in a transaction: how long statements wait. A server keeps its own time. */
  readonly wait: string | null
  readonly server: boolean
  /** Closes what was opened, and removes what stood for a database in memory. */
  readonly remove: () => void
}

const waitPragma = ({ lockTimeout }: ConnectOptions): string =>
  `busy_timeout = ${Math.trunc(lockTimeout)}`

const openServer = async (url: string): Promise<Opened> => {
  const { createClient } = await loadDriver('@libsql/client', () => import('@libsql/client'))
  const authToken = tokenOf(url)
  const client = createClient(authToken === undefined ? { url } : { url, authToken })
  return { client, pragmas: [], wait: null, server: true, remove: () => client.close() }
}

/**
 * A client before 0.18 gives each transaction a connection of its own, and with it another database
 * in memory, so that a file in a temporary folder stands for one.
 */
const openFile = async (url: string, options: ConnectOptions): Promise<Opened> => {
  const { createClient } = await loadDriver('@libsql/client', () => import('@libsql/client'))
  const file = fileOf(url)
  const isMemory = file === MEMORY || !(options.create || existsSync(file))
  const folder = isMemory ? makeTemporaryFolder(tmpdir(), 'memory') : dirname(file)
  if (!isMemory) mkdirSync(folder, { recursive: true })
  const path = isMemory ? join(folder, 'memory.db') : file
  const remove = (): void => {
    if (isMemory) rmSync(folder, { recursive: true, force: true })
  }
  try {
    const client = createClient({ url: pathToFileURL(path).href, concurrency: 1 })
    return {
      client,
      pragmas: isMemory ? [COMPILES_ON_RENAME, 'synchronous = OFF'] : [COMPILES_ON_RENAME],
      wait: waitPragma(options),
      server: false,
      remove: () => {
        client.close()
        remove()
      },
    }
  } catch (cause) {
    remove()
    throw cause
  }
}

const isValue = (value: unknown): value is InValue =>
  value === null ||
  ['string', 'number', 'bigint', 'boolean'].includes(typeof value) ||
  value instanceof ArrayBuffer ||
  value instanceof Uint8Array ||
  value instanceof Date

const toValue = (value: unknown): InValue => {
  if (isValue(value)) return value
  throw new TypeError(`SQLite has no type for a parameter of type ${typeof value}`)
}

/**
 * What turns a transaction of the client, which cannot be told about pragmas, into the one that is
 * wanted. Nothing has been done in it yet, and a client keeps it on one connection.
 */
const prelude = (
  { mode, foreignKeys }: BeginOptions,
  { pragmas, wait }: Pick<Opened, 'pragmas' | 'wait'>,
): string =>
  [
    'ROLLBACK',
    ...[...pragmas, `foreign_keys = ${foreignKeys}`].map((pragma) => `PRAGMA ${pragma}`),
    // The engine of a file would wait in the middle of a call, where nothing else of this process goes on.
    ...(wait === null ? [] : ['PRAGMA busy_timeout = 0']),
    mode === 'read' ? 'BEGIN DEFERRED' : 'BEGIN IMMEDIATE',
    ...(wait === null ? [] : [`PRAGMA ${wait}`]),
  ].join('; ')

const driverFor = (opened: Opened): Driver => {
  const { client, remove, server, wait } = opened
  let open: Transaction | null = null
  const settle = (): void => {
    open?.close()
    open = null
  }
  return {
    native: insideTransaction(client, () => open),
    drizzleModule: 'drizzle-orm/libsql',
    query: async (sql, parameters = []) => {
      const { rows } = await (open ?? client).execute({ sql, args: parameters.map(toValue) })
      return rows
    },
    execute: (sql) => (open ?? client).executeMultiple(sql),
    begin: async (begin) => {
      open = await client.transaction('deferred')
      if (server && begin.mode === 'read' && begin.foreignKeys === 'on') return
      try {
        await open.executeMultiple(prelude(begin, opened))
      } catch (cause) {
        if (wait !== null) await open.executeMultiple(`PRAGMA ${wait}`).catch(() => undefined)
        settle()
        throw cause
      }
    },
    end: async (how) => {
      // The pragma is a matter of the connection, which another transaction may be given.
      const sql = `${how}; PRAGMA foreign_keys = ON`
      if (how === 'COMMIT') await open?.executeMultiple(sql)
      else if (open?.closed === false) await open.executeMultiple(sql).catch(() => undefined)
      settle()
    },
    close: async () => {
      settle()
      remove()
    },
  }
}

/** Opens `libsql:./file.db` or `libsql://host`. */
export const openLibsql = async (url: string, options: ConnectOptions): Promise<Driver> =>
  driverFor(await (isServer(url) ? openServer(url) : openFile(url, options)))

/** Whether something that is open is a client of @libsql/client. */
export const isLibsql = (value: unknown): value is Client =>
  hasMethods(value, ['executeMultiple', 'batch'])

/** A client that somebody has opened; it stays open. */
export const adoptLibsql = (client: Client, options: ConnectOptions): Driver => {
  const server = client.protocol !== 'file'
  return driverFor({
    client,
    pragmas: server ? [] : [COMPILES_ON_RENAME],
    wait: server ? null : waitPragma(options),
    server,
    remove: () => undefined,
  })
}
