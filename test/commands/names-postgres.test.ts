/** Names that go from one thing to another, and those that sequences keep: with counters and grants, there and back. */
import { describe, expect, test } from 'vitest'
import { travel } from '../support/journey.ts'
import { majors, query, useServer } from '../support/postgres.ts'
import { postgresConfig, project } from '../support/project.ts'

const HEAD = `import { gt } from 'drizzle-orm'
import { index, integer, pgSequence, pgTable, pgView, serial } from 'drizzle-orm/pg-core'
const counted = (name: string, sequence: string) => integer(name).generatedByDefaultAsIdentity({ name: sequence })
`

const FIRST = `${HEAD}
export const bills = pgTable('bills', { a: counted('a', 'one'), b: counted('b', 'two'), c: counted('c', 'three') }, (t) => [index('four').on(t.a)])
export const numbers = pgSequence('five')
export const users = pgTable('users', { id: serial('id').primaryKey(), age: serial('age') })
export const adults = pgView('adults').as((qb) => qb.select().from(users).where(gt(users.age, 17)))
`

const SECOND = `${HEAD}
export const bills = pgTable('bills', { a: counted('a', 'two'), b: counted('b', 'one'), c: counted('c', 'four') }, (t) => [index('five').on(t.a)])
export const numbers = pgSequence('three')
export const users = pgTable('adults', { id: serial('id').primaryKey(), age: integer('age').notNull() })
export const adults = pgView('users').as((qb) => qb.select().from(users).where(gt(users.age, 17)))
`

const COUNTS = `SELECT sequencename AS name, last_value::int AS last FROM pg_sequences
 WHERE sequencename NOT LIKE 'diffkit%' ORDER BY 1`
const GRANTED = `SELECT relname AS name, relkind AS kind FROM pg_class
 WHERE relkind IN ('r', 'v') AND relacl::text LIKE '%pg_monitor%'`

describe.each(majors)('names on PostgreSQL %i', { timeout: 120_000 }, (major) => {
  const server = useServer(major)

  test('go round between sequences, an index, a table and a view', async () => {
    const url = await server.database()
    const app = await project({
      'diffkit.config.ts': postgresConfig(url, server.scratch()),
      'schema/models.ts': FIRST,
    })
    await app.ok('revision', '-m', 'first', '--no-verify')
    await app.ok('upgrade')
    await query(
      url,
      `SELECT setval('one', 1), setval('two', 2), setval('three', 3), setval('five', 5), setval('users_age_seq', 18);
INSERT INTO users (age) VALUES (18); GRANT SELECT ON adults TO pg_monitor`,
    )
    await travel(
      { app, rows: (sql) => query(url, sql) },
      {
        models: SECOND,
        renames: ['five:three', 'table:users:adults', 'view:adults:users'],
        operations: [
          'rename view adults to diffkit_renamed_1',
          'drop view diffkit_renamed_1',
          'rename table users to adults',
          'alter column bills.c: identity',
          'rename sequence five to three',
          'alter column adults.age: type integer',
          'rename index bills.four to five',
          'alter column bills.c: identity',
          'alter column bills.b: identity',
          'alter column bills.a: identity',
          'alter column bills.b: identity',
          'create view diffkit_renamed_1',
          'rename view diffkit_renamed_1 to users',
        ],
        before: [
          [
            COUNTS,
            [
              { name: 'five', last: 5 },
              { name: 'one', last: 1 },
              { name: 'three', last: 3 },
              { name: 'two', last: 2 },
              { name: 'users_age_seq', last: 18 },
              { name: 'users_id_seq', last: 1 },
            ],
          ],
          [GRANTED, [{ name: 'adults', kind: 'v' }]],
        ],
        after: [
          [
            COUNTS,
            [
              { name: 'four', last: 3 },
              { name: 'one', last: 2 },
              { name: 'three', last: 5 },
              { name: 'two', last: 1 },
              { name: 'users_id_seq', last: 1 },
            ],
          ],
          [GRANTED, [{ name: 'users', kind: 'v' }]],
        ],
      },
    )
  })

  test('of sequences behind serials are those of the other database at once', async () => {
    const [from, to] = [await server.database(), await server.database()]
    const app = await project({
      'diffkit.config.ts': postgresConfig(from, server.scratch()),
      'schema/models.ts': HEAD,
    })
    await query(
      from,
      `CREATE TABLE users (id serial, k bigserial, n int GENERATED ALWAYS AS IDENTITY);
SELECT setval('users_id_seq', 7)`,
    )
    await query(
      to,
      'CREATE TABLE people (no serial, k bigserial, n int GENERATED ALWAYS AS IDENTITY)',
    )
    const renames = ['--rename', 'users:people', '--rename', 'users.id:no']
    const { sql } = (await app.ok('diff', from, to, ...renames, '--json')).json()
    for (const statement of sql) await query(from, statement)
    const again = (await app.ok('diff', from, to, '--json')).json()
    expect(again).toMatchObject({ equal: true, operations: [] })
    expect(await query(from, COUNTS)).toEqual([
      { name: 'people_k_seq', last: null },
      { name: 'people_n_seq', last: null },
      { name: 'people_no_seq', last: 7 },
    ])
  })
})
