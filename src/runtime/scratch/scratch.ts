/** Scratch databases: empty places where a plan may be tried. */
import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Connection, Dialect } from '../../dialects/dialect.ts'
import { ALONE, quote } from '../../dialects/shared.ts'
import { DiffkitError, isDiffkitError } from '../../errors.ts'
import type { Extension } from '../../schema/types.ts'

export interface ScratchOptions {
  readonly dialect: Dialect
  /** A PostgreSQL server on which databases may be created; `null`: an embedded one. */
  readonly server: string | null
  /** The URL of a SQLite database in memory. */
  readonly memory: string
  /** SQL files that make what the models presuppose, absolute. */
  readonly setup: readonly string[]
  readonly namespaces: readonly string[]
}

/** What is there besides what `setup` makes. */
interface Presupposed {
  /** On an embedded server; on any other, `setup` must make them. */
  readonly roles?: readonly string[]
  /** Those of them that the server has. */
  readonly extensions?: readonly Extension[]
}

export interface Scratch {
  /** Whether files of the configuration make something on each database. */
  readonly isSetUp: boolean
  /** A new, empty database, set up; closed and dropped with the scratch. */
  database(presupposed?: Presupposed): Promise<Connection>
  /** A database to print on: nothing may be left behind on it, since the next `database` may be this one. */
  printer(presupposed?: Pick<Presupposed, 'extensions'>): Promise<Connection>
  /**
   * Those of the roles that were on the server before this scratch: they are others', and stay as they are.
   * The rest goes when the scratch is closed.
   */
  rolesOfOthers(names: readonly string[]): Promise<readonly string[]>
  close(): Promise<void>
}

interface Server {
  url(database: string): string
  stop(): Promise<void>
}

/** The same server, another database. */
const withDatabase = (url: string, database: string): string => {
  const parsed = new URL(url)
  parsed.pathname = `/${encodeURIComponent(database)}`
  return parsed.href
}

const openServer = async (options: ScratchOptions): Promise<Server> => {
  const { server } = options
  if (server !== null) {
    return { url: (database) => withDatabase(server, database), stop: async () => {} }
  }
  const { startEmbeddedPostgres } = await import('./embedded-postgres.ts')
  return startEmbeddedPostgres({})
}

const runSetup = async (connection: Connection, files: readonly string[]): Promise<void> => {
  for (const file of files) {
    try {
      await connection.execute(await readFile(file, 'utf8'))
    } catch (cause) {
      const message = cause instanceof Error ? cause.message : String(cause)
      throw new DiffkitError('SCRATCH_SETUP_FAILED', { file, message }, { cause })
    }
  }
}

/** After the setup, which may make some of them with more rights. */
const makeRoles = async (connection: Connection, roles: readonly string[]): Promise<void> => {
  if (roles.length === 0) return
  const rows = await connection.query('SELECT rolname FROM pg_catalog.pg_roles')
  const present = new Set(rows.map((row) => row['rolname']))
  for (const role of new Set(roles)) {
    if (!present.has(role)) await connection.execute(`CREATE ROLE ${quote(role)}`)
  }
}

const makeExtensions = async (
  connection: Connection,
  extensions: readonly Extension[],
): Promise<void> => {
  for (const { name, namespace } of extensions) {
    const home = namespace === null ? '' : ` WITH SCHEMA ${quote(namespace)}`
    if (namespace !== null)
      await connection.execute(`CREATE SCHEMA IF NOT EXISTS ${quote(namespace)}`)
    // What then cannot be parsed is nobody's guess: it says so where it is.
    await connection
      .execute(`CREATE EXTENSION IF NOT EXISTS ${quote(name)}${home}`)
      .catch(() => undefined)
  }
}

const memoryScratch = (options: ScratchOptions): Scratch => {
  const open: Connection[] = []
  const database = async (): Promise<Connection> => {
    const connection = await options.dialect.connect(options.memory, ALONE)
    open.push(connection)
    await runSetup(connection, options.setup)
    return connection
  }
  return {
    isSetUp: options.setup.length > 0,
    database,
    printer: database,
    rolesOfOthers: async () => [],
    close: async () => {
      for (const connection of open.splice(0)) await connection.close()
    },
  }
}

const serverScratch = (options: ScratchOptions): Scratch => {
  const { dialect, namespaces } = options
  const connect = { ...ALONE, namespaces }
  let started: Promise<{ readonly server: Server; readonly admin: Connection }> | null = null
  const made = new Set<string>()
  const open: { readonly name: string; readonly connection: Connection }[] = []
  const start = async () => {
    const server = await openServer(options)
    try {
      const maintenance = options.server ?? server.url('postgres')
      return { server, admin: await dialect.connect(maintenance, ALONE) }
    } catch (cause) {
      await server.stop()
      throw cause
    }
  }
  const create = async (): Promise<Connection> => {
    started ??= start()
    const { server, admin } = await started
    const name = `diffkit_scratch_${randomBytes(6).toString('hex')}`
    await admin.execute(`CREATE DATABASE ${quote(name)} TEMPLATE template0`)
    const connection = await dialect.connect(server.url(name), connect)
    open.push({ name, connection })
    await runSetup(connection, options.setup)
    return connection
  }
  // Making a database costs the server more than all that a small proof does on it.
  let untouched: Connection | null = null
  const take = async (): Promise<Connection> => {
    const found = untouched ?? (await create())
    untouched = null
    return found
  }
  return {
    isSetUp: options.setup.length > 0,
    database: async ({ roles = [], extensions = [] } = {}) => {
      const connection = await take()
      if (options.server === null) await makeRoles(connection, roles)
      await makeExtensions(connection, extensions)
      return connection
    },
    printer: async ({ extensions = [] } = {}) => {
      const connection = await take()
      await makeExtensions(connection, extensions)
      if (extensions.length === 0) untouched = connection
      return connection
    },
    rolesOfOthers: async (names) => {
      // An embedded server is nobody else's.
      if (options.server === null || names.length === 0) return []
      started ??= start()
      const { admin } = await started
      const rows = await admin.query('SELECT rolname FROM pg_catalog.pg_roles')
      const present = new Set(rows.map((row) => row['rolname']))
      for (const name of names) if (!present.has(name)) made.add(name)
      return names.filter((name) => present.has(name) && !made.has(name))
    },
    close: async () => {
      const running = await started?.catch(() => null)
      started = null
      untouched = null
      if (running === null || running === undefined) return
      for (const { name, connection } of open.splice(0)) {
        await connection.close()
        // An embedded server is removed whole.
        if (options.server !== null) await running.admin.execute(`DROP DATABASE ${quote(name)}`)
      }
      for (const name of made) {
        // Another database may have come to need it.
        await running.admin.execute(`DROP ROLE IF EXISTS ${quote(name)}`).catch(() => undefined)
      }
      await running.admin.close()
      await running.server.stop()
    },
  }
}

/** Nothing is started before the first database is asked for. */
export const openScratch = (options: ScratchOptions): Scratch =>
  options.dialect.name === 'sqlite' ? memoryScratch(options) : serverScratch(options)

/** Whether an error says that there is no server to try things on. */
export const isNoServer = (error: unknown): boolean =>
  isDiffkitError(error) &&
  ['NO_EMBEDDED_POSTGRES', 'DATABASE_UNREACHABLE', 'DATABASE_REFUSED', 'DRIVER_MISSING'].includes(
    error.code,
  )
