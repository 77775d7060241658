import { expect, test } from 'vitest'
import { readKeyText } from '../../../src/dialects/postgres/ddl/key-text.ts'

const read = (sql: string): Readonly<Record<string, unknown>> => {
  const { column, expression, ...tail } = readKeyText(sql, ['name', 'age'])
  return { key: column ?? expression?.sql, ...tail }
}
const plain = { order: 'asc', nulls: null, opclass: null, opclassParameters: {}, collation: null }

test.each([
  ['"name" gin_trgm_ops', { ...plain, key: 'name', opclass: 'gin_trgm_ops' }],
  ['"name" desc nulls last', { ...plain, key: 'name', order: 'desc', nulls: 'last' }],
  ['lower("name")', { ...plain, key: 'lower("name")' }],
  [
    'lower("name") text_pattern_ops desc',
    { ...plain, key: 'lower("name")', order: 'desc', opclass: 'text_pattern_ops' },
  ],
  ['"name" collate "C"', { ...plain, key: 'name', collation: 'C' }],
  ['"name" collate "en_US.utf8"', { ...plain, key: 'name', collation: 'en_US.utf8' }],
  ['"name" collate pg_catalog."C"', { ...plain, key: 'name', collation: 'C' }],
  ['"name" collate auth.german', { ...plain, key: 'name', collation: '"auth"."german"' }],
  [
    'lower("name") collate "auth"."Odd" auth.ops desc',
    {
      ...plain,
      key: 'lower("name")',
      collation: '"auth"."Odd"',
      opclass: 'auth.ops',
      order: 'desc',
    },
  ],
  ['"age" pg_catalog.int4_ops', { ...plain, key: 'age', opclass: 'int4_ops' }],
  [
    '"name" public.gist_trgm_ops (SigLen = 32, "Other" = \'it\'\'s\') desc',
    {
      ...plain,
      key: 'name',
      opclass: 'gist_trgm_ops',
      opclassParameters: { siglen: '32', Other: "it's" },
      order: 'desc',
    },
  ],
  ['name::character varying (10)', { ...plain, key: 'name::character varying (10)' }],
  ['"age" = any (array[1])', { ...plain, key: '"age" = any (array[1])' }],
  ['("age" + 1)', { ...plain, key: '"age" + 1' }],
  ['"age" is null', { ...plain, key: '"age" is null' }],
  [
    "case when \"age\" > 1 then 'a' else 'b' end",
    { ...plain, key: "case when \"age\" > 1 then 'a' else 'b' end" },
  ],
  ['"age" in (1, 2)', { ...plain, key: '"age" in (1, 2)' }],
  ['("name" || \'x\')::text', { ...plain, key: '("name" || \'x\')::text' }],
])('%s', (sql, expected) => {
  expect(read(sql)).toEqual(expected)
})
