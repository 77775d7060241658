import { expect, test } from 'vitest'
import { project } from '../support/project.ts'

const drizzleConfig = (lines: string): string => `import { defineConfig } from 'drizzle-kit'
export default defineConfig({ schema: './src/db.ts', ${lines} })
`

test.each([
  ["dialect: 'sqlite'", ["dialect: 'sqlite'", "'sqlite:./.diffkit/dev.db'"], ['engine']],
  [
    "dialect: 'turso'",
    ["dialect: 'sqlite'", "'libsql:./.diffkit/dev.db'", "sqlite: '3.45'"],
    ['engine'],
  ],
  ["dialect: 'sqlite', driver: 'd1-http'", ["dialect: 'sqlite'", "engine: 'd1'"], ['target']],
  ["dialect: 'postgresql'", ["dialect: 'postgresql'", 'postgres://'], ['engine', 'libsql']],
])('a drizzle.config.ts with %s gives a configuration of that kind', async (lines, has, lacks) => {
  const app = await project({ 'drizzle.config.ts': drizzleConfig(lines) })
  await app.ok('init')
  const written = await app.read('diffkit.config.ts')
  for (const part of [...has, "schema: './src/db.ts'"]) expect(written).toContain(part)
  for (const part of lacks) expect(written).not.toContain(part)
  expect((await app.ok('heads', '--json')).json()).toEqual({ heads: [] })
})

test.each([
  ['url: process.env.PG_URL!', 'url: process.env.PG_URL!,'],
  [
    "url: 'postgres://me@db:5433/app'",
    "url: process.env.DATABASE_URL ?? 'postgres://me@db:5433/app',",
  ],
  [
    "host: 'db', port: 5433, user: 'me', password: process.env['PG_PASSWORD']!, database: 'my app', ssl: true",
    "url: `postgres://me:${encodeURIComponent(process.env['PG_PASSWORD']!)}@db:5433/my%20app?sslmode=require`,",
  ],
  ["host: 'db', database: 'app'", 'url: process.env.DATABASE_URL ?? `postgres://db/app`,'],
])('dbCredentials { %s } become a url', async (credentials, url) => {
  const lines = `dialect: 'postgresql', dbCredentials: { ${credentials} }`
  const app = await project({ 'drizzle.config.ts': drizzleConfig(lines) })
  expect((await app.ok('init', '--json')).json()).toMatchObject({ noUrl: null })
  expect(await app.read('diffkit.config.ts')).toContain(`  ${url}\n`)
  await app.ok('heads')
})

test.each([
  ["dialect: 'postgresql', dbCredentials: { url: address }", 'it uses what that file imports'],
  ["dialect: 'postgresql', dbCredentials: { ...rest, url: 'x' }", 'is not written in that file'],
  [
    "dialect: 'postgresql', dbCredentials: { host: 'h', database: 'd', ssl: { ca: address } }",
    '`ssl` is nothing that a URL can say',
  ],
  ["dialect: 'sqlite', dbCredentials: { url: process.env.NOT_SET_HERE! }", 'is no file'],
])('%s are left out, and it says so', async (lines, why) => {
  const config = `const address = 'postgres://h/d', rest = {}\n${drizzleConfig(lines)}`
  const app = await project({ 'drizzle.config.ts': config })
  const { stdout } = await app.ok('init')
  expect(stdout).toContain('left out dbCredentials, because ')
  expect(stdout).toContain(why)
  expect(await app.read('diffkit.config.ts')).toContain('url: process.env.DATABASE_URL ?? ')
})

const table = (dialect: 'pg' | 'sqlite', name: string): string =>
  `import { integer, ${dialect}Table } from 'drizzle-orm/${dialect}-core'
export const ${name} = ${dialect}Table('${name}', { id: integer().primaryKey() })
`

const manyFiles = Object.fromEntries(
  ['a', 'b', 'c', 'd'].map((name) => [`src/db/${name}.ts`, table('pg', name)]),
)

test.each([
  [
    'one file',
    { 'src/schema.ts': table('sqlite', 'users') },
    ["dialect: 'sqlite'", "schema: './src/schema.ts'"],
  ],
  ['a folder of files', manyFiles, ["dialect: 'postgresql'", "schema: './src/db/*.ts'"]],
  [
    'files of two dialects',
    {
      'src/one.ts': table('pg', 'one'),
      'src/two.ts': table('pg', 'two'),
      'x.ts': table('sqlite', 'x'),
    },
    ["dialect: 'postgresql'", "schema: ['./src/one.ts', './src/two.ts']"],
  ],
  [
    'one file in a folder of its own',
    { 'schema/users.ts': table('sqlite', 'users') },
    ["schema: './schema/*.ts'"],
  ],
  [
    'a package beside',
    { 'node_modules/other/schema.ts': table('pg', 'other') },
    ["dialect: 'sqlite'", "schema: './schema/*.ts'"],
  ],
])('without a drizzle.config.ts the models are looked for: %s', async (_, files, has) => {
  const app = await project(files)
  await app.ok('init')
  const written = await app.read('diffkit.config.ts')
  for (const part of has) expect(written).toContain(part)
})
