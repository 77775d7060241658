import Database from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { migration } from '../support/branches.ts'
import { postgresUsers, sqliteUsers } from '../support/models.ts'
import { project, sqliteConfig } from '../support/project.ts'
import type { Project } from '../support/project.ts'

const good = { 'diffkit.config.ts': sqliteConfig, 'schema/users.ts': sqliteUsers() }

/** Runs a command that must fail as a known error, and change nothing. */
const expectError = async (
  app: Project,
  args: readonly string[],
  expected: { readonly code: string; readonly says: readonly (string | RegExp)[] },
): Promise<void> => {
  const before = await app.checksum()
  const ran = await app.run(...args, '--json')
  expect(ran.json().error, ran.stderr).toMatchObject({ code: expected.code })
  expect(ran.code).toBe(2)
  const { message, hint } = ran.json().error
  for (const text of expected.says) expect(`${message}\n${hint}`).toMatch(text)
  expect(hint.length).toBeGreaterThan(10)
  expect(ran.stderr).not.toMatch(/\n\s+at /)
  expect(await app.checksum()).toBe(before)
}

const withHistory = async (): Promise<{ app: Project; id: string; path: string }> => {
  const app = await project(good)
  const written = (await app.ok('revision', '-m', 'first tables', '--json')).json()
  return { app, id: written.revision, path: written.path }
}

/** All tables and rows of a database, diffkit's own among them. */
const contents = (file: string): unknown => {
  const database = new Database(file, { readonly: true })
  const objects = database
    .prepare<[], { type: string; name: string }>('SELECT type, name, sql FROM sqlite_schema')
    .all()
  const rows = objects
    .filter(({ type }) => type === 'table')
    .map(({ name }) => database.prepare(`SELECT * FROM "${name}"`).all())
  database.close()
  return [objects, rows]
}

describe('bad input is exit 2, one paragraph, and nothing lost', () => {
  test('no configuration', async () => {
    const app = await project({})
    await expectError(app, ['check'], { code: 'CONFIG_NOT_FOUND', says: ['diffkit init'] })
  })

  test('an unknown key', async () => {
    const app = await project({
      ...good,
      'diffkit.config.ts': sqliteConfig.replace('schema:', "shema: 'x', schema:"),
    })
    await expectError(app, ['check'], { code: 'CONFIG_UNKNOWN_KEY', says: ['shema', 'schema'] })
  })

  test('a glob that matches nothing', async () => {
    const app = await project({ 'diffkit.config.ts': sqliteConfig })
    await expectError(app, ['revision', '-m', 'x'], {
      code: 'SCHEMA_NOT_FOUND',
      says: [/schema\/\*\.ts/],
    })
  })

  test('a model file with a syntax error', async () => {
    const app = await project({
      ...good,
      'schema/broken.ts': 'export const a = 1\nexport const = 2\n',
    })
    await expectError(app, ['revision', '-m', 'x'], {
      code: 'MODULE_SYNTAX',
      says: [/schema\/broken\.ts:2/],
    })
  })

  test('a model file that throws', async () => {
    const app = await project({
      ...good,
      'schema/throws.ts': "export const a = 1\n\nthrow new Error('no such thing')\n",
    })
    await expectError(app, ['revision', '-m', 'x'], {
      code: 'MODULE_THROWS',
      says: [/schema\/throws\.ts:3/, 'no such thing'],
    })
  })

  test.each([
    ['an index', '(t) => [index("x").on(t.missing.id)]', /reading 'id'/],
    ['a foreign key', '() => [foreignKey({ columns: [missing], foreignColumns: [] })]', /missing/],
    ['the table', '() => { throw new Error("no such thing") }', /no such thing/],
  ])('a function for %s that throws', async (_, parts, says) => {
    const head = "import { foreignKey, index, integer, sqliteTable } from 'drizzle-orm/sqlite-core'"
    const app = await project({
      ...good,
      'schema/throws.ts': `${head}\n\nexport const t = sqliteTable('t', { id: integer() }, ${parts})\n`,
    })
    await expectError(app, ['revision', '-m', 'x'], {
      code: 'MODULE_THROWS',
      says: [/schema\/throws\.ts:3/, says],
    })
  })

  test.each(['() => users.missing', '() => missing.id'])(
    'a reference to a column that is not there: %s',
    async (reference) => {
      const head = `import { integer, sqliteTable } from 'drizzle-orm/sqlite-core'\nimport { users } from './users'`
      const app = await project({
        ...good,
        'schema/posts.ts': `${head}\nexport const posts = sqliteTable('posts', { id: integer().references(${reference}) })\n`,
      })
      await expectError(app, ['revision', '-m', 'x'], {
        code: 'MODEL_INVALID',
        says: [/schema\/posts\.ts:3: posts: a foreign key points at a column that does not exist/],
      })
    },
  )

  test('two tables of one name', async () => {
    const app = await project({
      ...good,
      'schema/again.ts':
        "import { integer, sqliteTable } from 'drizzle-orm/sqlite-core'\nexport const other = sqliteTable('users', { id: integer('id') })\n",
    })
    await expectError(app, ['revision', '-m', 'x'], {
      code: 'MODEL_INVALID',
      says: ['users', /schema\/users\.ts/, /schema\/again\.ts/],
    })
  })

  test('a foreign key to a table that no model exports', async () => {
    const app = await project({
      'diffkit.config.ts': sqliteConfig,
      'schema/users.ts': sqliteUsers().replace('export const users', 'const users'),
    })
    await expectError(app, ['revision', '-m', 'x'], {
      code: 'MODEL_INVALID',
      says: ['users', 'posts', /schema\/users\.ts/],
    })
  })

  test('models of another dialect', async () => {
    const app = await project({ ...good, 'schema/users.ts': postgresUsers() })
    await expectError(app, ['revision', '-m', 'x'], {
      code: 'MODELS_OF_ANOTHER_DIALECT',
      says: [/schema\/users\.ts/],
    })
  })

  test('an unreachable server', async () => {
    const app = await project({
      'diffkit.config.ts': sqliteConfig
        .replace("'sqlite'", "'postgresql'")
        .replace('sqlite:./app.db', 'postgres://ada:secret@127.0.0.1:1/app'),
      'schema/users.ts': postgresUsers(),
    })
    const ran = await app.run('check', '--database', '--json')
    expect(ran.stdout + ran.stderr).not.toContain('secret')
    await expectError(app, ['check', '--database'], {
      code: 'DATABASE_UNREACHABLE',
      says: ['127.0.0.1'],
    })
  })

  test('an upgrade from a revision that this folder does not have', async () => {
    const { app, path } = await withHistory()
    await app.ok('upgrade')
    const { rm } = await import('node:fs/promises')
    await rm(app.path(path))
    await expectError(app, ['upgrade'], { code: 'REVISION_UNKNOWN', says: ['stamp'] })
  })

  test('a migration that throws', async () => {
    const { app, path } = await withHistory()
    const text = await app.read(path)
    await app.write(
      path,
      text.replace(
        'upgrade(op: Operations): void {',
        "upgrade(op: Operations): void {\n  throw new Error('not today')",
      ),
    )
    await expectError(app, ['upgrade'], { code: 'MIGRATION_THROWS', says: [path, 'not today'] })
  })

  test.each([
    [
      "op.createTable({ name: 'a', columns: [{ name: 'id', type: 'integer', notNull: true }] })",
      ['column a.id has no `notNull`', 'nullable'],
    ],
    [
      "op.addConstraint('a', { kind: 'uniq', name: 'a_u', columns: ['id'] })",
      ['a constraint has the kind `uniq`', 'unique'],
    ],
    [
      "op.createIndex('a', { name: 'a_i', keys: [{ column: 'id', desc: true }] })",
      ['a key of index a_i has no `desc`', 'order'],
    ],
    [
      "op.batch('a', (table) => { table.alterColumn('id', { notNull: true }) })",
      ['column id has no `notNull`'],
    ],
  ])('a key that nothing has: %s', async (statement, says) => {
    const text = migration('first', null, { upgrade: statement, downgrade: 'void op' })
    const app = await project({ ...good, 'migrations/1_first.ts': text })
    await expectError(app, ['upgrade'], { code: 'MIGRATION_THROWS', says })
  })

  test('a migration that lacks an export', async () => {
    const { app, path } = await withHistory()
    await app.write(
      path,
      (await app.read(path)).replace('export function downgrade', 'function downgrade'),
    )
    await expectError(app, ['upgrade'], { code: 'MIGRATION_INVALID', says: [path, 'downgrade'] })
  })

  test('a duplicate id', async () => {
    const { app, path } = await withHistory()
    await app.write('migrations/20990101000000_copy.ts', await app.read(path))
    await expectError(app, ['heads'], { code: 'DUPLICATE_REVISION', says: [path, 'copy'] })
  })

  test('an unknown parent', async () => {
    const { app, path } = await withHistory()
    await app.write(
      path,
      (await app.read(path)).replace('downRevision = null', "downRevision = 'nowhere'"),
    )
    await expectError(app, ['heads'], { code: 'UNKNOWN_PARENT', says: [path, 'nowhere'] })
  })

  test('a damaged snapshot', async () => {
    const { app, id } = await withHistory()
    await app.write(`snapshots/${id}.json`, '{ "format": 1, ')
    await expectError(app, ['check', '--models'], { code: 'SNAPSHOT_DAMAGED', says: [id] })
  })

  test('a newer snapshot', async () => {
    const { app, id } = await withHistory()
    const text = await app.read(`snapshots/${id}.json`)
    await app.write(`snapshots/${id}.json`, text.replace('"format": 1', '"format": 99'))
    await expectError(app, ['check', '--models'], { code: 'SNAPSHOT_NEWER', says: [id, '99'] })
  })

  test('a failing statement', async () => {
    const { app, path, id } = await withHistory()
    const text = await app.read(path)
    const call = "$1\n  op.sql('insert into nope values (1)')"
    await app.write(path, text.replace(/(upgrade\(op: Operations\): void \{)/, call))
    await app.run('current')
    const ran = await app.run('upgrade', '--json')
    expect(ran.code).toBe(2)
    expect(ran.json().error.code).toBe('STATEMENT_FAILED')
    for (const words of [id, 'no such table: nope', 'insert into nope']) {
      expect(ran.json().error.message).toContain(words)
    }
    expect((await app.ok('current', '--json')).json().revisions).toEqual([])
  })

  test('rows that stand in the way', async () => {
    const { app } = await withHistory()
    await app.ok('upgrade')
    const database = new Database(app.path('app.db'))
    database.exec("INSERT INTO users (email) VALUES ('a@b')")
    database.close()
    await app.write('schema/users.ts', sqliteUsers().replace("like '%@%'", "like '%@example.com'"))
    const { revision } = (await app.ok('revision', '-m', 'stricter', '--json')).json()
    const before = contents(app.path('app.db'))
    const ran = await app.run('upgrade', '--json')
    expect(ran.code).toBe(2)
    expect(ran.json().error.code).toBe('ROWS_IN_THE_WAY')
    expect(ran.json().error.message).toMatch(revision)
    expect(ran.json().error.message).toMatch(/users_email_check of users is broken in 1 row/)
    expect(contents(app.path('app.db'))).toEqual(before)
  })
})

describe('what drizzle writes wrongly is found by the proof', () => {
  test('a view that reads a column which is not there', async () => {
    const app = await project({
      ...good,
      'schema/views.ts':
        "import { sql } from 'drizzle-orm'\nimport { integer, sqliteView } from 'drizzle-orm/sqlite-core'\nexport const ids = sqliteView('ids', { id: integer('id') }).as(sql`select missing as id from users`)\n",
    })
    await expectError(app, ['revision', '-m', 'x'], {
      code: 'DISPROVEN',
      says: ['ids', 'missing', 'Nothing was written'],
    })
  })

  test('a URL whose password is not written as one', async () => {
    const app = await project({
      ...good,
      'diffkit.config.ts': sqliteConfig.replace("'sqlite',", "'postgresql',"),
    })
    for (const url of [
      'postgres://me:sec/ret@h:5432/db',
      'postgres://me:se#cr@h/db',
      'postgres://me:x@h:99999/db',
    ]) {
      await expectError(app, ['current', '--url', url], { code: 'URL_INVALID', says: ['%2F'] })
      const ran = await app.run('current', '--url', url)
      expect(ran.stdout + ran.stderr).not.toMatch(/sec\/ret|se#cr|me:x@/)
    }
  })

  test('a table that SQLite itself would refuse', async () => {
    for (const [table, problem] of [
      ["'t', { id: integer(), ID: integer() }", 'the columns id and ID have one name'],
      ["'sqlite_t', { id: integer() }", 'sqlite_ are reserved'],
      ["'t', {}", 'has no columns'],
    ] as const) {
      const app = await project({
        'diffkit.config.ts': sqliteConfig,
        'schema/t.ts': `import { integer, sqliteTable } from 'drizzle-orm/sqlite-core'\nexport const t = sqliteTable(${table})\n`,
      })
      await expectError(app, ['revision', '-m', 'x'], {
        code: 'MODEL_INVALID',
        says: ['schema/t.ts', problem],
      })
    }
  })

  test('a check of a database at a revision that is not here', async () => {
    const { app } = await withHistory()
    await app.ok('upgrade')
    const database = new Database(app.path('app.db'))
    database.exec("UPDATE diffkit_version SET revision = 'ghost'")
    database.close()
    await expectError(app, ['check'], { code: 'REVISION_UNKNOWN', says: ['ghost'] })
  })

  test('an operation that does not fit what is there', async () => {
    const { app, path } = await withHistory()
    const text = await app.read(path)
    await app.write(
      path,
      text.replace(/(upgrade\(op: Operations\): void \{)/, "$1\n  op.dropColumn('nope', 'x')"),
    )
    await expectError(app, ['upgrade'], {
      code: 'REVISION_DOES_NOT_FIT',
      says: [path, 'drop column nope.x', 'There is no table nope'],
    })
  })
})

describe('people are told enough', () => {
  test('no command', async () => {
    const app = await project({})
    expect((await app.run('--json')).json().error.message).toBe('No command is given.')
    expect((await app.run('upgrade', '--nope')).stderr).toContain('diffkit --help')
  })

  test('a message of several lines stays a comment', async () => {
    const app = await project(good)
    await app.ok('revision', '-m', 'first\nsecond')
    const { stdout } = await app.ok('sql', 'head')
    expect(stdout.split('\n')[0]).toMatch(/^-- upgrade \w+: first second$/)
  })

  test('a changed index is one finding, with what differs', async () => {
    const { app } = await withHistory()
    await app.ok('upgrade')
    const database = new Database(app.path('app.db'))
    database.exec('DROP INDEX users_name_idx; CREATE INDEX users_name_idx ON users (name, email)')
    database.close()
    const { stdout, code } = await app.run('check', '--database')
    expect(code).toBe(1)
    expect(stdout).toMatch(
      /users\.users_name_idx: expected keys .*name.*; found keys .*name.*email/,
    )
    expect(stdout.match(/users_name_idx:/g)).toHaveLength(1)
  })

  test("what models say of diffkit's own tables is left out", async () => {
    const app = await project({
      ...good,
      'schema/own.ts':
        "import { integer, sqliteTable } from 'drizzle-orm/sqlite-core'\nexport const own = sqliteTable('diffkit_log', { id: integer() })\n",
    })
    const ran = await app.ok('revision', '-m', 'first tables', '--json')
    expect(ran.stderr).toContain('diffkit_log is a table of diffkit itself')
    expect(JSON.stringify(ran.json())).not.toContain('diffkit_log')
    await app.ok('upgrade')
  })

  test("init reads drizzle-kit's configuration, also where its imports are not installed", async () => {
    const app = await project({
      'drizzle.config.ts':
        "import 'dotenv-of-nobody/config'\nimport { defineConfig } from 'drizzle-kit'\nexport default defineConfig({ dialect: 'postgresql', schema: ['./a.ts', './b.ts'], casing: 'snake_case' })\n",
    })
    const made = (await app.ok('init', '--json')).json()
    expect(made).toMatchObject({ dialect: 'postgresql', schema: ['./a.ts', './b.ts'] })
    expect(await app.read('diffkit.config.ts')).toContain("casing: 'snake_case'")
    const other = await project({
      'drizzle.config.ts':
        "export default { dialect: 'sqlite', schema: './s.ts', dbCredentials: { url: 'file:./local.db' }, tablesFilter: ['a'] }\n",
    })
    expect((await other.ok('init')).stdout).toContain('left out tablesFilter')
    expect(await other.read('diffkit.config.ts')).toContain("?? 'file:./local.db'")
    const mysql = await project({ 'drizzle.config.ts': "export default { dialect: 'mysql' }\n" })
    await expectError(mysql, ['init'], { code: 'DIALECT_UNKNOWN', says: ['mysql'] })
  })
})
