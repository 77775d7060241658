/** The configuration: what a user writes, and what commands work with. */
import type { DialectName } from './dialects/dialect.ts'
import type { Operation } from './operations/index.ts'

/** How severe a hazard is taken to be; `off` does not report it. */
type LintLevel = 'off' | 'warning' | 'error'

/** One database with its models and history. Paths resolve from the configuration's folder. */
export interface DatabaseConfig {
  readonly dialect: DialectName
  /** SQLite: `d1` for Cloudflare D1, whose foreign keys cannot be turned off. */
  readonly engine?: 'd1' | undefined
  /** Globs of the files that export Drizzle models. */
  readonly schema: string | readonly string[]
  /** `sqlite:./file.db`, `libsql://…`, `postgres://…`, `pglite:./folder`. Only commands that connect need it. */
  readonly url?: string | undefined
  /** The folder of migrations; default `./migrations`. */
  readonly migrations?: string | undefined
  /** The folder of snapshots; default `./snapshots`. */
  readonly snapshots?: string | undefined
  /** PostgreSQL: the namespaces that are compared; default those that the models use. */
  readonly namespaces?: readonly string[] | undefined
  /** Globs over object names: only these are compared. */
  readonly include?: readonly string[] | undefined
  /** Globs over object names: these are not compared. */
  readonly exclude?: readonly string[] | undefined
  /** Where diffkit records revisions; default `diffkit_version`. */
  readonly versionTable?:
    { readonly name?: string | undefined; readonly namespace?: string | undefined } | undefined
  /** How drizzle derives the names of columns that have none: its own option. */
  readonly casing?: 'snake_case' | 'camelCase' | undefined
  /** A PostgreSQL server on which scratch databases may be created; default an embedded one. */
  readonly scratch?: string | undefined
  /** SQL files that are run on a scratch database first: extensions, roles, functions. */
  readonly scratchSetup?: string | readonly string[] | undefined
  /** The oldest engine that generated SQL must run on; `connected`: the one that is connected. */
  readonly target?:
    { readonly sqlite?: string | undefined; readonly postgresql?: string | undefined } | undefined
  /** The name of new migration files, without `.ts`; default `{date}_{revision}_{slug}`. */
  readonly fileName?: string | undefined
  /** Whether `upgrade` may delete rows or values that exist; default `allow`. */
  readonly dataLoss?: 'allow' | 'refuse' | undefined
  /** The severity of single hazards, by code. */
  readonly lint?: Readonly<Record<string, LintLevel>> | undefined
  /** Changes what autogenerate found, before it is written. */
  readonly rewrite?: ((operations: readonly Operation[]) => readonly Operation[]) | undefined
  /**
   * PostgreSQL: `online` makes `revision` choose forms that block neither reads nor writes, and waits
   * for locks in short turns; default `plain`.
   */
  readonly safety?: 'plain' | 'online' | undefined
  /** What `op.vars` holds; `--set name=value` overrides it. */
  readonly vars?: Readonly<Record<string, string>> | undefined
  /** Milliseconds to wait for a lock; default 30000. */
  readonly lockTimeout?: number | undefined
  /** Milliseconds that one statement may take; default no bound. */
  readonly statementTimeout?: number | undefined
}

/** Several databases by name, chosen by `--db`; keys beside `databases` are shared by all. */
interface DatabasesConfig extends Partial<DatabaseConfig> {
  readonly databases: Readonly<Record<string, Partial<DatabaseConfig>>>
}

/** What `diffkit.config.ts` exports. */
export type Config = DatabaseConfig | DatabasesConfig

/** A configuration whose keys all have a value; every path is absolute. */
export interface ResolvedConfig {
  /** The configuration file. */
  readonly file: string
  /** Its folder. */
  readonly folder: string
  readonly dialect: DialectName
  readonly engine: 'd1' | null
  /** Globs, relative to `folder`. */
  readonly schema: readonly string[]
  readonly url: string | null
  /** `url` as it may be shown. */
  readonly maskedUrl: string | null
  readonly migrations: string
  readonly snapshots: string
  /** `null`: those that the models use. */
  readonly namespaces: readonly string[] | null
  readonly include: readonly string[]
  readonly exclude: readonly string[]
  readonly versionTable: { readonly name: string; readonly namespace: string | null }
  readonly casing: 'snake_case' | 'camelCase' | null
  readonly scratch: string | null
  readonly scratchSetup: readonly string[]
  /** A version, or `connected`. */
  readonly target: string
  readonly fileName: string
  readonly dataLoss: 'allow' | 'refuse'
  readonly lint: Readonly<Record<string, LintLevel>>
  readonly rewrite: ((operations: readonly Operation[]) => readonly Operation[]) | null
  readonly safety: 'plain' | 'online'
  readonly vars: Readonly<Record<string, string>>
  readonly lockTimeout: number
  readonly statementTimeout: number | null
}

/**
 * Types a configuration; answers it unchanged.
 * @example export default defineConfig({
 *   dialect: 'sqlite',
 *   schema: './schema/*.ts',
 *   url: 'sqlite:./.diffkit/dev.db',
 * })
 */
export const defineConfig = (config: Config): Config => config
