/** Set the recorded revision without running anything. */
import { DiffkitError } from '../errors.ts'
import { stampHeads } from '../revisions/walk.ts'
import { forgetHalfDone } from '../runtime/segments/half-done.ts'
import { recordInventory } from '../runtime/run/migrate.ts'
import { refuseHalfDone } from '../runtime/segments/unfinished.ts'
import { show } from '../schema/names.ts'
import { logStatement } from '../runtime/run/log-table.ts'
import { ensureTables, moveStatements, readVersions } from '../runtime/run/version-table.ts'
import { findDrift } from './drift.ts'
import type { Environment } from './environment.ts'
import { findings } from './findings.ts'
import type { Finding } from './findings.ts'
import { atDatabase, readCurrent } from './position.ts'

export interface StampOptions {
  readonly addresses: readonly string[]
  /** First forget whatever is recorded, known here or not. */
  readonly purge: boolean
  /** First compare the database with what the history says of them. */
  readonly verify: boolean
}

interface Stamped {
  readonly from: readonly string[]
  readonly to: readonly string[]
}

/** Nothing was recorded: the database is not what the history says. */
interface Differs {
  readonly to: readonly string[]
  readonly verified: false
  readonly findings: readonly Finding[]
}

export type StampResult = Stamped | Differs

const verified = async (
  environment: Environment,
  { addresses, purge }: StampOptions,
): Promise<Differs | null> => {
  const { graph } = await environment.history()
  const to = stampHeads(graph, purge ? [] : await readCurrent(environment), addresses)
  const { actual, comparison } = await findDrift(environment, to)
  for (const { place, reason } of comparison.undecided) {
    environment.talk.warn(
      `undecided: ${place.role} of ${place.part ?? show(place.object)}, because ${reason}`,
    )
  }
  if (comparison.operations.length === 0) return null
  return { to, verified: false, findings: await findings(comparison.operations, actual, null) }
}

/** Records the addressed revisions; `base` records none. */
export const stamp = async (given: Environment, options: StampOptions): Promise<StampResult> => {
  const { addresses, purge } = options
  if (addresses.length === 0) throw new DiffkitError('STAMP_NEEDED', {})
  const environment = await atDatabase(given, addresses)
  const differs = options.verify ? await verified(environment, options) : null
  if (differs !== null) return differs
  const { dialect, own } = environment
  const { graph, find, idOf, rowOf } = await environment.history()
  const connection = await environment.connectToWrite()
  const result = await connection.transaction(
    async () => {
      await ensureTables(connection, dialect, own)
      if (purge) await forgetHalfDone({ connection, dialect, own })
      else await refuseHalfDone({ connection, dialect, own })
      const rows = await readVersions(connection, dialect, own)
      const from = rows.map(idOf)
      const start = purge ? [] : from
      const to = stampHeads(graph, start, addresses)
      const move = { from: rows, to: to.map(rowOf) }
      for (const sql of moveStatements(dialect, own, move)) await connection.execute(sql)
      const now = new Date().toISOString()
      for (const revision of to.length === 0 ? [''] : to.filter((id) => !from.includes(id))) {
        const entry = {
          revision,
          direction: 'stamp' as const,
          startedAt: now,
          finishedAt: now,
          checksum: revision === '' ? '' : find(revision).checksum,
          downgrade: null,
          done: 0,
          total: 0,
          unmodelled: null,
        }
        await connection.execute(logStatement(dialect, own, entry))
      }
      return { from, to }
    },
    { mode: 'revision' },
  )
  await recordInventory({ connection, dialect, own })
  return result
}
