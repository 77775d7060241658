/** 500 small revisions run on an empty database, beside the migrator of drizzle-orm. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Bench, Comparison, Context, Dialect } from '../bench.ts'
import { changeAt, idOf, migrationText } from '../line.ts'
import { diffkit, diffkitConfig, makeFolder } from '../projects.ts'

const COUNT = 500

const MIGRATORS: Readonly<Record<Dialect, (address: string) => string>> = {
  sqlite: (address) => `import Database from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { migrate } from 'drizzle-orm/better-sqlite3/migrator'

const connection = new Database('${address}')
migrate(drizzle(connection), { migrationsFolder: './drizzle' })
connection.close()
`,
  postgresql: (address) => `import pg from 'pg'
import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate } from 'drizzle-orm/node-postgres/migrator'

const client = new pg.Client({ connectionString: '${address}' })
await client.connect()
await migrate(drizzle(client), { migrationsFolder: './drizzle' })
await client.end()
`,
}

const journal = (dialect: Dialect): string =>
  JSON.stringify({
    version: '7',
    dialect,
    entries: Array.from({ length: COUNT }, (_, idx) => ({
      idx,
      version: '7',
      when: 1_700_000_000_000 + idx,
      tag: idOf(idx),
      breakpoints: true,
    })),
  })

const comparisonOf = async (context: Context, dialect: Dialect): Promise<Comparison> => {
  const folder = context.folder(`upgrade-${dialect}`)
  const server = dialect === 'postgresql' ? await context.server() : null
  const name = server === null ? join(folder, 'app.db') : await server.create()
  const address = server === null ? name : server.url(name)
  const files: Record<string, string> = {
    'diffkit.config.ts': diffkitConfig(dialect, server === null ? `sqlite:${name}` : address, null),
    'migrate.mjs': MIGRATORS[dialect](address),
    'drizzle/meta/_journal.json': journal(dialect),
  }
  for (let number = 0; number < COUNT; number++) {
    const change = changeAt(dialect, number)
    files[`migrations/2026_${idOf(number)}.ts`] = migrationText(dialect, number)
    files[`drizzle/${idOf(number)}.sql`] = change.sql
  }
  makeFolder(folder, files)
  const before = async (): Promise<void> => {
    if (server === null) for (const end of ['', '-wal', '-shm']) rmSync(name + end, { force: true })
    else await server.empty(name)
  }
  const common = { before, ...(server === null ? {} : { server }) }
  return {
    what: `upgrade, ${COUNT} revisions`,
    dialect,
    tables: null,
    goal: { ratio: dialect === 'sqlite' ? 1.3 : 1 },
    sides: [
      diffkit(folder, ['upgrade', '--quiet'], { ...common, says: idOf(COUNT - 1) }),
      { name: "drizzle's migrator", args: ['migrate.mjs'], folder, ...common },
    ],
  }
}

export const bench: Bench = {
  name: 'upgrade',
  comparisons: async function* (context) {
    for (const dialect of context.dialects) yield await comparisonOf(context, dialect)
  },
}
