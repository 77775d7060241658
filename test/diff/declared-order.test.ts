/** In which order models declare things is nobody's wish: the plan does not change with it. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { postgres } from '../../src/dialects/postgres/index.ts'
import { sqlite } from '../../src/dialects/sqlite/index.ts'
import type { Dialect } from '../../src/dialects/dialect.ts'
import { diff } from '../../src/diff/index.ts'
import type { Schema } from '../../src/schema/types.ts'
import { casesByNoun } from '../cases/index.ts'
import { arbitraryPair, postgresSpace, sqliteSpace } from '../support/arbitrary-schema.ts'
import type { SchemaPair } from '../support/arbitrary-schema.ts'
import { pairOf } from '../support/case-laws.ts'
import '../support/law-seed.ts'

type Shuffle = <T>(items: readonly T[]) => readonly T[]

const backwards: Shuffle = (items) => items.toReversed()

/** The same for the same seed; a linear congruential generator is random enough. */
const shuffled =
  (seed: number): Shuffle =>
  (items) => {
    let state = seed
    const keyed = items.map((item) => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
      return { item, key: state }
    })
    return keyed.toSorted((a, b) => a.key - b.key).map(({ item }) => item)
  }

/** All lists but those of columns and values, whose order is a part of what is declared. */
const inAnotherOrder = (schema: Schema, shuffle: Shuffle): Schema => ({
  ...schema,
  namespaces: shuffle(schema.namespaces),
  enums: shuffle(schema.enums),
  sequences: shuffle(schema.sequences),
  views: shuffle(schema.views),
  tables: shuffle(schema.tables).map((table) => ({
    ...table,
    constraints: shuffle(table.constraints),
    indexes: shuffle(table.indexes),
    policies: shuffle(table.policies),
  })),
})

/** The plan as text: what is carried whole, a new table, keeps the order in which it was declared. */
const planOf = ({ before, after, renames }: SchemaPair, dialect: Dialect): string =>
  JSON.stringify(
    diff(before, after, { features: dialect.features, renames }).map((op) =>
      op.kind === 'createTable'
        ? { ...op, table: inAnotherOrder({ ...EMPTY, tables: [op.table] }, byText).tables }
        : op,
    ),
    null,
    1,
  )

const EMPTY: Schema = pairOf({ name: '', before: {}, after: {} }, postgres).before

const byText: Shuffle = (items) =>
  items.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))

const expectSame = (pair: SchemaPair, dialect: Dialect, shuffle: Shuffle): void => {
  const other = {
    ...pair,
    before: inAnotherOrder(pair.before, shuffle),
    after: inAnotherOrder(pair.after, shuffle),
  }
  expect(planOf(other, dialect)).toBe(planOf(pair, dialect))
}

const DIALECTS = [
  { dialect: sqlite, space: sqliteSpace },
  { dialect: postgres, space: postgresSpace },
] as const

describe.each(DIALECTS)('the plan for $dialect.name', ({ dialect, space }) => {
  const cases = Object.values(casesByNoun)
    .flat()
    .filter(({ only }) => only === undefined || only === dialect.name)

  test.each(cases.map((item) => [item.name, item] as const))('is the same: %s', (_, item) => {
    for (const shuffle of [backwards, shuffled(7)]) {
      expectSame(pairOf(item, dialect), dialect, shuffle)
      const { before, after } = pairOf(item, dialect)
      if ((item.renames ?? []).length > 0) continue
      expectSame({ before: after, after: before, renames: [] }, dialect, shuffle)
    }
  })

  test('is the same for schemas that nobody wrote', () => {
    fc.assert(
      fc.property(arbitraryPair(space), fc.nat(), (pair, seed) =>
        expectSame(pair, dialect, shuffled(seed)),
      ),
      { numRuns: 300 },
    )
  })
})
