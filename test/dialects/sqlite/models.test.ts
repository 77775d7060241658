import type { SQL } from 'drizzle-orm'
import { pgTable, text as pgText } from 'drizzle-orm/pg-core'
import { generateSQLiteDrizzleJson, generateSQLiteMigration } from 'drizzle-kit/api'
import { describe, expect, test } from 'vitest'
import { sqlite } from '../../../src/dialects/sqlite/index.ts'
import { describe as describeOperation } from '../../../src/operations/index.ts'
import { canonicalSchema } from '../../../src/schema/equal.ts'
import { compareSchemas } from '../../../src/runtime/judge/compare.ts'
import { readSqlite, versions } from '../../support/drizzle.ts'
import type { DrizzleVersion } from '../../support/drizzle.ts'
import { connect, databaseOf, introspected } from './open.ts'

const CASED = { casing: 'snake_case' } as const

/** The same models, by whichever major. */
const define = ({ orm, sqlite: core }: DrizzleVersion) => {
  const { gt, sql } = orm
  const { blob, check, customType, foreignKey, index, integer, numeric, primaryKey } = core
  const { real, sqliteTable, sqliteView, text, unique, uniqueIndex } = core

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
      picture: blob('picture', { mode: 'buffer' }).default(Buffer.from([0, 255])),
      settings: text('settings', { mode: 'json' }).default({ theme: 'dark' }),
      kind: text('kind', { enum: ['a', 'b'], length: 10 }).$default(() => 'a'),
      lower: text('lower').generatedAlwaysAs(sql`lower(email)`, { mode: 'stored' }),
      twice: real('twice').generatedAlwaysAs((): SQL => sql`${users.score} * 2`),
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

  return { users, posts, adults, legacy, again: users, helper: () => 1 }
}

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
  const [old, ...later] = versions as readonly [DrizzleVersion, ...DrizzleVersion[]]

  test('read columns, defaults, keys and indexes', () => {
    const { schema } = readSqlite(old, define(old))
    expect(canonicalSchema(schema)).toMatchSnapshot()
    for (const version of later) {
      expect(canonicalSchema(readSqlite(version, define(version)).schema)).toEqual(
        canonicalSchema(schema),
      )
    }
  })

  // drizzle-kit 0.31 reads drizzle-orm 0.45 alone.
  test('are what drizzle-kit would have created', async () => {
    const { users, posts, adults } = define(old)
    const { schema } = readSqlite(old, { users, posts, adults })
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
})

describe.each(versions)('models of drizzle-orm $major', (version) => {
  const { blob, check, numeric, sqliteTable, text } = version.sqlite
  const { sql } = version.orm
  const blog = define(version)
  const read = (values: Readonly<Record<string, unknown>>) => readSqlite(version, values)
  /** A table whose columns get snake_case, in the way of that major. */
  const casedTable: typeof sqliteTable =
    version.major === '1.0'
      ? (Reflect.get(version.sqlite, 'snakeCase') as { table: typeof sqliteTable }).table
      : sqliteTable
  const readCased = (values: Readonly<Record<string, unknown>>) =>
    readSqlite(version, values, version.major === '1.0' ? { casing: null } : CASED)

  test('know where each column stands', () => {
    const { schema, places } = read(blog)
    expect(schema.tables).toHaveLength(2)
    expect(places().find(({ key }) => key === 'bornAt')).toEqual({
      object: 'users',
      column: 'born_at',
      file: 'schema/all.ts',
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

  test('write a bigint into expressions', () => {
    const big = version.sqlite.integer().default(sql`${9007199254740993n}`)
    const [table] = read({ counts: sqliteTable('counts', { big }) }).schema.tables
    expect(table?.columns[0]?.default?.sql).toBe('9007199254740993')
  })

  test('take the casing, inside expressions too', () => {
    const people = casedTable(
      'people',
      { firstName: text().unique(), lastName: text().notNull() },
      (t) => [check('named', sql`${t.firstName} <> ${t.lastName}`)],
    )
    const { schema } = readCased({ people })
    const [table] = schema.tables
    expect(table?.columns.map(({ name }) => name)).toEqual(['first_name', 'last_name'])
    expect(table?.indexes[0]).toMatchObject({ name: 'people_first_name_unique', named: false })
    expect(table?.constraints[0]).toMatchObject({
      expression: { sql: '"first_name" <> "last_name"' },
    })
  })
})

describe.each(versions)('models of drizzle-orm $major that cannot be', (version) => {
  const { customType, integer, real, sqliteTable, text } = version.sqlite
  const { posts, users } = define(version)
  const read = (values: Readonly<Record<string, unknown>>) => readSqlite(version, values)

  test('are of another dialect', () => {
    expect(() => read({ people: pgTable('people', { name: pgText() }) })).toThrow(
      expect.objectContaining({ code: 'MODELS_OF_ANOTHER_DIALECT' }),
    )
  })

  test('declare a table twice', () => {
    const again = sqliteTable('Users', { id: integer() })
    expect(() => read({ users, again })).toThrow(/second time, as again; the first is users/)
  })

  test('have two columns of one name', () => {
    const people = sqliteTable('people', { a: text('name'), b: integer('Name') })
    expect(() => read({ people })).toThrow(
      /people: the columns name and Name have one name to SQLite/,
    )
  })

  test('refer to a table that is not exported', () => {
    expect(() => read({ posts })).toThrow(/posts: .* users, which no model file exports/)
  })

  test('refer to columns that are not unique', () => {
    const comments = sqliteTable('comments', { score: real().references(() => users.score) })
    expect(() => read({ users, comments })).toThrow(/users \(score\), which is neither/)
  })

  test('have an index or a unique constraint that lacks its columns', () => {
    const { index, unique } = version.sqlite
    const have = (part: unknown) => () =>
      read({ people: sqliteTable('people', { name: text() }, () => [part as never]) })
    expect(have(index('i'))).toThrow(/people: index i names no columns/)
    expect(have(unique('u'))).toThrow(/people: unique constraint u names no columns/)
  })

  test('hide a constraint in a type', () => {
    const odd = customType<{ data: string }>({ dataType: () => 'text not null' })
    const people = sqliteTable('people', { name: odd() })
    expect(() => read({ people })).toThrow(/people.name: a constraint inside the type/)
  })
})
