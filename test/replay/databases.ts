/** The databases of a run: SQLite files in a folder, or one PostgreSQL server for all. */
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import pg from 'pg'
import { startEmbeddedPostgres } from '../../src/runtime/scratch/embedded-postgres.ts'
import type { Catalog } from './catalog.ts'
import { postgresCatalog } from './catalog-postgres.ts'
import { sqliteCatalog } from './catalog-sqlite.ts'
import type { Project } from './projects.ts'
import { writeStandIns } from './stand-ins.ts'

export interface Databases {
  /** Where diffkit may make scratch databases; `null` needs no server. */
  readonly scratch: string | null
  /** SQL that scratch databases begin with. */
  readonly setup: readonly string[]
  /** A new database that holds the prelude alone; its URL. */
  create(name: string): Promise<string>
  drop(url: string): Promise<void>
  /** Runs one statement after the other; the messages of those that fail. */
  execute(url: string, statements: readonly string[]): Promise<readonly string[]>
  catalog(url: string): Promise<Catalog>
  stop(): Promise<void>
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : '')

const fileOf = (url: string): string => url.replace('sqlite:', '')

const sqliteDatabases = async (folder: string): Promise<Databases> => ({
  scratch: null,
  setup: [],
  create: async (name) => {
    const file = join(folder, `${name}.db`)
    await rm(file, { force: true })
    new Database(file).close()
    return `sqlite:${file}`
  },
  drop: (url) => rm(fileOf(url), { force: true }),
  execute: async (url, statements) => {
    const database = new Database(fileOf(url))
    database.pragma('foreign_keys = OFF')
    database.pragma('synchronous = OFF')
    const failed: string[] = []
    for (const statement of statements) {
      try {
        database.exec(statement)
      } catch (error) {
        failed.push(messageOf(error))
      }
    }
    database.close()
    return failed
  },
  catalog: async (url) => sqliteCatalog(fileOf(url)),
  stop: async () => {},
})

const PACKAGES: Readonly<Record<string, string>> = {
  15: 'embedded-postgres-15',
  18: 'embedded-postgres',
}

const withClient = async <T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

const postgresDatabases = async (
  folder: string,
  { prelude }: Project,
  major: string,
): Promise<Databases> => {
  const server = await startEmbeddedPostgres({ package: PACKAGES[major] ?? major })
  const setup = join(folder, 'prelude.sql')
  await writeFile(setup, prelude)
  const admin = (sql: string) =>
    withClient(server.url('postgres'), async (client) => {
      await client.query(sql)
    })
  if (major === '18') {
    const path = await writeStandIns(join(folder, 'share'))
    await admin(`ALTER SYSTEM SET extension_control_path = '${path}'`)
    await admin('SELECT pg_reload_conf()')
  }
  await admin('CREATE DATABASE replay_template TEMPLATE template0')
  await withClient(server.url('replay_template'), (client) => client.query(prelude))
  return {
    scratch: server.url('postgres'),
    setup: [setup],
    create: async (name) => {
      await admin(`CREATE DATABASE "${name}" TEMPLATE replay_template`)
      return server.url(name)
    },
    drop: (url) => admin(`DROP DATABASE "${new URL(url).pathname.slice(1)}"`),
    execute: (url, statements) =>
      withClient(url, async (client) => {
        const failed: string[] = []
        for (const statement of statements) {
          await client.query(statement).catch((error: unknown) => failed.push(messageOf(error)))
        }
        return failed
      }),
    catalog: postgresCatalog,
    stop: () => server.stop(),
  }
}

/** Opens what a project needs; `folder` is made anew. */
export const openDatabases = async (
  folder: string,
  project: Project,
  major: string,
): Promise<Databases> => {
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  return project.dialect === 'sqlite'
    ? sqliteDatabases(folder)
    : postgresDatabases(folder, project, project.major ?? major)
}
