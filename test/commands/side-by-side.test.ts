import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { postgresUsers, sqliteUsers } from '../support/models.ts'
import { migration } from '../support/branches.ts'
import { startPooler } from '../support/pooler.ts'
import { majors, query, useServer } from '../support/postgres.ts'
import { finish, postgresConfig, project, root, sqliteConfig, startIn } from '../support/project.ts'
import type { Project } from '../support/project.ts'

const expectOnce = async (app: Project, processes: number): Promise<void> => {
  const { revision } = (await app.ok('revision', '-m', 'first tables', '--json')).json()
  const nothing = { upgrade: 'void op', downgrade: 'void op' }
  const rebuilt = {
    upgrade: "op.alterColumn('posts', 'title', { nullable: true })",
    downgrade: 'void op',
  }
  await app.write('migrations/8_second.ts', migration('second', revision, rebuilt))
  await app.write('migrations/9_third.ts', migration('third', 'second', nothing))
  const runs = await Promise.all(
    Array.from({ length: processes }, () => app.run('upgrade', '--json')),
  )
  const failed = runs.filter(({ code }) => code !== 0)
  expect(failed.map(({ stdout }) => stdout)).toEqual([])
  const applied = runs.flatMap((ran) => ran.json().revisions)
  const ids = applied.map((item: { revision: string }) => item.revision)
  expect(ids.toSorted()).toEqual([revision, 'second', 'third'].toSorted())
  expect((await app.ok('current', '--json')).json().revisions).toEqual(['third'])
}

const isWhole = process.env['DIFFKIT_ALL'] !== undefined

test('twenty processes that upgrade at once apply each revision once on SQLite', async () => {
  await expectOnce(
    await project({ 'diffkit.config.ts': sqliteConfig, 'schema/users.ts': sqliteUsers() }),
    20,
  )
}, 120_000)

describe.each(isWhole ? majors : [18 as const])('on PostgreSQL %i', (major) => {
  const server = useServer(major)

  test('so do processes behind a pooler in transaction mode', async () => {
    const url = await server.database()
    const pooler = await startPooler(url, { sessions: 3 })
    await expectOnce(
      await project({
        'diffkit.config.ts': postgresConfig(pooler.url, server.scratch()),
        'schema/users.ts': postgresUsers(),
      }),
      isWhole ? 20 : 6,
    )
    expect(pooler.used.every((count) => count > 10)).toBe(true)
    expect(await query(url, 'SELECT * FROM diffkit_lease')).toEqual([])
  }, 120_000)

  test('twenty processes that upgrade at once apply each revision once', async () => {
    const url = await server.database()
    await expectOnce(
      await project({
        'diffkit.config.ts': postgresConfig(url, server.scratch()),
        'schema/users.ts': postgresUsers(),
      }),
      20,
    )
  }, 120_000)

  test('a revision outside a transaction is waited for', async () => {
    const url = await server.database()
    const app = await project({
      'diffkit.config.ts': postgresConfig(url, server.scratch()),
      'schema/users.ts': postgresUsers(),
    })
    await app.ok('revision', '-m', 'first tables', '--rev-id', 'first')
    const slow = {
      header: "export const transaction = 'none'",
      upgrade:
        "op.sql('select pg_sleep(3)', 'select 1')\n  op.createIndex('users', { name: 'by_mood', keys: ['mood'] })",
      downgrade: "op.dropIndex('users', 'by_mood')",
    }
    await app.write('migrations/9_slow.ts', migration('slow', 'first', slow))
    const runs = await Promise.all(Array.from({ length: 6 }, () => app.run('upgrade', '--json')))
    expect(runs.filter(({ code }) => code !== 0).map(({ stdout }) => stdout)).toEqual([])
    const ids = runs.flatMap((ran) => ran.json().revisions).map(({ revision }) => revision)
    expect(ids.toSorted()).toEqual(['first', 'slow'])
    const next = { ...slow, upgrade: "op.sql('select pg_sleep(3)', 'select 1')" }
    await app.write('migrations/99_next.ts', migration('next', 'slow', next))
    const child = startIn(app.folder, ['upgrade'])
    const closed = finish(child)
    for (let waited = 0; waited < 20; waited++) {
      if ((await app.ok('current', '--json')).json().partial !== null) break
    }
    child.kill('SIGKILL')
    await closed
    const after = (await app.ok('upgrade', '--json')).json()
    expect(after.revisions).toMatchObject([{ revision: 'next', partial: 'resumed' }])
  }, 90_000)

  test('an interrupted upgrade is rolled back and exits 130', async () => {
    const url = await server.database()
    const app = await project({
      'diffkit.config.ts': postgresConfig(url, server.scratch()),
      'schema/users.ts': postgresUsers(),
    })
    const { path } = (await app.ok('revision', '-m', 'slow', '--empty', '--json')).json()
    const text = await app.read(path)
    await app.write(
      path,
      text.replace(
        /export function upgrade\(op: Operations\): void \{\s*\}/,
        `export function upgrade(op: Operations): void {
  op.sql('create table slow (id integer)', 'drop table slow')
  op.sql('select pg_sleep(3)', 'select 1')
}`,
      ),
    )
    const child = spawn(process.execPath, [join(root, 'bin/diffkit.js'), 'upgrade'], {
      cwd: app.folder,
      stdio: 'ignore',
    })
    const closed = new Promise<number | null>((done) => child.on('close', done))
    for (let waited = 0; waited < 100; waited++) {
      const [row] = await query(
        url,
        "SELECT count(*) AS n FROM pg_stat_activity WHERE query LIKE 'select pg_sleep%' AND state = 'active' AND datname = current_database()",
      )
      if (Number(row?.['n']) > 0) break
      await new Promise((done) => setTimeout(done, 50))
    }
    child.kill('SIGINT')
    expect(await closed).toBe(130)
    expect(await query(url, "SELECT to_regclass('slow') AS name")).toEqual([{ name: null }])
    expect((await app.ok('current', '--json')).json().revisions).toEqual([])
  })
})
