/** Tables that go to another namespace: declared, asked about, and moved with their rows. */
import { describe, expect, test } from 'vitest'
import { travel } from '../support/journey.ts'
import type { Traveller } from '../support/journey.ts'
import { majorsInTurn, query, useServer } from '../support/postgres.ts'
import { postgresConfig, project } from '../support/project.ts'

const HEAD = `import { sql } from 'drizzle-orm'
import { foreignKey, index, integer, pgPolicy, pgSchema, pgTable, pgView, serial, text, unique } from 'drizzle-orm/pg-core'
`

/** A table with all that hangs on it, and others that refer to it. */
const models = (table: string, name: string, tag = ''): string => `${HEAD}
const auth = pgSchema('auth')
${tag}export const users = ${table}('${name.split('.').at(-1)}', {
  id: serial('id').primaryKey(),
  name: text('name').notNull().unique('users_name'),
  parent: integer('parent'),
}, (t) => [
  index('users_lower').on(sql\`lower(name)\`),
  foreignKey({ columns: [t.parent], foreignColumns: [t.id], name: 'users_parent' }),
])
export const posts = pgTable('posts', {
  author: integer('author').references(() => users.id, { onDelete: 'cascade' }),
}, () => [pgPolicy('own', { using: sql\`author in (select id from ${name})\` })])
export const kept = auth.table('kept', { id: integer('id').primaryKey() })
export const names = pgView('names', { name: text('name') }).as(sql\`select name from ${name}\`)
`

const HOME = models('pgTable', 'users')
const ROWS = `INSERT INTO users (name, parent) VALUES ('Ada', NULL), ('Grace', 1); INSERT INTO posts VALUES (2)`
const names = ['SELECT * FROM names ORDER BY 1', [{ name: 'Ada' }, { name: 'Grace' }]] as const
const joined = (table: string) =>
  [
    `SELECT name, parent, nextval(pg_get_serial_sequence('${table}', 'id')) > 2 AS counts FROM ${table} JOIN posts ON author = id`,
    [{ name: 'Grace', parent: 1, counts: true }],
  ] as const

describe.each(majorsInTurn)('moves on PostgreSQL %i', (major) => {
  const server = useServer(major)

  const start = async (first = HOME, rows = ROWS): Promise<Traveller> => {
    const url = await server.database()
    const app = await project({
      'diffkit.config.ts': postgresConfig(url, server.scratch()),
      'schema/models.ts': first,
    })
    await app.ok('revision', '-m', 'first tables', '--no-verify')
    await app.ok('upgrade')
    await query(url, rows)
    return { app, rows: (sql) => query(url, sql) }
  }

  test('a table moves with its rows, keys, counter, policies and views, as its tag says', async () => {
    await travel(await start(), {
      models: models('auth.table', 'auth.users', '/** @renamedFrom public.users */\n'),
      renames: [],
      operations: [
        'drop policy posts.own',
        'drop view names',
        'rename table users to auth.users',
        'create view names',
        'create policy posts.own',
      ],
      before: [joined('users'), names],
      after: [joined('auth.users'), names],
    })
  })

  test('nobody is asked to lose rows: it is a candidate, and moves where it is said', async () => {
    const traveller = await start()
    await traveller.app.write('schema/models.ts', models('auth.table', 'auth.users'))
    const { code, json } = await traveller.app.run('revision', '-m', 'x', '--json')
    expect(code).toBe(1)
    expect(json().renames).toEqual([
      {
        kind: 'table',
        table: null,
        from: 'users',
        to: 'auth.users',
        flag: '--rename users:auth.users',
      },
    ])
    const flag = ['--rename', 'public.users:auth.users']
    const said = await traveller.app.ok('revision', '-m', 'x', ...flag, '--dry-run', '--json')
    expect(said.json().operations).toContainEqual({
      kind: 'renameTable',
      description: 'rename table users to auth.users',
    })
  })

  test('into a new namespace and out of one that goes, under a name that is taken on the way', async () => {
    const two = (first: string, second: string): string => `${HEAD}
${first === 'pgTable' ? "const auth = pgSchema('auth')" : "const old = pgSchema('old')"}
export const users = ${first}('users', { id: integer('id').primaryKey(), a: text('a'), b: text('b') })
export const people = ${second}('people', { id: integer('id').primaryKey(), word: text('word') })
`
    const swapped = `${HEAD}
const auth = pgSchema('auth')
export const users = pgTable('people', { id: integer('id').primaryKey(), a: text('a'), b: text('b') })
export const people = auth.table('users', { id: integer('id').primaryKey(), word: text('word') })
`
    await travel(
      await start(
        two('old.table', 'pgTable'),
        `INSERT INTO old.users VALUES (1, 'x', 'y'); INSERT INTO people VALUES (2, 'two')`,
      ),
      {
        models: swapped,
        renames: ['old.users:public.people', 'people:auth.users'],
        operations: [
          'create namespace auth',
          'rename table people to auth.users',
          'rename table old.users to people',
          'drop namespace old',
        ],
        before: [
          ['SELECT * FROM old.users', [{ id: 1, a: 'x', b: 'y' }]],
          ['SELECT * FROM people', [{ id: 2, word: 'two' }]],
        ],
        after: [
          ['SELECT * FROM people', [{ id: 1, a: 'x', b: 'y' }]],
          ['SELECT * FROM auth.users', [{ id: 2, word: 'two' }]],
        ],
      },
    )
  })
})
