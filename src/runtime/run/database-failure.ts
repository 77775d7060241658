/** Failures that are the database's own and no bug: a full disk, a missing right, a server that goes away. */
import { DiffkitError, isDiffkitError } from '../../errors.ts'

/**
 * Not to be written to, no right, no such connection, no room, stopped by somebody, the system's.
 * https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const POSTGRES = /^(?:25006|42501|08...|53...|57P..|58...)$/

/** https://www.sqlite.org/rescode.html */
const SQLITE = /^SQLITE_(?:AUTH|BUSY|CANTOPEN|CORRUPT|FULL|IOERR|LOCKED|NOMEM|NOTADB|PERM|READONLY)/

/** What a driver throws for such a failure, as an error that is told; anything else as it is. */
export const databaseFailure = (error: unknown): unknown => {
  if (isDiffkitError(error) || !(error instanceof Error)) return error
  const code = String(Reflect.get(error, 'code') ?? '')
  if (!POSTGRES.test(code) && !SQLITE.test(code)) return error
  return new DiffkitError('DATABASE_FAILED', { message: error.message }, { cause: error })
}
