/** What a database fails at by itself is a known error, told and taken back. */
import { execFile } from 'node:child_process'
import { expect, test } from 'vitest'
import { query, useServer } from '../support/postgres.ts'
import { bin, postgresConfig, project } from '../support/project.ts'
import type { Ran } from '../support/project.ts'

const server = useServer(15)

const POSTGRES = `import { integer, pgTable } from 'drizzle-orm/pg-core'
export const users = pgTable('users', { id: integer('id').primaryKey() })
`
const SQLITE = POSTGRES.replaceAll('pgTable', 'sqliteTable').replace('pg-core', 'sqlite-core')
const SQLITE_CONFIG = `import { defineConfig } from 'diffkit'
export default defineConfig({ dialect: 'sqlite', schema: './schema/*.ts', url: 'sqlite:./app.db' })
`

/** Runs with no file allowed to grow beyond so many blocks of 1024 bytes, as on a disk that is full. */
const runBounded = (folder: string, blocks: number, args: readonly string[]): Promise<Ran> =>
  new Promise((resolve) => {
    const line = `trap '' XFSZ; ulimit -f ${blocks}; exec "$0" "$@"`
    execFile(
      'bash',
      ['-c', line, process.execPath, bin, ...args],
      { cwd: folder },
      (error, stdout, stderr) =>
        resolve({ code: Number(error?.code ?? 0), stdout, stderr, json: () => JSON.parse(stdout) }),
    )
  })

test.runIf(process.platform !== 'win32')(
  'a disk that is full while the log is written',
  { timeout: 60_000 },
  async () => {
    const app = await project({ 'diffkit.config.ts': SQLITE_CONFIG, 'schema/all.ts': SQLITE })
    const { path } = (await app.ok('revision', '--empty', '-m', 'long', '--json')).json()
    const text = await app.read(path)
    // The way back stands in the log, and is more than SQLite keeps in memory until COMMIT.
    const long = "op.sql('select 1', `select '${'long'.repeat(5_000_000)}'`)"
    await app.write(path, text.replace(/(upgrade\()_?(op[^{]*\{)[^}]*\}/, `$1$2\n${long}\n}`))
    await app.run('check', '--history')
    const full = await runBounded(app.folder, 100, ['upgrade', '--json'])
    expect(full.code).toBe(2)
    expect(full.json().error.code).toBe('DATABASE_FAILED')
    expect(full.json().error.message).toContain('its version table and its log among it: ')
    expect((await app.ok('current', '--json')).json().isHead).toBe(false)
    await app.ok('upgrade')
  },
)

test('a server that may only be read', { timeout: 60_000 }, async () => {
  const url = await server.database()
  const app = await project({
    'diffkit.config.ts': postgresConfig(url, server.scratch()),
    'schema/all.ts': POSTGRES,
  })
  await app.ok('revision', '-m', 'first')
  const name = new URL(url).pathname.slice(1)
  await query(url, `ALTER DATABASE ${name} SET default_transaction_read_only = on`)
  const refused = await app.run('upgrade', '--json')
  expect(refused.code).toBe(2)
  expect(refused.json().error.code).toBe('DATABASE_FAILED')
  expect(refused.json().error.message).toContain('read-only transaction')
  await query(url, `BEGIN READ WRITE; ALTER DATABASE ${name} RESET ALL; COMMIT`)
  await app.ok('upgrade')
})

test('a role that may not write the log', { timeout: 60_000 }, async () => {
  const url = await server.database()
  const app = await project({
    'diffkit.config.ts': postgresConfig(url, server.scratch()),
    'schema/all.ts': POSTGRES,
  })
  await app.ok('revision', '-m', 'first')
  await app.ok('upgrade')
  await app.write(
    'schema/all.ts',
    POSTGRES.replace('.primaryKey()', ".primaryKey(), age: integer('age')"),
  )
  await app.ok('revision', '-m', 'age')
  await query(
    url,
    `CREATE ROLE writer LOGIN; GRANT writer TO postgres; ALTER TABLE users OWNER TO writer;
     GRANT ALL ON diffkit_version TO writer; GRANT SELECT ON diffkit_log TO writer`,
  )
  const login = new URL(url)
  login.searchParams.set('user', 'writer')
  const refused = await app.run('upgrade', '--json', '--url', login.href)
  expect(refused.code).toBe(2)
  expect(refused.json().error.message).toContain('permission denied')
  const columns = await query(url, "SELECT 1 FROM pg_attribute WHERE attname = 'age'")
  expect(columns).toEqual([])
  await app.ok('upgrade')
})

/** What a trigger does to the transaction that writes the log: as its statement ends, or at its COMMIT. */
const FAILS: readonly (readonly [string, string, string, RegExp])[] = [
  [
    'a disk that is full at COMMIT',
    "RAISE 'could not extend file: No space left on device' USING ERRCODE = '53100'",
    'DATABASE_FAILED',
    /^The transaction in flight is rolled back.* Make room/,
  ],
  [
    'a COMMIT that another session stands against',
    "RAISE 'could not serialize access' USING ERRCODE = '40001'",
    'DATABASE_FAILED',
    /^The transaction in flight is rolled back.* nothing is wrong with the migration: run the command again/,
  ],
  [
    'a constraint that is judged at COMMIT',
    "RAISE 'violates foreign key constraint' USING ERRCODE = '23503'",
    'STATEMENT_FAILED',
    /^The transaction was rolled back\. Correct the migration or the data/,
  ],
  [
    'a server that goes away at COMMIT',
    'PERFORM pg_terminate_backend(pg_backend_pid())',
    'DATABASE_FAILED',
    /nobody knows whether the transaction was committed.* Wait for the server.*`diffkit current`/,
  ],
]

test('a COMMIT that fails says what was done, and what helps', { timeout: 90_000 }, async () => {
  const url = await server.database()
  const app = await project({
    'diffkit.config.ts': postgresConfig(url, server.scratch()),
    'schema/all.ts': POSTGRES,
  })
  await app.ok('revision', '-m', 'first')
  await app.ok('upgrade')
  const { path } = (await app.ok('revision', '--empty', '-m', 'second', '--json')).json()
  const text = await app.read(path)
  const withSql = (sql: string): string =>
    text.replace(/(upgrade\()_?(op[^{]*\{)[^}]*\}/, `$1$2\nop.sql(\`${sql}\`, 'select 1')\n}`)
  await app.write(path, withSql('CREATE TABLE notes (id integer)'))
  for (const [, does, code, hint] of FAILS) {
    await query(
      url,
      `CREATE OR REPLACE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN ${does}; RETURN NULL; END $$;
       DROP TRIGGER IF EXISTS fails ON diffkit_log;
       CREATE CONSTRAINT TRIGGER fails AFTER INSERT ON diffkit_log DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION fail()`,
    )
    const failed = await app.run('upgrade', '--json')
    expect(failed.code).toBe(2)
    expect(failed.json().error.code).toBe(code)
    expect(failed.json().error.hint).toMatch(hint)
    expect((await app.ok('current', '--json')).json().isHead).toBe(false)
  }
  await query(
    url,
    `DROP TRIGGER fails ON diffkit_log;
     CREATE FUNCTION deadlock() RETURNS integer LANGUAGE plpgsql AS $$ BEGIN
       RAISE 'deadlock detected' USING ERRCODE = '40P01'; END $$`,
  )
  for (const [does, hint] of [
    [
      'SELECT deadlock()',
      /^The transaction was rolled back\. It was in the way of another session/,
    ],
    [
      'SELECT pg_terminate_backend(pg_backend_pid())',
      /^The transaction was rolled back\. Wait for the server/,
    ],
  ] as const) {
    await app.write(path, withSql(does))
    const failed = await app.run('upgrade', '--json')
    expect(failed.json().error.code).toBe('STATEMENT_FAILED')
    expect(failed.json().error.hint).toMatch(hint)
  }
  await app.write(path, withSql('CREATE TABLE notes (id integer)'))
  await app.ok('upgrade')
  expect((await app.ok('current', '--json')).json().isHead).toBe(true)
})
