/** What a database fails at for reasons that are not the migration's, and what helps. */

/** `conflict`: with another session; `gone`: the connection or the server; `room`: none is left. */
export type Trouble = 'conflict' | 'locked' | 'stopped' | 'gone' | 'room' | 'denied' | 'counter'

/**
 * https://www.postgresql.org/docs/current/errcodes-appendix.html, https://www.sqlite.org/rescode.html,
 * https://nodejs.org/api/errors.html#common-system-errors
 */
const TROUBLES: readonly (readonly [Trouble, RegExp])[] = [
  ['conflict', /^(?:40001|40P01)$/],
  ['locked', /^(?:55P03|SQLITE_BUSY.*|SQLITE_LOCKED.*)$/],
  ['stopped', /^57014$/],
  ['gone', /^(?:08...|57P0.|ECONNRESET|ECONNREFUSED|EPIPE|ETIMEDOUT)$/],
  ['room', /^(?:53...|58030|SQLITE_FULL|SQLITE_NOMEM)$/],
  ['denied', /^(?:42501|25006|SQLITE_(?:AUTH|PERM|READONLY).*)$/],
]

/** https://github.com/postgres/postgres/blob/REL_18_0/src/backend/commands/sequence.c: a counter out of its new bounds. */
const isCounter = (error: Error): boolean =>
  Reflect.get(error, 'routine') === 'init_params' && /\bRESTART\b/.test(error.message)

const BROKEN = /^Connection terminated|^Client has encountered a connection error/

/** What a driver's error says of that; `null`: nothing, as where a statement is wrong. */
export const troubleOf = (error: unknown): Trouble | null => {
  if (!(error instanceof Error)) return null
  const code = String(Reflect.get(error, 'code') ?? '')
  const found = TROUBLES.find(([, codes]) => codes.test(code))
  if (found !== undefined) return found[0]
  if (isCounter(error)) return 'counter'
  return BROKEN.test(error.message) ? 'gone' : null
}

const NEXT: Readonly<Record<Trouble, string>> = {
  conflict:
    'It was in the way of another session, or that one in its way, and nothing is wrong with the migration: run the command again, at a quieter time if it comes back.',
  locked:
    'Another session holds what it needs: run the command again when that one is done, or raise `lockTimeout` in the configuration.',
  stopped:
    'Somebody stopped it, or it took longer than `statementTimeout` or the server allows: raise that, and run the command again.',
  gone: 'Wait for the server, and run the command again: it goes on from what is recorded.',
  room: 'Make room, or free connections and memory, and run the command again.',
  denied:
    'Give the role what it lacks, or name a server that may be written to, and run the command again.',
  counter:
    'The sequence has come to a number that its new bounds leave out, and to begin anew might give numbers twice. Widen the bounds, or say in the migration before the change where it goes on: op.sql(`ALTER SEQUENCE … MINVALUE … RESTART WITH …`).',
}

/** What to do next. */
export const nextAfter = (trouble: Trouble): string => NEXT[trouble]
