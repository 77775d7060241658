/** The laws on one hand-made case of one dialect; law 6 is `tryPair`. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { Dialect } from '../../src/dialects/dialect.ts'
import { diff } from '../../src/diff/index.ts'
import { apply, applyAll, reverse } from '../../src/operations/index.ts'
import type { Operation } from '../../src/operations/index.ts'
import { renderMigration } from '../../src/render/migration.ts'
import { loadModules } from '../../src/runtime/load/load.ts'
import { record } from '../../src/runtime/history/record.ts'
import { equal, equalSchemas } from '../../src/schema/equal.ts'
import { compactSchema, completeSchema } from '../../src/schema/spec.ts'
import type { Schema } from '../../src/schema/types.ts'
import type { Case } from '../cases/index.ts'
import type { SchemaPair } from './arbitrary-schema.ts'

export const pairOf = ({ before, after, renames = [] }: Case, dialect: Dialect): SchemaPair => ({
  before: dialect.normalize(completeSchema(before)),
  after: dialect.normalize(completeSchema(after)),
  renames,
})

/** Law 4, through a file on disk as a user has it. */
const recorded = async (operations: readonly Operation[]): Promise<readonly Operation[]> => {
  const folder = mkdtempSync(join(tmpdir(), 'diffkit-law-'))
  try {
    const path = join(folder, 'migration.ts')
    const source = await renderMigration({
      revision: 'a',
      down: [],
      branchLabels: [],
      dependsOn: [],
      message: 'law',
      createdAt: '2026-01-01T00:00:00Z',
      upgrade: operations,
      downgrade: [],
      hazards: { upgrade: [], downgrade: [] },
      folder,
    })
    writeFileSync(path, source)
    return record((await loadModules([path])).get(path) ?? {}, 'upgrade', { file: path })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Laws 1 to 5. */
export const expectPureLaws = async (pair: SchemaPair, dialect: Dialect): Promise<void> => {
  const { features } = dialect
  for (const schema of [pair.before, pair.after]) {
    expect(diff(schema, schema, { features, renames: [] })).toEqual([])
    expect(equal(completeSchema(compactSchema(schema)), schema)).toBe(true)
  }
  const operations = diff(pair.before, pair.after, { features, renames: pair.renames })
  expect(operations.length).toBeGreaterThan(0)
  expect(equalSchemas(applyAll(pair.before, operations), pair.after)).toBe(true)
  let schema: Schema = pair.before
  for (const op of operations) {
    const next = apply(schema, op)
    expect(equalSchemas(apply(next, reverse(op, schema)), schema)).toBe(true)
    schema = next
  }
  const grouped = dialect.groupBatches(operations, pair.before, dialect.defaultTarget)
  expect(equal(await recorded(grouped), grouped)).toBe(true)
}
