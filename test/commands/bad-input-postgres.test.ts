import { describe, expect, test } from 'vitest'
import { postgresUsers } from '../support/models.ts'
import { query, useServer } from '../support/postgres.ts'
import { postgresConfig, project } from '../support/project.ts'

describe('bad input on PostgreSQL is exit 2, one paragraph, and nothing lost', () => {
  const server = useServer(18)

  test('a wrong password, which is never shown', async () => {
    const url = await server.database()
    const [row] = await query(url, 'SHOW hba_file')
    await query(url, "CREATE ROLE ada LOGIN PASSWORD 'right'")
    await query(
      url,
      `COPY (SELECT * FROM (VALUES ('local all ada scram-sha-256'), ('local all all trust')) AS t) TO '${String(row?.['hba_file'])}'`,
    )
    await query(url, 'SELECT pg_reload_conf()')
    const wrong = new URL(url)
    wrong.searchParams.set('user', 'ada')
    wrong.searchParams.set('password', 'hunter2')
    const app = await project({
      'diffkit.config.ts': postgresConfig(wrong.href, server.scratch()),
      'schema/users.ts': postgresUsers(),
    })
    const before = await app.checksum()
    for (const command of [['current'], ['upgrade'], ['check', '--database'], ['status']]) {
      const ran = await app.run(...command, '--json')
      expect(ran.code).toBe(2)
      expect(ran.json().error.code).toBe('DATABASE_LOGIN_REFUSED')
      expect(ran.stdout + ran.stderr).not.toContain('hunter2')
    }
    expect(await app.checksum()).toBe(before)
  })

  test('a failing statement rolls its revision back', async () => {
    const url = await server.database()
    const app = await project({
      'diffkit.config.ts': postgresConfig(url, server.scratch()),
      'schema/users.ts': postgresUsers(),
    })
    await app.ok('revision', '-m', 'first tables')
    await app.ok('upgrade')
    await query(url, "INSERT INTO users (email) VALUES ('a@b')")
    await app.write(
      'schema/users.ts',
      postgresUsers("age: integer('age'),")
        .replace("like '%@%'", "like '%@example.com'")
        .replace("in ('a@b') or", 'is null or'),
    )
    const { revision } = (await app.ok('revision', '-m', 'stricter', '--json')).json()
    const ran = await app.run('upgrade', '--json')
    expect(ran.code).toBe(2)
    expect(ran.json().error).toMatchObject({ code: 'STATEMENT_FAILED' })
    expect(ran.json().error.message).toContain(revision)
    expect(ran.json().error.message).toContain('users_email_check')
    expect((await app.ok('check', '--database', '--json')).json().ok).toBe(true)
    expect((await app.ok('current', '--json')).json().isHead).toBe(false)
  })

  test('what a model says wrongly is told with its table, its part and its line', async () => {
    const app = await project({
      'diffkit.config.ts': postgresConfig(await server.database(), server.scratch()),
      'schema/users.ts': '',
    })
    const users = (columns: string, parts: string): string =>
      `import { sql } from 'drizzle-orm'
import { check, index, integer, pgTable, text } from 'drizzle-orm/pg-core'
void [check, index, text]

export const users = pgTable('users', {
  id: integer().primaryKey(),
  ${columns}
}, (t) => [${parts}])
`
    const wrong: readonly (readonly [string, string, string])[] = [
      [
        '',
        'check("old", sql`agee > 0`)',
        ':5: table users: the check old .*column "agee" does not',
      ],
      ['', 'check("half", sql`id >`)', ':5: table users: the check half .*syntax error at or near'],
      [
        '',
        'index("by").on(t.id).where(sql`ok`)',
        'the predicate of the index by .*column "ok" does',
      ],
      [
        'n: text().generatedAlwaysAs(sql`now()::text`),',
        '',
        ':7: .*of column n .*is not immutable',
      ],
    ]
    const before = await app.files('migrations')
    for (const [columns, parts, says] of wrong) {
      await app.write('schema/users.ts', users(columns, parts))
      const ran = await app.run('revision', '-m', 'wrong', '--json')
      expect(ran.code).toBe(2)
      expect(ran.json().error.code).toBe('MODEL_INVALID')
      expect(ran.json().error.message).toMatch(new RegExp(`^schema/users.ts.*${says}`))
    }
    expect(await app.files('migrations')).toEqual(before)
  })
})
