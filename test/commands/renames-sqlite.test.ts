import Database from 'better-sqlite3'
import { describe, test } from 'vitest'
import { travel } from '../support/journey.ts'
import type { Traveller } from '../support/journey.ts'
import { project, sqliteConfig } from '../support/project.ts'

const HEAD = `import { sql } from 'drizzle-orm'
import { check, index, integer, real, sqliteTable, sqliteView, text } from 'drizzle-orm/sqlite-core'
`

/** A table that everything refers to. */
const first = `${HEAD}
export const users = sqliteTable(
  'users',
  {
    id: integer('id').primaryKey(),
    name: text('name').notNull(),
    shout: text('shout').generatedAlwaysAs(sql\`upper(name)\`, { mode: 'virtual' }),
    email: text('email').notNull().unique(),
    a: text('a'),
    b: text('b'),
    score: integer('score').notNull().default(0),
  },
  (t) => [
    index('users_name_idx').on(t.name),
    index('users_long_idx').on(t.email).where(sql\`length(name) > 3\`),
    check('users_name_check', sql\`length(\${t.name}) > 0 and name <> 'name'\`),
    check('users_score_check', sql\`\${t.score} >= 0\`),
  ],
)
export const posts = sqliteTable('posts', {
  id: integer('id').primaryKey(),
  author: integer('author').notNull().references(() => users.id, { onDelete: 'cascade' }),
  email: text('email').references(() => users.email),
})
export const names = sqliteView('names', { id: integer('id'), name: text('name') }).as(
  sql\`select id, name from users where name is not null\`,
)
`

const ROWS = `
INSERT INTO users (id, name, email, a, b, score) VALUES (1, 'Ada', 'a@b', 'x', 'y', 5), (2, 'Grace', 'g@b', 'p', NULL, 0);
INSERT INTO posts (id, author, email) VALUES (1, 1, 'a@b'), (2, 2, NULL);
`

const start = async (): Promise<Traveller> => {
  const app = await project({ 'diffkit.config.ts': sqliteConfig, 'schema/models.ts': first })
  await app.ok('revision', '-m', 'first tables', '--no-verify')
  await app.ok('upgrade')
  const database = new Database(app.path('app.db'))
  database.exec(ROWS)
  database.close()
  return {
    app,
    rows: async (sql) => {
      const open = new Database(app.path('app.db'), { readonly: true })
      const found = open.prepare(sql).raw().all()
      open.close()
      return found
    },
  }
}

const posts = [
  'SELECT author, email FROM posts ORDER BY id',
  [
    [1, 'a@b'],
    [2, null],
  ],
] as const
const names = [
  'SELECT * FROM names ORDER BY 1',
  [
    [1, 'Ada'],
    [2, 'Grace'],
  ],
] as const

/** The models with the column `name` under another name, wherever it is mentioned. */
const renamedName = (text: string): string =>
  text
    .replace("name: text('name').notNull()", "name: text('full_name').notNull()")
    .replace('upper(name)', 'upper(full_name)')
    .replace('length(name)', 'length(full_name)')
    .replace("and name <> 'name'", "and full_name <> 'name'")
    .replace(
      'select id, name from users where name',
      'select id, full_name as name from users where full_name',
    )

describe('renames on SQLite', () => {
  test('a column takes its checks, indexes, generated columns and views along', async () => {
    await travel(await start(), {
      models: renamedName(first),
      renames: ['users.name:full_name'],
      operations: ['drop view names', 'rename column users.name to full_name', 'create view names'],
      before: [
        [
          'SELECT name, shout FROM users ORDER BY id',
          [
            ['Ada', 'ADA'],
            ['Grace', 'GRACE'],
          ],
        ],
        names,
        posts,
      ],
      after: [
        [
          'SELECT full_name, shout FROM users ORDER BY id',
          [
            ['Ada', 'ADA'],
            ['Grace', 'GRACE'],
          ],
        ],
        names,
        posts,
      ],
    })
  })

  test('a table takes foreign keys of others along, and its columns may be renamed with it', async () => {
    await travel(await start(), {
      models: renamedName(first)
        .replace("  'users',", "  'people',")
        .replace('from users where', 'from people where')
        .replace(
          "id: integer('id').primaryKey(),\n    name",
          "id: integer('user_id').primaryKey(),\n    name",
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
      before: [
        [
          'SELECT id, name FROM users ORDER BY id',
          [
            [1, 'Ada'],
            [2, 'Grace'],
          ],
        ],
        names,
        posts,
      ],
      after: [
        [
          'SELECT user_id, full_name FROM people ORDER BY 1',
          [
            [1, 'Ada'],
            [2, 'Grace'],
          ],
        ],
        names,
        posts,
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
      before: [
        [
          'SELECT a, b FROM users ORDER BY id',
          [
            ['x', 'y'],
            ['p', null],
          ],
        ],
      ],
      after: [
        [
          'SELECT a, b FROM users ORDER BY id',
          [
            ['y', 'x'],
            [null, 'p'],
          ],
        ],
      ],
    })
  })

  test('a column may take the name that another one leaves', async () => {
    await travel(await start(), {
      models: first
        .replace("a: text('a')", "a: text('b')")
        .replace("b: text('b'),\n    score", "b: text('c'),\n    score"),
      renames: ['users.a:b', 'users.b:c'],
      operations: ['rename column users.b to c', 'rename column users.a to b'],
      before: [
        [
          'SELECT a, b FROM users ORDER BY id',
          [
            ['x', 'y'],
            ['p', null],
          ],
        ],
      ],
      after: [
        [
          'SELECT b, c FROM users ORDER BY id',
          [
            ['x', 'y'],
            ['p', null],
          ],
        ],
      ],
    })
  })

  test('two tables may swap their names', async () => {
    const two = (one: string, other: string): string => `${HEAD}
export const one = sqliteTable('${one}', { id: integer('id').primaryKey(), word: text('word') })
export const other = sqliteTable('${other}', { id: integer('id').primaryKey(), word: text('word'), one: integer('one').references(() => one.id) })
`
    const traveller = await start()
    await traveller.app.write('schema/models.ts', two('one', 'other'))
    await traveller.app.ok('revision', '-m', 'two tables', '--no-verify', '--no-renames')
    await traveller.app.ok('upgrade')
    const database = new Database(traveller.app.path('app.db'))
    database.exec("INSERT INTO one VALUES (1, 'one'); INSERT INTO other VALUES (7, 'other', 1)")
    database.close()
    await travel(traveller, {
      models: two('other', 'one'),
      renames: ['one:other', 'other:one'],
      operations: [
        'rename table one to diffkit_renamed_1',
        'rename table other to one',
        'rename table diffkit_renamed_1 to other',
      ],
      before: [['SELECT * FROM other', [[7, 'other', 1]]]],
      after: [
        ['SELECT * FROM one', [[7, 'other', 1]]],
        ['SELECT * FROM other', [[1, 'one']]],
      ],
    })
  })

  test('a column may get another name and another type of its kind at once', async () => {
    await travel(await start(), {
      models: first
        .replace("score: integer('score')", "score: real('points')")
        .replace("a: text('a')", "a: text('a').notNull().default('')"),
      renames: ['users.score:points'],
      operations: [
        'rename column users.score to points',
        "alter column users.a: set not null, default ''",
        'alter column users.points: type real',
      ],
      before: [
        [
          'SELECT typeof(score), score FROM users ORDER BY id',
          [
            ['integer', 5],
            ['integer', 0],
          ],
        ],
        names,
        posts,
      ],
      after: [
        [
          'SELECT typeof(points), points, a FROM users ORDER BY id',
          [
            ['real', 5, 'x'],
            ['real', 0, 'p'],
          ],
        ],
        names,
        posts,
      ],
    })
  })
})
