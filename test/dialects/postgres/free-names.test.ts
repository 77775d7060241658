import * as orm from 'drizzle-orm'
import * as casing from 'drizzle-orm/casing'
import * as core from 'drizzle-orm/pg-core'
import { expect, test } from 'vitest'
import { postgres } from '../../../src/dialects/postgres/index.ts'

const read = (values: Readonly<Record<string, unknown>>) =>
  postgres.readModels(
    Object.entries(values).map(([name, value]) => ({ name, value, file: 'schema/all.ts' })),
    { orm, core, casing },
    { casing: null },
  ).schema

const users = core.pgTable('users', {
  id: core.integer().primaryKey(),
  email: core.text().unique(),
})
const members = core.pgTable('members', { id: core.integer(), email: core.text() }, (table) => [
  core.primaryKey({ name: 'users_pkey', columns: [table.id] }),
  core.index('users_email_unique').on(table.email),
  core.index('users_email_unique1').on(table.id),
])

const namesOf = (schema: ReturnType<typeof read>): readonly string[] | undefined =>
  schema.tables
    .find(({ name }) => name === 'users')
    ?.constraints.map(({ name }) => name)
    .toSorted()

test('an invented name that a model gives to something else gets a number', () => {
  expect(namesOf(read({ users, members }))).toEqual(['users_email_unique2', 'users_pkey1'])
  expect(namesOf(read({ users }))).toEqual(['users_email_unique', 'users_pkey'])
})

test('the name of a view or a sequence counts as well', () => {
  const views = { v: core.pgView('users_pkey', {}).as(orm.sql`select 1`) }
  const sequences = { s: core.pgSequence('users_email_unique') }
  expect(namesOf(read({ users, ...views, ...sequences }))).toEqual([
    'users_email_unique1',
    'users_pkey1',
  ])
})
