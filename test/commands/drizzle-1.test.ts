/** The whole way with drizzle-orm 1, which projects of the other tests have in 0.45. */
import Database from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { postgresUsers, sqliteUsers } from '../support/models.ts'
import { query, useServer } from '../support/postgres.ts'
import { postgresConfig, project, sqliteConfig } from '../support/project.ts'
import type { Project } from '../support/project.ts'

/** A revision, an upgrade, a change with a data step that uses the project's drizzle-orm, and back. */
const thereAndBack = async (app: Project, changed: string): Promise<void> => {
  const first = (await app.ok('revision', '-m', 'first tables', '--json')).json()
  expect(first.verified).toBe(true)
  await app.ok('upgrade')
  expect((await app.ok('check', '--strict', '--json')).json()).toMatchObject({
    ok: true,
    undecided: [],
  })
  await app.write('schema/users.ts', changed)
  const second = (await app.ok('revision', '-m', 'score and tags', '--json')).json()
  expect(second.verified).toBe(true)
  const text = await app.read(second.path)
  const step = `op.run(async (db) => {
    const drizzle = (await db.drizzle()) as { run?: (sql: string) => unknown; execute?: (sql: string) => unknown }
    const insert = "insert into users (email) values ('a@b')"
    await (drizzle.run?.(insert) ?? drizzle.execute?.(insert))
  })`
  const end = text.lastIndexOf('}', text.indexOf('export function downgrade'))
  await app.write(second.path, `${text.slice(0, end)}  ${step}\n${text.slice(end)}`)
  await app.ok('upgrade')
  expect((await app.ok('check', '--json')).json().ok).toBe(true)
  await app.ok('downgrade', '-1', '--allow-data-loss')
  expect((await app.ok('check', '--database', '--json')).json().ok).toBe(true)
}

describe('a project with drizzle-orm 1', () => {
  const server = useServer(18)

  test('goes there and back on SQLite', async () => {
    const files = { 'diffkit.config.ts': sqliteConfig, 'schema/users.ts': sqliteUsers() }
    const app = await project(files, {}, '1.0')
    await thereAndBack(app, sqliteUsers("score: integer('score').notNull().default(1),"))
    const database = new Database(app.path('app.db'), { readonly: true })
    expect(database.prepare('SELECT email FROM users').all()).toEqual([{ email: 'a@b' }])
    database.close()
  })

  test('goes there and back on PostgreSQL', async () => {
    const url = await server.database()
    const files = {
      'diffkit.config.ts': postgresConfig(url, server.scratch()),
      'schema/users.ts': postgresUsers(),
    }
    const app = await project(files, {}, '1.0')
    const tags = "tags: text('tags').array('[][]').notNull().default([['a', 'b c']]),"
    await thereAndBack(app, postgresUsers(tags))
    expect(await query(url, 'SELECT email FROM users')).toEqual([{ email: 'a@b' }])
  })

  test('is told where the casing stands now', async () => {
    const files = {
      'diffkit.config.ts': sqliteConfig.replace('url:', "casing: 'snake_case',\n  url:"),
      'schema/users.ts': sqliteUsers(),
    }
    const app = await project(files, {}, '1.0')
    const ran = await app.run('check', '--models')
    expect(ran.code).toBe(2)
    expect(ran.stderr).toMatch(/has no option `casing`: make the tables with `snakeCase\.table/)
  })
})
