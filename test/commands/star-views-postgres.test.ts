/** A view over all columns of a table that gets another one: PostgreSQL keeps what `*` was when the view was made. */
import { expect, test } from 'vitest'
import { query, useServer } from '../support/postgres.ts'
import { postgresConfig, project } from '../support/project.ts'

const models = (more: string): string => `import { sql } from 'drizzle-orm'
import { integer, pgTable, pgView, text } from 'drizzle-orm/pg-core'

export const users = pgTable('users', { id: integer('id').primaryKey(), name: text('name')${more} })
export const everyone = pgView('everyone', { id: integer('id') }).as(sql\`select * from users\`)
export const again = pgView('again', { id: integer('id') }).as(sql\`select e.* from everyone e\`)
export const counted = pgView('counted', { n: integer('n') }).as(sql\`select count(*)::int as n from users\`)
`

const server = useServer(15)

const columnsOf = async (url: string): Promise<unknown> =>
  (
    await query(
      url,
      `SELECT string_agg(format('%s.%s', table_name, column_name), ' ' ORDER BY table_name, ordinal_position) AS all
         FROM information_schema.columns WHERE table_name IN ('everyone', 'again', 'counted')`,
    )
  )[0]?.['all']

test(
  'is made again with the column, keeps its grants, and goes back',
  { timeout: 90_000 },
  async () => {
    const url = await server.database()
    const app = await project({
      'diffkit.config.ts': postgresConfig(url, server.scratch()),
      'schema/all.ts': models(''),
    })
    await app.ok('revision', '-m', 'first')
    await app.ok('upgrade')
    await query(url, 'GRANT SELECT ON everyone TO PUBLIC')
    const before = await columnsOf(url)
    await app.write('schema/all.ts', models(", age: integer('age')"))
    const { operations } = (
      await app.ok('revision', '-m', 'age', '--require-verified', '--json')
    ).json()
    expect(operations.map(({ description }: { description: string }) => description)).toEqual([
      'drop view again',
      'drop view everyone',
      'add column users.age (integer)',
      'create view everyone',
      'create view again',
    ])
    await app.ok('upgrade')
    expect(await columnsOf(url)).toBe(
      'again.id again.name again.age counted.n everyone.id everyone.name everyone.age',
    )
    expect((await app.ok('check', '--strict', '--json')).json()).toMatchObject({ ok: true })
    await app.ok('downgrade', '-1')
    expect(await columnsOf(url)).toBe(before)
    const grants = await query(
      url,
      "SELECT has_table_privilege('public', 'everyone', 'SELECT') AS may",
    )
    expect(grants).toEqual([{ may: true }])
  },
)
