import { expect, test } from 'vitest'
import { findings } from '../../src/commands/findings.ts'
import { diff } from '../../src/diff/index.ts'
import { sqlite } from '../../src/dialects/sqlite/index.ts'
import { completeSchema } from '../../src/schema/spec.ts'
import type { Schema } from '../../src/schema/types.ts'

const schema = (definition: string): Schema =>
  completeSchema({
    tables: [{ name: 'users', columns: [{ name: 'id', type: 'integer' }] }],
    views: [
      { name: 'known', definition },
      { name: 'those', definition: 'select id from known' },
    ],
  })

test('a view that is only made again over a changed one is no finding', async () => {
  const [before, after] = [
    schema('select id from users'),
    schema('select id from users where id > 0'),
  ]
  const operations = diff(before, after, { features: sqlite.features, renames: [] })
  expect(operations.map(({ kind }) => kind)).toEqual([
    'dropView',
    'dropView',
    'createView',
    'createView',
  ])
  expect(await findings(operations, before, null)).toEqual([
    {
      object: 'known',
      expected: 'definition select id from users where id > 0',
      found: 'definition select id from users',
    },
  ])
})
