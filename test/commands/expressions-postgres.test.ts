/** What depends on expressions: written as the migrations say, in the order in which it can be made. */
import { describe, expect, test } from 'vitest'
import { majorsInTurn, query, useServer } from '../support/postgres.ts'
import { postgresConfig, project } from '../support/project.ts'

const orders = (amount: string, code: string): string => `import { sql } from 'drizzle-orm'
import { check, index, integer, numeric, pgTable, text, varchar } from 'drizzle-orm/pg-core'

export const orders = pgTable('orders', {
  id: integer().primaryKey(),
  amount: ${amount}().notNull().default(sql\`1 + 1\`),
  twice: numeric().generatedAlwaysAs(sql\`amount * 2\`),
  code: ${code}.default('x'),
  upper: text().generatedAlwaysAs(sql\`upper(code)\`),
}, (t) => [
  check('orders_amount', sql\`amount >= 0 and amount in (1, 2, 3)\`),
  index('orders_part').on(t.id).where(sql\`amount > 0\`),
  index('orders_key').on(sql\`(amount + 1)\`),
])
`

const views = (total: string): string => `import { sql } from 'drizzle-orm'
import { integer, pgSchema, pgTable, pgView } from 'drizzle-orm/pg-core'

export const app = pgSchema('app')
export const orders = pgTable('orders', { id: integer().primaryKey(), day: integer(), amount: integer() })
export const daily = pgView('daily', { day: integer(), total: integer() })
  .as(sql\`select day, ${total} as total from orders\`)
export const total = pgView('total', { day: integer() }).as(sql\`select day from daily\`)
export const select = pgView('select', { day: integer() }).as(sql\`select day from total\`)
export const inner = app.view('inner').as((qb) => qb.select().from(daily))
export const outer = pgView('outer').as((qb) => qb.select().from(inner))
`

describe.each(majorsInTurn)('PostgreSQL %i', (major) => {
  const server = useServer(major)

  const start = async (models: string) => {
    const url = await server.database()
    const files = {
      'diffkit.config.ts': postgresConfig(url, server.scratch()),
      'schema/models.ts': models,
    }
    return { app: await project(files), url }
  }

  test('a change of type writes what depends on it as it was reviewed, up and down', async () => {
    const { app, url } = await start(orders('integer', 'varchar({ length: 20 })'))
    await app.ok('revision', '-m', 'orders')
    await app.ok('upgrade')
    await query(url, "INSERT INTO orders (id, amount, code) VALUES (1, 3, 'a')")
    await app.write('schema/models.ts', orders('numeric', 'varchar({ length: 30 })'))
    const written = (await app.ok('revision', '-m', 'numeric', '--json')).json()
    expect(written.verified).toBe(true)
    const reviewed = (await app.ok('sql', 'head', '--json')).json().revisions[0].statements
    const planned = (await app.ok('upgrade', '--dry-run', '--json')).json().revisions[0].statements
    expect(planned).toEqual(reviewed)
    for (let round = 0; round < 2; round++) {
      await app.ok('upgrade')
      expect((await app.ok('check', '--strict', '--json')).json().ok).toBe(true)
      expect(await query(url, 'SELECT amount, twice, upper FROM orders')).toEqual([
        { amount: '3', twice: '6', upper: 'A' },
      ])
      await app.ok('downgrade', '-1')
      expect((await app.ok('check', '--database', '--json')).json().ok).toBe(true)
    }
  })

  test('views are made in the order in which they read one another, over namespaces too', async () => {
    const { app } = await start(views('amount'))
    expect((await app.ok('revision', '-m', 'views', '--json')).json().verified).toBe(true)
    await app.ok('upgrade')
    expect((await app.ok('check', '--strict', '--json')).json()).toMatchObject({
      ok: true,
      undecided: [],
    })
    await app.write('schema/models.ts', views('amount + 1'))
    expect((await app.ok('revision', '-m', 'more', '--json')).json().verified).toBe(true)
    await app.ok('upgrade')
    expect((await app.ok('check', '--strict', '--json')).json().ok).toBe(true)
    expect((await app.ok('revision', '-m', 'none', '--json')).json()).toEqual({ revision: null })
  })
})
