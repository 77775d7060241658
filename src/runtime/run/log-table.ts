/** The lines of the log: what was run and stamped, and what undoes it. */
import type { Connection, Dialect } from '../../dialects/dialect.ts'
import { exists } from './version-table.ts'
import type { OwnTables } from './version-table.ts'

type Direction = 'upgrade' | 'downgrade' | 'stamp'

/** One line of the log: a revision that was run or stamped. */
export interface LogEntry {
  readonly revision: string
  readonly direction: Direction
  /** ISO, UTC. */
  readonly startedAt: string
  /** `null`: it was begun and not finished. */
  readonly finishedAt: string | null
  /** Of the migration file, when it was run; empty for a stamp of base. */
  readonly checksum: string
  /** What undoes it, as JSON: operations, or why there are none. */
  readonly downgrade: string | null
  /** Statements done and in all. */
  readonly done: number
  readonly total: number
  /** JSON of what in the database is not ours, afterwards. */
  readonly unmodelled: string | null
}

const valuesOf = (dialect: Dialect, entry: LogEntry): string => {
  const values = [
    entry.revision,
    entry.direction,
    entry.startedAt,
    entry.finishedAt,
    entry.checksum,
    entry.downgrade,
    entry.done,
    entry.total,
    entry.unmodelled,
  ]
  return `(${values.map(dialect.literal).join(', ')})`
}

/** Engines take a statement of a million characters. */
const STATEMENT_LENGTH = 200_000

/** The statements that write log entries, in order: as few as may be, since each has to be parsed. */
export const logStatements = (
  dialect: Dialect,
  tables: OwnTables,
  entries: readonly LogEntry[],
): readonly string[] => {
  const lists: string[] = []
  for (const entry of entries) {
    const [last, values] = [lists.at(-1), valuesOf(dialect, entry)]
    if (last === undefined || last.length + values.length > STATEMENT_LENGTH) lists.push(values)
    else lists[lists.length - 1] = `${last}, ${values}`
  }
  return lists.map(
    (values) =>
      `INSERT INTO ${dialect.identifier(tables.log)} (revision, direction, started_at, finished_at, ` +
      `checksum, downgrade, done, total, unmodelled) VALUES ${values}`,
  )
}

/** The statement that writes one log entry. */
export const logStatement = (dialect: Dialect, tables: OwnTables, entry: LogEntry): string =>
  logStatements(dialect, tables, [entry]).join()

/** The revisions that were begun and not finished, as one column. */
export const unfinishedQuery = (dialect: Dialect, tables: OwnTables): string =>
  `SELECT revision FROM ${dialect.identifier(tables.log)} WHERE finished_at IS NULL`

const optionalText = (value: unknown): string | null =>
  value === null || value === undefined ? null : String(value)

const DIRECTIONS = ['upgrade', 'downgrade', 'stamp'] as const

/** The newest entries of the log, newest first; none when the table is absent. */
export const readLog = async (
  connection: Connection,
  dialect: Dialect,
  tables: OwnTables,
): Promise<readonly LogEntry[]> => {
  if (!(await exists(connection, dialect, tables.log))) return []
  const rows = await connection.query(
    `SELECT revision, direction, started_at, finished_at, checksum, downgrade, done, total, unmodelled FROM ${dialect.identifier(tables.log)} ORDER BY id DESC`,
  )
  return rows.map((row) => ({
    revision: String(row['revision']),
    direction: DIRECTIONS.find((item) => item === row['direction']) ?? 'stamp',
    startedAt: String(row['started_at']),
    finishedAt: optionalText(row['finished_at']),
    checksum: String(row['checksum']),
    downgrade: optionalText(row['downgrade']),
    done: Number(row['done']),
    total: Number(row['total']),
    unmodelled: optionalText(row['unmodelled']),
  }))
}
