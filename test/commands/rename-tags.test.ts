import Database from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { loadedPackages } from '../support/loaded.ts'
import { project, sqliteConfig } from '../support/project.ts'
import type { Project } from '../support/project.ts'

const HEAD = `import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'\n`

const models = (body: string): string => HEAD + body

const first = models(`
export const users = sqliteTable('users', {
  id: integer().primaryKey(),
  name: text().notNull(),
  nick: text(),
  score: integer(),
})
`)

const started = async (): Promise<Project> => {
  const app = await project({ 'diffkit.config.ts': sqliteConfig, 'schema/users.ts': first })
  await app.ok('revision', '-m', 'first tables', '--no-verify')
  return app
}

const rows = (app: Project, sql: string): readonly unknown[] => {
  const database = new Database(app.path('app.db'), { readonly: true })
  const found = database.prepare(sql).all()
  database.close()
  return found
}

const kinds = (ran: { json(): { operations: readonly { description: string }[] } }) =>
  ran.json().operations.map(({ description }) => description)

const errorOf = async (app: Project, ...args: readonly string[]) => {
  const files = await app.checksum()
  const ran = await app.run('revision', '-m', 'renames', '--json', ...args)
  expect(ran.code).toBe(2)
  expect(await app.checksum()).toBe(files)
  return ran.json().error
}

describe('@renamedFrom', () => {
  test('answers the rename of a table and of its columns, and is ignored ever after', async () => {
    const app = await started()
    await app.ok('upgrade')
    const database = new Database(app.path('app.db'))
    database.exec("INSERT INTO users (name, nick, score) VALUES ('Ada', 'a', 7)")
    database.close()
    const tagged = models(`
/** @renamedFrom users */
export const people = sqliteTable('people', {
  id: integer().primaryKey(),
  /** @renamedFrom name */
  fullName: text('full_name').notNull(),
  nick: text(),
  score: integer(),
})
`)
    await app.write('schema/users.ts', tagged)
    const asked = ['rename table users to people', 'rename column people.name to full_name']
    const checked = await app.run('check', '--models', '--json')
    expect({ code: checked.code, kinds: kinds({ json: () => checked.json().models }) }).toEqual({
      code: 1,
      kinds: asked,
    })
    expect(kinds(await app.ok('diff', 'head', 'models', '--json'))).toEqual(asked)
    const written = await app.ok('revision', '-m', 'renames', '--json')
    expect(kinds(written)).toEqual(asked)
    expect(written.json().verified).toBe(true)
    await app.ok('upgrade')
    expect(rows(app, 'SELECT * FROM people')).toEqual([
      { id: 1, full_name: 'Ada', nick: 'a', score: 7 },
    ])
    expect((await app.ok('revision', '-m', 'nothing', '--json')).json()).toEqual({ revision: null })
    expect((await app.ok('check', '--json')).json().ok).toBe(true)
    // The old names may come back as other things.
    await app.write(
      'schema/users.ts',
      tagged.replace('nick: text(),', 'nick: text(), name: text(),') + first.slice(HEAD.length),
    )
    expect(kinds(await app.ok('revision', '-m', 'again', '--json'))).toEqual([
      'create table users',
      'add column people.name (text)',
    ])
    await app.ok('downgrade', 'base', '--allow-data-loss')
    await app.ok('upgrade')
  })

  test('is a declaration that --no-renames leaves standing', async () => {
    const app = await started()
    await app.write(
      'schema/users.ts',
      first
        .replace('name: text()', '/** @renamedFrom name */\n  full: text()')
        .replace('nick: text()', 'alias: text()'),
    )
    const open = await app.run('revision', '-m', 'renames', '--json')
    expect(open.json().renames.map(({ flag }: { flag: string }) => flag)).toEqual([
      '--rename users.nick:alias',
    ])
    const written = await app.ok('revision', '-m', 'renames', '--no-renames', '--json')
    expect(kinds(written)).toEqual([
      'rename column users.name to full',
      'add column users.alias (text)',
      'drop column users.nick',
    ])
  })

  test('goes with a flag that says the same, and with other flags', async () => {
    const app = await started()
    await app.write(
      'schema/users.ts',
      first
        .replace('name: text()', '/** @renamedFrom name */\n  full: text()')
        .replace('nick: text()', 'alias: text()'),
    )
    const flags = ['--rename', 'users.name:full', '--rename', 'users.nick:alias']
    expect(kinds(await app.ok('revision', '-m', 'renames', ...flags, '--json'))).toEqual([
      'rename column users.name to full',
      'rename column users.nick to alias',
    ])
  })

  test('that contradicts a flag is an error with file and line', async () => {
    const app = await started()
    await app.write(
      'schema/users.ts',
      first
        .replace('name: text()', '/** @renamedFrom name */\n  full: text()')
        .replace('nick: text()', 'alias: text()'),
    )
    const error = await errorOf(app, '--rename', 'users.name:alias')
    expect(error.code).toBe('RENAME_TWICE')
    expect(error.message).toContain('`--rename users.name:alias`')
    expect(error.message).toContain('`@renamedFrom name` (schema/users.ts:5)')
  })

  test('twice with one old name is an error with both lines', async () => {
    const app = await started()
    await app.write(
      'schema/users.ts',
      first
        .replace('name: text()', '/** @renamedFrom name */\n  full: text()')
        .replace('nick: text()', '/** @renamedFrom name */\n  alias: text()'),
    )
    const error = await errorOf(app)
    expect(error.code).toBe('RENAME_TWICE')
    expect(error.message).toContain('schema/users.ts:5')
    expect(error.message).toContain('schema/users.ts:7')
  })

  test('over a type of another kind is a rename and a change of type, with its rows', async () => {
    const app = await started()
    await app.ok('upgrade')
    const database = new Database(app.path('app.db'))
    database.exec(
      "INSERT INTO users (name, nick, score) VALUES ('Ada', '12', 7), ('Eve', 'x', NULL)",
    )
    database.close()
    await app.write(
      'schema/users.ts',
      first
        .replace('score: integer()', '/** @renamedFrom score */\n  total: text()')
        .replace('nick: text()', '/** @renamedFrom nick */\n  number: integer()'),
    )
    const written = await app.ok('revision', '-m', 'renames', '--json')
    expect(written.json().verified).toBe(true)
    expect(kinds(written)).toEqual([
      'rename column users.nick to number',
      'rename column users.score to total',
      'alter column users.number: type integer',
      'alter column users.total: type text',
    ])
    await app.ok('upgrade')
    const there = [
      { name: 'Ada', number: 12, total: '7' },
      { name: 'Eve', number: 'x', total: null },
    ]
    expect(rows(app, 'SELECT name, number, total FROM users')).toEqual(there)
    expect((await app.ok('check', '--json')).json().ok).toBe(true)
    await app.ok('downgrade', '-1')
    expect(rows(app, 'SELECT name, nick, score FROM users')).toEqual([
      { name: 'Ada', nick: '12', score: 7 },
      { name: 'Eve', nick: 'x', score: null },
    ])
    await app.ok('upgrade')
    expect(rows(app, 'SELECT name, number, total FROM users')).toEqual(there)
  })

  test('counts where nothing is gone: names move up, and the last is new', async () => {
    const app = await started()
    await app.ok('upgrade')
    const database = new Database(app.path('app.db'))
    database.exec("INSERT INTO users (name, nick, score) VALUES ('Ada', 'a', 7)")
    database.close()
    const moved = first.replace(
      'nick: text(),',
      '/** @renamedFrom name */ nick: text(), /** @renamedFrom nick */ alias: text(),',
    )
    await app.write('schema/users.ts', moved.replace('@renamedFrom nick', '@renamedFrom nikc'))
    const error = await errorOf(app)
    expect(error.code).toBe('RENAME_TAG_INVALID')
    expect(error.message).toMatch(/^schema\/users\.ts:6: .*neither nikc nor alias/)
    await app.write('schema/users.ts', moved.replace('name: text().notNull(),', 'name: text(),'))
    const written = await app.ok('revision', '-m', 'renames', '--json')
    expect(written.json().verified).toBe(true)
    expect(kinds(written).slice(0, 2)).toEqual([
      'rename column users.nick to alias',
      'rename column users.name to nick',
    ])
    await app.ok('upgrade')
    expect(rows(app, 'SELECT name, nick, alias FROM users')).toEqual([
      { name: null, nick: 'Ada', alias: 'a' },
    ])
    expect((await app.ok('check', '--json')).json().ok).toBe(true)
    expect(kinds(await app.ok('diff', 'base', 'models', '--json'))).toEqual(['create table users'])
  })

  test('above two columns that may be swapped is a warning, and an error where they differ', async () => {
    const app = await started()
    const swapped = (name: string, nick: string): string =>
      first
        .replace('name: text().notNull()', `/** @renamedFrom name */ name: text('nick')${name}`)
        .replace('nick: text()', `/** @renamedFrom nick */ nick: text('name')${nick}`)
    await app.write('schema/users.ts', swapped('', '.notNull()'))
    const ran = await app.ok('revision', '-m', 'swap')
    expect(ran.stderr).toMatch(
      /warning: `@renamedFrom name` \(schema\/users\.ts:5\) and `@renamedFrom nick` \(schema\/users\.ts:6\): .*`--rename users\.name:nick --rename users\.nick:name`/,
    )
    await app.write('schema/users.ts', swapped('.notNull()', ''))
    const error = await errorOf(app)
    expect(error.code).toBe('RENAME_TAG_INVALID')
    const flags = ['--rename', 'users.name:nick', '--rename', 'users.nick:name']
    const written = await app.ok('revision', '-m', 'swap', ...flags, '--json')
    expect(kinds(written).filter((line) => !line.startsWith('rename'))).toEqual([])
    expect(written.json().verified).toBe(true)
  })

  test.each([
    ['by a tag', '/** @renamedFrom users */', []],
    ['by a flag', '', ['--rename', 'users:things']],
  ])('of a table that shares no column keeps its rows, %s', async (_, comment, said) => {
    const app = await started()
    await app.ok('upgrade')
    const database = new Database(app.path('app.db'))
    database.exec("INSERT INTO users (name, nick, score) VALUES ('Ada', 'a', 7)")
    database.close()
    await app.write(
      'schema/users.ts',
      models(`
${comment}
export const things = sqliteTable('things', {
  /** @renamedFrom id */
  no: integer().primaryKey(),
  /** @renamedFrom name */
  called: text().notNull(),
  rank: text(),
  colour: text(),
  size: text(),
})
`),
    )
    const written = await app.ok('revision', '-m', 'renames', '--no-renames', '--json', ...said)
    expect(kinds(written).slice(0, 3)).toEqual([
      'rename table users to things',
      'rename column things.id to no',
      'rename column things.name to called',
    ])
    await app.ok('upgrade')
    const row = { no: 1, called: 'Ada', rank: null, colour: null, size: null }
    expect(rows(app, 'SELECT * FROM things')).toEqual([row])
    await app.ok('downgrade', '-1', '--allow-data-loss')
    expect(rows(app, 'SELECT id, name FROM users')).toEqual([{ id: 1, name: 'Ada' }])
    await app.ok('upgrade')
  })

  test('that stands above nothing of ours is a warning with its line', async () => {
    const app = await started()
    await app.write(
      'schema/users.ts',
      first.replace('name: text()', '// @renamedFrom name\n  full: text()'),
    )
    const ran = await app.run('revision', '-m', 'renames')
    expect(ran.code).toBe(1)
    expect(ran.stderr).toContain('schema/users.ts:5: `@renamedFrom` is not read here')
  })
})

describe('what is loaded', () => {
  const packages = async (app: Project): Promise<readonly string[]> =>
    loadedPackages(['revision', '-m', 'x', '--no-renames', '--no-verify'], app.folder)

  test('ts-morph only when something has gone or come and a file of models holds the tag', async () => {
    const app = await started()
    await app.write('schema/users.ts', first.replace('name: text()', 'full: text()'))
    expect(await packages(app)).not.toContain('ts-morph')
    await app.write(
      'schema/users.ts',
      first.replace('name: text()', '/** @renamedFrom full */\n  name: text()'),
    )
    expect(await packages(app)).toContain('ts-morph')
    // Everything is as the history has it.
    expect(await packages(app)).not.toContain('ts-morph')
  })

  test('with a name that the history never had is an error', async () => {
    const app = await started()
    const typed = (tag: string, column: string): string =>
      first.replace('name: text().notNull(),', `/** @renamedFrom ${tag} */\n  ${column},`)
    await app.write('schema/users.ts', typed('nmae', "full: integer('full_name')"))
    const error = await errorOf(app, '--no-renames')
    expect(error.code).toBe('RENAME_TAG_INVALID')
    expect(error.message).toMatch(/schema\/users\.ts:\d+: .*neither nmae nor full_name/)
  })
})
