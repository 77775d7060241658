/** A plain column that is computed from now on: values that would become others stop it. */
import { describe, expect, test } from 'vitest'
import { inProcess } from '../support/in-process.ts'
import { query, useServer } from '../support/postgres.ts'
import { postgresConfig, project, sqliteConfig } from '../support/project.ts'
import type { Project } from '../support/project.ts'

const models = (kind: 'pg' | 'sqlite', total: string): string => `
import { sql } from 'drizzle-orm'
import { integer, ${kind}Table } from 'drizzle-orm/${kind}-core'

export const posts = ${kind}Table('posts', {
  id: integer('id').primaryKey(),
  likes: integer('likes'),
  total: ${total},
})
`
const PLAIN = "integer('total')"
const COMPUTED = `integer('total').generatedAlwaysAs(sql\`likes * 2\`${', { mode: "stored" }'})`

const ROWS = 'INSERT INTO posts VALUES (1, 1, 2), (2, NULL, NULL), (3, 2, 4)'

/** Goes there as long as rows hold what is computed; where two do not, says so and changes nothing. */
const expectRefused = async (
  app: Project,
  kind: 'pg' | 'sqlite',
  run: (sql: string) => Promise<unknown>,
): Promise<void> => {
  await app.write('schema/posts.ts', models(kind, PLAIN))
  await app.ok('revision', '-m', 'first')
  await app.ok('upgrade')
  await run(ROWS)
  await app.write('schema/posts.ts', models(kind, COMPUTED))
  const { hazards } = (await app.ok('revision', '-m', 'compute', '--json')).json()
  expect(hazards.map(({ code }: { code: string }) => code)).toContain('DK210')
  await app.ok('upgrade')
  await app.ok('downgrade', '-1')
  await run('UPDATE posts SET total = 7 WHERE id < 3')
  const refused = await app.run('upgrade', '--json')
  expect([refused.code, refused.json().error.code]).toEqual([2, 'ROWS_IN_THE_WAY'])
  expect(refused.json().error.message).toMatch(
    /Column posts.total holds another value than its expression gives in 2 rows \(.*1.*2.*\)\. Nothing was changed\./,
  )
  await run('UPDATE posts SET total = likes * 2')
  await app.ok('upgrade')
  expect((await app.ok('check', '--json')).json().ok).toBe(true)
}

describe('on PostgreSQL', () => {
  const server = useServer(18)

  test('is refused', async () => {
    const url = await server.database()
    const app = inProcess(
      await project({ 'diffkit.config.ts': postgresConfig(url, server.scratch()) }),
    )
    await expectRefused(app, 'pg', (sql) => query(url, sql))
    expect(await query(url, 'SELECT total FROM posts ORDER BY id')).toEqual([
      { total: 2 },
      { total: null },
      { total: 4 },
    ])
  })
})

test('on SQLite is refused', async () => {
  const app = inProcess(await project({ 'diffkit.config.ts': sqliteConfig }))
  const { default: Database } = await import('better-sqlite3')
  await expectRefused(app, 'sqlite', async (sql) => {
    const database = new Database(app.path('app.db'))
    database.exec(sql)
    database.close()
  })
})
