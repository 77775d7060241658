/** A revision outside a transaction that was begun and not finished. */
import type { Connection, Dialect } from '../dialects/dialect.ts'
import { DiffkitError } from '../errors.ts'
import { readLog } from '../runtime/version-table.ts'
import type { OwnTables } from '../runtime/version-table.ts'

export interface Partial {
  readonly revision: string
  readonly done: number
  readonly of: number
}

interface Where {
  readonly connection: Connection
  readonly dialect: Dialect
  readonly own: OwnTables
}

/** The newest unfinished entry of the log; `null` when every run came to its end. */
export const readPartial = async ({ connection, dialect, own }: Where): Promise<Partial | null> => {
  const log = await readLog(connection, dialect, own)
  const entry = log.find(({ finishedAt }) => finishedAt === null)
  return entry === undefined
    ? null
    : { revision: entry.revision, done: entry.done, of: entry.total }
}

/** Throws while a revision is half done: nothing may run over it. */
export const requirePartialFree = async (where: Where): Promise<void> => {
  const partial = await readPartial(where)
  if (partial !== null) throw new DiffkitError('REVISION_PARTIAL', { ...partial })
}
