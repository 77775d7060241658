import { expect, test } from 'vitest'
import { collateSql } from '../../../src/dialects/postgres/collations.ts'
import { columnCollation, keyCollation } from '../../../src/dialects/postgres/own-collations.ts'
import { splitType } from '../../../src/dialects/postgres/types.ts'
import { columnDefaults, indexKeyDefaults } from '../../../src/schema/types.ts'

const column = (name: string, type: string, collation: string | null = null) => ({
  ...columnDefaults,
  name,
  type,
  collation,
})

const columns = [
  column('plain', 'text'),
  column('c', 'text', 'C'),
  column('posix', 'text', 'POSIX'),
  column('name', 'name'),
  column('mine', 'domain_of_text'),
]

test.each([
  ['text collate "C"', 'C', 'COLLATE "C"'],
  ['text COLLATE "en_US.utf8"', 'en_US.utf8', 'COLLATE "en_US.utf8"'],
  ['text collate pg_catalog."C"', 'C', 'COLLATE "C"'],
  ['text collate public.german', 'german', 'COLLATE "german"'],
  ['varchar(9) collate auth.german', '"auth"."german"', 'COLLATE "auth"."german"'],
  ['text collate "a.b"."c ""d"""', '"a.b"."c ""d"""', 'COLLATE "a.b"."c ""d"""'],
])('%s', (type, collation, sql) => {
  expect(splitType(type).collation).toBe(collation)
  expect(collateSql(collation)).toBe(sql)
})

test.each([
  ['text', 'default', null],
  ['varchar(9)[]', 'default', null],
  ['text', 'C', 'C'],
  ['name', 'C', null],
  ['name', 'default', 'default'],
  ['domain_of_text', 'default', 'default'],
])('a column of type %s and collation %s', (type, collation, expected) => {
  expect(columnCollation(column('x', type, collation))).toBe(expected)
})

test.each([
  [{ column: 'plain' }, 'default', null],
  [{ column: 'plain' }, 'C', 'C'],
  [{ column: 'c' }, 'default', 'default'],
  [{ column: 'c' }, 'C', null],
  [{ column: 'name' }, 'default', 'default'],
  [{ column: 'mine' }, 'default', 'default'],
  [{ expression: { sql: 'lower(plain)' } }, 'default', null],
  [{ expression: { sql: 'plain || c' } }, 'default', 'default'],
  [{ expression: { sql: 'plain || "c"' } }, 'C', null],
  [{ expression: { sql: 'c || posix' } }, 'C', 'C'],
  [{ expression: { sql: 'lower(plain collate "C")' } }, 'default', 'default'],
])('%o and collation %s', (key, collation, expected) => {
  expect(keyCollation({ ...indexKeyDefaults, ...key, collation }, columns)).toBe(expected)
})
