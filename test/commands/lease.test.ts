/** The lease of a run: who is waited for, for how long, and whose is taken over. */
import { spawnSync } from 'node:child_process'
import { hostname } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { migration } from '../support/branches.ts'
import { query, useServer } from '../support/postgres.ts'
import { finish, postgresConfig, project, sqliteConfig, startIn } from '../support/project.ts'
import type { Project } from '../support/project.ts'

const table = (name: string) => ({
  upgrade: `op.createTable({ name: '${name}', columns: [{ name: 'id', type: 'integer' }] })`,
})
const files = {
  'migrations/1_first.ts': migration('first', null, table('one')),
  'migrations/2_second.ts': migration('second', 'first', table('two')),
}

interface Place {
  readonly app: Project
  readonly run: (sql: string) => Promise<readonly unknown[]>
  /** The clock of the database, in milliseconds. */
  readonly now: string
}

interface Holder {
  readonly host: string
  readonly process: number
  /** Milliseconds from now. */
  readonly left: number
}

const hold = ({ run, now }: Place, { host, process, left }: Holder) =>
  run(`INSERT INTO diffkit_lease VALUES ('other', '${host}', ${process}, 'noon', ${now} + ${left})`)

/** The id of a process that has ended. */
const deadProcess = (): number => spawnSync(process.execPath, ['-e', '']).pid

const openSqlite = async (): Promise<Place> => {
  const app = await project({ 'diffkit.config.ts': sqliteConfig, ...files })
  const run = async (sql: string): Promise<readonly unknown[]> => {
    const database = new Database(app.path('app.db'))
    try {
      const prepared = database.prepare(sql)
      return prepared.reader ? prepared.all() : [prepared.run()]
    } finally {
      database.close()
    }
  }
  return { app, run, now: "CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)" }
}

const testLease = (name: string, open: () => Promise<Place>): void => {
  describe(name, () => {
    test('of a process of this machine that is gone is taken over at once', async () => {
      const place = await open()
      await place.app.ok('upgrade', 'first')
      await hold(place, { host: hostname(), process: deadProcess(), left: 600_000 })
      const begun = performance.now()
      await place.app.ok('upgrade')
      expect(performance.now() - begun).toBeLessThan(10_000)
      expect(await place.run('SELECT owner FROM diffkit_lease')).toEqual([])
    })

    test('of another machine is waited for until it runs out', async () => {
      const place = await open()
      await place.app.ok('upgrade', 'first')
      await hold(place, { host: 'elsewhere', process: 1, left: 4000 })
      const { stderr } = await place.app.ok('upgrade')
      expect(stderr).toContain('another run is at it: process 1 on elsewhere, since noon')
    })

    test('is waited for no longer than the lock, and its holder named', async () => {
      const place = await open()
      await place.app.ok('upgrade', 'first')
      const config = await place.app.read('diffkit.config.ts')
      await place.app.write('diffkit.config.ts', config.replace('url:', 'lockTimeout: 500, url:'))
      await hold(place, { host: 'elsewhere', process: 4711, left: 600_000 })
      const ran = await place.app.run('upgrade', '--json')
      expect(ran.code).toBe(2)
      expect(ran.json().error.code).toBe('DATABASE_LOCKED')
      expect(ran.json().error.message).toContain('process 4711 on elsewhere')
      expect((await place.app.ok('current', '--json')).json().revisions).toEqual(['first'])
    })

    test('leaves nothing behind where the first revision fails', async () => {
      const place = await open()
      const broken = { upgrade: "op.sql('create nonsense')" }
      await place.app.write('migrations/1_first.ts', migration('first', null, broken))
      expect((await place.app.run('upgrade')).code).toBe(2)
      const tables =
        name === 'SQLite'
          ? "SELECT name FROM sqlite_schema WHERE name LIKE 'diffkit%'"
          : "SELECT relname FROM pg_class WHERE relname LIKE 'diffkit%'"
      expect(await place.run(tables)).toEqual([])
    })
  })
}

describe('the lease', () => {
  const server = useServer(18)

  testLease('SQLite', openSqlite)
  const openPostgres = async (): Promise<Place> => {
    const url = await server.database()
    const app = await project({
      'diffkit.config.ts': postgresConfig(url, server.scratch()),
      ...files,
    })
    const now = '(extract(epoch FROM clock_timestamp()) * 1000)::bigint'
    return { app, run: (sql) => query(url, sql), now }
  }
  testLease('PostgreSQL', openPostgres)

  test.skipIf(process.env['DIFFKIT_ALL'] === undefined)(
    'is refreshed while a long statement runs outside a transaction',
    async () => {
      const place = await openPostgres()
      const slow = {
        header: "export const transaction = 'none'",
        upgrade: "op.sql('select pg_sleep(12)')",
      }
      await place.app.write('migrations/2_second.ts', migration('second', 'first', slow))
      await place.app.ok('upgrade', 'first')
      const child = startIn(place.app.folder, ['upgrade'])
      const ended = finish(child)
      await sleep(10_000)
      const left = `SELECT expires_at - ${place.now} > 9000 AS fresh FROM diffkit_lease`
      expect(await place.run(left)).toEqual([{ fresh: true }])
      expect((await ended).code).toBe(0)
    },
    60_000,
  )
})
