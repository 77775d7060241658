/** Rebuilds of SQLite tables through the command line: what is refused, what is left, what is shown. */
import Database from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { project, sqliteConfig } from '../support/project.ts'
import type { Project } from '../support/project.ts'
import { openTerminal } from '../support/terminal.ts'

const models = (
  columns: string,
): string => `import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

export const users = sqliteTable('users', { id: integer().primaryKey(), ${columns} })
`

const migration = (id: string, down: string | null, body: string): string => `
export const revision = '${id}'
export const downRevision = ${down === null ? 'null' : `'${down}'`}

export function upgrade(op) { ${body} }
export function downgrade() {}
`

const FIRST = `op.createTable({ name: 'users', columns: [
  { name: 'id', type: 'integer', nullable: false }, { name: 'n', type: 'text' }, { name: 'm', type: 'text' },
], constraints: [{ kind: 'primaryKey', name: 'users_pk', columns: ['id'] }] })`

const exec = (app: Project, sql: string): void => {
  const database = new Database(app.path('app.db'))
  database.exec(sql)
  database.close()
}

const dump = (app: Project): string => {
  const database = new Database(app.path('app.db'), { readonly: true })
  const query = (sql: string): unknown => database.prepare(sql).all()
  const all = [
    query('SELECT type, name, sql FROM sqlite_schema ORDER BY 1, 2'),
    query('SELECT * FROM users ORDER BY id'),
    query('SELECT revision FROM diffkit_version'),
    query('SELECT revision FROM diffkit_log'),
  ]
  database.close()
  return JSON.stringify(all)
}

const ROWS = "INSERT INTO users (id, n, m) VALUES (1, '{', NULL), (2, '{', 'x'), (3, 'y', '9')"

/** Two revisions, the first one run and its table filled. */
const started = async (second: string, rows = ROWS): Promise<Project> => {
  const app = await project({
    'diffkit.config.ts': sqliteConfig,
    'schema/models.ts': models('n: text(), m: text()'),
    'migrations/1_aaa_first.ts': migration('aaa', null, FIRST),
    'migrations/2_bbb_second.ts': migration('bbb', 'aaa', second),
  })
  await app.ok('upgrade', 'aaa')
  exec(app, rows)
  return app
}

const FAILURES: Readonly<Record<string, readonly [change: string, code: string]>> = {
  'NOT NULL over NULL': ["op.alterColumn('users', 'm', { nullable: false })", 'ROWS_IN_THE_WAY'],
  'UNIQUE over duplicates': [
    "op.batch('users', (table) => { table.alterColumn('m', { default: \"'x'\" }); table.createIndex({ name: 'u', keys: ['n'], unique: true }) })",
    'ROWS_IN_THE_WAY',
  ],
  'a CHECK that rows break': [
    "op.addConstraint('users', { kind: 'check', name: 'c', expression: \"n <> 'y'\" })",
    'ROWS_IN_THE_WAY',
  ],
  'an expression that fails in the copy': [
    "op.alterColumn('users', 'n', { type: 'blob' }, { using: 'json(n)' })",
    'STATEMENT_FAILED',
  ],
}

describe('strings in double quotes, which only an older SQLite wrote', () => {
  const QUOTED = `CREATE TABLE users (id integer NOT NULL PRIMARY KEY, n text DEFAULT "text",
    m text CHECK (m <> "none" AND "m" <> "m, /* not */ ""so"""), x AS (m || "!") COLLATE "nocase", CHECK ("users"."m" <> "rowid"))`
  const INDEX = `CREATE INDEX "users_m" ON "users" ("m", lower("n" || "q")) WHERE n <> "hidden"`

  /** As it stands in a file that another engine made. */
  const quoted = async (): Promise<Project> => {
    const app = await started("op.alterColumn('users', 'm', { default: \"'d'\" })")
    exec(app, 'CREATE INDEX users_m ON users (m)')
    const database = new Database(app.path('app.db'))
    database.unsafeMode().pragma('writable_schema = ON')
    const store = database.prepare('UPDATE sqlite_schema SET sql = ? WHERE name = ?')
    store.run(QUOTED, 'users')
    store.run(INDEX, 'users_m')
    database.close()
    exec(app, 'REINDEX; CREATE VIEW v AS SELECT "lit" AS l, n FROM users')
    return app
  }

  test('are read, and come out of a rebuild in single ones', async () => {
    const app = await quoted()
    const before = dump(app)
    const { stdout } = await app.ok('upgrade', '--dry-run')
    expect(stdout).toContain(`WHERE n <> 'hidden'`)
    expect(dump(app)).toBe(before)
    await app.ok('upgrade')
    exec(app, 'INSERT INTO users (id) VALUES (9)')
    const database = new Database(app.path('app.db'))
    const sql = "SELECT sql FROM sqlite_schema WHERE sql LIKE '%users%' ORDER BY name"
    expect(database.prepare(sql).pluck().all()).toEqual([
      QUOTED.replace('TABLE users', 'TABLE "users"')
        .replace('m text', "m text DEFAULT 'd'")
        .replace('"none"', "'none'")
        .replace('"m, /* not */ ""so"""', `'m, /* not */ "so"'`)
        .replace('"!"', "'!'"),
      INDEX.replace('"q"', "'q'").replace('"hidden"', "'hidden'"),
      'CREATE VIEW v AS SELECT "lit" AS l, n FROM users',
    ])
    expect(database.prepare('SELECT * FROM users WHERE id = 9').get()).toEqual({
      id: 9,
      n: 'text',
      m: 'd',
      x: 'd!',
    })
    database.close()
  })
})

describe('case 64: a rebuild that fails leaves the database as it was', () => {
  test.each(Object.entries(FAILURES))('%s', async (_name, [change, code]) => {
    const app = await started(change)
    const before = dump(app)
    const ran = await app.run('upgrade', '--json')
    expect([ran.code, ran.json().error.code]).toEqual([2, code])
    expect(dump(app)).toBe(before)
    expect(before).not.toContain('__diffkit_new')
  })
})

const RETYPE = "op.alterColumn('users', 'm', { default: \"'x'\" })"

describe('case 65: a temporary table that a killed run has left', () => {
  test('of diffkit stops the rebuild and is named', async () => {
    const app = await started(RETYPE)
    exec(app, 'CREATE TABLE __diffkit_new_users (id)')
    const before = dump(app)
    const { error } = (await app.run('upgrade', '--json')).json()
    expect(error.code).toBe('LEFTOVER_TABLE')
    expect(error.message).toContain('__diffkit_new_users')
    expect(dump(app)).toBe(before)
  })

  test.each([
    ['drizzle-kit', '__new_users'],
    ['Alembic', '_alembic_tmp_users'],
    ['Django', 'new__users'],
    ['TypeORM', 'temporary_users'],
  ])('of %s is named, and the rebuild goes on beside it', async (tool, name) => {
    const app = await started(RETYPE)
    exec(app, `CREATE TABLE ${name} (id); INSERT INTO ${name} VALUES (1)`)
    const ran = await app.ok('upgrade')
    expect(ran.stderr).toContain(`warning: the table ${name} looks like what ${tool} leaves`)
    expect(dump(app)).toContain(name)
    expect(dump(app)).toContain("DEFAULT 'x'")
  })

  test('is listed by check, as something that appeared', async () => {
    const app = await project({
      'diffkit.config.ts': sqliteConfig,
      'schema/models.ts': models('n: text(), m: text()'),
    })
    await app.ok('revision', '-m', 'first')
    await app.ok('upgrade')
    exec(app, 'CREATE TABLE _alembic_tmp_users (id); CREATE TABLE __diffkit_new_users (id)')
    const ran = await app.run('check', '--database', '--json')
    expect([ran.code, ran.json().database.unmodelled]).toEqual([
      1,
      [
        { kind: 'table', name: '_alembic_tmp_users', since: 'added' },
        { kind: 'table', name: '__diffkit_new_users', since: 'added' },
      ],
    ])
  })

  test('of another table is nobody’s business', async () => {
    const app = await started(RETYPE)
    exec(app, 'CREATE TABLE __new_posts (id)')
    expect((await app.ok('upgrade')).stderr).not.toContain('warning')
  })
})

test('case 46: a change of type says that values may be lost', async () => {
  const app = await project({
    'diffkit.config.ts': sqliteConfig,
    'schema/models.ts': models('n: text(), m: text()'),
  })
  await app.ok('revision', '-m', 'first')
  await app.write('schema/models.ts', models('n: integer(), m: text()'))
  const written = (await app.ok('revision', '-m', 'numbers', '--json')).json()
  expect(JSON.stringify(written.hazards)).toMatch(/DK602/)
})

const SLOW_ROWS = `INSERT INTO users (id, n) WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 200)
  SELECT i, i FROM n`
/** Some hundredths of a second for each row. */
const SLOW =
  "op.alterColumn('users', 'n', { type: 'integer' }, { using: '(WITH RECURSIVE q(i) AS (VALUES (0 + n) UNION ALL SELECT i + 1 FROM q WHERE i < 120000) SELECT max(i) FROM q)' })"

describe('a long rebuild', () => {
  test('says on a terminal what it does, each second', async () => {
    const app = await started(SLOW, SLOW_ROWS)
    const terminal = openTerminal(app.folder, ['upgrade'])
    await terminal.shows('bbb')
    expect(await terminal.ended()).toBe(0)
    const seconds = [...terminal.shown().matchAll(/rebuilding users: (\d+) s/g)].map(([, text]) =>
      Number(text),
    )
    // A busy machine may skip one; none comes twice.
    expect(seconds.length).toBeGreaterThan(1)
    expect(seconds).toEqual([...new Set(seconds)].toSorted((a, b) => a - b))
  }, 60_000)

  test('says nothing to a file', async () => {
    const app = await started(SLOW, SLOW_ROWS)
    expect((await app.ok('upgrade')).stderr).not.toContain('rebuilding')
  }, 60_000)
})
