/** Set the recorded revision without running anything. */
import { stampHeads } from '../revisions/walk.ts'
import { recordInventory } from '../runtime/migrate.ts'
import {
  ensureTables,
  logStatement,
  moveStatements,
  readVersions,
} from '../runtime/version-table.ts'
import type { Environment } from './environment.ts'

export interface StampOptions {
  readonly addresses: readonly string[]
  /** First forget whatever is recorded, known here or not. */
  readonly purge: boolean
}

export interface StampResult {
  readonly from: readonly string[]
  readonly to: readonly string[]
}

/** Records the addressed revisions; `base` records none. */
export const stamp = async (
  environment: Environment,
  { addresses, purge }: StampOptions,
): Promise<StampResult> => {
  const { dialect, own } = environment
  const { graph, find } = await environment.history()
  const connection = await environment.connectToWrite()
  const result = await connection.transaction(
    async () => {
      await ensureTables(connection, dialect, own)
      const from = await readVersions(connection, dialect, own)
      const start = purge ? [] : from
      const to = stampHeads(graph, start, addresses)
      for (const sql of moveStatements(dialect, own, { from, to })) await connection.execute(sql)
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
