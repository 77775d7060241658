/** better-sqlite3 as a Connection. */
import { existsSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Database } from 'better-sqlite3'
import { DiffkitError } from '../../errors.ts'
import type { ConnectOptions, Connection, Row, TransactionOptions } from '../dialect.ts'
import { foreignKeyViolations, requireNoNewViolations } from './violations.ts'

const loadDriver = async () => {
  try {
    return (await import('better-sqlite3')).default
  } catch (cause) {
    throw new DiffkitError('DRIVER_MISSING', { driver: 'better-sqlite3' }, { cause })
  }
}

/** The file that a URL names; `:memory:` for the database without one. */
export const fileOf = (url: string): string => {
  if (url.startsWith('file://')) return fileURLToPath(url)
  const path = url.replace(/^(sqlite|file):(\/\/(?=\/|:))?/, '')
  return path === '' ? ':memory:' : path
}

const openFile = async (url: string, options: ConnectOptions): Promise<Database> => {
  const driver = await loadDriver()
  const file = fileOf(url)
  // An absent file that nobody asked to create reads as an empty database.
  const path = options.create || existsSync(file) ? file : ':memory:'
  try {
    if (options.create && path !== ':memory:') mkdirSync(dirname(path), { recursive: true })
    return new driver(path, { timeout: options.lockTimeout })
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new DiffkitError('DATABASE_UNREACHABLE', { url, reason }, { cause })
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : ''

const begin = (database: Database, mode: TransactionOptions['mode'], waited: number): void => {
  try {
    database.exec(mode === 'read' ? 'BEGIN DEFERRED' : 'BEGIN IMMEDIATE')
  } catch (cause) {
    if (!codeOf(cause).startsWith('SQLITE_BUSY')) throw cause
    throw new DiffkitError('DATABASE_LOCKED', { holder: 'another process', waited }, { cause })
  }
}

const isOn = (database: Database, pragma: string): boolean =>
  Number(database.pragma(pragma, { simple: true })) === 1

/** Inside a transaction the pragma does nothing, so it is set before and read back. */
const turnOff = (database: Database): void => {
  database.pragma('foreign_keys = OFF')
  if (isOn(database, 'foreign_keys')) {
    throw new DiffkitError('FOREIGN_KEYS_STUCK', { url: database.name })
  }
}

const inTransaction = async <T>(
  database: Database,
  work: () => Promise<T>,
  { mode, rebuild, waited }: TransactionOptions & { readonly waited: number },
): Promise<T> => {
  begin(database, mode, waited)
  try {
    const baseline = rebuild === true ? foreignKeyViolations(database) : null
    const result = await work()
    if (baseline !== null) requireNoNewViolations(database, baseline)
    database.exec('COMMIT')
    return result
  } catch (error) {
    if (database.inTransaction) database.exec('ROLLBACK')
    throw error
  }
}

const transactionOf =
  (database: Database, waited: number): Connection['transaction'] =>
  async (work, options) => {
    if (options.rebuild !== true) return inTransaction(database, work, { ...options, waited })
    const enforced = isOn(database, 'foreign_keys')
    turnOff(database)
    try {
      return await inTransaction(database, work, { ...options, waited })
    } finally {
      database.pragma(`foreign_keys = ${enforced ? 'ON' : 'OFF'}`)
    }
  }

/** Opens a database with foreign keys enforced, whatever the driver's default is. */
export const connect = async (url: string, options: ConnectOptions): Promise<Connection> => {
  const database = await openFile(url, options)
  try {
    database.pragma('foreign_keys = ON')
    database.pragma('legacy_alter_table = OFF')
    const text = String(database.prepare('SELECT sqlite_version()').pluck().get())
    // Reads the first page: a file that is no database fails here.
    database.pragma('schema_version')
    return {
      dialect: 'sqlite',
      version: { major: Number(text.split('.')[0]), text },
      query: async (sql, parameters = []) => {
        const prepared = database.prepare<unknown[], Row>(sql)
        if (prepared.reader) return prepared.all(...parameters)
        prepared.run(...parameters)
        return []
      },
      execute: async (sql) => {
        database.exec(sql)
      },
      transaction: transactionOf(database, options.lockTimeout),
      driver: database,
      close: async () => {
        database.close()
      },
    }
  } catch (cause) {
    database.close()
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new DiffkitError('DATABASE_UNREACHABLE', { url, reason }, { cause })
  }
}
