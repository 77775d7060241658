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
