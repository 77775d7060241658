import { readFileSync } from 'node:fs'
import Database from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { sqliteUsers } from '../support/models.ts'
import { runScript } from '../support/shell.ts'
import { project, sqliteConfig } from '../support/project.ts'
import type { Project } from '../support/project.ts'

const start = (): Promise<Project> =>
  project({ 'diffkit.config.ts': sqliteConfig, 'schema/users.ts': sqliteUsers() })

const catalog = (path: string): unknown => {
  const database = new Database(path, { readonly: true })
  const rows = database
    .prepare(
      "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'diffkit%' AND name NOT LIKE 'sqlite%' ORDER BY 1, 2",
    )
    .all()
  database.close()
  return rows
}

const run = (path: string, sql: string): void => {
  const database = new Database(path)
  database.exec(sql)
  database.close()
}

const rows = (path: string, sql: string): readonly unknown[] => {
  const database = new Database(path, { readonly: true })
  const found = database.prepare(sql).all()
  database.close()
  return found
}

describe('from a model change to a proven migration', () => {
  test('the first revision is verified, upgrades, and leaves nothing to do', async () => {
    const app = await start()
    const written = (await app.ok('revision', '-m', 'first tables', '--json')).json()
    expect(written.verified).toBe(true)
    expect(written.operations.map(({ kind }: { kind: string }) => kind)).toEqual([
      'createTable',
      'createTable',
    ])
    const upgraded = (await app.ok('upgrade', '--json')).json()
    expect(upgraded.to).toEqual([written.revision])
    expect((await app.ok('check', '--json')).json()).toMatchObject({ ok: true, undecided: [] })
    expect((await app.ok('revision', '-m', 'nothing', '--json')).json()).toEqual({ revision: null })
    expect((await app.ok('current', '--json')).json()).toEqual({
      revisions: [written.revision],
      unknown: [],
      isHead: true,
      partial: null,
    })
    expect((await app.ok('upgrade', '--json')).json().revisions).toEqual([])
  })

  test('a rebuild keeps rows, children and triggers, and the downgrade goes back', async () => {
    const app = await start()
    await app.ok('revision', '-m', 'first tables')
    await app.ok('upgrade')
    const db = app.path('app.db')
    run(
      db,
      `INSERT INTO users (email) VALUES ('a@b'), ('c@d');
       INSERT INTO posts (author_id, title) VALUES (1, 'x'), (2, 'y');
       CREATE TRIGGER users_touch AFTER INSERT ON users BEGIN SELECT 1; END;`,
    )
    const before = catalog(db)
    await app.write(
      'schema/users.ts',
      sqliteUsers("score: integer('score').notNull().default(0),").replace(
        "text('name').notNull()",
        "text('name')",
      ),
    )
    const written = (await app.ok('revision', '-m', 'name may be absent', '--json')).json()
    expect(written.verified).toBe(true)
    expect(readFileSync(app.path(written.path), 'utf8')).toContain('op.batch')
    await app.ok('upgrade')
    expect(rows(db, 'SELECT count(*) AS n FROM posts')).toEqual([{ n: 2 }])
    expect(rows(db, "SELECT name FROM sqlite_schema WHERE type = 'trigger'")).toEqual([
      { name: 'users_touch' },
    ])
    expect((await app.ok('check', '--json')).json().ok).toBe(true)
    const refused = await app.run('downgrade', '-1', '--json')
    expect(refused.code).toBe(1)
    expect(refused.json()).toEqual({ dataLoss: [{ table: 'users', column: 'score', rows: 2 }] })
    await app.ok('downgrade', '-1', '--allow-data-loss')
    expect(catalog(db)).toEqual(before)
    expect(rows(db, 'SELECT count(*) AS n FROM posts')).toEqual([{ n: 2 }])
  })

  test('a rename is asked for, and done when answered', async () => {
    const app = await start()
    await app.ok('revision', '-m', 'first tables')
    await app.ok('upgrade')
    run(app.path('app.db'), "INSERT INTO users (email, name) VALUES ('a@b', 'Ada')")
    await app.write(
      'schema/users.ts',
      sqliteUsers()
        .replace("name: text('name')", "name: text('full_name')")
        .replace('users_name_idx', 'users_name_idx'),
    )
    const files = await app.files('migrations')
    const open = await app.run('revision', '-m', 'rename', '--json')
    expect(open.code).toBe(1)
    expect(open.json().renames).toEqual([
      {
        kind: 'column',
        table: 'users',
        from: 'name',
        to: 'full_name',
        flag: '--rename users.name:full_name',
      },
    ])
    expect(await app.files('migrations')).toEqual(files)
    const done = await app.ok(
      'revision',
      '-m',
      'rename',
      '--rename',
      'users.name:full_name',
      '--json',
    )
    expect(done.json().operations.map(({ kind }: { kind: string }) => kind)).toEqual([
      'renameColumn',
    ])
    expect(done.json().verified).toBe(true)
    await app.ok('upgrade')
    expect(rows(app.path('app.db'), 'SELECT full_name FROM users')).toEqual([{ full_name: 'Ada' }])
    expect((await app.ok('check', '--json')).json().ok).toBe(true)
  })

  test('drift made by hand is found', async () => {
    const app = await start()
    await app.ok('revision', '-m', 'first tables')
    await app.ok('upgrade')
    run(
      app.path('app.db'),
      'ALTER TABLE posts ADD COLUMN extra text; CREATE TABLE other (id integer)',
    )
    const checked = await app.run('check', '--database', '--json')
    expect(checked.code).toBe(1)
    expect(checked.json().database.operations).toEqual([
      { kind: 'dropColumn', description: 'drop column posts.extra' },
    ])
    expect(checked.json().database.unmodelled).toEqual([
      { kind: 'table', name: 'other', since: 'added' },
    ])
  })

  test('a database beside an empty one is compared whole, there and back', async () => {
    const app = await start()
    const path = app.path('app.db')
    run(path, 'CREATE TABLE a (id integer PRIMARY KEY); CREATE VIEW v AS SELECT id FROM a')
    const made = (await app.ok('diff', 'empty', 'database', '--format', 'sql')).stdout
    run(app.path('copy.db'), made)
    expect((await app.ok('diff', 'database', 'sqlite:copy.db', '--json')).json().equal).toBe(true)
    const gone = (await app.ok('diff', 'database', 'empty', '--format', 'sql')).stdout
    run(path, gone)
    expect(catalog(path)).toEqual([])
  })

  test('the offline script gives the same database as the online run', async () => {
    const app = await start()
    await app.ok('revision', '-m', 'first tables')
    await app.write(
      'schema/users.ts',
      sqliteUsers().replace("text('name').notNull()", "text('name')"),
    )
    await app.ok('revision', '-m', 'name may be absent')
    const script = (await app.ok('upgrade', '--sql')).stdout
    await app.ok('upgrade')
    expect(runScript(app.path('script.db'), script)).toMatchObject({ failed: false })
    expect(catalog(app.path('script.db'))).toEqual(catalog(app.path('app.db')))
    expect(rows(app.path('script.db'), 'SELECT revision FROM diffkit_version')).toEqual(
      rows(app.path('app.db'), 'SELECT revision FROM diffkit_version'),
    )
    // Run once more it stops at its guard: the database is no longer at base.
    expect(runScript(app.path('script.db'), script)).toMatchObject({ failed: true })
  })

  test('a constraint without a name is found again after its table was renamed', async () => {
    const models = (
      table: string,
      reference: string,
    ): string => `import { integer, sqliteTable } from 'drizzle-orm/sqlite-core'
export const users = sqliteTable('users', { id: integer().primaryKey() })
export const posts = sqliteTable('${table}', { id: integer().primaryKey(), userId: integer('user_id')${reference} })
`
    const key = '.references(() => users.id)'
    const app = await project({
      'diffkit.config.ts': sqliteConfig,
      'schema/models.ts': models('posts', key),
    })
    await app.ok('revision', '-m', 'first')
    const database = new Database(app.path('app.db'))
    database.exec(`CREATE TABLE users (id INTEGER PRIMARY KEY);
      CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users (id));
      INSERT INTO users VALUES (1); INSERT INTO posts VALUES (1, 1)`)
    database.close()
    await app.ok('stamp', 'head')
    await app.write('schema/models.ts', models('articles', key))
    await app.ok('revision', '-m', 'rename', '--rename', 'posts:articles')
    await app.ok('upgrade')
    expect((await app.ok('check', '--json')).json().ok).toBe(true)
    await app.write('schema/models.ts', models('articles', ''))
    await app.ok('revision', '-m', 'no key')
    await app.ok('upgrade')
    expect((await app.ok('check', '--json')).json().ok).toBe(true)
    await app.ok('downgrade', '-1')
    expect((await app.ok('check', '--database', '--json')).json().ok).toBe(true)
  })
})
