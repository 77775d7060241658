/** The functions that programs call, over every kind of connection that somebody may have open. */
import { pathToFileURL } from 'node:url'
import { createClient } from '@libsql/client'
import Database from 'better-sqlite3'
import { drizzle as drizzleSqlite } from 'drizzle-orm/better-sqlite3'
import { drizzle as drizzlePg } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import { describe, expect, onTestFinished, test } from 'vitest'
import { check, current, downgrade, revision, stamp, upgrade } from '../../src/index.ts'
import type { OpenConnection } from '../../src/index.ts'
import { migration } from '../support/branches.ts'
import { postgresUsers, sqliteUsers } from '../support/models.ts'
import { freePort, startPooler } from '../support/pooler.ts'
import { query, useServer } from '../support/postgres.ts'
import { finish, postgresConfig, project, sqliteConfig, startIn } from '../support/project.ts'
import type { Project } from '../support/project.ts'

const table = {
  upgrade: "op.createTable({ name: 'notes', columns: [{ name: 'id', type: 'integer' }] })",
}
const more = { upgrade: "op.addColumn('notes', { name: 'body', type: 'text' })" }

const files = {
  'migrations/1_first.ts': migration('first', null, {
    ...table,
    downgrade: "op.dropTable('notes')",
  }),
  'migrations/2_second.ts': migration('second', 'first', {
    ...more,
    downgrade: "op.dropColumn('notes', 'body')",
  }),
}

/** There and back over the connection, which works afterwards as it did before. */
const expectJourney = async (
  app: Project,
  connection: OpenConnection,
  run: (sql: string) => Promise<unknown> | unknown,
): Promise<void> => {
  const where = { cwd: app.folder, connection }
  const seen: string[] = []
  const up = await upgrade({ ...where, onStatement: (sql) => seen.push(sql) })
  expect(up).toMatchObject({ from: [], to: ['second'], revisions: [{}, {}] })
  expect(seen.some((sql) => sql.startsWith('CREATE TABLE "notes"'))).toBe(true)
  expect(await current(where)).toMatchObject({ revisions: ['second'], isHead: true, partial: null })
  await run("INSERT INTO notes VALUES (1, 'kept')")
  await expect(downgrade({ ...where, target: 'first' })).rejects.toMatchObject({
    name: 'DiffkitError',
    code: 'DATA_LOSS',
    data: { dataLoss: [{ table: 'notes', column: 'body', rows: 1 }] },
  })
  expect((await downgrade({ ...where, target: 'base', allowDataLoss: true })).to).toEqual([])
  expect((await stamp({ ...where, addresses: ['first'] })).to).toEqual(['first'])
  await expect(upgrade({ ...where, target: 'nowhere' })).rejects.toMatchObject({
    code: 'REVISION_NOT_FOUND',
  })
  await run('SELECT 1')
}

describe('on SQLite', () => {
  test.each([
    ['target', downgrade, {}],
    ['addresses', stamp, { addresses: 'head' }],
    ['message', revision, {}],
    ['bundle', upgrade, { bundle: {} }],
  ])('without types a wrong %s is named', async (option, run, options) => {
    const app = await project({ ...files, 'diffkit.config.ts': sqliteConfig })
    const given = { cwd: app.folder, ...options }
    await expect((async () => Reflect.apply(run, undefined, [given]))()).rejects.toMatchObject({
      code: 'OPTION_INVALID',
      data: { option },
    })
  })

  const open = async () => {
    const app = await project(files)
    const database = new Database(app.path('app.db'))
    onTestFinished(() => void database.close())
    return { app, database }
  }

  test.each(['the driver', 'drizzle'])('over %s', async (kind) => {
    const { app, database } = await open()
    database.pragma('foreign_keys = OFF')
    database.pragma('busy_timeout = 77')
    const connection = kind === 'drizzle' ? drizzleSqlite(database) : database
    await expectJourney(app, connection, (sql) => database.exec(sql))
    expect(database.pragma('foreign_keys', { simple: true })).toBe(0)
    expect(database.pragma('busy_timeout', { simple: true })).toBe(77)
  })

  test('over a client of libSQL', async () => {
    const app = await project(files)
    const client = createClient({ url: pathToFileURL(app.path('app.db')).href })
    onTestFinished(() => client.close())
    await expectJourney(app, client, (sql) => client.execute(sql))
  })

  test('calls that share a connection take turns', async () => {
    const { app, database } = await open()
    const where = { cwd: app.folder, connection: database }
    const all = await Promise.all([upgrade(where), upgrade(where), upgrade(where)])
    expect(all.flatMap(({ revisions }) => revisions.map((item) => item.revision))).toEqual([
      'first',
      'second',
    ])
  })

  test('calls with connections of their own to one file share the work, and block nobody', async () => {
    const { app } = await open()
    const databases = [1, 2, 3].map(() => new Database(app.path('app.db')))
    onTestFinished(() => databases.forEach((item) => void item.close()))
    let longest = 0
    let last = performance.now()
    const timer = setInterval(() => {
      longest = Math.max(longest, performance.now() - last)
      last = performance.now()
    }, 20)
    onTestFinished(() => clearInterval(timer))
    const all = await Promise.all(
      databases.map((connection) => upgrade({ cwd: app.folder, connection })),
    )
    const ran = all.flatMap(({ revisions }) => revisions.map((item) => item.revision))
    expect(ran.toSorted()).toEqual(['first', 'second'])
    // A lock that is waited for inside the driver would stand still for `lockTimeout`, a minute.
    expect(longest).toBeLessThan(10_000)
  })

  test('refuses a connection that is inside a transaction, and what is none', async () => {
    const { app, database } = await open()
    database.exec('BEGIN; CREATE TABLE mine (id integer)')
    await expect(upgrade({ cwd: app.folder, connection: database })).rejects.toMatchObject({
      code: 'CONNECTION_BUSY',
    })
    database.exec('COMMIT')
    expect(database.prepare('SELECT count(*) AS n FROM mine').get()).toEqual({ n: 0 })
    const strange = { select: () => null, transaction: () => null }
    await expect(upgrade({ cwd: app.folder, connection: strange })).rejects.toMatchObject({
      code: 'CONNECTION_UNKNOWN',
    })
  })

  test('from a configuration: models to a migration to a database that agrees', async () => {
    const app = await project({
      'diffkit.config.ts': sqliteConfig,
      'schema/users.ts': sqliteUsers(),
    })
    const where = { cwd: app.folder }
    expect(await check({ ...where, models: true })).toMatchObject({ ok: false })
    const written = await revision({ ...where, message: 'first tables', revisionId: 'first' })
    expect(written).toMatchObject({ kind: 'written', revision: 'first', verified: true })
    expect((await upgrade(where)).to).toEqual(['first'])
    expect(await check(where)).toMatchObject({ ok: true, undecided: [] })
    expect(await revision({ ...where, message: 'nothing' })).toEqual({ kind: 'none' })
    await expect(revision({ ...where, message: ' ' })).rejects.toMatchObject({
      code: 'MESSAGE_NEEDED',
    })
    await expect(upgrade({ ...where, config: 'other.config.ts' })).rejects.toMatchObject({
      code: 'CONFIG_NOT_FOUND',
    })
    await expect(upgrade({ ...where, url: 'mysql://x' })).rejects.toMatchObject({
      code: 'URL_INVALID',
    })
  })

  test('reads its variables, from the configuration, the command line and code', async () => {
    const tenant = { upgrade: "op.sql(`create table ${op.vars.tenant ?? 'nobody'} (id integer)`)" }
    const app = await project({
      'diffkit.config.ts': sqliteConfig.replace('url:', "vars: { tenant: 'shared' }, url:"),
      'schema/users.ts': sqliteUsers(),
      'migrations/1_first.ts': migration('first', null, tenant),
    })
    const tables = async (...args: readonly string[]) =>
      (await app.ok('schema', 'database', '--format', 'json', ...args)).stdout
    await app.ok('upgrade', '--set', 'tenant=acme')
    expect(await tables()).toContain('"acme"')
    await upgrade({ cwd: app.folder, url: 'sqlite:./two.db', vars: { tenant: 'beta' } })
    expect(await tables('--url', 'sqlite:./two.db')).toContain('"beta"')
    await upgrade({ cwd: app.folder, url: 'sqlite:./three.db' })
    expect(await tables('--url', 'sqlite:./three.db')).toContain('"shared"')
    const wrong = await app.run('upgrade', '--set', 'tenant', '--json')
    expect(wrong.json().error.code).toBe('SET_INVALID')
  })
})

describe('on PostgreSQL', () => {
  const server = useServer(18)

  test('over a client, whose session stays as it was', async () => {
    const app = await project(files)
    const url = await server.database()
    await query(url, 'CREATE SCHEMA mine')
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    onTestFinished(() => client.end())
    await client.query('SET search_path = mine')
    const where = { cwd: app.folder, connection: client }
    await upgrade(where)
    expect((await client.query('SHOW search_path')).rows).toEqual([{ search_path: 'mine' }])
    expect((await client.query('SHOW jit')).rows).not.toEqual([{ jit: 'off (local)' }])
    expect(await query(url, "SELECT to_regclass('public.notes')::text AS name")).toEqual([
      { name: 'notes' },
    ])
    await downgrade({ ...where, target: 'base' })
    await client.query('SET search_path = public')
    await expectJourney(app, client, (sql) => client.query(sql))
    await client.query('BEGIN')
    await expect(upgrade(where)).rejects.toMatchObject({ code: 'CONNECTION_BUSY' })
    await client.query('ROLLBACK')
  })

  test.each(['a pool', 'drizzle over a pool'])(
    'over %s, which has all its clients back',
    async (kind) => {
      const app = await project(files)
      const pool = new pg.Pool({ connectionString: await server.database(), max: 2 })
      onTestFinished(() => pool.end())
      const connection = kind === 'a pool' ? pool : drizzlePg(pool)
      await expectJourney(app, connection, (sql) => pool.query(sql))
      expect(pool.idleCount).toBe(pool.totalCount)
    },
  )

  test('a signal ends the statement that runs, and rolls back', async () => {
    const slow = {
      upgrade: "op.sql('create table slow (id integer)')\n  op.sql('select pg_sleep(60)')",
    }
    const app = await project({ 'migrations/1_slow.ts': migration('slow', null, slow) })
    const url = await server.database()
    const pool = new pg.Pool({ connectionString: url })
    onTestFinished(() => pool.end())
    const controller = new AbortController()
    const run = upgrade({
      cwd: app.folder,
      connection: pool,
      signal: controller.signal,
      onStatement: (sql) =>
        void (sql.includes('pg_sleep') && setTimeout(() => controller.abort(), 300)),
    })
    await expect(run).rejects.toMatchObject({ code: 'INTERRUPTED' })
    expect(await query(url, "SELECT to_regclass('slow') AS name")).toEqual([{ name: null }])
  })

  test('--wait waits for a server that comes up, and no longer than it says', async () => {
    const port = await freePort()
    const url = await server.database()
    const late = url.replace(/^.*\/\/\/(\w+)\?.*$/, `postgresql://postgres@127.0.0.1:${port}/$1`)
    const app = await project({
      'diffkit.config.ts': postgresConfig(late, server.scratch()),
      ...files,
    })
    const given = { cwd: app.folder, wait: 300 }
    await expect(upgrade(given)).rejects.toMatchObject({ code: 'DATABASE_UNREACHABLE' })
    const child = startIn(app.folder, ['upgrade', '--wait', '60s', '--json'])
    const ended = finish(child)
    await new Promise((done) => child.stderr.once('data', done))
    await startPooler(url, { sessions: 2, port })
    const { code, stdout, stderr } = await ended
    expect(code, stdout).toBe(0)
    expect(JSON.parse(stdout).to).toEqual(['second'])
    expect(stderr).toContain('waiting up to 60 s')
    const wrong = await app.run('upgrade', '--wait', 'long', '--json')
    expect(wrong.json().error.code).toBe('DURATION_INVALID')
  })

  test('from models to a database that agrees', async () => {
    const app = await project({ 'schema/users.ts': postgresUsers() })
    const pool = new pg.Pool({ connectionString: await server.database() })
    onTestFinished(() => pool.end())
    const config = { schema: './schema/*.ts', scratch: server.scratch() }
    const where = { cwd: app.folder, config, connection: pool }
    expect(await revision({ ...where, message: 'first tables' })).toMatchObject({ verified: true })
    await upgrade(where)
    expect(await check({ ...where, strict: true })).toMatchObject({ ok: true, undecided: [] })
  })
})
