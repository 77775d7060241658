import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadModels } from '../src/models.ts'
import { findModel } from '../src/runtime/load/model-lines.ts'
import { makeFolder } from './support/folder.ts'
import { project as makeProject, sqliteConfig } from './support/project.ts'

const users = `import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

export const users = sqliteTable('users', {
  id: integer().primaryKey(),
  'full name': text(),
  name: text({
    length: 10,
  }),
})
`
const posts = `import { users } from './users.js'
import * as core from 'drizzle-orm/sqlite-core'
const table = core.sqliteTable('posts', { author: core.integer().references(() => users.id) })
export { table as posts }
export { users }
`

const project = () =>
  makeFolder({
    'schema/index.ts': `export * from './users'\nexport * from './posts'\nexport type A = 1`,
    'schema/posts.ts': posts,
    'schema/users.ts': users,
    'schema/notes.md': '',
    'schema/types.d.ts': 'export declare const users: number',
  })

const PLACE = { dialect: 'sqlite', casing: null } as const

const load = (folder: string, ...schema: readonly string[]) =>
  loadModels({ ...PLACE, file: join(folder, 'diffkit.config.ts'), folder, schema })

describe('models', () => {
  test('are each taken once, from the file that declares them', async () => {
    const { exports } = await load(project(), './schema/*')
    const found = exports.map(({ name, file }) => `${name} ${file}`).toSorted()
    expect(found).toEqual(['posts schema/index.ts', 'users schema/users.ts'])
  })

  test.each([
    ['export const accounts = users'],
    ['export const accounts: typeof users = users;'],
    ['export const accounts = users as typeof users'],
    ['export const all = { users }\nexport const accounts = all.users'],
  ])('keep their own name beside another one: %s', async (alias) => {
    const folder = makeFolder({ 'schema.ts': `${users}${alias}` })
    const { exports } = await load(folder, './schema.ts')
    expect(exports.map(({ name }) => name)).toContain('users')
    expect(exports.map(({ name }) => name)).not.toContain('accounts')
  })

  test('come with the drizzle-orm that they use', async () => {
    const { exports, drizzle } = await load(project(), './schema/users.ts')
    const { orm, core, casing } = drizzle
    const table = exports[0]?.value
    expect(table).toBeInstanceOf(core['SQLiteTable'])
    expect((orm['is'] as (a: unknown, b: unknown) => boolean)(table, orm['Table'])).toBe(true)
    expect(casing).toHaveProperty('CasingCache')
  })

  test('may stand beside proxies that throw', async () => {
    const proxy = `export const env = new Proxy({}, { get: (_, key) => { throw new Error(String(key)) } })`
    const folder = makeFolder({ 'schema.ts': `${users}\n${proxy}` })
    const { exports } = await load(folder, './schema.ts')
    expect(exports.map(({ name }) => name)).toEqual(['env', 'users'])
  })

  test('may leave files out, and be those of a folder', async () => {
    const { exports } = await load(project(), './schema', '!**/index.ts', '!**/posts.ts')
    expect(exports.map(({ file }) => file)).toEqual(['schema/users.ts'])
  })

  test('that no file holds are an error that names the pattern', async () => {
    await expect(load(project(), './schema/*.ts', './tables/*.ts')).rejects.toMatchObject({
      code: 'SCHEMA_NOT_FOUND',
      data: { pattern: './tables/*.ts' },
    })
  })

  test('with a syntax error name the file and the line', async () => {
    const folder = makeFolder({
      'schema.ts': 'export const a = 1\n\nexport const users = sqliteTable(',
    })
    await expect(load(folder, './schema.ts')).rejects.toMatchObject({
      code: 'MODULE_SYNTAX',
      data: { file: join(folder, 'schema.ts'), line: 3 },
    })
  })

  test('that throw name the file and the line', async () => {
    const text = `import { sqliteTable } from 'drizzle-orm/sqlite-core'\n\nexport const users = sqliteTable('users', () => {\n  throw new Error('broken')\n})`
    const folder = makeFolder({ 'schema.ts': text })
    await expect(load(folder, './schema.ts')).rejects.toMatchObject({
      code: 'MODULE_THROWS',
      data: { file: join(folder, 'schema.ts'), line: 4, problem: 'broken' },
    })
  })
})

describe('a default that is made while the models load', () => {
  const table = (column: string, top = ''): string =>
    `import { randomInt, randomUUID } from 'node:crypto'\nimport { pid } from 'node:process'\nimport { sql } from 'drizzle-orm'\nimport * as t from 'drizzle-orm/sqlite-core'\n${top}\nexport const users = t.sqliteTable('users', { id: t.integer(), made: ${column} })\nvoid [randomInt, randomUUID, pid, sql]`
  const loadTable = (column: string, top?: string) =>
    load(makeFolder({ 'schema.ts': table(column, top) }), './schema.ts')

  test.each([
    ['a time', "t.integer({ mode: 'timestamp_ms' }).default(new Date())"],
    ['a time in milliseconds', 't.integer().default(Date.now())'],
    ['a number', 't.real().default(Math.random())'],
    ['an integer', 't.integer().default(Math.floor(Math.random() * 1e6))'],
    ['an identifier', 't.text().default(randomUUID())'],
    ['part of an object', "t.text({ mode: 'json' }).default({ at: { n: randomUUID() } })"],
    ['a parameter of SQL', 't.text().default(sql`lower(${randomUUID()})`)'],
    ['a time that is the same all day', 't.text().default(new Date().toISOString().slice(0, 10))'],
    ['a year', 't.integer().default(new Date().getFullYear())'],
    ['a text of the clock', 't.text().default(Date())'],
    ['a day as it is written', "t.text().default(new Intl.DateTimeFormat('en').format())"],
    ['a boolean', "t.integer({ mode: 'boolean' }).default(Math.random() < 0.5)"],
    ['a digit', 't.integer().default(Math.floor(Math.random() * 2))'],
    ['a digit of another kind', 't.integer().default(randomInt(2))'],
    ['a letter of an identifier', 't.text().default(randomUUID()[0]!)'],
    ['a byte', 't.integer().default(crypto.getRandomValues(new Uint8Array(1))[0]! % 2)'],
    ['one of two words', "t.text().default(['draft', 'done'][Math.floor(Math.random() * 2)]!)"],
    ['the number of the process', 't.integer().default(process.pid)'],
    ['that number by an import', 't.integer().default(pid)'],
    ['when the process began', 't.real().default(performance.timeOrigin)'],
    ['how long it runs', 't.text().default(String(performance.now() > 1e9))'],
    [
      'how long it runs in nanoseconds',
      "t.blob({ mode: 'bigint' }).default(process.hrtime.bigint())",
    ],
    ['how long it runs as two numbers', 't.integer().default(process.hrtime()[0])'],
    ['whether it runs for long', "t.integer({ mode: 'boolean' }).default(process.uptime() > 1e6)"],
    ['parts of a day', "t.text().default(new Intl.DateTimeFormat('en').formatToParts()[0]!.value)"],
    ['a text of SQL', "t.text().default(sql.raw(`lower('${randomUUID()}')`))"],
  ])('is refused where it is %s', async (_name, column) => {
    await expect(loadTable(column)).rejects.toMatchObject({
      code: 'DEFAULT_VARIES',
      data: { file: 'schema.ts', table: 'users', column: 'made' },
    })
  })

  test('is shown as SQL where it is SQL', async () => {
    await expect(
      loadTable('t.text().default(sql`date(${new Date().getFullYear()}, ${1})`)'),
    ).rejects.toMatchObject({ data: { first: expect.stringMatching(/^sql`date\(\d{4}, 1\)`$/) } })
  })

  test.each([
    ['a fixed time', "t.integer({ mode: 'timestamp' }).default(new Date(0))"],
    ['a fixed number', 't.integer().default(12345)'],
    ['made by the application', 't.text().$defaultFn(() => randomUUID())'],
    ['made by the database', 't.text().default(sql`(hex(randomblob(16)))`)'],
  ])('is taken where it is %s', async (_name, column) => {
    expect((await loadTable(column)).exports).toHaveLength(1)
  })

  const LOOKS = `
const date = new Date(5)
if (date.constructor !== Date || !(date instanceof Date) || !(new Date() instanceof Date)) throw new Error('another Date')
if (Object.keys(Math).length > 0 || Object.keys(date).length > 0) throw new Error('something is listed')
if (new Intl.DateTimeFormat('en', { timeZone: 'UTC' }).format(0) !== '1/1/1970') throw new Error('another format')`

  test('is looked for without models seeing it', async () => {
    const { Date: own } = globalThis
    const parts = ['constructor', 'now'].map((key) => [own.prototype, key] as const)
    const before = parts.map(([owner, key]) => Object.getOwnPropertyDescriptor(owner, key))
    await expect(loadTable('t.integer().default(Date.now())', LOOKS)).rejects.toMatchObject({
      code: 'DEFAULT_VARIES',
    })
    expect(globalThis.Date).toBe(own)
    expect(parts.map(([owner, key]) => Object.getOwnPropertyDescriptor(owner, key))).toEqual(before)
  })

  test('may stand in models that freeze what it is made of', async () => {
    const top = 'Object.freeze(Math); Object.freeze(Date.prototype); Object.freeze(Date)'
    const app = await makeProject({
      'diffkit.config.ts': sqliteConfig,
      'schema/users.ts': table("t.text().default('x')", top),
    })
    expect((await app.run('check', '--models')).stdout).toMatch(/expected create table users/)
    await app.write('schema/users.ts', table('t.real().default(Math.random())', top))
    const { error } = (await app.run('check', '--models', '--json')).json()
    expect(error).toMatchObject({ code: 'DEFAULT_VARIES' })
  })

  test.each(['process.pid', 'process.uptime()', 'performance.now()', 'process.hrtime()[0]'])(
    '%s is what it was, for models and afterwards',
    async (text) => {
      const evaluate = () => Number(new Function(`return ${text}`)())
      const before = evaluate()
      Reflect.deleteProperty(globalThis, 'diffkitSeen')
      const top = `globalThis.diffkitSeen = [...(globalThis.diffkitSeen ?? []), ${text}]`
      await loadTable("t.text().default('draft')", top)
      const [seen = 0, ...others] = Reflect.get(globalThis, 'diffkitSeen') as readonly number[]
      const after = evaluate()
      expect(seen).toBeGreaterThanOrEqual(before)
      expect(after).toBeGreaterThanOrEqual(seen)
      expect(after - before).toBeLessThan(60_000)
      expect(others.every((other) => other - seen > 400)).toBe(true)
    },
  )

  const COUNTER = 'globalThis.diffkitLoads = (globalThis.diffkitLoads ?? 0) + 1'
  const loads = (): unknown => Reflect.get(globalThis, 'diffkitLoads')

  test('costs a second load only where a default could vary', async () => {
    Reflect.set(globalThis, 'diffkitLoads', 0)
    await loadTable("t.text().default('draft')", COUNTER)
    expect(loads()).toBe(1)
    await loadTable("t.text().default('2020-01-01')", COUNTER)
    expect(loads()).toBe(2)
    await loadTable("t.integer({ mode: 'timestamp' }).default(new Date(0))", COUNTER)
    expect(loads()).toBe(4)
    await loadTable('t.text().default(sql`(datetime(1760000000))`)', COUNTER)
    await loadTable('t.text().default(sql<string>`(datetime(1760000000))`)', COUNTER)
    await loadTable("t.integer({ mode: 'timestamp' }).defaultNow()", COUNTER)
    expect(loads()).toBe(7)
    await loadTable(
      't.text().default(made)',
      `${COUNTER}\nconst made = sql\`(datetime(1760000000))\``,
    )
    expect(loads()).toBe(9)
  })
})

describe('the place of a model', () => {
  test.each([
    ['users', null, 'schema/users.ts', 3],
    ['users', 'name', 'schema/users.ts', 6],
    ['users', 'full name', 'schema/users.ts', 5],
    ['users', 'gone', 'schema/users.ts', 3],
    ['posts', 'author', 'schema/posts.ts', 3],
  ])('%s %s is in %s, line %i, found through a barrel', async (exportName, key, file, line) => {
    const folder = project()
    const wanted = { file: 'schema/index.ts', exportName, key }
    expect(await findModel(folder, wanted)).toEqual({ file, line })
  })

  test('is unknown for what nobody exports', async () => {
    const wanted = { file: 'schema/index.ts', exportName: 'comments', key: null }
    expect(await findModel(project(), wanted)).toBeNull()
  })
})

describe('models without a drizzle-orm that they can use', () => {
  const bare = (files: Readonly<Record<string, string>>): string => {
    const folder = makeFolder({ 'schema.ts': users, ...files })
    rmSync(join(folder, 'node_modules'))
    return folder
  }
  const installed = (version: string): string => {
    const folder = bare({})
    const home = join(folder, 'node_modules', 'drizzle-orm')
    mkdirSync(home, { recursive: true })
    writeFileSync(join(home, 'package.json'), JSON.stringify({ name: 'drizzle-orm', version }))
    return folder
  }

  test('name the line that imports it', async () => {
    await expect(load(bare({}), './schema.ts')).rejects.toMatchObject({
      code: 'MODULE_NOT_FOUND',
      message: expect.stringMatching(/schema\.ts:1 imports drizzle-orm\/sqlite-core, which cannot/),
      hint: expect.stringContaining('npm i drizzle-orm`'),
    })
  })

  test('name their file where no line imports it', async () => {
    const folder = bare({ 'schema.ts': 'export const t = 1' })
    await expect(load(folder, './schema.ts')).rejects.toMatchObject({
      code: 'MODULE_NOT_FOUND',
      message: 'schema.ts imports drizzle-orm, which cannot be found.',
      hint: expect.stringContaining('npm i drizzle-orm`'),
    })
  })

  test.each(['0.30.0', '0.39.3', '1.0.0-beta.2'])('name drizzle-orm %s', async (version) => {
    await expect(load(installed(version), './schema.ts')).rejects.toMatchObject({
      code: 'UNSUPPORTED',
      message: expect.stringMatching(
        new RegExp(`drizzle-orm/package\\.json: drizzle-orm ${version} is not supported`),
      ),
      hint: expect.stringMatching(/0\.40 or later, or 1\.0 from its release candidates/),
    })
  })

  test.each(['0.44.0', '0.45.4', '1.0.0-rc.5', '1.0.0', '1.1.0-beta.1'])(
    'are not told that %s is too old',
    async (version) => {
      await expect(load(installed(version), './schema.ts')).rejects.not.toMatchObject({
        code: 'UNSUPPORTED',
      })
    },
  )
})
