import * as casing from 'drizzle-orm/casing'
import * as orm from 'drizzle-orm'
import * as pgCore from 'drizzle-orm/pg-core'
import * as sqliteCore from 'drizzle-orm/sqlite-core'
import { describe, expect, test } from 'vitest'
import type { Models } from '../../src/dialects/dialect.ts'
import { postgres } from '../../src/dialects/postgres/index.ts'
import { sqlite } from '../../src/dialects/sqlite/index.ts'

const exports = (table: unknown) => [{ name: 'posts', value: table, file: 'schema/posts.ts' }]

const readPostgres = (): Models => {
  const table = pgCore.pgTable('posts', {
    author: pgCore.text('author'),
    writer: pgCore.text('author'),
  })
  return postgres.readModels(exports(table), { orm, core: pgCore, casing }, { casing: null })
}

const columnsOf = ({ schema }: Models): readonly string[] | undefined =>
  schema.tables[0]?.columns.map(({ name }) => name)

describe('two properties for one column', () => {
  test('are one column when they are alike', () => {
    const table = sqliteCore.sqliteTable('posts', {
      author: sqliteCore.text('author'),
      writer: sqliteCore.text('author'),
    })
    const drizzle = { orm, core: sqliteCore, casing }
    expect(columnsOf(sqlite.readModels(exports(table), drizzle, { casing: null }))).toEqual([
      'author',
    ])
    expect(columnsOf(readPostgres())).toEqual(['author'])
  })

  test('are an error that names them when they are not', () => {
    const table = sqliteCore.sqliteTable('posts', {
      author: sqliteCore.text('author'),
      writer: sqliteCore.integer('author'),
    })
    const drizzle = { orm, core: sqliteCore, casing }
    expect(() => sqlite.readModels(exports(table), drizzle, { casing: null })).toThrow(
      'the column author stands in it twice',
    )
  })
})
