import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Connection } from '../src/dialects/dialect.ts'
import { sqlite } from '../src/dialects/sqlite/index.ts'
import { arbitraryPair, sqliteSpace } from './support/arbitrary-schema.ts'
import { tryPair } from './support/law-trial.ts'
import type { Bench, Tally } from './support/law-trial.ts'
import { connect, witness } from './support/sqlite-laws.ts'

const RUNS = Number(process.env['DIFFKIT_LAW_RUNS'] ?? 500)

test(
  `${RUNS} generated changes go there and back with their rows`,
  { timeout: 300_000 },
  async () => {
    const tally: Tally = { through: 0, refused: 0 }
    const open: Connection[] = []
    const fresh = async (): Promise<Connection> => {
      const connection = await connect()
      open.push(connection)
      return connection
    }
    await fc.assert(
      fc.asyncProperty(
        arbitraryPair(sqliteSpace, { renames: true }),
        fc.constantFrom('3.35', '3.53'),
        async (pair, target) => {
          const bench: Bench = { dialect: sqlite, target, fresh, other: fresh, witness }
          try {
            await tryPair(pair, bench, tally)
          } finally {
            for (const connection of open.splice(0)) await connection.close()
          }
        },
      ),
      { numRuns: RUNS },
    )
    // oxlint-disable-next-line eslint/no-console -- the counts are what the run is for
    console.log(`SQLite: ${tally.through} went through, ${tally.refused} refused for their rows`)
    expect(tally.through).toBeGreaterThan(RUNS / 2)
  },
)
