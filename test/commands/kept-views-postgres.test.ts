/** A view that gives way in one segment and comes back in another: what hangs on it comes back, too, wherever that is cut off. */
import { describe, expect, test } from 'vitest'
import { migration } from '../support/branches.ts'
import { startPooler } from '../support/pooler.ts'
import { majors, query, useServer } from '../support/postgres.ts'
import type { TestServer } from '../support/postgres.ts'
import { runOverClient, runPsql } from '../support/psql.ts'
import { catalogOf, copyOf, killedAt, segmented } from '../support/segments.ts'

const VIEW = "{ name: 'ages', definition: 'select id, age from users' }"
const MORE = "{ name: 'ages', definition: 'select id, age, email from users' }"
const UNIQUE =
  "op.createIndex('users', { name: 'by_age', keys: ['age'], unique: true }, { online: true })"

const HANGING = `
CREATE FUNCTION nothing() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
CREATE TRIGGER on_ages INSTEAD OF INSERT ON ages FOR EACH ROW EXECUTE FUNCTION nothing();
CREATE RULE no_delete AS ON DELETE TO ages DO INSTEAD NOTHING;
COMMENT ON VIEW ages IS 'how old';
COMMENT ON COLUMN ages.age IS 'in years';
GRANT SELECT, UPDATE ON ages TO pg_monitor WITH GRANT OPTION;
GRANT SELECT (age) ON ages TO PUBLIC;
ALTER VIEW ages OWNER TO pg_signal_backend;
`

/** All that hangs on a view, as text. */
const hangingOn = async (url: string, view: string): Promise<string> => {
  const rows = await query(
    url,
    `SELECT 'view' AS kind, concat_ws(' ', relkind, pg_get_userbyid(relowner), relacl::text, obj_description(oid, 'pg_class'), pg_get_viewdef(oid)) AS text
       FROM pg_class WHERE oid = '${view}'::regclass
     UNION ALL SELECT 'column', concat_ws(' ', attname, attacl::text, col_description(attrelid, attnum))
       FROM pg_attribute WHERE attrelid = '${view}'::regclass AND attnum > 0
     UNION ALL SELECT 'trigger', pg_get_triggerdef(oid) FROM pg_trigger WHERE tgrelid = '${view}'::regclass
     UNION ALL SELECT 'rule', pg_get_ruledef(oid) FROM pg_rewrite WHERE ev_class = '${view}'::regclass AND rulename <> '_RETURN'
     UNION ALL SELECT 'index', pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid = '${view}'::regclass
     ORDER BY 1, 2`,
  )
  return rows.map((row) => Object.values(row).join(' | ')).join('\n')
}

const OTHER_SEGMENT = `op.dropView('ages')
  op.addColumn('users', { name: 'nick', type: 'text' })
  ${UNIQUE}
  op.createView(${MORE})`

const BACK = `op.dropView('ages')
  op.dropIndex('users', 'by_age', { online: true })
  op.dropColumn('users', 'nick')
  op.createView(${VIEW})`

/** `again` is pending; `view` in the form that `parts` makes it, with what hangs on it. */
const withView = async (
  server: TestServer,
  { view = VIEW, hanging = HANGING, upgrade = OTHER_SEGMENT, downgrade = BACK } = {},
) => {
  const { app, url } = await segmented(server, {
    upgrade: `op.createView(${view})`,
    downgrade: "op.dropView('ages')",
  })
  await app.ok('upgrade')
  await query(url, hanging)
  await app.write('migrations/3_again.ts', migration('again', 'parts', { upgrade, downgrade }))
  return { app, url }
}

/** Before which query the process is killed. */
const KILLS =
  process.env['DIFFKIT_ALL'] === '1' ? ['CREATE UNIQUE INDEX', 'CREATE VIEW'] : ['CREATE VIEW']

const breakRows = (url: string) => query(url, 'UPDATE users SET age = 7 WHERE id = 8')
const mendRows = (url: string) => query(url, 'UPDATE users SET age = 8 WHERE id = 8')

describe.each(process.env['DIFFKIT_ALL'] === '1' ? majors : ([15] as const))(
  'on PostgreSQL %s',
  (major) => {
    const server = useServer(major)

    test('what is cut off between the two is gone on with, and taken back, with all that hung on it', async () => {
      const { app, url } = await withView(server)
      const [before, catalog] = [await hangingOn(url, 'ages'), await catalogOf(url)]
      const [straight, pooled] = [await copyOf(server, url), await copyOf(server, url)]
      const killed = await Promise.all(KILLS.map(() => copyOf(server, url)))
      await app.ok('upgrade', '--url', straight)
      const after = await hangingOn(straight, 'ages')
      expect(after).toContain('in years')
      // Each transaction has another session.
      await app.ok('upgrade', '--url', (await startPooler(pooled, { sessions: 3 })).url)
      expect(await hangingOn(pooled, 'ages')).toBe(after)
      await breakRows(url)
      expect((await app.run('upgrade')).code).toBe(2)
      const absent = "SELECT to_regclass('ages') AS found"
      expect(await query(url, absent)).toEqual([{ found: null }])
      for (const [index, at] of KILLS.entries()) {
        const cut = killed[index] ?? ''
        expect((await killedAt(app, ['upgrade', '--url', cut], at)).code).not.toBe(0)
        expect(await query(cut, absent)).toEqual([{ found: null }])
      }
      await mendRows(url)
      for (const cut of [url, ...killed]) {
        const back = await copyOf(server, cut)
        await app.ok('upgrade', '--url', cut)
        expect(await hangingOn(cut, 'ages')).toBe(after)
        await app.ok('downgrade', '-1', '--allow-data-loss', '--url', back)
        expect(await hangingOn(back, 'ages')).toBe(before)
        expect(await catalogOf(back)).toBe(catalog)
      }
    })

    test('what was killed behind both is taken back with all that hangs on it by then', async () => {
      const { app, url } = await withView(server, {
        upgrade: `${OTHER_SEGMENT}
  op.createIndex('users', { name: 'by_email', keys: ['email'] }, { online: true })
  op.sql('select 1 / (select count(*) from pg_tables where tablename = \\'later\\')', 'select 1')`,
      })
      const [before, catalog] = [await hangingOn(url, 'ages'), await catalogOf(url)]
      expect((await app.run('upgrade')).code).toBe(2)
      expect(await hangingOn(url, 'ages')).toContain('email')
      await query(url, 'GRANT DELETE ON ages TO pg_read_all_data')
      await app.ok('downgrade', '-1', '--allow-data-loss')
      const found = await hangingOn(url, 'ages')
      expect(found).toContain('pg_read_all_data=d')
      await query(url, 'REVOKE ALL ON ages FROM pg_read_all_data')
      expect(await hangingOn(url, 'ages')).toBe(before)
      expect(await catalogOf(url)).toBe(catalog)
    })

    test('a view that was to become a materialized one comes back as it was', async () => {
      const materialized = MORE.replace('{', '{ materialized: true,')
      const { app, url } = await withView(server, {
        upgrade: OTHER_SEGMENT.replace(MORE, materialized),
      })
      const before = await hangingOn(url, 'ages')
      await breakRows(url)
      expect((await app.run('upgrade')).code).toBe(2)
      await app.ok('downgrade', '-1', '--allow-data-loss')
      expect(await hangingOn(url, 'ages')).toBe(before)
      await mendRows(url)
      await app.ok('upgrade')
      expect(await hangingOn(url, 'ages')).toMatch(/^view \| m pg_signal_backend .*how old/m)
    })

    test('a script that comes to another session stops there, and is gone on with', async () => {
      const { app, url } = await withView(server)
      const straight = await copyOf(server, url)
      await app.ok('upgrade', '--url', straight)
      const script = (await app.ok('upgrade', '--sql')).stdout
      const part = script.slice(script.indexOf('-- upgrade -> again'))
      const one = await startPooler(await copyOf(server, url), { sessions: 1 })
      expect(await runOverClient(one.url, part)).toMatchObject({ failed: false })
      const several = await startPooler(url, { sessions: 2 })
      const stopped = await runOverClient(several.url, part)
      expect(stopped.failed).toBe(true)
      expect(stopped.output).toContain('another session than the one that the script began in')
      await app.ok('upgrade')
      expect(await hangingOn(url, 'ages')).toBe(await hangingOn(straight, 'ages'))
      expect(await catalogOf(url)).toBe(await catalogOf(straight))
    })

    test('a script that failed between the two is gone on with all the same', async () => {
      const { app, url } = await withView(server)
      const before = await hangingOn(url, 'ages')
      const script = (await app.ok('upgrade', '--sql')).stdout
      const part = `\\set ON_ERROR_STOP on\n${script.slice(script.indexOf('-- upgrade -> again'))}`
      const straight = await copyOf(server, url)
      expect(await runPsql(straight, part)).toMatchObject({ failed: false })
      await breakRows(url)
      expect(await runPsql(url, part)).toMatchObject({ failed: true })
      const back = await copyOf(server, url)
      await mendRows(url)
      await app.ok('upgrade')
      expect(await hangingOn(url, 'ages')).toBe(await hangingOn(straight, 'ages'))
      expect(await hangingOn(url, 'ages')).toContain('in years')
      await app.ok('downgrade', '-1', '--allow-data-loss', '--url', back)
      expect(await hangingOn(back, 'ages')).toBe(before)
    })
  },
)
