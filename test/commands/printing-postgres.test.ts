/** Settings of a database that change how texts are read and printed, and a server that cannot be asked. */
import { expect, test } from 'vitest'
import { query, useServer } from '../support/postgres.ts'
import { postgresConfig, project } from '../support/project.ts'

const MODELS = `import { sql } from 'drizzle-orm'
import { check, customType, date, doublePrecision, index, integer, interval, pgEnum, pgTable, pgView, timestamp } from 'drizzle-orm/pg-core'

const bytea = customType({ dataType: () => 'bytea' })
const money = customType({ dataType: () => 'money' })
export const mood = pgEnum('mood', ['sad', 'Very Happy'])
export const days = pgTable('days', {
  id: integer('id').primaryKey(),
  raw: bytea('raw').default(sql\`'\\\\xdeadbeef'::bytea\`),
  at: timestamp('at', { withTimezone: true }).default(sql\`'2020-01-01 00:00:00'::timestamptz\`),
  day: date('day').default('2020-02-01'),
  size: doublePrecision('size').default(sql\`'0.30000000000000004'::float8\`),
  span: interval('span').default('14 days 2 hours'),
  price: money('price').default(sql\`'12.50'::money\`),
  mood: mood('mood').default('Very Happy'),
}, (t) => [
  index('late').on(t.size).where(sql\`\${t.at} > '2021-06-01'::timestamptz\`),
  check('known', sql\`\${t.mood} in ('sad', 'Very Happy') and \${t.raw} <> '\\\\x00ff'::bytea\`),
])
export const late = pgView('late_days').as((qb) => qb.select({ id: days.id }).from(days).where(sql\`\${days.at} > '2021-06-01 12:00'\`))
`

const server = useServer(18)

const start = async (settings: readonly string[]) => {
  const url = await server.database()
  const name = new URL(url).pathname.slice(1)
  for (const setting of settings) await query(url, `ALTER DATABASE ${name} SET ${setting}`)
  const files = {
    'diffkit.config.ts': postgresConfig(url, server.scratch()),
    'schema/all.ts': MODELS,
  }
  return { app: await project(files), url }
}

test.each([
  [["timezone = 'America/New_York'"]],
  [['quote_all_identifiers = on', 'extra_float_digits = 0', "bytea_output = 'escape'"]],
  [["datestyle = 'SQL, MDY'", "intervalstyle = 'sql_standard'"]],
])('with %j nothing differs after an upgrade', { timeout: 90_000 }, async (settings) => {
  const { app } = await start(settings)
  await app.ok('revision', '-m', 'first', '--require-verified')
  await app.ok('upgrade')
  expect((await app.ok('check', '--strict', '--json')).json()).toMatchObject({ ok: true })
  expect((await app.ok('diff', 'models', 'database', '--json')).json()).toMatchObject({
    equal: true,
  })
  const text = await app.ok('diff', 'models', 'database')
  expect(text.stderr).not.toContain('undecided')
  const again = await app.ok('revision', '-m', 'again', '--against', 'database', '--json')
  expect(again.json()).toMatchObject({ revision: null })
})

test('a difference of spelling is judged by the database itself, or named as undecided', async () => {
  const { app, url } = await start([])
  await app.ok('revision', '-m', 'first')
  await app.ok('upgrade')
  await app.write(
    'schema/all.ts',
    MODELS.replace("in ('sad', 'Very Happy')", "= any (array['sad', 'Very Happy']::mood[])"),
  )
  const unreachable = 'postgres://nobody@127.0.0.1:1/nowhere'
  await app.write('diffkit.config.ts', postgresConfig(url, unreachable))
  expect(
    (await app.ok('diff', 'models', 'database', '--exit-code', '--json')).json(),
  ).toMatchObject({ equal: true })
  const role = 'reader_' + new URL(url).pathname.slice(-6)
  const name = new URL(url).pathname.slice(1)
  await query(url, `CREATE ROLE ${role} LOGIN; REVOKE TEMP ON DATABASE ${name} FROM PUBLIC`)
  const limited = new URL(url)
  limited.searchParams.set('user', role)
  const told = await app.run('--url', limited.href, 'diff', 'models', 'database', '--exit-code')
  expect(told.code).toBe(0)
  expect(told.stderr).toContain('undecided: check of days.known')
})
