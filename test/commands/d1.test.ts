import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { sqliteUsers } from '../support/models.ts'
import { project, root, sqliteConfig } from '../support/project.ts'
import type { Project } from '../support/project.ts'

const config = sqliteConfig.replace("dialect: 'sqlite',", "dialect: 'sqlite',\n  engine: 'd1',")

/** Models whose children do not cascade. */
const models = (columns = ''): string =>
  sqliteUsers(columns).replace(", { onDelete: 'cascade' }", '')

const nullableName = (columns = ''): string =>
  models(columns).replace("text('name').notNull()", "text('name')")

/** As D1 runs a file: in one transaction of its own, with foreign keys on. */
const runFile = (file: string, script: string): string | null => {
  const database = new Database(file)
  try {
    database.exec(`PRAGMA foreign_keys = ON; BEGIN; ${script}; COMMIT`)
    return null
  } catch (error) {
    return String(error)
  } finally {
    database.close()
  }
}

const rows = (file: string, sql: string): readonly unknown[] => {
  const database = new Database(file)
  const found = database.prepare(sql).all()
  database.close()
  return found
}

const SEED = `INSERT INTO users (email) VALUES ('a@b'), ('c@d');
  INSERT INTO posts (author_id, title) VALUES (1, 'x'), (2, 'y')`

const CATALOG =
  "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite%' ORDER BY 1, 2"

/** The first revision is in the database, the second one rebuilds the parent. */
const twoRevisions = async (): Promise<Project> => {
  const app = await project({ 'diffkit.config.ts': config, 'schema/users.ts': models() })
  await app.ok('revision', '-m', 'first tables')
  const first = (await app.ok('upgrade', '--sql')).stdout
  expect(runFile(app.path('script.db'), `${first}; ${SEED}`)).toBe(null)
  await app.ok('upgrade')
  expect(runFile(app.path('app.db'), SEED)).toBe(null)
  await app.write('schema/users.ts', nullableName("score: integer('score'),"))
  await app.ok('revision', '-m', 'name may be absent')
  return app
}

describe('with `engine: d1`', { timeout: 120_000 }, () => {
  test('a script is one transaction of D1, and gives what upgrade gives', async () => {
    const app = await twoRevisions()
    const script = (await app.ok('upgrade', '--sql', 'head-1:head')).stdout
    expect(script).not.toMatch(/^(?:BEGIN|COMMIT|\.bail)|\bTEMP\b|PRAGMA foreign_keys/m)
    expect(script).toContain('PRAGMA defer_foreign_keys = ON;')
    expect(runFile(app.path('script.db'), script)).toBe(null)
    await app.ok('upgrade')
    for (const query of [CATALOG, 'SELECT * FROM posts', 'SELECT id, email FROM users']) {
      expect(rows(app.path('script.db'), query)).toEqual(rows(app.path('app.db'), query))
    }
    expect(rows(app.path('script.db'), 'SELECT * FROM posts')).toHaveLength(2)
    const url = `sqlite:${app.path('script.db')}`
    expect((await app.ok('check', '--json', '--url', url)).json().ok).toBe(true)
    const back = (await app.ok('downgrade', '--sql', 'head:head-1')).stdout
    expect(runFile(app.path('script.db'), back)).toBe(null)
    await app.ok('downgrade', '-1', '--allow-data-loss')
    expect(rows(app.path('script.db'), CATALOG)).toEqual(rows(app.path('app.db'), CATALOG))
    expect(rows(app.path('script.db'), 'SELECT * FROM posts')).toHaveLength(2)
  })

  test('a script stops where the database is not what it was written for', async () => {
    const app = await twoRevisions()
    const script = (await app.ok('upgrade', '--sql', 'head-1:head')).stdout
    const file = app.path('script.db')
    runFile(file, 'CREATE TRIGGER users_touch AFTER INSERT ON users BEGIN SELECT 1; END')
    const before = rows(file, CATALOG)
    expect(runFile(file, script)).toContain('the table is not what this script was written for')
    expect(rows(file, CATALOG)).toEqual(before)
    runFile(file, 'DROP TRIGGER users_touch')
    expect(runFile(file, script)).toBe(null)
    expect(runFile(file, script)).toContain('the database is not at')
  })

  test('a revision that would delete the rows of a child is not written', async () => {
    const app = await project({ 'diffkit.config.ts': config, 'schema/users.ts': sqliteUsers() })
    await app.ok('revision', '-m', 'first tables')
    const files = await app.files('migrations')
    await app.write(
      'schema/users.ts',
      sqliteUsers().replace("text('name').notNull()", "text('name')"),
    )
    const refused = await app.run('revision', '-m', 'name may be absent', '--json')
    expect(refused.code).toBe(2)
    expect(refused.json().error).toMatchObject({ code: 'FOREIGN_KEY_ACTS' })
    expect(await app.files('migrations')).toEqual(files)
  })

  test('the way round that the documentation shows loses nothing', async () => {
    const page = readFileSync(join(root, 'docs/batch.md'), 'utf8')
    const shown = /## Where foreign keys stay on[^]*?```ts\n([^]*?)```/.exec(page)?.[1] ?? ''
    const app = await project({
      'diffkit.config.ts': config,
      'schema/users.ts': sqliteUsers("age: integer('age'),"),
    })
    await app.ok('revision', '-m', 'first tables')
    await app.ok('upgrade')
    const file = app.path('app.db')
    expect(runFile(file, SEED)).toBe(null)
    const keys = rows(file, "SELECT * FROM pragma_foreign_key_list('posts')")
    const { path } = (await app.ok('revision', '-m', 'age', '--empty', '--json')).json()
    const text = await app.read(path)
    const upgrade = /export function upgrade\(_?op: Operations\): void \{\s*\}/
    await app.write(
      path,
      text.replace(upgrade, `export function upgrade(op: Operations): void {\n${shown}\n}`),
    )
    await app.ok('upgrade')
    expect(
      rows(file, "SELECT lower(type) AS type FROM pragma_table_info('users') WHERE name = 'age'"),
    ).toEqual([{ type: 'real' }])
    expect(rows(file, 'SELECT * FROM posts')).toHaveLength(2)
    expect(rows(file, "SELECT * FROM pragma_foreign_key_list('posts')")).toEqual(keys)
  })

  test('PostgreSQL is an error of the configuration', async () => {
    const app = await project({
      'diffkit.config.ts': config.replace("dialect: 'sqlite'", "dialect: 'postgresql'"),
    })
    const refused = await app.run('heads', '--json')
    expect(refused.json().error).toMatchObject({ code: 'CONFIG_INVALID' })
  })
})
