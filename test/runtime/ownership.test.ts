import { expect, test } from 'vitest'
import { separate } from '../../src/runtime/judge/ownership.ts'
import { completeSchema } from '../../src/schema/spec.ts'

test('a column of somebody else that owns a sequence of ours is told', () => {
  const found = completeSchema({
    tables: [{ name: 'theirs', columns: [{ name: 'id', type: 'integer' }] }],
    sequences: [{ name: 'numbers', ownedBy: { table: 'theirs', column: 'id' } }, { name: 'free' }],
  })
  const ours = completeSchema({ sequences: [{ name: 'numbers' }, { name: 'free' }] })
  const { schema, unmodelled } = separate({ schema: found, unmodelled: [] }, [ours])
  expect(schema.sequences).toEqual(ours.sequences)
  expect(unmodelled.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
    'table theirs',
    'sequence owner numbers',
  ])
})
