/** A database opened by better-sqlite3. */
import { existsSync, mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import type BetterSqlite3 from 'better-sqlite3'
import type { Database } from 'better-sqlite3'
import { DiffkitError } from '../../../errors.ts'
import type { ConnectOptions, Row } from '../../dialect.ts'
import { hasMethods } from '../../given.ts'
import { loadDriver } from '../../load-driver.ts'
import { COMPILES_ON_RENAME, MEMORY, fileOf } from './driver.ts'
import type { BeginOptions, Driver } from './driver.ts'

/** Imported, a CommonJS text is scanned for names first, which costs more than the rest. */
const requireDriver = (): typeof BetterSqlite3 => createRequire(import.meta.url)('better-sqlite3')

const openFile = async (url: string, options: ConnectOptions): Promise<Database> => {
  const BetterSqlite = await loadDriver('better-sqlite3', async () => requireDriver())
  const file = fileOf(url)
  // An absent file that nobody asked to create reads as an empty database.
  const path = options.create || existsSync(file) ? file : MEMORY
  if (options.create && path !== MEMORY) mkdirSync(dirname(path), { recursive: true })
  return new BetterSqlite(path, { timeout: options.lockTimeout })
}

/**
 * A lock that another one holds is an error now: the engine would wait in the middle of a call, where nothing
 * else of this process goes on, and the holder may be a connection of this process.
 */
const atOnce = <T>(database: Database, work: () => T): T => {
  const before = database.pragma('busy_timeout', { simple: true })
  database.pragma('busy_timeout = 0')
  try {
    return work()
  } finally {
    database.pragma(`busy_timeout = ${before}`)
  }
}

const beginWith = (database: Database, mode: BeginOptions['mode']): void => {
  if (mode !== 'read') {
    database.exec('BEGIN IMMEDIATE')
    return
  }
  database.exec('BEGIN DEFERRED')
  try {
    // The lock of a reader is taken by its first read.
    database.prepare('SELECT count(*) FROM sqlite_schema').get()
  } catch (cause) {
    database.exec('ROLLBACK')
    throw cause
  }
}

/** Statements of one database, whoever has opened it. */
const driverFor = (database: Database, close: () => void): Driver => {
  let restore: (() => void) | null = null
  const turnOff = (): void => {
    const enforced = database.pragma('foreign_keys', { simple: true })
    database.pragma('foreign_keys = OFF')
    restore = () => database.pragma(`foreign_keys = ${enforced === 1 ? 'ON' : 'OFF'}`)
  }
  const ended = (): void => {
    restore?.()
    restore = null
  }
  return {
    native: database,
    drizzleModule: 'drizzle-orm/better-sqlite3',
    query: async (sql, parameters = []) => {
      const run = (): readonly Row[] => {
        const prepared = database.prepare<unknown[], Row>(sql).safeIntegers(false)
        if (prepared.reader) return prepared.all(...parameters)
        prepared.run(...parameters)
        return []
      }
      return database.inTransaction ? run() : atOnce(database, run)
    },
    execute: async (sql) => {
      database.exec(sql)
    },
    begin: async ({ mode, foreignKeys }) => {
      database.pragma(COMPILES_ON_RENAME)
      if (foreignKeys === 'off') turnOff()
      try {
        atOnce(database, () => beginWith(database, mode))
      } catch (cause) {
        ended()
        throw cause
      }
    },
    end: async (how) => {
      if (how === 'COMMIT' || database.inTransaction) atOnce(database, () => database.exec(how))
      ended()
    },
    close: async () => close(),
  }
}

const SETTINGS = { foreign_keys: 'ON', legacy_alter_table: 'OFF' } as const

const setUp = (database: Database): void => {
  for (const [name, value] of Object.entries(SETTINGS)) database.pragma(`${name} = ${value}`)
}

/** Opens the file of `sqlite:` and `file:`, with foreign keys enforced. */
export const openBetterSqlite = async (url: string, options: ConnectOptions): Promise<Driver> => {
  const database = await openFile(url, options)
  setUp(database)
  return driverFor(database, () => database.close())
}

/** Whether something that is open is a database of better-sqlite3. */
export const isBetterSqlite = (value: unknown): value is Database =>
  hasMethods(value, ['prepare', 'pragma', 'exec'])

/** A database that somebody has opened: it gets its own settings back, and stays open. */
export const adoptBetterSqlite = (database: Database, options: ConnectOptions): Driver => {
  if (database.inTransaction) throw new DiffkitError('CONNECTION_BUSY', {})
  const names = [...Object.keys(SETTINGS), 'busy_timeout']
  const before = names.map((name) => `${name} = ${database.pragma(name, { simple: true })}`)
  setUp(database)
  database.pragma(`busy_timeout = ${options.lockTimeout}`)
  return driverFor(database, () => {
    for (const setting of before) database.pragma(setting)
  })
}
