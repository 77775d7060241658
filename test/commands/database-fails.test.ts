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
