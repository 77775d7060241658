import * as casing from 'drizzle-orm/casing'
import * as orm from 'drizzle-orm'
import * as pgCore from 'drizzle-orm/pg-core'
import * as sqliteCore from 'drizzle-orm/sqlite-core'
import { expect, test } from 'vitest'
import type { Models } from '../../src/dialects/dialect.ts'
import { postgres } from '../../src/dialects/postgres/index.ts'
import { sqlite } from '../../src/dialects/sqlite/index.ts'

let drawn = 0

const text = { dataType: () => 'text' }
const sealed = { ...text, toDriver: (value: string) => `${value}#${drawn++}` }
const shouted = { ...text, toDriver: (value: string) => value.toUpperCase() }

const exports = (table: unknown) => [{ name: 'notes', value: table, file: 'schema/notes.ts' }]

const readPostgres = (): Models => {
  const [seal, shout] = [
    pgCore.customType<{ data: string }>(sealed),
    pgCore.customType<{ data: string }>(shouted),
  ]
  const table = pgCore.pgTable('notes', { body: seal().default(''), title: shout().default('new') })
  return postgres.readModels(exports(table), { orm, core: pgCore, casing }, { casing: null })
}

const readSqlite = (): Models => {
  const [seal, shout] = [
    sqliteCore.customType<{ data: string }>(sealed),
    sqliteCore.customType<{ data: string }>(shouted),
  ]
  const table = sqliteCore.sqliteTable('notes', {
    body: seal().default(''),
    title: shout().default('new'),
  })
  return sqlite.readModels(exports(table), { orm, core: sqliteCore, casing }, { casing: null })
}

test.each([
  ['PostgreSQL', readPostgres],
  ['SQLite', readSqlite],
])('a custom type maps its default, unless it maps it otherwise each time: %s', (_name, read) => {
  const defaults = read().schema.tables[0]?.columns.map((column) => column.default?.sql)
  expect(defaults).toEqual(["''", "'NEW'"])
})
