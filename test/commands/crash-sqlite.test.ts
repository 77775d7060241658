/** A process that is killed between any two statements, or a full disk: as before or as after, never between. */
import { copyFileSync, existsSync, rmSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { project, root, runIn, sqliteConfig } from '../support/project.ts'
import type { Project } from '../support/project.ts'

const CHECK = ", check('users_check', sql`length(age) < 9`)"

const models = (type: 'integer' | 'text'): string => `import { sql } from 'drizzle-orm'
import { check, index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

export const users = sqliteTable('users', {
  id: integer().primaryKey({ autoIncrement: true }),
  email: text().notNull(),
  age: ${type}(),
}, (t) => [index('users_age').on(t.age)${type === 'text' ? CHECK : ''}])

export const posts = sqliteTable('posts', {
  id: integer().primaryKey(),
  userId: integer('user_id').references(() => users.id, { onDelete: 'cascade' }),
  stars: ${type}(),
})
`

const BESIDE = `
CREATE TRIGGER users_log AFTER INSERT ON users BEGIN UPDATE posts SET stars = stars WHERE id = -1; END;
CREATE VIEW adults AS SELECT id FROM users WHERE age >= 18;
INSERT INTO users (email, age) WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
  SELECT 'u' || i, i FROM n;
DELETE FROM users WHERE id > 1990;
INSERT INTO posts (user_id, stars) SELECT id, age FROM users;
`

/** Everything in the database but the times of the log, and the lease of who was killed. */
const dump = (file: string): string => {
  const database = new Database(file, { readonly: true })
  const objects = database
    .prepare<[], { type: string; name: string; sql: string | null }>(
      'SELECT type, name, sql FROM sqlite_schema ORDER BY type, name',
    )
    .all()
  const untold = ['diffkit_log', 'diffkit_lease']
  const tables = objects.filter(({ type, name }) => type === 'table' && !untold.includes(name))
  const rows = tables.map(({ name }) => [name, database.prepare(`SELECT * FROM "${name}"`).all()])
  const check = database.pragma('integrity_check')
  const log = database.prepare('SELECT revision, direction FROM diffkit_log').all()
  database.close()
  return JSON.stringify([objects, rows, check, log])
}

const setUp = async (): Promise<{ app: Project; file: string; start: string }> => {
  const app = await project({
    'diffkit.config.ts': sqliteConfig,
    'schema/models.ts': models('integer'),
  })
  await app.ok('revision', '-m', 'first')
  await app.ok('upgrade')
  const file = app.path('app.db')
  const database = new Database(file)
  database.exec(BESIDE)
  database.close()
  await app.write('schema/models.ts', models('text'))
  await app.ok('revision', '-m', 'texts')
  const start = app.path('start.db')
  copyFileSync(file, start)
  return { app, file, start }
}

const restore = (file: string, from: string, journal: 'wal' | 'delete'): void => {
  for (const end of ['-wal', '-shm', '-journal']) rmSync(`${file}${end}`, { force: true })
  copyFileSync(from, file)
  const database = new Database(file)
  database.pragma(`journal_mode = ${journal}`)
  database.close()
}

const upgrade = (app: Project, env: Readonly<Record<string, string>>) =>
  runIn(app.folder, ['upgrade', '--json'], {
    NODE_OPTIONS: `--import ${pathToFileURL(join(root, 'test/support/kill-at.mjs')).href}`,
    ...env,
  })

const step = process.env['DIFFKIT_ALL'] === undefined ? 4 : 1

test('killed between two statements', { timeout: 600_000 }, async () => {
  const { app, file, start } = await setUp()
  const before = dump(file)
  restore(file, start, 'delete')
  await app.ok('upgrade')
  const after = dump(file)
  expect(after).not.toBe(before)
  const seen = { before: 0, after: 0 }
  for (let at = 1; ; at += step) {
    const journal = at % 2 === 0 ? 'wal' : 'delete'
    restore(file, start, journal)
    const ran = await upgrade(app, { DIFFKIT_KILL_AT: String(at) })
    const now = dump(file)
    expect([before, after]).toContain(now)
    seen[now === before ? 'before' : 'after']++
    await app.ok('upgrade')
    expect(dump(file)).toBe(after)
    if (ran.code === 0) break
  }
  expect(seen.before).toBeGreaterThan(3)
})

test('on a disk that is full', { timeout: 120_000 }, async () => {
  const { app, file, start } = await setUp()
  const before = dump(file)
  restore(file, start, 'delete')
  const database = new Database(file)
  const pages = Number(database.pragma('page_count', { simple: true }))
  database.close()
  for (const more of [0, 2, 5]) {
    const ran = await upgrade(app, { DIFFKIT_MAX_PAGES: String(pages + more) })
    expect(ran.code).toBe(2)
    expect(ran.json().error.message).toContain('full')
    expect(dump(file)).toBe(before)
    expect(existsSync(`${file}-journal`)).toBe(false)
  }
  await app.ok('upgrade')
})
