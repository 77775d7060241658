import { describe, expect, test } from 'vitest'
import { travel } from '../support/journey.ts'
import type { Traveller } from '../support/journey.ts'
import { majorsInTurn, query, useServer } from '../support/postgres.ts'
import { postgresConfig, project } from '../support/project.ts'

const HEAD = `import { sql } from 'drizzle-orm'
import { bigint, check, foreignKey, index, integer, pgEnum, pgSchema, pgTable, pgView, serial, text, unique, varchar } from 'drizzle-orm/pg-core'
`

/** A table that everything refers to. */
const first = `${HEAD}
export const mood = pgEnum('mood', ['sad', 'ok', 'happy'])
export const users = pgTable(
  'users',
  {
    id: serial('id').primaryKey(),
    name: varchar('name', { length: 50 }).notNull(),
    shout: text('shout').generatedAlwaysAs(sql\`upper(name)\`),
    email: text('email').notNull().unique(),
    a: text('a'),
    b: text('b'),
    score: integer('score').notNull().default(0),
    mood: mood('mood').notNull().default('sad'),
  },
  (t) => [
    index('users_name_idx').on(t.name.desc(), sql\`lower(name)\`),
    index('users_long_idx').on(t.email).where(sql\`length(name) > 3 and mood = 'sad'\`),
    check('users_name_check', sql\`length(\${t.name}) > 0 and name <> 'name'\`),
    check('users_score_check', sql\`\${t.score} >= 0 or mood in ('sad', 'ok')\`),
  ],
)
export const posts = pgTable('posts', {
  id: serial('id').primaryKey(),
  author: integer('author').notNull().references(() => users.id, { onDelete: 'cascade' }),
  email: text('email').references(() => users.email),
})
export const names = pgView('names', { id: integer('id'), name: text('name') }).as(
  sql\`select id, name::text as name from users where name is not null and mood <> 'ok'\`,
)
`

const ROWS = `
INSERT INTO users (name, email, a, b, score) VALUES ('Ada', 'a@b', 'x', 'y', 5), ('Grace', 'g@b', 'p', NULL, 0);
INSERT INTO posts (author, email) VALUES (1, 'a@b'), (2, NULL);
`

const renamedName = (text: string): string =>
  text
    .replace("name: varchar('name',", "name: varchar('full_name',")
    .replace('upper(name)', 'upper(full_name)')
    .replace('lower(name)', 'lower(full_name)')
    .replace('length(name)', 'length(full_name)')
    .replace("and name <> 'name'", "and full_name <> 'name'")
    .replace(
      'select id, name::text as name from users where name',
      'select id, full_name::text as name from users where full_name',
    )

const posts = {
  sql: 'SELECT author, email FROM posts ORDER BY id',
  rows: [
    { author: 1, email: 'a@b' },
    { author: 2, email: null },
  ],
}
const names = {
  sql: 'SELECT * FROM names ORDER BY 1',
  rows: [
    { id: 1, name: 'Ada' },
    { id: 2, name: 'Grace' },
  ],
}
const always = [
  [names.sql, names.rows],
  [posts.sql, posts.rows],
] as const

describe.each(majorsInTurn)('renames on PostgreSQL %i', { timeout: 120_000 }, (major) => {
  const server = useServer(major)

  const start = async (models = first, rows = ROWS): Promise<Traveller> => {
    const url = await server.database()
    const app = await project({
      'diffkit.config.ts': postgresConfig(url, server.scratch()),
      'schema/models.ts': models,
    })
    await app.ok('revision', '-m', 'first tables', '--no-verify')
    await app.ok('upgrade')
    await query(url, rows)
    return { app, rows: (sql) => query(url, sql) }
  }

  test('a column takes its checks, indexes, generated columns and views along', async () => {
    await travel(await start(), {
      models: renamedName(first),
      renames: ['users.name:full_name'],
      operations: ['drop view names', 'rename column users.name to full_name', 'create view names'],
      before: [
        ['SELECT name, shout FROM users WHERE id = 1', [{ name: 'Ada', shout: 'ADA' }]],
        ...always,
      ],
      after: [
        ['SELECT full_name, shout FROM users WHERE id = 1', [{ full_name: 'Ada', shout: 'ADA' }]],
        ...always,
      ],
    })
  })

  test('a table takes foreign keys of others along, and its columns may be renamed with it', async () => {
    await travel(await start(), {
      models: renamedName(first)
        .replace("  'users',", "  'people',")
        .replace('from users where', 'from people where')
        .replace(
          "id: serial('id').primaryKey(),\n    name",
          "id: serial('user_id').primaryKey(),\n    name",
        )
        .replace('select id,', 'select user_id as id,'),
      renames: ['users:people', 'users.name:full_name', 'users.id:user_id'],
      operations: [
        'drop view names',
        'rename table users to people',
        'rename column people.name to full_name',
        'rename column people.id to user_id',
        'create view names',
      ],
      before: [['SELECT id, name FROM users WHERE id = 2', [{ id: 2, name: 'Grace' }]], ...always],
      after: [
        [
          'SELECT user_id, full_name FROM people WHERE user_id = 2',
          [{ user_id: 2, full_name: 'Grace' }],
        ],
        ...always,
      ],
    })
  })

  test('two columns may swap their names', async () => {
    await travel(await start(), {
      models: first
        .replace("a: text('a')", "a: text('b')")
        .replace("b: text('b'),\n    score", "b: text('a'),\n    score"),
      renames: ['users.a:b', 'users.b:a'],
      operations: [
        'rename column users.a to diffkit_renamed_1',
        'rename column users.b to a',
        'rename column users.diffkit_renamed_1 to b',
      ],
      before: [['SELECT a, b FROM users WHERE id = 1', [{ a: 'x', b: 'y' }]], ...always],
      after: [['SELECT a, b FROM users WHERE id = 1', [{ a: 'y', b: 'x' }]], ...always],
    })
  })

  test('a column may get another name and another type of its kind at once', async () => {
    await travel(await start(), {
      models: renamedName(first)
        .replace("varchar('full_name', { length: 50 })", "text('full_name')")
        .replace(
          "score: integer('score').notNull().default(0)",
          "score: bigint('points', { mode: 'number' }).notNull().default(0)",
        ),
      renames: ['users.name:full_name', 'users.score:points'],
      operations: [
        'drop view names',
        'rename column users.name to full_name',
        'rename column users.score to points',
        'alter column users.full_name: type text',
        'alter column users.points: type bigint',
        'create view names',
      ],
      before: [
        [
          'SELECT name, shout, score FROM users WHERE id = 1',
          [{ name: 'Ada', shout: 'ADA', score: 5 }],
        ],
        ...always,
      ],
      after: [
        [
          'SELECT full_name, shout, points FROM users WHERE id = 1',
          [{ full_name: 'Ada', shout: 'ADA', points: '5' }],
        ],
        ...always,
      ],
    })
  })

  test('a column may get another name and a type of another kind at once', async () => {
    const models = (columns: string, check: string): string => `${HEAD}
export const mood = pgEnum('mood', ['sad', 'happy'])
export const users = pgTable('users', {
  id: serial('id').primaryKey(),
  ${columns}
}, (t) => [index('users_score_idx').on(t.score), check('users_score_check', sql\`${check}\`)])
`
    const old = models(
      "score: text('score').notNull().default('0'),\n  mood: mood('mood').notNull().default('sad'),",
      "score <> ''",
    )
    const rows = "INSERT INTO users (score, mood) VALUES ('5', 'happy'), ('-3', 'sad')"
    await travel(await start(old, rows), {
      models: models(
        "score: integer('points').notNull().default(0),\n  mood: text('feeling').notNull().default('sad'),",
        'points > -9',
      ),
      renames: ['users.score:points', 'users.mood:feeling'],
      operations: [
        'rename column users.score to points',
        'rename column users.mood to feeling',
        'drop constraint users.users_score_check',
        'alter column users.points: type integer, default 0',
        'alter column users.feeling: type text',
        'add check users.users_score_check (points > -9)',
      ],
      before: [
        [
          'SELECT score, mood FROM users ORDER BY id',
          [
            { score: '5', mood: 'happy' },
            { score: '-3', mood: 'sad' },
          ],
        ],
      ],
      after: [
        [
          'SELECT points, feeling FROM users ORDER BY id',
          [
            { points: 5, feeling: 'happy' },
            { points: -3, feeling: 'sad' },
          ],
        ],
      ],
    })
  })

  test('a table and a column of a namespace are named with it', async () => {
    const models = (table: string, column: string): string => `${HEAD}
const auth = pgSchema('auth')
export const users = auth.table('${table}', { id: serial('id').primaryKey(), ${column}: text('${column}').unique() })
export const keys = pgTable('keys', { owner: integer('owner').references(() => users.id) })
`
    await travel(
      await start(
        models('users', 'name'),
        "INSERT INTO auth.users (name) VALUES ('Ada'); INSERT INTO keys VALUES (1)",
      ),
      {
        models: models('people', 'login'),
        renames: ['auth.users:people', 'auth.users.name:login'],
        operations: [
          'rename table auth.users to auth.people',
          'rename column auth.people.name to login',
        ],
        before: [['SELECT u.name FROM auth.users u JOIN keys ON owner = id', [{ name: 'Ada' }]]],
        after: [['SELECT p.login FROM auth.people p JOIN keys ON owner = id', [{ login: 'Ada' }]]],
      },
    )
  })

  test('a value of an enum takes its default, checks, indexes and views along', async () => {
    const models = first
      .replace(
        "pgEnum('mood', ['sad', 'ok', 'happy'])",
        "pgEnum('mood', ['unhappy', 'ok', 'happy'])",
      )
      .replaceAll("'sad'", "'unhappy'")
    const change = {
      renames: ['mood.sad:unhappy'],
      operations: ["rename value 'sad' of enum mood to 'unhappy'"],
      before: [['SELECT mood FROM users', [{ mood: 'sad' }, { mood: 'sad' }]], ...always],
      after: [['SELECT mood FROM users', [{ mood: 'unhappy' }, { mood: 'unhappy' }]], ...always],
    } as const
    const flagged = await start()
    await flagged.app.write('schema/models.ts', models)
    expect((await flagged.app.run('revision', '-m', 'x', '--json')).json()).toEqual({
      renames: [
        {
          kind: 'value',
          table: null,
          enum: 'mood',
          from: 'sad',
          to: 'unhappy',
          flag: '--rename mood.sad:unhappy',
        },
      ],
    })
    await travel(flagged, { ...change, models })
    const tag = "[/** @renamedFrom sad */ 'unhappy',"
    await travel(await start(), {
      ...change,
      renames: [],
      models: models.replace("['unhappy',", tag),
    })
  })

  test('two tables may swap their names, rows and foreign keys staying where they are', async () => {
    const two = (one: string, other: string): string => `${HEAD}
export const one = pgTable('${one}', { id: integer('id').primaryKey(), word: text('word') })
export const other = pgTable('${other}', { id: integer('id').primaryKey(), word: text('word'), one: integer('one').references(() => one.id) })
`
    await travel(
      await start(
        two('one', 'other'),
        "INSERT INTO one VALUES (1, 'one'); INSERT INTO other VALUES (7, 'other', 1)",
      ),
      {
        models: two('other', 'one'),
        renames: ['one:other', 'other:one'],
        operations: [
          'rename table one to diffkit_renamed_1',
          'rename table other to one',
          'rename table diffkit_renamed_1 to other',
        ],
        before: [['SELECT * FROM other', [{ id: 7, word: 'other', one: 1 }]]],
        after: [['SELECT * FROM one', [{ id: 7, word: 'other', one: 1 }]]],
      },
    )
  })

  test('a table of which nothing is as it was', async () => {
    const first = `export const t = pgTable('t', { id: integer('id').primaryKey(), a: text('a') })`
    const tagged = `/** @renamedFrom t */
export const tt = pgTable('tt', { /** @renamedFrom id */ no: bigint('no', { mode: 'number' }).primaryKey(), n: integer('n') })`
    await travel(await start(HEAD + first, "INSERT INTO t VALUES (1, 'x')"), {
      models: `${HEAD}${tagged}`,
      renames: [],
      operations: [
        'rename table t to tt',
        'rename column tt.id to no',
        'add column tt.n (integer)',
        'alter column tt.no: type bigint',
        'drop column tt.a',
      ],
      before: [['SELECT id FROM t', [{ id: 1 }]]],
      after: [['SELECT no::int, n FROM tt', [{ no: 1, n: null }]]],
    })
  })

  test('tags give names away that something new gets', async () => {
    const feel = `/** @renamedFrom mood */
export const feel = pgEnum('feel', ['ok', /** @renamedFrom sad */ 'low'])
/** @renamedFrom one */
export const two = pgTable('two', { id: serial('id').primaryKey(), feel: feel('feel') })`
    const old = `export const mood = pgEnum('mood', ['ok', 'sad'])
export const one = pgTable('one', { id: serial('id').primaryKey(), feel: mood('feel') })`
    await travel(await start(HEAD + old, "INSERT INTO one (feel) VALUES ('sad')"), {
      models: `${HEAD}${feel}\n${old}`,
      renames: [],
      operations: [
        'rename enum mood to feel',
        'rename table one to two',
        "rename value 'sad' of enum feel to 'low'",
        'create enum mood (ok, sad)',
        'rename constraint two.one_pkey to two_pkey',
        'create table one',
      ],
      before: [['SELECT * FROM one', [{ id: 1, feel: 'sad' }]]],
      after: [
        [
          'SELECT two.*, one.id AS one FROM two LEFT JOIN one ON true',
          [{ id: 1, feel: 'low', one: null }],
        ],
      ],
    })
  })
})
