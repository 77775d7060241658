/** A process that is killed at any moment of `upgrade`: the next one completes, and nothing is done twice. */
import { copyFileSync, rmSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { migration } from '../support/branches.ts'
import { query, useServer } from '../support/postgres.ts'
import { finish, postgresConfig, project, sqliteConfig, startIn } from '../support/project.ts'
import type { Project } from '../support/project.ts'

const KILLS = process.env['DIFFKIT_ALL'] === undefined ? 3 : 50
const SEED = Number(process.env['DIFFKIT_KILL_SEED'] ?? 20_261_121)

/** Numbers from 0 to 1, the same at every run. https://en.wikipedia.org/wiki/Lehmer_random_number_generator */
const randomly = (seed: number): (() => number) => {
  let state = seed
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}

const fill = (rows: string): string =>
  `op.run(async (db) => { await db.execute("INSERT INTO notes (id, body) ${rows}") })`

const files = (rows: string): Readonly<Record<string, string>> => ({
  'migrations/1.ts': migration('first', null, {
    upgrade: `op.createTable({ name: 'notes', columns: [
      { name: 'id', type: 'integer', nullable: false },
      { name: 'body', type: 'text' },
    ], constraints: [{ kind: 'primaryKey', name: 'notes_pkey', columns: ['id'] }] })`,
  }),
  'migrations/2.ts': migration('second', 'first', { upgrade: fill(rows) }),
  'migrations/3.ts': migration('third', 'second', {
    upgrade: "op.alterColumn('notes', 'body', { nullable: false })",
  }),
  'migrations/4.ts': migration('fourth', 'third', {
    upgrade: `op.createIndex('notes', { name: 'notes_body', keys: ['body'] })
  op.addColumn('notes', { name: 'stars', type: 'integer', default: '3' })`,
  }),
  'migrations/5.ts': migration('fifth', 'fourth', {
    upgrade: "op.sql('UPDATE notes SET stars = id')",
  }),
  'migrations/6.ts': migration('sixth', 'fifth', {
    upgrade: `op.createTable({ name: 'tags', columns: [{ name: 'id', type: 'integer' }] })`,
  }),
  'migrations/7.ts': migration('seventh', 'sixth', {
    header: "export const transaction = 'none'",
    upgrade: `op.createIndex('notes', { name: 'notes_stars', keys: ['stars'] })
  op.addColumn('tags', { name: 'name', type: 'text' })
  op.createIndex('tags', { name: 'tags_name', keys: ['name'] })`,
  }),
})

const ROWS = 40_000

interface Place {
  readonly app: Project
  /** The URL of a new, empty database. */
  readonly fresh: () => Promise<string>
  /** Everything in it but times. */
  readonly dump: (url: string) => Promise<unknown>
}

/** Runs an upgrade that is killed so long after it began to work; answers how long it worked. */
const upgradeFor = async (app: Project, url: string, ms: number | null) => {
  const child = startIn(app.folder, ['upgrade', '--url', url])
  const ended = finish(child)
  const started = await new Promise<number>((done) => {
    child.stderr.once('data', () => done(performance.now()))
    child.once('close', () => done(performance.now()))
  })
  if (ms !== null) {
    await Promise.race([sleep(ms), ended])
    child.kill('SIGKILL')
  }
  return { ran: await ended, worked: performance.now() - started }
}

const expectCompletion = async ({ app, fresh, dump }: Place): Promise<void> => {
  const random = randomly(SEED)
  const whole = await fresh()
  const { ran, worked } = await upgradeFor(app, whole, null)
  expect(ran.code, ran.stderr).toBe(0)
  const after = await dump(whole)
  let [cut, span] = [0, worked]
  for (let kill = 1; cut < KILLS; kill++) {
    const url = await fresh()
    const ms = random() * span
    const killed = await upgradeFor(app, url, ms)
    // Who was done before is none of those that count, and says how long the work takes by now.
    if (killed.ran.code === 0) span = Math.min(span, killed.worked)
    else cut++
    const where = `kill ${kill} of seed ${SEED}, after ${Math.round(ms)} ms`
    const next = await app.run('upgrade', '--url', url)
    expect(next.code, `${where}: ${next.stdout}${next.stderr}`).toBe(0)
    expect(await dump(url), where).toEqual(after)
  }
}

const LOG = 'SELECT revision, direction FROM diffkit_log ORDER BY id'
const REST = [
  'SELECT * FROM diffkit_version',
  LOG,
  'SELECT count(*) AS n, sum(id) AS ids, sum(stars) AS stars, min(body) AS body FROM notes',
]

const atLeast = (kills: number): number => 90_000 + kills * 20_000

test('on SQLite', { timeout: atLeast(KILLS) }, async () => {
  const rows = `WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < ${ROWS}) SELECT i, 'note ' || i FROM n`
  const app = await project({ 'diffkit.config.ts': sqliteConfig, ...files(rows) })
  let count = 0
  await expectCompletion({
    app,
    fresh: async () => {
      const file = app.path('kill.db')
      for (const end of ['', '-wal', '-shm', '-journal']) rmSync(`${file}${end}`, { force: true })
      // Half of them in WAL, where a crash is mended otherwise.
      const database = new Database(file)
      database.pragma(`journal_mode = ${count++ % 2 === 0 ? 'delete' : 'wal'}`)
      database.close()
      return `sqlite:${file}`
    },
    dump: async (url) => {
      const copy = app.path('dump.db')
      const file = url.slice('sqlite:'.length)
      const source = new Database(file)
      source.pragma('wal_checkpoint(TRUNCATE)')
      source.close()
      copyFileSync(file, copy)
      const database = new Database(copy, { readonly: true })
      const all = (sql: string) => database.prepare(sql).all()
      const found = [
        all('SELECT name, sql FROM sqlite_schema ORDER BY name'),
        database.pragma('integrity_check'),
        ...REST.map(all),
      ]
      database.close()
      return found
    },
  })
})

describe('on PostgreSQL', () => {
  const server = useServer(18)

  test('at any moment', { timeout: atLeast(KILLS) }, async () => {
    const rows = `SELECT i, 'note ' || i FROM generate_series(1, ${ROWS}) AS n(i)`
    const url = await server.database()
    const app = await project({
      'diffkit.config.ts': postgresConfig(url, server.scratch()),
      ...files(rows),
    })
    const catalog = `SELECT table_name, column_name, data_type, is_nullable, column_default
       FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, 2`
    const indexes = "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1"
    await expectCompletion({
      app,
      fresh: () => server.database(),
      dump: (at) => Promise.all([catalog, indexes, ...REST].map((sql) => query(at, sql))),
    })
  })
})
