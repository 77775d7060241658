import Database from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { serveLibsql } from '../support/hrana.ts'
import { sqliteUsers } from '../support/models.ts'
import { project, sqliteConfig } from '../support/project.ts'
import type { Project } from '../support/project.ts'

const config = (url: string): string => sqliteConfig.replace('sqlite:./app.db', url)

const execute = (app: Project, sql: string): void => {
  const database = new Database(app.path('app.db'))
  database.exec(sql)
  database.close()
}

const rows = (app: Project, sql: string): readonly unknown[] => {
  const database = new Database(app.path('app.db'), { readonly: true })
  const found = database.prepare(sql).all()
  database.close()
  return found
}

const CATALOG =
  "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'diffkit%' AND name NOT LIKE 'sqlite%' ORDER BY 1, 2"

const nullableName = (columns = ''): string =>
  sqliteUsers(columns).replace("text('name').notNull()", "text('name')")

const SEED = `INSERT INTO users (email) VALUES ('a@b'), ('c@d');
  INSERT INTO posts (author_id, title) VALUES (1, 'x'), (2, 'y');
  CREATE TRIGGER users_touch AFTER INSERT ON users BEGIN SELECT 1; END;`

/** A rebuild with children that cascade, there and back. */
const expectThereAndBack = async (app: Project): Promise<void> => {
  expect((await app.ok('revision', '-m', 'first tables', '--json')).json().verified).toBe(true)
  await app.ok('upgrade')
  execute(app, SEED)
  const before = rows(app, CATALOG)
  await app.write('schema/users.ts', nullableName("score: integer('score'),"))
  const written = (await app.ok('revision', '-m', 'name may be absent', '--json')).json()
  expect(written.verified).toBe(true)
  expect(await app.read(written.path)).toContain('op.batch')
  await app.ok('upgrade')
  expect(rows(app, 'SELECT author_id FROM posts')).toHaveLength(2)
  expect(rows(app, "SELECT name FROM sqlite_schema WHERE type = 'trigger'")).toHaveLength(1)
  expect((await app.ok('check', '--json')).json().ok).toBe(true)
  await app.ok('downgrade', '-1', '--allow-data-loss')
  expect(rows(app, CATALOG)).toEqual(before)
  expect(rows(app, 'SELECT author_id FROM posts')).toHaveLength(2)
}

describe('a project on libSQL', { timeout: 120_000 }, () => {
  test('on a file: revision, upgrade, check and downgrade keep all rows', async () => {
    const app = await project({
      'diffkit.config.ts': config('libsql:./app.db'),
      'schema/users.ts': sqliteUsers(),
    })
    await expectThereAndBack(app)
    expect((await app.ok('status', '--json')).json()).toMatchObject({ drift: false })
  })

  test('on a server: the same, and the token is never shown', async () => {
    const token = 'a-very-secret-token'
    const app = await project({ 'schema/users.ts': sqliteUsers() })
    const url = await serveLibsql({ file: app.path('app.db'), token })
    await app.write('diffkit.config.ts', config(`${url}&authToken=${token}`))
    await expectThereAndBack(app)
    for (const args of [['status'], ['status', '--json'], ['upgrade', '--verbose']]) {
      const { stdout, stderr } = await app.ok(...args)
      expect(stdout + stderr).not.toContain(token)
    }
    const refused = await app.run('status', '--url', `${url}&authToken=${token}-too`)
    expect(refused.code).toBe(2)
    expect(refused.stdout + refused.stderr).not.toContain(token)
  })

  test('a server whose foreign keys stay on refuses to lose the rows of a child', async () => {
    const app = await project({ 'schema/users.ts': sqliteUsers() })
    const url = await serveLibsql({ file: app.path('app.db'), foreignKeysStayOn: true })
    await app.write('diffkit.config.ts', config(url))
    await app.ok('revision', '-m', 'first tables')
    await app.ok('upgrade')
    execute(app, SEED)
    const before = rows(app, CATALOG)
    await app.write('schema/users.ts', nullableName())
    await app.ok('revision', '-m', 'name may be absent')
    const refused = await app.run('upgrade', '--json')
    expect(refused.code).toBe(2)
    expect(refused.json().error).toMatchObject({ code: 'FOREIGN_KEY_ACTS' })
    expect(rows(app, CATALOG)).toEqual(before)
    expect(rows(app, 'SELECT author_id FROM posts')).toHaveLength(2)
  })

  test('processes of both drivers that upgrade at once apply a revision once', async () => {
    const app = await project({
      'diffkit.config.ts': config('libsql:./app.db'),
      'schema/users.ts': sqliteUsers(),
    })
    const { revision } = (await app.ok('revision', '-m', 'first tables', '--json')).json()
    const urls = ['libsql:./app.db', 'sqlite:./app.db', 'libsql:./app.db', 'libsql:./app.db']
    const runs = await Promise.all(urls.map((url) => app.run('upgrade', '--json', '--url', url)))
    expect(runs.filter(({ code }) => code !== 0).map(({ stdout }) => stdout)).toEqual([])
    expect(runs.flatMap((ran) => ran.json().revisions)).toMatchObject([{ revision }])
    expect((await app.ok('check', '--database', '--json')).json().ok).toBe(true)
  })

  test("a data step gets drizzle-orm/libsql inside the revision's transaction", async () => {
    const app = await project({
      'diffkit.config.ts': config('libsql:./app.db'),
      'schema/users.ts': sqliteUsers(),
    })
    await app.ok('revision', '-m', 'first tables')
    await app.ok('upgrade')
    const { path } = (await app.ok('revision', '-m', 'fill', '--empty', '--json')).json()
    const text = await app.read(path)
    const fill = (last: string): string =>
      text.replace(
        /export function upgrade\(_?op: Operations\): void \{\s*\}/,
        `export function upgrade(op: Operations): void {
  op.run(async (db) => {
    const users = await db.drizzle<LibSQLDatabase>()
    await users.run("INSERT INTO users (email) VALUES ('a@b')")
    await users.transaction((tx) => tx.run("INSERT INTO users (email) VALUES ('c@d')"))
    ${last}
  })
}`,
      )
    const imported = "import type { LibSQLDatabase } from 'drizzle-orm/libsql'\n"
    await app.write(path, imported + fill("throw new Error('not yet')"))
    expect((await app.run('upgrade', '--json')).json().error).toMatchObject({ code: 'RUN_FAILED' })
    expect(rows(app, 'SELECT email FROM users')).toEqual([])
    await app.write(path, imported + fill(''))
    await app.ok('upgrade')
    expect(rows(app, 'SELECT email FROM users')).toEqual([{ email: 'a@b' }, { email: 'c@d' }])
  })
})
