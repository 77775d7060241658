import * as casing from 'drizzle-orm/casing'
import * as orm from 'drizzle-orm'
import { gt, sql } from 'drizzle-orm'
import { pgTable, text as pgText } from 'drizzle-orm/pg-core'
import * as core from 'drizzle-orm/sqlite-core'
import {
  blob,
  check,
  customType,
  foreignKey,
  index,
  integer,
  numeric,
  primaryKey,
  real,
  sqliteTable,
  sqliteView,
  text,
  unique,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core'
import { generateSQLiteDrizzleJson, generateSQLiteMigration } from 'drizzle-kit/api'
import { describe, expect, test } from 'vitest'
import { sqlite } from '../../../src/dialects/sqlite/index.ts'
import type { ModelOptions } from '../../../src/dialects/dialect.ts'
import { describe as describeOperation } from '../../../src/operations/index.ts'
import { canonicalSchema } from '../../../src/schema/equal.ts'
import { compareSchemas } from '../../../src/runtime/compare.ts'
import { connect, databaseOf, introspected } from './open.ts'

const modules = { orm, core, casing } as const

const read = (
  objects: Readonly<Record<string, unknown>>,
  options: ModelOptions = { casing: null },
) =>
  sqlite.readModels(
    Object.entries(objects).map(([name, value]) => ({ name, value, file: 'schema/users.ts' })),
    modules,
    options,
  )

const nocase = customType<{ data: string }>({ dataType: () => 'TEXT collate nocase' })

const users = sqliteTable(
  'users',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    email: nocase('email').notNull().unique(),
    handle: text('handle').unique('users_handle_once'),
    active: integer('active', { mode: 'boolean' }).notNull().default(true),
    bornAt: integer('born_at', { mode: 'timestamp' }).default(new Date('2020-01-01T00:00:00Z')),
    createdAt: text('created_at').default(sql`CURRENT_TIMESTAMP`),
    score: real('score').default(1.5),
    balance: numeric('balance').default('0.10'),
    picture: blob('picture').default(Buffer.from([0, 255])),
    settings: text('settings', { mode: 'json' }).default({ theme: 'dark' }),
    kind: text('kind', { enum: ['a', 'b'], length: 10 }).$default(() => 'a'),
    lower: text('lower').generatedAlwaysAs(sql`lower(email)`, { mode: 'stored' }),
    twice: real('twice').generatedAlwaysAs((): orm.SQL => sql`${users.score} * 2`),
  },
  (t) => [
    check('users_score', sql`${t.score} > 0 and ${t.kind} in ('a', 'b')`),
    index('users_recent')
      .on(sql`${t.createdAt} desc`, t.score)
      .where(sql`${t.score} > 3`),
    uniqueIndex('users_lower').on(sql`lower(${t.handle})`),
    index('users_nocase').on(sql`${t.handle} collate nocase`),
  ],
)

const posts = sqliteTable(
  'posts',
  {
    authorId: integer('author_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade', onUpdate: 'restrict' }),
    slug: text('slug').notNull(),
    parentAuthor: integer('parent_author'),
    parentSlug: text('parent_slug'),
  },
  (t) => [
    primaryKey({ columns: [t.authorId, t.slug] }),
    unique('posts_parent').on(t.parentAuthor, t.parentSlug),
    foreignKey({ columns: [t.parentAuthor, t.parentSlug], foreignColumns: [t.authorId, t.slug] }),
  ],
)

const adults = sqliteView('adults').as((qb) =>
  qb.select({ id: users.id }).from(users).where(gt(users.score, 18)),
)
const legacy = sqliteView('legacy', { id: integer('id') }).existing()

const blog = { users, posts, adults, legacy, again: users, helper: () => 1 }

const kitDatabase = async (objects: Record<string, unknown>) => {
  const empty = await generateSQLiteDrizzleJson({})
  const next = await generateSQLiteDrizzleJson(objects)
  const connection = await connect()
  for (const statement of await generateSQLiteMigration(empty, next)) {
    await connection.execute(statement)
  }
  return connection
}

describe('models', () => {
  test('read columns, defaults, keys and indexes', () => {
    const { schema, places } = read(blog)
    expect(canonicalSchema(schema)).toMatchSnapshot()
    expect(places.find(({ key }) => key === 'bornAt')).toEqual({
      object: 'users',
      column: 'born_at',
      file: 'schema/users.ts',
      exportName: 'users',
      key: 'bornAt',
    })
  })

  test('are what the database holds once they are created', async () => {
    const { schema } = read(blog)
    const connection = await databaseOf(schema)
    const found = await introspected(connection)
    const { operations } = await compareSchemas(found, schema, { dialect: sqlite, printers: [] })
    expect(operations.map(describeOperation)).toEqual([])
    await connection.close()
  })

  test('are what drizzle-kit would have created', async () => {
    const { schema } = read({ users, posts, adults })
    const connection = await kitDatabase({ users, posts, adults })
    const found = await introspected(connection)
    const { operations } = await compareSchemas(found, schema, { dialect: sqlite, printers: [] })
    // drizzle-kit writes a date as its ISO text and bytes as JSON, which the driver never stores.
    expect(operations.map(describeOperation)).toEqual([
      'alter column users.born_at: default 1577836800',
      "alter column users.picture: default X'00FF'",
    ])
    await connection.close()
  })

  test('write a default as the driver would be given it', () => {
    const counts = sqliteTable('counts', {
      big: blob({ mode: 'bigint' }).default(12n),
      huge: numeric({ mode: 'bigint' }).default(9007199254740993n),
      none: text().default(sql`null`),
      tags: blob({ mode: 'json' }).default(['a']),
      settings: text({ mode: 'json' }).default({ quote: "it's" }),
    })
    const [table] = read({ counts }).schema.tables
    expect(table?.columns.map((column) => column.default?.sql ?? null)).toEqual([
      "X'3132'",
      "'9007199254740993'",
      null,
      "X'5B2261225D'",
      `'{"quote":"it''s"}'`,
    ])
  })

  test('take the casing of the configuration, inside expressions too', () => {
    const people = sqliteTable(
      'people',
      { firstName: text().unique(), lastName: text().notNull() },
      (t) => [check('named', sql`${t.firstName} <> ${t.lastName}`)],
    )
    const { schema } = read({ people }, { casing: 'snake_case' })
    const [table] = schema.tables
    expect(table?.columns.map(({ name }) => name)).toEqual(['first_name', 'last_name'])
    expect(table?.indexes[0]).toMatchObject({ name: 'people_first_name_unique', named: false })
    expect(table?.constraints[0]).toMatchObject({
      expression: { sql: '"first_name" <> "last_name"' },
    })
  })
})

describe('models that cannot be', () => {
  test('are of another dialect', () => {
    expect(() => read({ people: pgTable('people', { name: pgText() }) })).toThrow(
      expect.objectContaining({ code: 'MODELS_OF_ANOTHER_DIALECT' }),
    )
  })

  test('declare a table twice', () => {
    const again = sqliteTable('Users', { id: integer() })
    expect(() => read({ users, again })).toThrow(/second time, as again; the first is users/)
  })

  test('refer to a table that is not exported', () => {
    expect(() => read({ posts })).toThrow(/posts: .* users, which no model file exports/)
  })

  test('refer to columns that are not unique', () => {
    const comments = sqliteTable('comments', { score: real().references(() => users.score) })
    expect(() => read({ users, comments })).toThrow(/users \(score\), which is neither/)
  })

  test('hide a constraint in a type', () => {
    const odd = customType<{ data: string }>({ dataType: () => 'text not null' })
    const people = sqliteTable('people', { name: odd() })
    expect(() => read({ people })).toThrow(/people.name: a constraint inside the type/)
  })
})
