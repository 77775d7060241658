/** 500 small revisions run on an empty database, beside the migrator of drizzle-orm. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Bench, Comparison, Context, Dialect } from '../bench.ts'
import { diffkit, diffkitConfig, makeFolder } from '../projects.ts'

const COUNT = 500

interface Change {
  /** TypeScript in the migration's two functions. */
  readonly up: string
  readonly down: string
  /** The same in SQL. */
  readonly sql: string
}

const ID = {
  sqlite: { type: 'integer', extra: '', sql: '"id" integer PRIMARY KEY NOT NULL' },
  postgresql: {
    type: 'integer',
    extra: ', identity: { always: true }',
    sql: '"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY NOT NULL',
  },
} as const

/** In turn a table, three columns, an index. */
const changeAt = (dialect: Dialect, number: number): Change => {
  const [table, kind] = [`t${Math.floor(number / 5)}`, number % 5]
  const { type, extra, sql } = ID[dialect]
  if (kind === 0) {
    return {
      up: `op.createTable({
    name: '${table}',
    columns: [
      { name: 'id', type: '${type}', nullable: false${extra} },
      { name: 'name', type: 'text', nullable: false },
    ],
    constraints: [{ kind: 'primaryKey', name: '${table}_pkey', columns: ['id'] }],
  })`,
      down: `op.dropTable('${table}')`,
      sql: `CREATE TABLE "${table}" (\n\t${sql},\n\t"name" text NOT NULL\n);\n`,
    }
  }
  if (kind === 4) {
    return {
      up: `op.createIndex('${table}', { name: '${table}_c1_idx', keys: ['c1'] })`,
      down: `op.dropIndex('${table}', '${table}_c1_idx')`,
      sql: `CREATE INDEX "${table}_c1_idx" ON "${table}" ("c1");`,
    }
  }
  return {
    up: `op.addColumn('${table}', { name: 'c${kind}', type: 'text', nullable: false, default: "'x'" })`,
    down: `op.dropColumn('${table}', 'c${kind}')`,
    sql: `ALTER TABLE "${table}" ADD "c${kind}" text DEFAULT 'x' NOT NULL;`,
  }
}

const idOf = (number: number): string => `r${String(number).padStart(4, '0')}`

const migrationText = ({ up, down }: Change, number: number): string => {
  const parent = number === 0 ? 'null' : `'${idOf(number - 1)}'`
  return `/**
 * change ${number}
 *
 * Revision: ${idOf(number)}
 * Revises: ${number === 0 ? 'base' : idOf(number - 1)}
 * Created: 2026-01-01T00:00:00Z
 */
import type { Operations } from 'diffkit'

export const revision = '${idOf(number)}'
export const downRevision = ${parent}

export function upgrade(op: Operations): void {
  ${up}
}

export function downgrade(op: Operations): void {
  ${down}
}
`
}

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
    files[`migrations/2026_${idOf(number)}.ts`] = migrationText(change, number)
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
