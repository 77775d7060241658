import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sqlite } from '../../../src/dialects/sqlite/index.ts'
import { diff } from '../../../src/diff/index.ts'
import {
  applyAll,
  describe as describeOperation,
  reverseAll,
} from '../../../src/operations/index.ts'
import { compareSchemas } from '../../../src/runtime/judge/compare.ts'
import type { Schema } from '../../../src/schema/types.ts'
import { arbitraryPair, sqliteSpace } from '../../support/arbitrary-schema.ts'
import { databaseOf, introspected, run } from './open.ts'

const differences = async (from: Schema, to: Schema): Promise<readonly string[]> => {
  const { operations } = await compareSchemas(from, to, { dialect: sqlite, printers: [] })
  return operations.map(describeOperation)
}

test('the database is what apply says, after every generated change and back', async () => {
  await fc.assert(
    fc.asyncProperty(
      arbitraryPair(sqliteSpace, { renames: true }),
      fc.constantFrom('3.35', '3.53'),
      async (pair, target) => {
        const before = sqlite.normalize(pair.before)
        const after = sqlite.normalize(pair.after)
        const { features } = sqlite
        const program = diff(before, after, { features, renames: pair.renames })
        const applied = applyAll(before, program)
        const connection = await databaseOf(before)
        try {
          expect(await differences(await introspected(connection), before)).toEqual([])
          await run(connection, sqlite.groupBatches(program, before, target), before, target)
          expect(await differences(await introspected(connection), applied)).toEqual([])
          await run(connection, reverseAll(program, before), applied, target)
          expect(await differences(await introspected(connection), before)).toEqual([])
        } finally {
          await connection.close()
        }
      },
    ),
    { numRuns: Number(process.env['RUNS'] ?? 100) },
  )
}, 120_000)
