/** Revisions that cannot be in one transaction: what is half done is seen, gone on with, taken back or forgotten. */
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { describe, expect, onTestFinished, test } from 'vitest'
import { migration } from '../support/branches.ts'
import { majors, query, useServer } from '../support/postgres.ts'
import { finish, startIn } from '../support/project.ts'
import type { Project } from '../support/project.ts'
import { runPsql } from '../support/psql.ts'
import { catalogOf, copyOf, rowsOf, segmented } from '../support/segments.ts'

const UNIQUE =
  "op.createIndex('users', { name: 'by_age', keys: ['age'], unique: true }, { online: true })"
const NICK = "op.addColumn('users', { name: 'nick', type: 'text' })"
const BACK = "op.dropIndex('users', 'by_age')\n  op.dropColumn('users', 'nick')"

const open = async (url: string): Promise<pg.Client> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  onTestFinished(() => client.end())
  return client
}

const until = async (isSo: () => Promise<boolean>): Promise<void> => {
  for (let tries = 0; tries < 400; tries++) {
    if (await isSo()) return
    await sleep(50)
  }
  throw new Error('it does not come to that')
}

const partialOf = async (app: Project) => (await app.ok('current', '--json')).json().partial

const indexes = (url: string, name: string) =>
  query(url, `SELECT indisvalid AS valid FROM pg_index WHERE indexrelid = to_regclass('${name}')`)

describe.each(process.env['DIFFKIT_ALL'] === '1' ? majors : ([18] as const))(
  'on PostgreSQL %s',
  (major) => {
    const server = useServer(major)

    test('what failed half way is told, refused by others, and gone on with once the rows fit', async () => {
      const { app, url } = await segmented(server, {
        upgrade: `${NICK}\n  ${UNIQUE}`,
        downgrade: BACK,
      })
      await query(url, 'UPDATE users SET age = 7 WHERE id = 8')
      const failed = (await app.run('upgrade', '--json')).json()
      expect(failed.error.code).toBe('STATEMENT_FAILED')
      expect(await indexes(url, 'by_age')).toEqual([])
      expect(await partialOf(app)).toEqual({ revision: 'parts', done: 1, of: 2 })
      expect((await app.ok('current')).stdout).toContain('parts is half done: 1 of 2 operations')
      const status = (await app.ok('status', '--json')).json()
      expect(status).toMatchObject({ drift: null, current: { partial: { revision: 'parts' } } })
      for (const command of [
        ['check', '--database'],
        ['stamp', 'parts'],
        ['upgrade', '--dry-run'],
      ]) {
        const refused = await app.run(...command, '--json')
        expect(refused.code).toBe(2)
        expect(refused.json().error.code).toBe('REVISION_PARTIAL')
      }
      await query(url, 'UPDATE users SET age = 8 WHERE id = 8')
      const { revisions } = (await app.ok('upgrade', '--json')).json()
      expect(revisions).toMatchObject([
        { revision: 'parts', direction: 'upgrade', partial: 'resumed' },
      ])
      expect(await indexes(url, 'by_age')).toEqual([{ valid: true }])
      expect(await partialOf(app)).toBeNull()
    })

    test('what failed half way is taken back, refusing to lose values', async () => {
      const fill = "op.sql(\"update users set nick = 'x'\", 'select 1')"
      const { app, url } = await segmented(server, {
        upgrade: `${NICK}\n  ${fill}\n  ${UNIQUE}`,
        downgrade: BACK,
      })
      const before = await catalogOf(url)
      await query(url, 'UPDATE users SET age = 7 WHERE id = 8')
      await app.run('upgrade')
      const refused = await app.run('downgrade', '-1', '--json')
      expect(refused.code).toBe(1)
      expect(refused.json()).toEqual({ dataLoss: [{ table: 'users', column: 'nick', rows: 500 }] })
      const { revisions, to } = (
        await app.ok('downgrade', '-1', '--allow-data-loss', '--json')
      ).json()
      expect(revisions).toMatchObject([
        { revision: 'parts', direction: 'downgrade', partial: 'undone' },
      ])
      expect(to).toEqual(['first'])
      expect(await catalogOf(url)).toBe(before)
    })

    test('an index of another table that has the name is nothing of ours', async () => {
      const { app, url } = await segmented(server, {
        upgrade: `${NICK}\n  ${UNIQUE}`,
        downgrade: BACK,
      })
      await query(url, 'CREATE TABLE other (id int); CREATE INDEX by_age ON other (id)')
      const before = await catalogOf(url)
      for (let tries = 0; tries < 2; tries++) {
        const failed = await app.run('upgrade')
        expect(failed.code).toBe(2)
        expect(failed.stderr).toContain('relation "by_age" already exists')
        expect(failed.stderr).toContain('It runs outside of a transaction')
      }
      await app.ok('downgrade', '-1', '--allow-data-loss')
      expect(await catalogOf(url)).toBe(before)
      await query(url, 'DROP TABLE other')
      await app.ok('upgrade')
      expect(await indexes(url, 'by_age')).toEqual([{ valid: true }])
    })

    test('a failure before anything is done leaves no trace', async () => {
      const { app, url } = await segmented(server, {
        upgrade: UNIQUE,
        downgrade: "op.dropIndex('users', 'by_age')",
      })
      await query(url, 'UPDATE users SET age = 7 WHERE id = 8')
      const before = await catalogOf(url)
      expect((await app.run('upgrade')).code).toBe(2)
      expect(await partialOf(app)).toBeNull()
      expect(await catalogOf(url)).toBe(before)
      const text = "op.sql('select 1 / 0', 'select 1')"
      await app.write(
        'migrations/2_parts.ts',
        migration('parts', 'first', { upgrade: `${text}\n  ${UNIQUE}`, downgrade: 'void op' }),
      )
      expect((await app.run('upgrade')).code).toBe(2)
      expect(await partialOf(app)).toBeNull()
      expect(await catalogOf(url)).toBe(before)
    })

    test('what is done may not be edited meanwhile, and what comes after it may', async () => {
      const upgrade = `${NICK}\n  ${UNIQUE}`
      const { app, url } = await segmented(server, { upgrade, downgrade: BACK })
      await query(url, 'UPDATE users SET age = 7 WHERE id = 8')
      await app.run('upgrade')
      const write = (text: string) =>
        app.write(
          'migrations/2_parts.ts',
          migration('parts', 'first', { upgrade: text, downgrade: BACK }),
        )
      await write(upgrade.replace("'text'", "'varchar'"))
      const { error } = (await app.run('upgrade', '--json')).json()
      expect(error.code).toBe('HALF_DONE_EDITED')
      expect(error.message).toContain('operation 1 (add column users.nick (text))')
      await write(upgrade.replace(', unique: true', ''))
      await app.ok('upgrade')
      expect(await indexes(url, 'by_age')).toEqual([{ valid: true }])
    })

    test('what is half done is forgotten by stamp --purge alone', async () => {
      const { app, url } = await segmented(server, {
        upgrade: `${NICK}\n  ${UNIQUE}`,
        downgrade: BACK,
      })
      await query(url, 'UPDATE users SET age = 7 WHERE id = 8')
      await app.run('upgrade')
      await app.ok('stamp', '--purge', 'first')
      expect(await partialOf(app)).toBeNull()
    })

    test('an index that was killed while it was built is replaced', async () => {
      const { app, url } = await segmented(server, {
        upgrade: UNIQUE,
        downgrade: "op.dropIndex('users', 'by_age')",
      })
      const older = await open(url)
      await older.query('BEGIN')
      await older.query('UPDATE users SET age = age WHERE id = 1')
      const child = startIn(app.folder, ['upgrade'])
      const closed = finish(child)
      await until(async () => (await indexes(url, 'by_age')).length > 0)
      child.kill('SIGKILL')
      await closed
      await older.query('COMMIT')
      // The server builds on until it finds that nobody listens; what a crash of it leaves is invalid.
      await query(
        url,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'CREATE UNIQUE INDEX CONC%' AND pid <> pg_backend_pid()",
      )
      await until(async () => {
        const [row] = await query(
          url,
          "SELECT count(*)::int AS n FROM pg_stat_activity WHERE query LIKE 'CREATE UNIQUE INDEX CONC%' AND pid <> pg_backend_pid()",
        )
        return row?.['n'] === 0
      })
      await query(
        url,
        "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'by_age'::regclass",
      )
      const { revisions } = (await app.ok('upgrade', '--json')).json()
      expect(revisions).toMatchObject([{ partial: 'resumed' }])
      expect(await indexes(url, 'by_age')).toEqual([{ valid: true }])
    })

    test('raw SQL that no transaction may hold needs no word in the header', async () => {
      const { app, url } = await segmented(server, {
        upgrade: `${NICK}
  op.sql('create unique index concurrently if not exists "By Age" on only public.users (age)', 'drop index concurrently "By Age"')
  op.sql('vacuum users', 'select 1')`,
        downgrade:
          "op.sql('drop index concurrently if exists \"By Age\"', 'select 1')\n  op.dropColumn('users', 'nick')",
      })
      await query(url, 'UPDATE users SET age = 7 WHERE id = 8')
      expect((await app.run('upgrade')).code).toBe(2)
      expect(await indexes(url, '"By Age"')).toEqual([])
      await query(url, 'UPDATE users SET age = 8 WHERE id = 8')
      await app.ok('upgrade')
      expect(await indexes(url, '"By Age"')).toEqual([{ valid: true }])
      await app.ok('downgrade', 'first')
      expect(await indexes(url, '"By Age"')).toEqual([])
    })

    test('of several statements each is committed by itself where one must be', async () => {
      const { app, url } = await segmented(server, {
        upgrade: `op.sql("update users set age = 0 where id = 1; vacuum users; create index concurrently one on users (age); create unique index concurrently two on users (age)", 'drop index if exists one; drop index if exists two')`,
        downgrade: "op.sql('drop index one; drop index two', 'select 1')",
      })
      await query(url, 'UPDATE users SET age = 7 WHERE id = 8')
      expect((await app.run('upgrade')).code).toBe(2)
      expect(await indexes(url, 'one')).toEqual([{ valid: true }])
      const back = await copyOf(server, url)
      await app.ok('downgrade', '-1', '--url', back)
      expect(await indexes(back, 'one')).toEqual([])
      // What is done is not done again.
      await query(url, 'UPDATE users SET age = id')
      await app.ok('upgrade')
      expect(await indexes(url, 'two')).toEqual([{ valid: true }])
      expect(await query(url, 'SELECT age FROM users WHERE id = 1')).toEqual([{ age: 1 }])
      await app.ok('downgrade', '-1')
      expect(await indexes(url, 'two')).toEqual([])
    })

    test('a view that is made again in another segment keeps its grants', async () => {
      const { app, url } = await segmented(server, {
        upgrade: `op.createView({ name: 'ages', definition: 'select age from users' })`,
        downgrade: "op.dropView('ages')",
      })
      await app.ok('upgrade')
      await query(url, 'GRANT SELECT ON ages TO PUBLIC')
      const again = `op.dropView('ages')
  op.alterColumn('users', 'age', { type: 'bigint' })
  op.createView({ name: 'ages', definition: 'select age from users' })`
      const header = "export const transaction = 'none'"
      const parts = { upgrade: again, downgrade: again.replace('bigint', 'integer'), header }
      await app.write('migrations/3_again.ts', migration('again', 'parts', parts))
      await app.ok('upgrade')
      expect(
        await query(url, "SELECT has_table_privilege('public', 'ages', 'SELECT') AS granted"),
      ).toEqual([{ granted: true }])
    })

    test('what a process of another machine has left is gone on with once nobody has the lease', async () => {
      const { app, url } = await segmented(server, {
        upgrade: `${NICK}\n  ${UNIQUE}`,
        downgrade: BACK,
      })
      await query(url, 'UPDATE users SET age = 7 WHERE id = 8')
      await app.run('upgrade')
      await query(url, 'UPDATE users SET age = 8 WHERE id = 8')
      await query(
        url,
        `UPDATE diffkit_log SET unmodelled = '{"host": "elsewhere", "pid": 1}' WHERE finished_at IS NULL`,
      )
      await query(
        url,
        "INSERT INTO diffkit_lease VALUES ('other', 'elsewhere', 1, 'noon', (extract(epoch FROM clock_timestamp()) * 1000)::bigint + 4000)",
      )
      const begun = performance.now()
      await app.ok('upgrade')
      expect(performance.now() - begun).toBeGreaterThan(2_000)
      expect(await indexes(url, 'by_age')).toEqual([{ valid: true }])
    })

    test("with transaction = 'none' each operation is committed by itself", async () => {
      const { app, url } = await segmented(server, {
        header: "export const transaction = 'none'",
        upgrade: `op.alterEnum('mood', { values: ['sad', 'ok', 'happy'] })
  op.sql("update users set mood = 'ok' where id = 1", 'select 1')
  op.run(async (db) => { await db.execute('update users set age = 1000 where id = 2') }, async () => {})
  op.sql('select 1 / (select count(*) from pg_tables where tablename = \\'later\\')', 'select 1')`,
        downgrade: 'void op',
      })
      expect((await app.run('upgrade')).code).toBe(2)
      expect(await partialOf(app)).toEqual({ revision: 'parts', done: 3, of: 4 })
      expect(await query(url, 'SELECT mood, age FROM users WHERE id < 3 ORDER BY id')).toEqual([
        { mood: 'ok', age: 1 },
        { mood: 'happy', age: 1000 },
      ])
      await query(url, 'CREATE TABLE later ()')
      await app.ok('upgrade')
      expect((await app.ok('current', '--json')).json().revisions).toEqual(['parts'])
    })

    test('a script does the same, and what it leaves half done is gone on with', async () => {
      const { app, url } = await segmented(server)
      const rows = await rowsOf(url)
      const script = (await app.ok('upgrade', '--sql', 'parts')).stdout
      const part = script.slice(script.indexOf('-- upgrade -> parts'))
      const copy = () => copyOf(server, url)
      const [online, whole, broken] = await Promise.all([copy(), copy(), copy()])
      await app.ok('upgrade', '--url', online)
      const ran = await runPsql(whole, `\\set ON_ERROR_STOP on\n${part}`)
      expect(ran).toMatchObject({ failed: false })
      expect(await catalogOf(whole)).toBe(await catalogOf(online))
      expect(await rowsOf(whole)).toEqual(rows)
      await query(broken, 'UPDATE users SET age = -1 WHERE id = 1')
      expect(await runPsql(broken, `\\set ON_ERROR_STOP on\n${part}`)).toMatchObject({
        failed: true,
      })
      await query(broken, 'UPDATE users SET age = 1 WHERE id = 1')
      const left = await catalogOf(broken)
      const again = await runPsql(broken, `\\set ON_ERROR_STOP on\n${part}`)
      expect(again.failed).toBe(true)
      expect(again.output).toContain('a revision is half done: diffkit upgrade goes on with it')
      expect(await catalogOf(broken)).toBe(left)
      await app.ok('upgrade', '--url', broken)
      expect(await catalogOf(broken)).toBe(await catalogOf(online))
    })
  },
)
