/** What is written down about a revision that has run: the version rows, and a line of the log. */
import { DiffkitError } from '../../errors.ts'
import { callAround } from './hooks.ts'
import type { MigrateContext } from './migrate.ts'
import type { Stop } from './stop.ts'
import { wayBackJson } from './own-log.ts'
import { logStatement } from './log-table.ts'
import { ensureTables, moveStatements, readVersions } from './version-table.ts'
import type { LogEntry } from './log-table.ts'

export const sameList = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.toSorted().join('\n') === b.toSorted().join('\n')

interface Done {
  readonly from: readonly string[]
  readonly startedAt: string
  readonly count: number
}

/** The line of the log for a revision that is done by now. */
export const logEntryOf = (stop: Stop, { startedAt, count }: Omit<Done, 'from'>): LogEntry => ({
  revision: stop.revision.id,
  direction: stop.direction,
  startedAt,
  finishedAt: new Date().toISOString(),
  checksum: stop.revision.checksum,
  downgrade: stop.direction === 'upgrade' ? wayBackJson(stop) : null,
  done: count,
  total: count,
  unmodelled: null,
})

/** The statements that move the version rows and write the log; the lease is refreshed apart from them. */
export const markStatements = (
  stop: Stop,
  { dialect, own }: Pick<MigrateContext, 'dialect' | 'own'>,
  { from, ...done }: Done,
): readonly string[] => [
  ...moveStatements(dialect, own, { from, to: stop.headsAfter }),
  logStatement(dialect, own, logEntryOf(stop, done)),
]

/** Throws unless the version rows are those that the revision leaves. */
export const requireRows = async (stop: Stop, context: MigrateContext): Promise<void> => {
  const { connection, dialect, own } = context
  const found = await readVersions(connection, dialect, own)
  if (sameList(found, stop.headsAfter)) return
  const table = dialect.identifier(own.version)
  throw new DiffkitError('VERSION_ROWS', { revision: stop.revision.id, table, found })
}

/** Moves the version rows and writes the log; within the caller's transaction. */
export const mark = async (stop: Stop, context: MigrateContext, done: Done): Promise<void> => {
  await callAround('afterRevision', stop, context)
  const statements = [...markStatements(stop, context, done), context.lease.refresh]
  for (const sql of statements) await context.connection.execute(sql)
  await requireRows(stop, context)
}

/** Whether another process has moved the database since the path was made; makes the tables if need be. */
export const isMoved = async (
  context: MigrateContext,
  expected: readonly string[],
): Promise<boolean> => {
  const { connection, dialect, own } = context
  await ensureTables(connection, dialect, own)
  return !sameList(await readVersions(connection, dialect, own), expected)
}
