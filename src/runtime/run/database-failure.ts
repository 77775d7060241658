/** Failures that are the database's own and no bug: a full disk, a missing right, a server that goes away. */
import { DiffkitError, isDiffkitError } from '../../errors.ts'
import { troubleOf } from '../../errors/trouble.ts'

/**
 * Not to be written to, in another's way, no right, a lock, stopped by somebody, no such connection, no room, the system's.
 * https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const POSTGRES = /^(?:25006|40001|40P01|42501|55P03|57014|08...|53...|57P..|58...)$/

/** https://www.sqlite.org/rescode.html */
const SQLITE = /^SQLITE_(?:AUTH|BUSY|CANTOPEN|CORRUPT|FULL|IOERR|LOCKED|NOMEM|NOTADB|PERM|READONLY)/

/** What a driver throws for such a failure, as an error that is told; anything else as it is. */
export const databaseFailure = (error: unknown): unknown => {
  if (isDiffkitError(error) || !(error instanceof Error)) return error
  const code = String(Reflect.get(error, 'code') ?? '')
  const trouble = troubleOf(error)
  if (trouble === null && !POSTGRES.test(code) && !SQLITE.test(code)) return error
  return new DiffkitError(
    'DATABASE_FAILED',
    { message: error.message, at: 'own', trouble },
    { cause: error },
  )
}
