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
