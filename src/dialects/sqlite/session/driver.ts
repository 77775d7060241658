/** What a SQLite connection needs of the package that opens the database. */
import { fileURLToPath } from 'node:url'
import type { Row, TransactionOptions } from '../../dialect.ts'

export interface BeginOptions {
  readonly mode: TransactionOptions['mode']
  /** `off`: from before BEGIN until `end`. */
  readonly foreignKeys: 'on' | 'off'
}

/** An open database; calls come one at a time, transactions do not nest. */
export interface Driver {
  readonly native: unknown
  /** The entry point of drizzle-orm that opens `native`. */
  readonly drizzleModule: string
  /** As `begin`, while another one holds the lock. */
  query(sql: string, parameters?: readonly unknown[]): Promise<readonly Row[]>
  execute(sql: string): Promise<void>
  /** Throws an error whose code begins with `SQLITE_BUSY` while another one holds the lock, and does not wait for it. */
  begin(options: BeginOptions): Promise<void>
  /** A COMMIT that fails leaves the transaction open; a ROLLBACK never fails. */
  end(how: 'COMMIT' | 'ROLLBACK'): Promise<void>
  close(): Promise<void>
}

export const MEMORY = ':memory:'

/** As it is outside a rebuild, and must be again when one fails in the middle. */
export const COMPILES_ON_RENAME = 'legacy_alter_table = OFF'

/** The file that a URL names; `:memory:` for the database without one. */
export const fileOf = (url: string): string => {
  if (url.startsWith('file://')) return fileURLToPath(url)
  const path = url.replace(/^(sqlite|file|libsql):(\/\/(?=\/|:))?/, '')
  return path === '' ? MEMORY : path
}
