/** Ctrl-C while a server works: the statement ends at once, and nothing of the revision stays. */
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { postgresUsers } from '../support/models.ts'
import { majors, query, useServer } from '../support/postgres.ts'
import { finish, postgresConfig, project, startIn } from '../support/project.ts'
import type { Project } from '../support/project.ts'

const SLEEP = 'select pg_sleep(60)'

const migration = (body: string, head = ''): string => `
import type { Operations } from 'diffkit'
export const revision = 'aaaaaaaaaaaa'
export const downRevision = null
${head}
export function upgrade(op: Operations): void {
  op.createTable({ name: 'made', columns: [{ name: 'id', type: 'integer' }] })
  ${body}
}
export function downgrade(op: Operations): void {
  op.dropTable('made')
}
`

const waitFor = async (url: string, sql: string): Promise<void> => {
  const end = Date.now() + 20_000
  while ((await query(url, sql)).length === 0) {
    if (Date.now() > end) throw new Error(`in vain: ${sql}`)
    await sleep(50)
  }
}

const asleep = (url: string): Promise<void> =>
  waitFor(
    url,
    "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND state = 'active' AND query LIKE '%pg_sleep(60)%' AND pid <> pg_backend_pid()",
  )

const LEFT = `SELECT to_regclass('made')::text AS made,
  (SELECT count(*)::int FROM pg_locks WHERE locktype = 'advisory'
     AND database = (SELECT oid FROM pg_database WHERE datname = current_database())) AS locks,
  (SELECT count(*)::int FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()) AS sessions`

const nothing = { made: null, locks: 0, sessions: 0 }

describe.each(majors)('PostgreSQL %i', (major) => {
  const server = useServer(major)

  const start = async (text: string): Promise<{ app: Project; url: string }> => {
    const url = await server.database()
    const app = await project({
      'diffkit.config.ts': postgresConfig(url, server.scratch()),
      'schema/users.ts': postgresUsers(),
      'migrations/20260101000000_aaaaaaaaaaaa_made.ts': text,
    })
    return { app, url }
  }

  const interrupted = async (app: Project, url: string) => {
    const child = startIn(app.folder, ['upgrade', '--json'])
    const ended = finish(child)
    await asleep(url)
    const at = Date.now()
    child.kill('SIGINT')
    const ran = await ended
    return { code: ran.code, error: ran.json().error.code, isQuick: Date.now() - at < 8000 }
  }

  test.each([
    ['a statement', migration(`op.sql('${SLEEP}')`)],
    ['a data step', migration(`op.run(async (db) => { await db.execute('${SLEEP}') })`)],
  ])('cancels %s, rolls back and exits 130', async (_what, text) => {
    const { app, url } = await start(text)
    expect(await interrupted(app, url)).toEqual({
      code: 130,
      error: 'INTERRUPTED',
      isQuick: true,
    })
    expect(await query(url, LEFT)).toEqual([nothing])
    expect((await app.ok('current', '--json')).json().revisions).toEqual([])
  })

  test('ends the wait for the lock of another run', async () => {
    const { app, url } = await start(migration(`op.sql('${SLEEP}')`))
    const first = startIn(app.folder, ['upgrade', '--json'])
    const ended = finish(first)
    await asleep(url)
    const second = startIn(app.folder, ['upgrade', '--json'])
    const waited = finish(second)
    await waitFor(
      url,
      "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'diffkit' AND query LIKE '%FROM \"diffkit_lease\"%'",
    )
    const at = Date.now()
    second.kill('SIGINT')
    expect((await waited).code).toBe(130)
    expect(Date.now() - at).toBeLessThan(8000)
    first.kill('SIGINT')
    expect((await ended).code).toBe(130)
    expect(await query(url, LEFT)).toEqual([nothing])
  })
})
