/** One page: database, current, pending, heads, drift, the last log entries. */
import { upgradePath } from '../revisions/walk.ts'
import { readLog } from '../runtime/run/log-table.ts'
import type { LogEntry } from '../runtime/run/log-table.ts'
import { check } from './check.ts'
import { current } from './current.ts'
import type { CurrentResult } from './current.ts'
import type { Environment } from './environment.ts'
import { atDatabase } from './position.ts'

export interface StatusResult {
  readonly database: string
  readonly version: string
  readonly current: CurrentResult
  readonly heads: readonly string[]
  /** `null`: a recorded revision is unknown here, so nobody can count. */
  readonly pending: number | null
  /** `null`: it could not be told, because a recorded revision is unknown here, or one is half done. */
  readonly drift: boolean | null
  readonly log: readonly Pick<LogEntry, 'revision' | 'direction' | 'finishedAt'>[]
}

const LAST = 5

/** Where the database stands. */
export const status = async (given: Environment): Promise<StatusResult> => {
  const environment = await atDatabase(given)
  const { graph } = await environment.history()
  const connection = await environment.connect()
  const recorded = await current(environment)
  const known = recorded.unknown.length === 0
  const path = known ? upgradePath(graph, recorded.revisions, 'heads') : []
  // A revision that is half done is no state that the history knows.
  const database =
    known && recorded.partial === null
      ? await check(environment, {
          models: false,
          database: true,
          history: false,
          offline: false,
          strict: false,
        })
      : null
  const log = await readLog(connection, environment.dialect, environment.own)
  return {
    database: environment.config.maskedUrl ?? '',
    version: connection.version.text,
    current: recorded,
    heads: graph.heads,
    pending: known ? path.length : null,
    drift: database === null ? null : !database.ok,
    log: log
      .slice(0, LAST)
      .map(({ revision, direction, finishedAt }) => ({ revision, direction, finishedAt })),
  }
}
