/** What SQLite says when an ALTER TABLE meets a view, a trigger or a table that does not compile. */
import { DiffkitError } from '../../../errors.ts'

/** https://sqlite.org/src/file?name=src/alter.c: renameColumnParseError */
const BROKEN = /error in (view|trigger|index|table) (.+?)( after [a-z ]+)?: (.*)$/s

/** The error that names what is broken; anything else as it came. */
export const namingBroken = (cause: unknown): unknown => {
  const found = cause instanceof Error ? BROKEN.exec(cause.message) : null
  if (found === null) return cause
  const [, kind = '', name = '', after, reason = ''] = found
  const code = after === undefined ? 'BROKEN_BEFORE' : 'WOULD_NOT_COMPILE'
  return new DiffkitError(code, { kind, name, reason }, { cause })
}
