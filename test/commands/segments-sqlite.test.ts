/** `transaction = 'none'` on SQLite: each operation is committed by itself, rebuilds too, wherever the process is killed. */
import { copyFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { migration } from '../support/branches.ts'
import { project, root, runIn, sqliteConfig } from '../support/project.ts'
import { runScript } from '../support/shell.ts'

const all = process.env['DIFFKIT_ALL'] === '1'
const STRIDE = all ? 1 : 5

const PARTS = {
  header: "export const transaction = 'none'",
  upgrade: `op.addColumn('users', { name: 'nick', type: 'text' })
  op.sql("update users set nick = coalesce(nick, '') || 'n' || id", 'select 1')
  op.alterColumn('users', 'age', { type: 'text', nullable: false })
  op.sql('vacuum', 'select 1')
  op.createIndex('users', { name: 'users_age_idx', keys: ['age'] })`,
  downgrade: `op.dropIndex('users', 'users_age_idx')
  op.alterColumn('users', 'age', { type: 'integer', nullable: true })
  op.dropColumn('users', 'nick')`,
}

const setUp = async () => {
  const app = await project({
    'diffkit.config.ts': sqliteConfig,
    'migrations/1_first.ts': migration('first', null, {
      upgrade: `op.createTable({
    name: 'users',
    columns: [{ name: 'id', type: 'integer', nullable: false }, { name: 'age', type: 'integer' }],
    constraints: [{ kind: 'primaryKey', name: 'users_pkey', columns: ['id'] }],
  })`,
      downgrade: "op.dropTable('users')",
    }),
    'migrations/2_parts.ts': migration('parts', 'first', PARTS),
  })
  await app.ok('upgrade', 'first')
  const file = app.path('app.db')
  const database = new Database(file)
  database.exec(
    'INSERT INTO users WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 99) SELECT i, i FROM n',
  )
  database.close()
  const start = app.path('start.db')
  copyFileSync(file, start)
  return { app, file, start }
}

const dump = (file: string): unknown => {
  const database = new Database(file, { readonly: true })
  const found = [
    database
      .prepare(
        "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'diffkit%' AND name NOT LIKE 'sqlite%' ORDER BY name",
      )
      .all(),
    database.prepare('SELECT * FROM users').all(),
    database.prepare('SELECT * FROM diffkit_version').all(),
    database.prepare('SELECT count(*) AS open FROM diffkit_log WHERE finished_at IS NULL').get(),
    database.pragma('integrity_check'),
  ]
  database.close()
  return found
}

const restore = (file: string, from: string): void => {
  for (const end of ['-wal', '-shm', '-journal']) rmSync(`${file}${end}`, { force: true })
  copyFileSync(from, file)
}

test('a killed upgrade is gone on with, or taken back', async () => {
  const { app, file, start } = await setUp()
  const before = dump(start)
  await app.ok('upgrade')
  const after = dump(file)
  expect(JSON.stringify(after)).toContain('"nick":"n1"')
  let places = 0
  for (let at = 1; ; at += STRIDE) {
    restore(file, start)
    const killed = await runIn(app.folder, ['upgrade'], {
      NODE_OPTIONS: `--import ${pathToFileURL(join(root, 'test/support/kill-at.mjs')).href}`,
      DIFFKIT_KILL_AT: String(at),
    })
    if (killed.code === 0) break
    const isBack = places++ % 2 === 1
    const way = isBack ? ['downgrade', 'first', '--allow-data-loss'] : ['upgrade']
    const ran = await app.run(...way)
    expect(ran.code, `killed at ${at}: ${ran.stdout}${ran.stderr}`).toBe(0)
    expect(dump(file), `killed at ${at}`).toEqual(isBack ? before : after)
  }
  expect(places).toBeGreaterThan(35 / STRIDE)
}, 600_000)

test('a script does the same', async () => {
  const { app } = await setUp()
  const script = (await app.ok('upgrade', '--sql', 'parts')).stdout
  await app.ok('upgrade', '--url', 'sqlite:./online.db')
  expect(runScript(app.path('script.db'), script)).toMatchObject({ failed: false })
  expect(dump(app.path('script.db'))).toEqual(dump(app.path('online.db')))
})
