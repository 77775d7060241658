import { describe, expect, test } from 'vitest'
import { apply, definitions } from '../../src/operations/index.ts'

import { findTable, lookUpTable } from '../../src/schema/edit.ts'
import { canonicalSchema, shareTables } from '../../src/schema/equal.ts'
import { completeSchema } from '../../src/schema/spec.ts'
import type { TableSpec } from '../../src/schema/spec.ts'
import type { Schema } from '../../src/schema/types.ts'
import { rememberNormal } from '../../src/util/remember.ts'

const users: TableSpec = {
  name: 'users',
  columns: [
    { name: 'id', type: 'integer', nullable: false },
    { name: 'age', type: 'integer', default: '0' },
  ],
  constraints: [
    { kind: 'primaryKey', name: 'users_pk', columns: ['id'] },
    { kind: 'check', name: 'users_age', expression: 'age > 0' },
  ],
}

const schema = (...tables: readonly TableSpec[]): Schema => completeSchema({ tables })

describe('a table that is the same in two schemas', () => {
  const base = canonicalSchema(schema(users, { ...users, name: 'posts' }))

  test('is one object afterwards, whatever the order of its constraints', () => {
    const models = schema({ ...users, name: 'posts' }, users)
    const shared = shareTables(models, base)
    expect(shared.tables.map(({ name }) => name)).toEqual(['posts', 'users'])
    for (const table of shared.tables) expect(base.tables).toContain(table)
  })

  test('may have been printed by a server in the second', () => {
    const printed = JSON.parse(
      JSON.stringify(base).replaceAll(
        '{"sql":"age > 0"}',
        '{"sql":"age > 0","printed":{"text":"(age > 0)","major":18}}',
      ),
    )
    expect(shareTables(schema(users), printed).tables[0]).toBe(findTable(printed, 'users'))
    const models = schema(users)
    expect(shareTables(printed, models).tables).toEqual(printed.tables)
  })

  test.each([
    ['a type', { columns: [{ name: 'id', type: 'text', nullable: false }, users.columns[1]] }],
    ['a default', { columns: [users.columns[0], { name: 'age', type: 'integer' }] }],
    ['the order of columns', { columns: users.columns.toReversed() }],
    ['a constraint', { constraints: users.constraints?.slice(0, 1) }],
    ['the name of one', { constraints: [{ ...users.constraints?.[0], name: 'other' }] }],
    ['whether somebody gave it', { constraints: [{ ...users.constraints?.[0], named: false }] }],
    ['an option', { strict: true }],
    ['an index', { indexes: [{ name: 'users_age_idx', keys: ['age'] }] }],
  ])('stays what it is where %s differs', (_what, change) => {
    const models = schema(Object.assign({}, users, change))
    expect(shareTables(models, base).tables).toEqual(models.tables)
    expect(base.tables).not.toContain(shareTables(models, base).tables[0])
  })
})

test('a table is found the same however often', () => {
  const found = schema(users, { ...users, namespace: 'auth' }, { ...users, name: 'posts' })
  for (let time = 0; time < 30; time++) {
    expect(findTable(found, 'posts')).toBe(found.tables[2])
    expect(findTable(found, { namespace: 'auth', name: 'users' })).toBe(found.tables[1])
    expect(findTable(found, { namespace: null, name: 'users' })).toBe(found.tables[0])
    expect(lookUpTable(found, 'Users')).toBeUndefined()
  }
  const twice = { ...found, tables: [...found.tables, { ...found.tables[0], strict: true }] }
  for (let time = 0; time < 30; time++) {
    expect(lookUpTable(twice as Schema, 'users')).toBe(found.tables[0])
  }
})

test('a normal form is made once, and is its own', () => {
  const calls: { readonly text: string }[] = []
  const upper = rememberNormal((value: { readonly text: string }) => {
    calls.push(value)
    return { text: value.text.toUpperCase() }
  })
  const value = { text: 'a' }
  const normal = upper(value)
  expect(normal).toEqual({ text: 'A' })
  expect(upper(value)).toBe(normal)
  expect(upper(normal)).toBe(normal)
  expect(upper({ text: 'a' })).toEqual(normal)
  expect(calls).toHaveLength(2)
})

test('an operation gives the same however often it is applied, and another one its own', () => {
  const before = schema(users)
  const drop = (column: string) => definitions.dropColumn.create('users', column)
  const rename = definitions.renameColumn.create('users', 'age', 'years')
  const renamed = apply(before, rename)
  expect(apply(before, rename)).toBe(renamed)
  const other = schema({ ...users, constraints: [] })
  expect(apply(other, drop('age')).tables[0]?.columns).toHaveLength(1)
  expect(apply(other, drop('id')).tables[0]?.columns.map(({ name }) => name)).toEqual(['age'])
  expect(apply(before, rename)).toEqual(renamed)
  // A failure is not remembered as anything else.
  for (const _time of [1, 2]) expect(() => apply(before, drop('age'))).toThrow('users_age')
})
