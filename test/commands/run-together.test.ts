/** Small revisions share a transaction or a message; one that fails takes none of those before it along. */
import Database from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { postgresConfig, project, sqliteConfig } from '../support/project.ts'
import type { Project } from '../support/project.ts'
import { query, useServer } from '../support/postgres.ts'

const FAILS = "op.createIndex('t', { name: 't_idx', keys: [{ expression: 'nowhere(id)' }] })"

const migration = (number: number, up: string, down: string): string => `/**
 * change ${number}
 *
 * Revision: r${number}
 * Revises: ${number === 1 ? 'base' : `r${number - 1}`}
 * Created: 2026-01-01T00:00:00Z
 */
import type { Operations } from 'diffkit'

export const revision = 'r${number}'
export const downRevision = ${number === 1 ? 'null' : `'r${number - 1}'`}

export function upgrade(op: Operations): void {
  ${up}
}

export function downgrade(op: Operations): void {
  ${down}
}
`

const addColumn = (number: number, type: string): string =>
  migration(
    number,
    `op.addColumn('t', { name: 'c${number}', type: '${type}' })`,
    `op.dropColumn('t', 'c${number}')`,
  )

const files = (): Record<string, string> => ({
  'schema/none.ts': 'export {}\n',
  'migrations/1.ts': migration(
    1,
    "op.createTable({ name: 't', columns: [{ name: 'id', type: 'integer' }] })",
    "op.dropTable('t')",
  ),
  'migrations/2.ts': addColumn(2, 'text'),
  'migrations/3.ts': migration(3, FAILS, "op.dropIndex('t', 't_idx')"),
  'migrations/4.ts': addColumn(4, 'text'),
  'migrations/5.ts': addColumn(5, 'text'),
})

interface State {
  readonly columns: readonly string[]
  readonly versions: readonly string[]
  readonly logged: readonly string[]
}

/** Fails at the third, stays after the second, and goes on once the third is mended. */
const expectHalfway = async (app: Project, state: () => Promise<State>): Promise<void> => {
  const failed = await app.run('upgrade')
  expect(failed.code, failed.stdout + failed.stderr).not.toBe(0)
  expect(failed.stderr).toContain('nowhere')
  expect(await state()).toEqual({
    columns: ['id', 'c2'],
    versions: ['r2'],
    logged: ['r1', 'r2'],
  })
  await app.write('migrations/3.ts', addColumn(3, 'text'))
  await app.ok('upgrade')
  expect(await state()).toEqual({
    columns: ['id', 'c2', 'c3', 'c4', 'c5'],
    versions: ['r5'],
    logged: ['r1', 'r2', 'r3', 'r4', 'r5'],
  })
}

describe('a revision that fails among small ones', () => {
  const server = useServer(18)

  test('leaves those before it in a shared transaction', async () => {
    const app = await project({ ...files(), 'diffkit.config.ts': sqliteConfig })
    await expectHalfway(app, async () => {
      const database = new Database(app.path('app.db'), { readonly: true })
      const texts = (sql: string): string[] => database.prepare<[], string>(sql).pluck().all()
      const found = {
        columns: texts("SELECT name FROM pragma_table_info('t')"),
        versions: texts('SELECT revision FROM diffkit_version'),
        logged: texts('SELECT revision FROM diffkit_log ORDER BY id'),
      }
      database.close()
      return found
    })
  })

  test('keeps the lease with the transaction, not with each revision', async () => {
    const app = await project({ ...files(), 'diffkit.config.ts': sqliteConfig })
    await app.write('migrations/3.ts', addColumn(3, 'text'))
    await app.ok('upgrade', 'r2')
    const database = new Database(app.path('app.db'))
    database.exec(
      'CREATE TABLE beats (at); CREATE TRIGGER beat AFTER UPDATE ON diffkit_lease BEGIN INSERT INTO beats VALUES (NEW.expires_at); END',
    )
    await app.ok('upgrade')
    expect(database.prepare('SELECT count(*) FROM beats').pluck().get()).toBe(1)
    expect(database.prepare('SELECT revision FROM diffkit_version').pluck().all()).toEqual(['r5'])
    database.close()
  })

  test('leaves nothing where what was done cannot be written down', async () => {
    const app = await project({ ...files(), 'diffkit.config.ts': sqliteConfig })
    await app.write('migrations/3.ts', addColumn(3, 'text'))
    await app.ok('upgrade', 'r2')
    const database = new Database(app.path('app.db'))
    database.exec(
      "CREATE TRIGGER full BEFORE INSERT ON diffkit_log WHEN NEW.revision = 'r4' BEGIN SELECT RAISE(ROLLBACK, 'no room'); END",
    )
    const failed = await app.run('upgrade')
    expect(failed.code).not.toBe(0)
    expect(failed.stderr).toContain('no room')
    const texts = (sql: string) => database.prepare(sql).pluck().all()
    expect(texts('SELECT revision FROM diffkit_version')).toEqual(['r2'])
    expect(texts('SELECT revision FROM diffkit_log ORDER BY id')).toEqual(['r1', 'r2'])
    expect(texts("SELECT name FROM pragma_table_info('t')")).toEqual(['id', 'c2'])
    database.close()
  })

  test('is written down before the hook of the next one looks', async () => {
    const hook = `beforeRevision: async ({ revision, db }) => {
    const rows = await db.query('SELECT revision FROM diffkit_version')
    await db.execute('CREATE TABLE IF NOT EXISTS seen (what)')
    await db.execute(\`INSERT INTO seen VALUES ('\${revision} after \${rows.map((row) => row.revision).join()}')\`)
  },
})`
    const config = sqliteConfig.replace(/\}\)\s*$/, hook)
    const app = await project({ ...files(), 'diffkit.config.ts': config })
    await app.write('migrations/3.ts', addColumn(3, 'text'))
    await app.ok('upgrade')
    const database = new Database(app.path('app.db'), { readonly: true })
    expect(database.prepare('SELECT what FROM seen').pluck().all()).toEqual([
      'r1 after ',
      'r2 after r1',
      'r3 after r2',
      'r4 after r3',
      'r5 after r4',
    ])
    database.close()
  })

  test('leaves those before it where each is one message', async () => {
    const url = await server.database()
    const app = await project({
      ...files(),
      'diffkit.config.ts': postgresConfig(url, server.scratch()),
    })
    await expectHalfway(app, async () => {
      const texts = async (sql: string) => (await query(url, sql)).map(({ x }) => String(x))
      return {
        columns: await texts(
          "SELECT attname AS x FROM pg_attribute WHERE attrelid = 't'::regclass AND attnum > 0 ORDER BY attnum",
        ),
        versions: await texts('SELECT revision AS x FROM diffkit_version'),
        logged: await texts('SELECT revision AS x FROM diffkit_log ORDER BY id'),
      }
    })
  })

  /** Which revisions have been committed together, in order. */
  const committed = async (url: string): Promise<readonly string[]> => {
    const sql =
      "SELECT string_agg(revision, ' ' ORDER BY id) AS x FROM diffkit_log GROUP BY xmin::text ORDER BY min(id)"
    return (await query(url, sql)).map(({ x }) => String(x))
  }

  const table = (name: string, more = ''): string =>
    `op.createTable({ name: '${name}', columns: [{ name: 'id', type: 'integer' }, { name: 't', type: 'integer' }]${more} })`
  const key = (name: string): string =>
    `{ kind: 'foreignKey', name: '${name}', columns: ['t'], references: { table: 't', columns: ['id'] } }`
  const primary = `, constraints: [{ kind: 'primaryKey', name: 't_pkey', columns: ['id'] }]`
  const up = (number: number, text: string): string => migration(number, text, '')

  test('shares a message only with what changes tables of its own making', async () => {
    const url = await server.database()
    const app = await project({
      'schema/none.ts': 'export {}\n',
      'migrations/1.ts': up(1, table('t', primary)),
      'migrations/2.ts': up(2, table('u')),
      'migrations/3.ts': up(3, "op.addColumn('u', { name: 'c', type: 'text' })"),
      'migrations/4.ts': up(4, "op.createIndex('u', { name: 'u_idx', keys: ['c'] })"),
      'migrations/5.ts': up(5, "op.addColumn('t', { name: 'c', type: 'text' })"),
      'migrations/6.ts': up(6, table('v')),
      'migrations/7.ts': up(7, `op.addConstraint('v', ${key('v_t')})`),
      'migrations/8.ts': up(8, table('w', `, constraints: [${key('w_t')}]`)),
      'diffkit.config.ts': postgresConfig(url, server.scratch()),
    })
    const { stdout } = await app.ok('upgrade')
    expect(await committed(url)).toEqual(['r1', 'r2 r3 r4', 'r5', 'r6', 'r7', 'r8'])
    const numbers = [1, 2, 3, 4, 5, 6, 7, 8]
    expect(stdout.match(/(?<=upgrade )r\d/g)).toEqual(numbers.map((number) => `r${number}`))
  })

  test('takes nothing along where a later one of a shared message fails or does not fit', async () => {
    const url = await server.database()
    const app = await project({
      'schema/none.ts': 'export {}\n',
      'migrations/1.ts': up(1, table('t')),
      'migrations/2.ts': up(2, table('u')),
      'migrations/3.ts': up(3, "op.addColumn('u', { name: 'c', type: 'text' })"),
      'migrations/4.ts': up(4, FAILS.replaceAll("'t'", "'u'")),
      'migrations/5.ts': up(5, "op.dropColumn('u', 'nowhere')"),
      'diffkit.config.ts': postgresConfig(url, server.scratch()),
    })
    await app.ok('upgrade', 'r1')
    const failed = await app.run('upgrade')
    expect(failed.stderr).toContain('nowhere(id)')
    expect((await committed(url)).join(' ')).toBe('r1 r2 r3')
    await app.write('migrations/4.ts', up(4, "op.addColumn('u', { name: 'd', type: 'text' })"))
    const unfit = await app.run('upgrade')
    expect(unfit.stderr).toContain('r5')
    expect((await committed(url)).join(' ')).toBe('r1 r2 r3 r4')
  })
})
