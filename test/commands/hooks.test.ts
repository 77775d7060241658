/** The functions of the configuration. */
import { describe, expect, test } from 'vitest'
import { migration } from '../support/branches.ts'
import { sqliteUsers } from '../support/models.ts'
import { query, useServer } from '../support/postgres.ts'
import { postgresConfig, project, sqliteConfig } from '../support/project.ts'
import type { Project } from '../support/project.ts'

const withHook = (hook: string, config = sqliteConfig): string =>
  config.replace('url:', `${hook},\n  url:`)

const models = (
  age: string,
): string => `import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
export const users = sqliteTable('users', { id: integer('id').primaryKey(), ${age} })
export const legacyUsers = sqliteTable('legacy_users', { id: integer('id').primaryKey(), old: text('old') })
`

const rowsOf = async (app: Project): Promise<readonly unknown[]> => {
  const { default: Database } = await import('better-sqlite3')
  const database = new Database(app.path('app.db'))
  const rows = database.prepare('SELECT * FROM heard ORDER BY rowid').all()
  database.close()
  return rows
}

test('filter leaves out a table, and a part of one, in models, history and database', async () => {
  const filter = `filter: ({ kind, name, table }) =>
    !(kind === 'table' && name.startsWith('legacy_')) && !(kind === 'column' && table === 'users' && name === 'secret')`
  const app = await project({
    'diffkit.config.ts': sqliteConfig,
    'schema/users.ts': models("age: integer('age')"),
  })
  await app.ok('revision', '-m', 'first')
  await app.ok('upgrade')
  await app.write('diffkit.config.ts', withHook(filter))
  // Gone from the models, and not to be dropped; new in them, and not to be added.
  await app.write(
    'schema/users.ts',
    models("age: integer('age'), secret: text('secret')").replace(/export const legacy.*\n/, ''),
  )
  const { operations, revision } = (await app.ok('revision', '-m', 'none', '--json')).json()
  expect({ operations, revision }).toEqual({ operations: undefined, revision: null })
  expect((await app.ok('check', '--json')).json()).toMatchObject({ ok: true })
})

test.each(['filter', 'compare', 'rewrite'])('what %s throws names it', async (name) => {
  const app = await project({
    'diffkit.config.ts': sqliteConfig,
    'schema/users.ts': models("age: integer('age').default(1)"),
  })
  await app.ok('revision', '-m', 'first')
  await app.write('schema/users.ts', models("age: integer('age').default(2)"))
  await app.write('diffkit.config.ts', withHook(`${name}: () => { throw new TypeError('not so') }`))
  const ran = await app.run('revision', '-m', 'second', '--json')
  expect(ran.code).toBe(2)
  expect(ran.json().error).toMatchObject({ code: 'CONFIG_FUNCTION_FAILED' })
  expect(ran.json().error.message).toBe(`\`${name}\` of the configuration throws: not so.`)
})

test('an error of diffkit that a function throws keeps its code, though it is of another copy', async () => {
  const throws = "filter: () => { throw new DiffkitError('INTERRUPTED', {}) }"
  const app = await project({
    'diffkit.config.ts': withHook(throws).replace(
      '{ defineConfig }',
      '{ DiffkitError, defineConfig }',
    ),
    'schema/users.ts': models("age: integer('age')"),
  })
  const ran = await app.run('revision', '-m', 'first', '--json')
  expect(ran.json().error).toMatchObject({ code: 'INTERRUPTED' })
})

test('compare says that a difference is none, and hears no other', async () => {
  const app = await project({
    'diffkit.config.ts': sqliteConfig,
    'schema/users.ts': models("age: integer('age').default(1)"),
  })
  await app.ok('revision', '-m', 'first')
  await app.ok('upgrade')
  await app.write('schema/users.ts', models("age: integer('age').notNull().default(2)"))
  const compare = `compare: ({ table, column, attribute, from, to }) => {
    if (table === 'users' && column === 'age' && attribute === 'default' && from === '1' && to === '2') return 'equal'
    if (attribute === 'default') throw new Error('another default')
  }`
  await app.write('diffkit.config.ts', withHook(compare))
  const { operations } = (await app.ok('revision', '-m', 'second', '--json')).json()
  expect(operations).toEqual([
    { kind: 'alterColumn', description: 'alter column users.age: set not null' },
  ])
  await app.ok('upgrade')
  expect((await app.ok('check', '--json')).json()).toMatchObject({ ok: true })
})

test('rewrite changes what is written', async () => {
  const rewrite = `rewrite: (operations) => operations.filter(({ kind }) => kind !== 'createIndex' )`
  const app = await project({
    'diffkit.config.ts': sqliteConfig,
    'schema/users.ts': models("age: integer('age')"),
  })
  await app.ok('revision', '-m', 'first')
  await app.write('diffkit.config.ts', withHook(rewrite))
  const indexed = models("age: integer('age'), name: text('name')")
    .replace('integer,', 'index, integer,')
    .replace(
      ' })\nexport const legacy',
      " }, (t) => [index('by_age').on(t.age)])\nexport const legacy",
    )
  await app.write('schema/users.ts', indexed)
  const { operations } = (await app.ok('revision', '-m', 'second', '--json')).json()
  expect(operations.map(({ kind }: { kind: string }) => kind)).toEqual(['addColumn'])
})

test('afterWrite sees the files, and the snapshot is sealed with what it leaves', async () => {
  const afterWrite = `afterWrite: async ({ revision, migration, snapshot }) => {
    const { appendFileSync, existsSync } = await import('node:fs')
    if (existsSync(snapshot)) appendFileSync(migration, '// ' + revision + ' was seen\\n')
  }`
  const app = await project({
    'diffkit.config.ts': withHook(afterWrite),
    'schema/users.ts': models("age: integer('age')"),
  })
  const { path, snapshot } = (
    await app.ok('revision', '-m', 'first', '--rev-id', 'first', '--json')
  ).json()
  expect(await app.read(path)).toMatch(/\n\/\/ first was seen\n$/)
  const { isSealed } = await import('../../src/revisions/seal.ts')
  expect(isSealed(await app.read(snapshot), await app.read(path))).toBe(true)
  await app.ok('upgrade')
  expect((await app.ok('check', '--json')).json()).toMatchObject({ ok: true })
  await app.write(
    'diffkit.config.ts',
    withHook("afterWrite: () => { throw new Error('no formatter') }"),
  )
  const failed = await app.run('revision', '-m', 'second', '--empty', '--json')
  expect(failed.json().error.code).toBe('HOOK_FAILED')
  expect(failed.json().error.message).toContain('no formatter')
})

const table = (name: string) => ({
  upgrade: `op.createTable({ name: '${name}', columns: [{ name: 'id', type: 'integer' }] })`,
  downgrade: `op.dropTable('${name}')`,
})
const files = {
  'schema/users.ts': sqliteUsers(),
  'migrations/0.ts': migration('heard', null, {
    upgrade: "op.sql('CREATE TABLE heard (what text)')",
  }),
  'migrations/1.ts': migration('first', 'heard', table('one')),
  'migrations/2.ts': migration('second', 'first', {
    ...table('two'),
    header: "export const transaction = 'none'",
  }),
  'migrations/3.ts': migration('third', 'second', table('three')),
}
const tell = (name: string): string => `${name}: async ({ revision, direction, message, db }) => {
    if (revision === 'heard') return
    await db.execute("INSERT INTO heard VALUES ('${name} of " + revision + " (" + message + ") in " + direction + "')")
  }`
const heard = ['first', 'second', 'third'].flatMap((id) =>
  ['beforeRevision', 'afterRevision'].map((name) => ({
    what: `${name} of ${id} (${id} by hand) in upgrade`,
  })),
)

describe('beforeRevision and afterRevision run around each revision, in its transaction', () => {
  const server = useServer(18)
  const BROKEN = `afterRevision: ({ revision }) => { if (revision === 'third') throw new Error('not this one') }`

  test('on SQLite', async () => {
    const hooks = `${tell('beforeRevision')}, ${tell('afterRevision')}`
    const app = await project({ 'diffkit.config.ts': withHook(hooks), ...files })
    await app.ok('upgrade')
    expect(await rowsOf(app)).toEqual(heard)
    await app.ok('downgrade', 'second')
    await app.write('diffkit.config.ts', withHook(`${tell('beforeRevision')}, ${BROKEN}`))
    const failed = await app.run('upgrade', '--json')
    expect(failed.json().error).toMatchObject({ code: 'HOOK_FAILED' })
    // What the hook before it wrote went with the transaction.
    expect((await rowsOf(app)).length).toBe(heard.length + 2)
    expect((await app.ok('current', '--json')).json().revisions).toEqual(['second'])
  })

  test('on PostgreSQL', async () => {
    const url = await server.database()
    const config = postgresConfig(url, server.scratch())
    const hooks = `${tell('beforeRevision')}, ${tell('afterRevision')}`
    const app = await project({ 'diffkit.config.ts': withHook(hooks, config), ...files })
    await app.ok('upgrade')
    expect(await query(url, 'SELECT what FROM heard ORDER BY ctid')).toEqual(heard)
    await app.ok('downgrade', 'second')
    await app.write('diffkit.config.ts', withHook(BROKEN, config))
    expect((await app.run('upgrade', '--json')).json().error.code).toBe('HOOK_FAILED')
    expect(await query(url, "SELECT to_regclass('three') AS name")).toEqual([{ name: null }])
    expect((await app.ok('current', '--json')).json().revisions).toEqual(['second'])
  })
})
