import { expect, test } from 'vitest'
import { adoptNames } from '../../src/diff/adopt-names.ts'
import { inheritUndeclared } from '../../src/diff/inherit.ts'
import { completeSchema } from '../../src/schema/spec.ts'
import type { ConstraintSpec, IndexSpec } from '../../src/schema/spec.ts'
import type { Schema } from '../../src/schema/types.ts'
import { postgres } from '../../src/dialects/postgres/index.ts'
import { sqlite } from '../../src/dialects/sqlite/index.ts'

const users = (
  indexes: readonly IndexSpec[],
  constraints: readonly ConstraintSpec[] = [],
): Schema =>
  completeSchema({
    tables: [
      {
        name: 'users',
        columns: [
          { name: 'id', type: 'integer' },
          { name: 'email', type: 'text' },
        ],
        indexes,
        constraints,
      },
    ],
  })

const indexNames = (schema: Schema) => schema.tables[0]?.indexes.map(({ name }) => name)

const index = (name: string, rest: Partial<IndexSpec> = {}): IndexSpec => ({
  name,
  keys: ['email'],
  ...rest,
})

test('an unnamed index takes the name of the same one', () => {
  const models = users([index('users_email_index', { named: false })])
  expect(indexNames(adoptNames(models, users([index('by_email')]), postgres))).toEqual(['by_email'])
})

test('a given name stays', () => {
  const models = users([index('users_email_index')])
  expect(indexNames(adoptNames(models, users([index('by_email')]), postgres))).toEqual([
    'users_email_index',
  ])
})

test('another structure does not match', () => {
  const models = users([index('users_email_index', { named: false, unique: true })])
  expect(indexNames(adoptNames(models, users([index('by_email')]), postgres))).toEqual([
    'users_email_index',
  ])
})

test('an equal name wins over the first one, and each name is taken once', () => {
  const models = users([index('b', { named: false }), index('x', { named: false })])
  expect(indexNames(adoptNames(models, users([index('a'), index('b')]), postgres))).toEqual([
    'b',
    'a',
  ])
})

test('a name that a given one holds is not taken', () => {
  const models = users([index('b', { named: false }), index('a', { unique: true })])
  expect(indexNames(adoptNames(models, users([index('a')]), postgres))).toEqual(['b', 'a'])
})

test('a constraint takes the name of one of its kind', () => {
  const key = (name: string, named: boolean): ConstraintSpec => ({
    kind: 'primaryKey',
    name,
    columns: ['id'],
    named,
  })
  const base = users([], [{ kind: 'unique', name: 'u', columns: ['id'] }, key('pk', true)])
  const adopted = adoptNames(users([], [key('users_pkey', false)]), base, postgres)
  expect(adopted.tables[0]?.constraints.map(({ name }) => name)).toEqual(['pk'])
})

test('attributes that models cannot declare do not count, and are inherited', () => {
  const undeclared = {
    table: ['strict'],
    column: ['collation'],
    constraint: [],
    index: ['include'],
    indexKey: ['collation'],
  }
  const models = users([index('users_email_index', { named: false })])
  const base = completeSchema({
    tables: [
      {
        name: 'users',
        strict: true,
        columns: [
          { name: 'id', type: 'integer' },
          { name: 'email', type: 'text', collation: 'NOCASE' },
        ],
        indexes: [
          { name: 'by_email', keys: [{ column: 'email', collation: 'C' }], include: ['id'] },
        ],
      },
    ],
  })
  const adopted = adoptNames(models, base, { features: postgres.features, undeclared })
  const [inherited] = inheritUndeclared(adopted, base, undeclared).tables
  expect(inherited).toMatchObject({
    strict: true,
    columns: [{ collation: null }, { collation: 'NOCASE' }],
    indexes: [{ name: 'by_email', include: ['id'], keys: [{ column: 'email', collation: 'C' }] }],
  })
})

test('what models say all the same is theirs: a custom type with a collation', () => {
  const table = (email: string | null, name: string | null) =>
    completeSchema({
      tables: [
        {
          name: 'users',
          columns: [
            { name: 'email', type: 'text', collation: email },
            { name: 'name', type: 'text', collation: name },
          ],
        },
      ],
    })
  const [inherited] = inheritUndeclared(table('RTRIM', null), table('NOCASE', 'NOCASE'), {
    table: [],
    column: ['collation'],
    constraint: [],
    index: [],
    indexKey: [],
  }).tables
  expect(inherited?.columns.map(({ collation }) => collation)).toEqual(['RTRIM', 'NOCASE'])
})

test('a name that a new table has is left to that', () => {
  const models = users([index('users_email_index', { named: false })])
  const people = completeSchema({
    tables: [
      {
        name: 'people',
        columns: [{ name: 'email', type: 'text' }],
        indexes: [index('people_email_index', { named: false })],
      },
    ],
  })
  const both: Schema = { ...models, tables: [...models.tables, ...people.tables] }
  const base = users([index('people_email_index')])
  expect(indexNames(adoptNames(models, base, postgres))).toEqual(['people_email_index'])
  expect(indexNames(adoptNames(both, base, postgres))).toEqual(['users_email_index'])
})

test('the name of a key that a new table has is left to that where it is the name of an index', () => {
  const keyed = (table: string, name: string, named: boolean): Schema =>
    completeSchema({
      tables: [
        {
          name: table,
          columns: [{ name: 'id', type: 'integer' }],
          constraints: [{ kind: 'primaryKey', name, named, columns: ['id'] }],
        },
      ],
    })
  const base = keyed('people', 'users_pk', true)
  const models = keyed('people', 'people_pk', false)
  const both: Schema = {
    ...models,
    tables: [...models.tables, ...keyed('users', 'users_pk', false).tables],
  }
  const namesIn = ({ tables }: Schema): readonly string[] =>
    tables.flatMap(({ constraints }) => constraints.map(({ name }) => name))
  expect(namesIn(adoptNames(both, base, postgres))).toEqual(['people_pk', 'users_pk'])
  expect(namesIn(adoptNames(both, base, sqlite))).toEqual(['users_pk', 'users_pk'])
})
