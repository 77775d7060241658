/** Generated models and changes of them: drizzle-kit and diffkit agree, but for what drizzle-kit cannot do. */
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { arbitraryPair, postgresSpace, sqliteSpace } from '../support/arbitrary-schema.ts'
import type { SchemaPair, SchemaSpace } from '../support/arbitrary-schema.ts'
import { declarable } from '../support/declarable.ts'
import { useDrizzleKit } from '../support/drizzle-kit.ts'
import type { Names } from '../support/drizzle-source.ts'
import { usePostgresBench } from '../support/oracle-postgres.ts'
import { useSqliteBench } from '../support/oracle-sqlite.ts'
import { isKnown } from '../support/oracle-judge.ts'
import type { Defect } from '../support/oracle-judge.ts'
import { byDiffkit, byKit, complaint, differing } from '../support/oracle.ts'
import type { OracleBench, Outcome, WrittenPair } from '../support/oracle.ts'
import { removeSources, writeModels } from '../support/written-models.ts'
import { postgresDefects } from './defects/postgres.ts'
import { sqliteDefects } from './defects/sqlite.ts'

const RUNS = Number(process.env['DIFFKIT_ORACLE_RUNS'] ?? 60)
/** Always the same changes: what drizzle-kit cannot do has no end, and is nothing to find by chance. */
const SEED = Number(process.env['DIFFKIT_ORACLE_SEED'] ?? 1)

afterAll(removeSources)

const write = async (
  pairs: readonly SchemaPair[],
  { dialect }: OracleBench,
  names: Names,
): Promise<readonly WrittenPair[]> => {
  const declared = pairs
    .flatMap(({ before, after }) => [before, after])
    .map((schema) => dialect.normalize(declarable(dialect.normalize(schema), dialect.name)))
  const models = await writeModels(declared, dialect, names)
  return pairs.flatMap((_pair, at) => {
    const [before, after] = models.slice(2 * at)
    return before && after ? [{ before, after, renames: [] }] : []
  })
}

const complaintOfKit = async (
  pair: WrittenPair,
  bench: OracleBench,
  created: Outcome,
): Promise<string> => {
  const ours = await byDiffkit(pair, bench)
  const label = `${pair.before.source}\n${pair.after.source}`
  expect(ours.error, label).toBeNull()
  expect(differing(created.after, ours.after), label).toEqual([])
  const changed = await byKit(pair, bench)
  expect(differing(changed.before, ours.before), label).toEqual([])
  return complaint(changed, created.after)
}

const compare = async (
  space: SchemaSpace,
  bench: OracleBench,
  defects: readonly Defect[],
): Promise<void> => {
  const unknown: string[] = []
  let agreed = 0
  for (const names of ['given', 'invented'] as const) {
    const pairs = fc.sample(arbitraryPair(space), { numRuns: RUNS / 2, seed: SEED })
    for (const pair of await write(pairs, bench, names)) {
      const created = await byKit({ ...pair, before: null }, bench)
      expect(created.error, pair.after.source).toBeNull()
      const found = await complaintOfKit(pair, bench, created)
      if (found === '') agreed++
      else if (!isKnown(found, defects)) {
        unknown.push(`${found}\n${pair.before.source}\n${pair.after.source}`)
      }
    }
  }
  // oxlint-disable-next-line eslint/no-console -- the counts are what the run is for
  console.log(
    `${bench.dialect.name}: diffkit is right in ${RUNS} of ${RUNS} changes, drizzle-kit in ${agreed}`,
  )
  expect(unknown, 'what no known defect of drizzle-kit explains').toEqual([])
  expect(agreed).toBeGreaterThan(RUNS / 4)
}

const kit = useDrizzleKit()
const onPostgres = usePostgresBench(18, kit).bench
const onSqlite = useSqliteBench(kit)

test('SQLite', { timeout: 120_000 }, () => compare(sqliteSpace, onSqlite(), sqliteDefects))

test('PostgreSQL', { timeout: 240_000 }, () =>
  compare(postgresSpace, onPostgres(), postgresDefects),
)
