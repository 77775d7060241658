/** Models that are others at every load, beyond their defaults. */
import { describe, expect, test } from 'vitest'
import { inProcess } from '../support/in-process.ts'
import { project } from '../support/project.ts'

const config = (dialect: string): string => `import { defineConfig } from 'diffkit'

export default defineConfig({ dialect: '${dialect}', schema: './schema.ts' })
`

const checked = async (dialect: 'sqlite' | 'postgresql', models: string) => {
  const core = dialect === 'sqlite' ? 'sqlite' : 'pg'
  const text = `import { sql } from 'drizzle-orm'
import * as t from 'drizzle-orm/${core}-core'
${models}
`
  const app = inProcess(await project({ 'diffkit.config.ts': config(dialect), 'schema.ts': text }))
  return (await app.run('check', '--models', '--json')).json()
}

const table = (columns: string, extras = ''): string =>
  `export const users = t.sqliteTable('users', { id: t.integer(), at: t.integer(), ${columns} }, (users) => [${extras}])`

describe('the clock or the dice in models', () => {
  test.each([
    ['check users_at', table('', "t.check('users_at', sql`${users.at} > ${Date.now()}`)")],
    [
      'check users_at',
      `const now = new Date().getFullYear()\n${table('', "t.check('users_at', sql`${users.at} > ${now}`)")}`,
    ],
    ['column age', table('age: t.integer().generatedAlwaysAs(() => sql`${Date.now()} - at`)')],
    ['column age', table('age: t.integer().generatedAlwaysAs(sql.raw(`at - ${Date.now()}`))')],
    [
      'index users_at',
      table(
        '',
        "t.index('users_at').on(users.at).where(sql`${users.at} > ${performance.timeOrigin}`)",
      ),
    ],
    [
      'table users_',
      'export const users = t.sqliteTable(`users_${process.pid}`, { id: t.integer() })',
    ],
    [
      'view late',
      `${table('')}\nexport const late = t.sqliteView('late', { id: t.integer() }).as(sql\`select id from users where at > \${Date.now()}\`)`,
    ],
  ])('are an error that names the %s', async (what, models) => {
    const { error } = await checked('sqlite', models)
    expect(error).toMatchObject({ code: 'MODEL_VARIES' })
    expect(error.message).toMatch(
      new RegExp(`^schema\\.ts: ${what}.* is not the same at every load`),
    )
  })

  test('are an error in a policy, an enum and a check that PostgreSQL would keep', async () => {
    const users = (extras: string): string =>
      `export const users = t.pgTable('users', { at: t.timestamp() }, (users) => [${extras}])`
    const policy = users(
      "t.pgPolicy('late', { using: sql`${users.at} < ${new Date().toISOString()}` })",
    )
    expect((await checked('postgresql', policy)).error.message).toContain(
      'policy late of table users is not the same',
    )
    const kind = "export const kind = t.pgEnum('kind', ['a', crypto.randomUUID()])"
    expect((await checked('postgresql', kind)).error.message).toContain('enum kind is not the same')
    const check = users("t.check('users_late', sql`${users.at} < ${new Date()}`)")
    expect((await checked('postgresql', check)).error.message).toMatch(
      /check users_late of table users is not the same at every load of the models: .*\d{4}-\d\d/,
    )
  })

  test('are none where nothing of the schema comes of them', async () => {
    const models = `export const started = [Date.now(), Math.random(), process.pid]
${table('made: t.text().$defaultFn(() => crypto.randomUUID())', "t.check('users_at', sql`${users.at} > ${Math.max(0, -Date.now())}`)")}`
    const { models: found } = await checked('sqlite', models)
    expect(found.operations.map(({ kind }: { kind: string }) => kind)).toEqual(['createTable'])
  })

  test('proxies that cannot be asked anything stand beside them', async () => {
    const traps = 'has getOwnPropertyDescriptor ownKeys getPrototypeOf get'
    const models = `const fail = () => { throw new Error('not here') }
const traps = Object.fromEntries('${traps}'.split(' ').map((key) => [key, fail]))
export const [env, call] = [new Proxy({}, traps), new Proxy(() => 0, traps)]
export const { proxy, revoke } = Proxy.revocable({}, {})
revoke()
${table('')}`
    const { models: found } = await checked('sqlite', models)
    expect(found.operations.map(({ kind }: { kind: string }) => kind)).toEqual(['createTable'])
  })
})
