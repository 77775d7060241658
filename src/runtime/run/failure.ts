/** Errors of statements and data steps, told for people. */
import type { Statement } from '../../dialects/dialect.ts'
import { DiffkitError, isDiffkitError } from '../../errors.ts'
import { troubleOf } from '../../errors/trouble.ts'
import { describe } from '../../operations/index.ts'

/** insufficient_privilege. https://www.postgresql.org/docs/current/errcodes-appendix.html */
const NOT_ALLOWED = '42501'

/** What a server says, with its detail: which rows are equal, what depends on a type, how it is allowed. */
const reasonOf = (cause: unknown): string => {
  if (!(cause instanceof Error)) return String(cause)
  const more: unknown = Reflect.get(
    cause,
    Reflect.get(cause, 'code') === NOT_ALLOWED ? 'hint' : 'detail',
  )
  return typeof more === 'string' && more !== ''
    ? `${cause.message} (${more.split('\n').join('; ')})`
    : cause.message
}

/** Of a block that keeps what hangs on an object only the statement of it that failed. */
const sqlOf = (statement: Statement, cause: unknown): string => {
  if (statement.upkeep !== true || !(cause instanceof Error)) return statement.sql
  const where = String(Reflect.get(cause, 'where') ?? '')
  return /^SQL statement "([^]*)"\nPL\/pgSQL/.exec(where)?.[1] ?? statement.sql
}

/** A statement that failed, as an error that names revision, operation and SQL; what is known stays as it is. */
export const failure = (statement: Statement, revision: string | null, cause: unknown): unknown => {
  if (isDiffkitError(cause)) return cause
  if (statement.source?.kind === 'createExtension') {
    const message = reasonOf(cause)
    const data = { revision, name: statement.source.name, need: statement.note, message }
    return new DiffkitError('EXTENSION_UNAVAILABLE', data, { cause })
  }
  return new DiffkitError(
    'STATEMENT_FAILED',
    {
      revision,
      operation: statement.source === null ? null : describe(statement.source),
      sql: sqlOf(statement, cause),
      message: reasonOf(cause),
      transactional: statement.transactional,
      trouble: troubleOf(cause),
    },
    { cause },
  )
}

/** A data step that failed. */
export const runFailure = (revision: string | null, cause: unknown): unknown => {
  if (isDiffkitError(cause)) return cause
  const message = cause instanceof Error ? cause.message : String(cause)
  return new DiffkitError('RUN_FAILED', { revision, message, trouble: troubleOf(cause) }, { cause })
}
