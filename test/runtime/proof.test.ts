import { expect, test } from 'vitest'
import { loadDialect } from '../../src/dialects/index.ts'
import { diff } from '../../src/diff/index.ts'
import { applyAll, definitions } from '../../src/operations/index.ts'
import type { Operation } from '../../src/operations/index.ts'
import { prove } from '../../src/runtime/proof/proof.ts'
import { openScratch } from '../../src/runtime/scratch/scratch.ts'
import { completeSchema } from '../../src/schema/spec.ts'
import { emptySchema } from '../../src/schema/types.ts'
import type { Schema } from '../../src/schema/types.ts'

const COUNT = 20

const before = completeSchema({
  tables: Array.from({ length: COUNT }, (_, at) => ({
    name: `t${at}`,
    columns: [{ name: 'id', type: 'integer' }],
  })),
})

/** Proves that a column is added; answers what came out, and of how many tables each trial was. */
const tryWith = async (spoil: (schema: Schema) => readonly Operation[]) => {
  const dialect = await loadDialect('sqlite', null)
  const scratch = openScratch({
    dialect,
    server: null,
    memory: 'sqlite::memory:',
    setup: [],
    namespaces: [],
  })
  const upgrade = [definitions.addColumn.create('t1', { name: 'extra', type: 'text' })]
  const downgrade = [definitions.dropColumn.create('t1', 'extra')]
  const trials: number[] = []
  const subject = { dialect, target: dialect.defaultTarget, before, upgrade, downgrade }
  try {
    const proof = await prove(
      { ...subject, after: applyAll(before, upgrade), ancestors: null },
      scratch,
      (schema) => {
        trials.push(schema.tables.length)
        const made = diff(emptySchema, schema, { features: dialect.features, renames: [] })
        return [...made, ...spoil(schema)]
      },
    )
    return { verified: proof.verified, trials }
  } finally {
    await scratch.close()
  }
}

test('a change is proven on the part that it reaches', async () => {
  expect(await tryWith(() => [])).toEqual({ verified: true, trials: [1] })
})

test('what fails on a part is proven on the whole', async () => {
  const collide = definitions.addColumn.create('t1', { name: 'extra', type: 'text' })
  const spoil = (schema: Schema) => (schema.tables.length < COUNT ? [collide] : [])
  expect(await tryWith(spoil)).toEqual({ verified: true, trials: [1, COUNT] })
})

test('what fails on the whole as well is told', async () => {
  const collide = definitions.addColumn.create('t1', { name: 'extra', type: 'text' })
  await expect(tryWith(() => [collide])).rejects.toMatchObject({ code: 'DISPROVEN' })
})
