import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { diff } from '../../src/diff/index.ts'
import {
  apply,
  applyAll,
  describe as line,
  reverse,
  reverseAll,
} from '../../src/operations/index.ts'
import type { Operation } from '../../src/operations/index.ts'
import { canonicalSchema, equalSchemas } from '../../src/schema/equal.ts'
import { compactSchema, completeSchema } from '../../src/schema/spec.ts'
import type { Schema } from '../../src/schema/types.ts'
import {
  arbitraryPair,
  arbitrarySchema,
  postgresSpace,
  sqliteSpace,
} from '../support/arbitrary-schema.ts'

const expectEqual = (found: Schema, wanted: Schema): void => {
  if (!equalSchemas(found, wanted)) expect(canonicalSchema(found)).toEqual(canonicalSchema(wanted))
}

const expectReversible = (start: Schema, operations: readonly Operation[]): void => {
  let schema = start
  for (const op of operations) {
    const after = apply(schema, op)
    expectEqual(apply(after, reverse(op, schema)), schema)
    schema = after
  }
}

const RUNS = { numRuns: Number(process.env['DIFFKIT_RUNS'] ?? 500) }

describe.each([
  ['sqlite', sqliteSpace],
  ['postgresql', postgresSpace],
] as const)('on generated schemas of %s', (_, space) => {
  const { features } = space

  test('a schema does not differ from itself', () => {
    fc.assert(
      fc.property(arbitrarySchema(space), (schema) => {
        expect(diff(schema, schema, { features, renames: [] })).toEqual([])
      }),
      RUNS,
    )
  })

  test('compact loses nothing', () => {
    fc.assert(
      fc.property(arbitrarySchema(space), (schema) => {
        const text = JSON.stringify(compactSchema(schema))
        expect(completeSchema(JSON.parse(text))).toEqual(schema)
      }),
      RUNS,
    )
  })

  test.each([true, false])('a diff leads there and back, renames: %s', (renames) => {
    fc.assert(
      fc.property(arbitraryPair(space, { renames }), (pair) => {
        const operations = diff(pair.before, pair.after, { features, renames: pair.renames })
        expectEqual(applyAll(pair.before, operations), pair.after)
        expectReversible(pair.before, operations)
        const back = reverseAll(operations, pair.before)
        expectEqual(applyAll(pair.after, back), pair.before)
      }),
      RUNS,
    )
  })

  test('the order does not depend on the order of lists', () => {
    fc.assert(
      fc.property(arbitraryPair(space), ({ before, after }) => {
        const lines = (a: Schema, b: Schema): readonly string[] =>
          diff(a, b, { features, renames: [] }).map(line)
        expect(lines(canonicalSchema(before), canonicalSchema(after))).toEqual(lines(before, after))
      }),
      RUNS,
    )
  })
})
