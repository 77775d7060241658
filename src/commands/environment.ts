/** What a command stands on: configuration, dialect, history, connection; opened once, closed once. */
import type { ResolvedConfig } from '../config.ts'
import type { ConnectOptions, Connection, Dialect, Models, Statement } from '../dialects/dialect.ts'
import { DiffkitError } from '../errors.ts'
import { sameName, show } from '../schema/names.ts'
import type { QualifiedName, Schema } from '../schema/types.ts'
import type { MigrationBundle } from '../runtime/history/bundled.ts'
import { loadHistory } from '../runtime/history/history.ts'
import type { History } from '../runtime/history/history.ts'
import { openScratch } from '../runtime/scratch/scratch.ts'
import type { Scratch } from '../runtime/scratch/scratch.ts'
import type { FoundTags } from '../runtime/tags/index.ts'
import { ownTables } from '../runtime/run/version-table.ts'
import type { OwnTables } from '../runtime/run/version-table.ts'

/** What stands before or after every command. */
export interface Globals {
  readonly cwd: string
  readonly config?: string | undefined
  readonly db?: string | undefined
  readonly url?: string | undefined
  /** `name=value` for `op.vars`. */
  readonly set?: readonly string[]
  /** How long the server is waited for: `30s`. */
  readonly wait?: string | undefined
}

/** What an environment is opened over, once the configuration is read. */
export interface Ground {
  readonly cwd: string
  readonly config: ResolvedConfig
  /** An open connection, in place of the URL. */
  readonly given?: unknown
  /** A compiled history, in place of the folder. */
  readonly bundle?: MigrationBundle | undefined
  /** Milliseconds that the server is waited for. */
  readonly wait: number
}

/** How a command talks while it works; never part of its result. */
export interface Talk {
  note(message: string): void
  warn(message: string): void
  statement(statement: Statement): void
  /** What goes on and may take long; `null` when it has ended. */
  working(what: string | null): void
  /** Aborted by Ctrl-C: checked between statements. */
  readonly signal: AbortSignal
}

export interface Environment {
  readonly cwd: string
  readonly config: ResolvedConfig
  readonly dialect: Dialect
  readonly own: OwnTables
  readonly talk: Talk
  readonly scratch: Scratch
  /** Whether a database is named, or given. */
  readonly hasDatabase: boolean
  history(): Promise<History>
  models(): Promise<Models>
  /** What `@renamedFrom` in the comments of the models says. */
  renameTags(): Promise<FoundTags>
  /** The old names in it, at a glance over the texts. */
  renamedNames(): Promise<readonly string[]>
  /** The configured database; an absent SQLite file reads as an empty one. */
  connect(): Promise<Connection>
  /** The same, to be written to: an absent SQLite file is created. */
  connectToWrite(): Promise<Connection>
  /** Another database, to be read. */
  connectBeside(url: string): Promise<Connection>
  /** A package as the migrations would import it. */
  importPackage(specifier: string): Promise<Readonly<Record<string, unknown>>>
}

const loadDialect = async (config: ResolvedConfig): Promise<Dialect> => {
  const { loadDialect: load } = await import('../dialects/index.ts')
  return load(config.dialect, config.engine)
}

const optionsOf = (config: ResolvedConfig, create: boolean): ConnectOptions => ({
  create,
  namespaces: config.namespaces ?? [],
  lockName: [config.versionTable.namespace ?? '', config.versionTable.name].join('.'),
  lockTimeout: config.lockTimeout,
  statementTimeout: config.statementTimeout,
})

interface Connecting {
  readonly dialect: Dialect
  readonly talk: Talk
  readonly create: boolean
}

const connectTo = async (
  { config, given, wait }: Ground,
  { dialect, talk, create }: Connecting,
): Promise<Connection> => {
  const options = optionsOf(config, create)
  if (given !== undefined) return dialect.adopt(given, options)
  const { url } = config
  if (url === null) throw new DiffkitError('NO_URL', { file: config.file })
  const connect = (): Promise<Connection> => dialect.connect(url, options)
  if (wait === 0) return connect()
  const { whenReachable } = await import('../runtime/wait.ts')
  return whenReachable(connect, { wait, signal: talk.signal, note: (text) => talk.note(text) })
}

const historyOf = async ({ config, bundle }: Ground, dialect: Dialect): Promise<History> => {
  if (bundle === undefined) return loadHistory(config)
  const { loadBundled } = await import('../runtime/history/bundled.ts')
  return loadBundled(bundle, { dialect, vars: config.vars })
}

const importPackage = async (
  { config, bundle }: Ground,
  specifier: string,
): Promise<Readonly<Record<string, unknown>>> => {
  if (bundle !== undefined) return bundle.load(specifier)
  const { importUserModule } = await import('../runtime/load/load.ts')
  return importUserModule(specifier, config.folder)
}

/** diffkit makes these tables itself, and never sees them. */
const withoutOwn = (schema: Schema, config: ResolvedConfig, talk: Talk): Schema => {
  const own = Object.values(ownTables(config.versionTable))
  const isOwn = (table: QualifiedName): boolean => own.some((name) => sameName(name, table))
  for (const table of schema.tables.filter(isOwn)) {
    talk.warn(`${show(table)} is a table of diffkit itself: what the models say of it is left out`)
  }
  return { ...schema, tables: schema.tables.filter((table) => !isOwn(table)) }
}

/** The comments of the models are read only where one of their files holds the tag. */
const withComments = async (
  { schema, places }: Pick<Models, 'schema' | 'places'>,
  { sources, talk, ...source }: TaggedFiles,
): Promise<Schema> => {
  const { mayComment, readComments } = await import('../runtime/tags/comments.ts')
  if (!mayComment(sources())) return schema
  const found = await readComments({ ...source, places: places(), schema })
  for (const { file, line } of found.stray) {
    talk.warn(
      `${file}:${line}: \`@comment\` is not read here: it belongs into a doc comment above a table, a column, a view, an enum, a sequence, a schema or a role of the models, or above an index, a constraint or a policy with a name`,
    )
  }
  return found.schema
}

interface TaggedFiles {
  readonly folder: string
  readonly files: readonly string[]
  readonly sources: () => readonly string[]
  readonly talk: Talk
}

interface ReadModels {
  readonly models: Models
  readonly files: readonly string[]
  readonly sources: () => readonly string[]
}

const readModels = async (
  config: ResolvedConfig,
  dialect: Dialect,
  talk: Talk,
): Promise<ReadModels> => {
  const { loadModels } = await import('../models.ts')
  const { filterSchema } = await import('../runtime/judge/ownership.ts')
  const loaded = await loadModels(config)
  const { drizzle, files, sources } = loaded
  const { explainCall, withModelLine } = await import('../runtime/load/errors.ts')
  const { readSteadily } = await import('../runtime/load/varying-schema.ts')
  const models = await readSteadily(loaded, (exports) =>
    dialect.readModels(exports, drizzle, { casing: config.casing }),
  ).catch(async (error: unknown) => {
    throw await withModelLine(await explainCall(error), config.folder)
  })
  const { requireWritable } = await import('../runtime/load/unwritable.ts')
  requireWritable(models, loaded.exports[0]?.file ?? '')
  const filtered = filterSchema(withoutOwn(models.schema, config, talk), config)
  const needed = new Set(dialect.extensionNeeds(filtered).map(({ name }) => name))
  const schema: Schema = {
    ...filtered,
    extensions: filtered.extensions.filter(({ name }) => needed.has(name)),
  }
  const commented = dialect.features.comments
    ? await withComments({ ...models, schema }, { folder: config.folder, files, sources, talk })
    : schema
  return { models: { ...models, schema: commented }, files, sources }
}

const readTags = async (
  { folder }: ResolvedConfig,
  { models, files }: ReadModels,
): Promise<FoundTags> => {
  const { findRenameTags } = await import('../runtime/tags/index.ts')
  return findRenameTags({ schema: models.schema, places: models.places(), folder, files })
}

const readNames = async ({ sources }: ReadModels): Promise<readonly string[]> => {
  const { namesIn } = await import('../runtime/tags/text.ts')
  return namesIn(sources())
}

/** At most one call of a function; later calls get the first answer. */
const once = <T>(work: () => Promise<T>): (() => Promise<T>) => {
  let answer: Promise<T> | null = null
  return () => (answer ??= work())
}

/** Opens what `work` asks for, and closes it whatever happens. */
export const openEnvironment = async <T>(
  ground: Ground,
  talk: Talk,
  work: (environment: Environment) => Promise<T>,
): Promise<T> => {
  const { config } = ground
  const { namesFile } = await import('../runtime/config/database-url.ts')
  const dialect = await loadDialect(config)
  const scratch = openScratch({
    dialect,
    server: config.scratch,
    // The driver that is installed for the database itself.
    memory: config.url?.startsWith('libsql:') === true ? 'libsql::memory:' : 'sqlite::memory:',
    setup: config.scratchSetup,
    namespaces: config.namespaces ?? [],
  })
  const read = once(() => readModels(config, dialect, talk))
  const open: Connection[] = []
  const keep = async (connecting: Promise<Connection>): Promise<Connection> => {
    const connection = await connecting
    open.push(connection)
    return connection
  }
  const opener = (create: boolean) => once(() => keep(connectTo(ground, { dialect, talk, create })))
  const cancelling: Promise<unknown>[] = []
  // A server that cannot be told to stop ends its statement first, as it does without this.
  const onAbort = (): void => {
    for (const connection of open) {
      cancelling.push(connection.cancel?.().catch(() => undefined) ?? Promise.resolve())
    }
  }
  talk.signal.addEventListener('abort', onAbort)
  const [toRead, toWrite] = [opener(false), opener(true)]
  // Only an absent SQLite file is opened anew: what stood for it while it was read is not the file.
  const isFile =
    ground.given === undefined && dialect.name === 'sqlite' && namesFile(config.url ?? '')
  let isWriting = false
  try {
    return await work({
      cwd: ground.cwd,
      config,
      dialect,
      own: ownTables(config.versionTable),
      talk,
      scratch,
      hasDatabase: ground.given !== undefined || config.url !== null,
      history: once(() => historyOf(ground, dialect)),
      models: async () => (await read()).models,
      renameTags: once(async () => readTags(config, await read())),
      renamedNames: once(async () => readNames(await read())),
      connect: () => (isWriting && isFile ? toWrite() : toRead()),
      connectToWrite: () => {
        isWriting = true
        return isFile ? toWrite() : toRead()
      },
      connectBeside: (url) => keep(dialect.connect(url, optionsOf(config, false))),
      importPackage: (specifier) => importPackage(ground, specifier),
    })
  } catch (error) {
    throw (await import('../runtime/run/database-failure.ts')).databaseFailure(error)
  } finally {
    talk.signal.removeEventListener('abort', onAbort)
    await Promise.all(cancelling)
    for (const connection of open) await connection.close()
    await scratch.close()
  }
}

/** The same over the configuration that the options of a command line name. */
export const withEnvironment = async <T>(
  globals: Globals,
  talk: Talk,
  work: (environment: Environment) => Promise<T>,
): Promise<T> => {
  const { loadConfig } = await import('../runtime/config/load.ts')
  const { cwd, wait } = globals
  const config = await loadConfig({
    cwd,
    configPath: globals.config ?? null,
    db: globals.db ?? null,
    url: globals.url ?? null,
    set: globals.set ?? [],
  })
  const ms = wait === undefined ? 0 : (await import('../runtime/wait.ts')).parseDuration(wait)
  return openEnvironment({ cwd, config, wait: ms }, talk, work)
}
