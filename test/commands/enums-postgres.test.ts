/** Values of enums that rows hold, and values that are used as soon as they are there. */
import { execFileSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { majorsInTurn, query, useServer } from '../support/postgres.ts'
import { postgresConfig, project } from '../support/project.ts'
import type { Project } from '../support/project.ts'
import { copyOf, killedAt } from '../support/segments.ts'

const models = (values: readonly string[], more = ''): string => `
import { integer, pgEnum, pgTable, text } from 'drizzle-orm/pg-core'

export const mood = pgEnum('mood', [${values.map((value) => `'${value}'`).join(', ')}])
export const users = pgTable('users', {
  id: integer('id').primaryKey(),
  mood: mood('mood'),
  moods: mood('moods').array(),
  note: text('note'),
  ${more}
})
`

const THREE = ['sad', 'ok', 'happy']
const ROWS = `INSERT INTO users (id, mood, moods, note)
  SELECT n, (ARRAY['sad', 'ok', 'happy'])[1 + n % 3]::mood, ARRAY['ok', 'happy']::mood[], 'sad'
  FROM generate_series(1, 9) AS n`

/** Writes a migration for the models and changes its text by hand. */
const revise = async (
  app: Project,
  text: string,
  edit: (source: string) => string = (source) => source,
): Promise<string> => {
  await app.write('schema/users.ts', text)
  const { path } = (await app.ok('revision', '-m', 'change moods', '--no-renames', '--json')).json()
  await app.write(path, edit(await app.read(path)))
  return path
}

describe.each(majorsInTurn)('PostgreSQL %i', { timeout: 120_000 }, (major) => {
  const server = useServer(major)

  const start = async () => {
    const url = await server.database()
    const app = await project({
      'diffkit.config.ts': postgresConfig(url, server.scratch()),
      'schema/users.ts': models(THREE),
    })
    await app.ok('revision', '-m', 'first')
    await app.ok('upgrade')
    await query(url, ROWS)
    return { app, url }
  }

  const moodsOf = async (url: string): Promise<readonly string[]> =>
    (await query(url, 'SELECT mood FROM users ORDER BY id')).map((row) => String(row['mood']))

  const labels = (url: string) =>
    query(url, 'SELECT enumlabel FROM pg_enum ORDER BY enumtypid, enumsortorder')

  test('on the way back to nothing, rows of a value that is taken back say what to do', async () => {
    const { app, url } = await start()
    await revise(app, models([...THREE, 'new']))
    await app.ok('upgrade')
    await query(url, "UPDATE users SET mood = 'new' WHERE id = 9")
    const refused = await app.run('downgrade', 'base', '--allow-data-loss', '--json')
    expect(refused.json().error.code).toBe('ROWS_IN_THE_WAY')
    expect(refused.json().error.message).toContain("users.mood holds 'new'")
    expect(refused.json().error.hint).toMatch(
      /Where a later step of the same way back drops the table anyway, delete its rows first and run it again\.$/,
    )
    expect((await moodsOf(url)).at(-1)).toBe('new')
    await query(url, 'DELETE FROM users')
    await app.ok('downgrade', 'base')
    expect(await labels(url)).toEqual([])
  })

  test('a value that rows hold is not removed, and the rows are told, wherever they are', async () => {
    const { app, url } = await start()
    await query(url, "UPDATE users SET moods = '{sad}' WHERE id = 9")
    await revise(app, models(['ok', 'happy']))
    const before = await labels(url)
    const refused = await app.run('upgrade', '--json')
    expect(refused.code).toBe(2)
    expect(refused.json().error).toMatchObject({ code: 'ROWS_IN_THE_WAY' })
    expect(refused.json().error.message).toContain(
      "users.mood holds 'sad', which its enum is to lose, in 3 rows (id 3; id 6; id 9); " +
        "users.moods holds 'sad', which its enum is to lose, in 1 row (id 9). Nothing was changed.",
    )
    expect(await labels(url)).toEqual(before)
    await query(url, "UPDATE users SET mood = 'ok' WHERE mood = 'sad'")
    expect((await app.run('upgrade', '--json')).json().error.message).toContain(
      "users.moods holds 'sad', which its enum is to lose, in 1 row (id 9)",
    )
    await query(url, 'UPDATE users SET moods = NULL WHERE id = 9')
    await app.ok('upgrade')
    expect((await app.ok('check', '--database', '--json')).json().ok).toBe(true)
    await app.ok('downgrade', '-1')
    expect((await app.ok('check', '--database', '--json')).json().ok).toBe(true)
  })

  test('values of several enums that rows hold are named together', async () => {
    const { app, url } = await start()
    const two = (values: readonly string[], sizes: string): string =>
      `${models(values, "size: size('size'),").replace(
        'export const users',
        `export const size = pgEnum('size', [${sizes}])\nexport const users`,
      )}`
    await revise(app, two(THREE, "'s', 'm', 'l'"))
    await app.ok('upgrade')
    await query(url, "UPDATE users SET size = 'l' WHERE id IN (2, 9)")
    await revise(app, two(['ok', 'happy'], "'s', 'm'"))
    const { error } = (await app.run('upgrade', '--json')).json()
    expect(error.message).toContain(
      "users.mood holds 'sad', which its enum is to lose, in 3 rows (id 3; id 6; id 9); " +
        "users.size holds 'l', which its enum is to lose, in 2 rows (id 2; id 9). Nothing was changed.",
    )
  })

  test('a function over the enum is kept, and types, operators and tables of others stop it by name', async () => {
    const { app, url } = await start()
    await query(url, "UPDATE users SET mood = 'ok'")
    await query(url, 'CREATE FUNCTION same(mood) RETURNS mood LANGUAGE sql AS $$ SELECT $1 $$')
    await query(
      url,
      `CREATE DOMAIN feeling AS mood; CREATE TABLE felt (what feeling);
       CREATE TYPE pair AS (a mood, b mood[]); CREATE TYPE span AS RANGE (subtype = mood);
       CREATE TABLE parts (what mood) PARTITION BY LIST (what);
       CREATE TABLE glad PARTITION OF parts FOR VALUES IN ('happy');
       CREATE TABLE heirs () INHERITS (users);
       CREATE FUNCTION alike(mood, mood) RETURNS boolean LANGUAGE sql AS $$ SELECT true $$;
       CREATE OPERATOR ~~~ (LEFTARG = mood, RIGHTARG = mood, FUNCTION = alike)`,
    )
    await revise(app, models(['ok', 'happy']))
    const before = await labels(url)
    const refused = await app.run('upgrade', '--json')
    expect(refused.code).toBe(2)
    expect(refused.json().error.message).toContain(
      'mood has to be made anew, and cannot be under column a of composite type pair, column b of composite type pair, ' +
        'column what of table parts, operator ~~~(mood,mood), type feeling, type span: ' +
        'drop that with op.sql before, and make it again after',
    )
    expect(await labels(url)).toEqual(before)
    await query(
      url,
      `DROP TABLE parts, felt; DROP DOMAIN feeling; DROP TYPE pair, span;
       DROP OPERATOR ~~~ (mood, mood); DROP FUNCTION alike`,
    )
    await app.ok('upgrade')
    expect(await query(url, "SELECT same('happy') AS mood")).toEqual([{ mood: 'happy' }])
  })

  test('`using` says what a removed value becomes, in columns and in arrays', async () => {
    const { app, url } = await start()
    await revise(app, models(['ok', "gl'ad"].map((value) => value.replace("'", "\\'"))), (source) =>
      source.replace(
        /op\.alterEnum\('mood', (\{.*?\})\)/,
        `op.alterEnum('mood', $1, { using: { happy: "gl'ad", sad: 'ok' } })`,
      ),
    )
    // Nothing asks whether rows still hold what goes.
    expect((await app.ok('sql')).stdout).not.toContain('DO $diffkit$')
    await app.ok('upgrade')
    expect(await moodsOf(url)).toEqual("ok gl'ad ok ok gl'ad ok ok gl'ad ok".split(' '))
    expect(await query(url, 'SELECT DISTINCT moods::text FROM users')).toEqual([
      { moods: "{ok,gl'ad}" },
    ])
    expect((await app.ok('check', '--json')).json().ok).toBe(true)
  })

  test('a data step and raw SQL use a new value in the revision that brings it', async () => {
    const { app, url } = await start()
    await revise(app, models([...THREE, 'glad']), (source) =>
      source.replace(
        /op\.alterEnum\('mood', .*'glad'.*\)/,
        (found) => `${found}
  op.run(
    async (db) => { await db.query('update users set mood = $1 where id = 1', ['gl' + 'ad']) },
    async () => {},
  )
  op.sql("update users set moods = '{glad}' where id = 2", 'select 1')`,
      ),
    )
    await app.ok('upgrade')
    expect((await moodsOf(url))[0]).toBe('glad')
    expect(await query(url, 'SELECT moods::text FROM users WHERE id = 2')).toEqual([
      { moods: '{glad}' },
    ])
    const back = await app.run('downgrade', '-1', '--json')
    expect(back.json().error.message).toContain("users.mood holds 'glad'")
    await query(url, 'UPDATE users SET mood = NULL, moods = NULL')
    await app.ok('downgrade', '-1')
    expect((await app.ok('check', '--database', '--json')).json().ok).toBe(true)
  })

  test('a value that is used at once is committed first, and a run goes on wherever it was killed', async () => {
    const { app, url } = await start()
    await query(url, 'CREATE DOMAIN feeling AS mood; CREATE TABLE felt (what feeling)')
    const columns = "other: mood('other').notNull().default('glad'),"
    const view = `export const glad = pgView('glad', { id: integer('id') })
      .as(sql\`select id from users where mood = 'glad'\`)`
    const path = await revise(
      app,
      `import { sql } from 'drizzle-orm'
import { pgView } from 'drizzle-orm/pg-core'
${models([...THREE, 'glad'], columns)}${view}`,
    )
    const source = await app.read(path)
    expect(source.split('\n').find((line) => line.startsWith('  op.'))).toBe(
      "  op.alterEnum('mood', { values: ['sad', 'ok', 'happy', 'glad'] }, { online: true })",
    )
    const [type] = await query(url, "SELECT 'mood'::regtype::oid AS oid")
    const rows = await moodsOf(url)
    for (const at of [4, 9, 14]) {
      const killed = await copyOf(server, url)
      expect((await killedAt(app, ['upgrade', '--url', killed], at)).code).toBe(-1)
      await app.ok('upgrade', '--url', killed)
      expect(await query(killed, 'SELECT DISTINCT other FROM users')).toEqual([{ other: 'glad' }])
      expect((await app.ok('check', '--database', '--url', killed, '--json')).json().ok).toBe(true)
    }
    await app.ok('upgrade')
    expect(await query(url, "SELECT 'mood'::regtype::oid AS oid")).toEqual([type])
    expect(await moodsOf(url)).toEqual(rows)
    expect((await app.ok('check', '--json')).json().ok).toBe(true)
    await query(url, 'DROP TABLE felt; DROP DOMAIN feeling')
    await app.ok('downgrade', '-1', '--allow-data-loss')
    expect(await moodsOf(url)).toEqual(rows)
    expect((await app.ok('check', '--database', '--json')).json().ok).toBe(true)
  })

  test('without a transaction a new value is added in place and used', async () => {
    const { app, url } = await start()
    const columns = "other: mood('other').default('glad'),"
    await revise(app, models([...THREE, 'glad'], columns), (source) =>
      source.replace(/(export const downRevision = .*)/, "$1\nexport const transaction = 'none'"),
    )
    const [type] = await query(url, "SELECT 'mood'::regtype::oid AS oid")
    await app.ok('upgrade')
    expect(await query(url, "SELECT 'mood'::regtype::oid AS oid")).toEqual([type])
    expect(await query(url, 'SELECT DISTINCT other FROM users')).toEqual([{ other: 'glad' }])
    expect((await app.ok('check', '--json')).json().ok).toBe(true)
  })

  test('a script of a revision without a transaction commits each statement by itself', async () => {
    const { app, url } = await start()
    await revise(app, models([...THREE, 'glad'], "other: mood('other').default('glad'),"), (text) =>
      text.replace(/(export const downRevision = .*)/, "$1\nexport const transaction = 'none'"),
    )
    const script = (await app.ok('upgrade', '--sql', 'head-1:head')).stdout
    expect(script).toContain('ALTER TYPE "mood" ADD VALUE \'glad\';')
    execFileSync('psql', ['-q', '-d', url], { input: script, stdio: 'pipe' })
    expect(await query(url, 'SELECT DISTINCT other FROM users')).toEqual([{ other: 'glad' }])
    expect((await app.ok('check', '--json')).json().ok).toBe(true)
    expect((await app.ok('current', '--json')).json().isHead).toBe(true)
  })

  test('a script makes the type anew where a value is used, and refuses as the run does', async () => {
    const { app, url } = await start()
    await revise(app, models(['ok', 'happy', 'glad'], "other: mood('other').default('glad'),"))
    const script = (await app.ok('upgrade', '--sql', 'head-1:head')).stdout
    expect(script).toContain('-- refuses while a row holds a value that goes')
    const run = (): string => {
      try {
        return execFileSync('psql', ['-q', '-d', url], { input: script, stdio: 'pipe' }).toString()
      } catch (error) {
        return String(Reflect.get(Object(error), 'stderr'))
      }
    }
    const before = await labels(url)
    expect(run()).toContain("users.mood holds 'sad', rows: 3 (id 3; id 6; id 9)")
    expect(await labels(url)).toEqual(before)
    await query(url, "UPDATE users SET mood = 'ok' WHERE mood = 'sad'")
    expect(run()).toBe('')
    expect((await app.ok('check', '--json')).json().ok).toBe(true)
  })
})
