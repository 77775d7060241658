/** The configuration: what a user writes, and what commands work with. */
import type { DialectName } from './dialects/dialect.ts'
import type { Operation } from './operations/index.ts'
import type { RunDatabase } from './operations/raw.ts'

/** How severe a hazard is taken to be; `off` does not report it. */
type LintLevel = 'off' | 'warning' | 'error'

/** What may be compared: an object of the database, or a part of a table. */
export interface ComparedObject {
  readonly kind: 'table' | 'view' | 'enum' | 'sequence' | 'column' | 'index' | 'constraint'
  readonly namespace: string | null
  readonly name: string
  /** The table that it is a part of. */
  readonly table: string | null
}

/** One attribute of a column that differs, as text. */
export interface ColumnDifference {
  readonly namespace: string | null
  readonly table: string
  readonly column: string
  /** `type`, `default`, `nullable`, … */
  readonly attribute: string
  /** What is there: by the history, or in the database. */
  readonly from: string | null
  /** What there should be. */
  readonly to: string | null
}

/** The files of a new revision, as absolute paths. */
export interface WrittenRevision {
  readonly revision: string
  readonly migration: string
  readonly snapshot: string
}

/** A revision that is run, and its connection: within its transaction, where it has one. */
export interface RevisionEvent {
  readonly revision: string
  readonly message: string
  readonly direction: 'upgrade' | 'downgrade'
  readonly db: RunDatabase
}

type Hook<Event> = (event: Event) => Promise<void> | void

/** One database with its models and history. Paths resolve from the configuration's folder. */
export interface DatabaseConfig {
  readonly dialect: DialectName
  /** SQLite: `d1` for Cloudflare D1, whose foreign keys cannot be turned off. */
  readonly engine?: 'd1' | undefined
  /** Globs of the files that export Drizzle models. */
  readonly schema: string | readonly string[]
  /** `sqlite:./file.db`, `libsql://…`, `postgres://…`, `pglite:./folder`. Only commands that connect need it. */
  readonly url?: string | undefined
  /** The folder of migrations, or one for each branch by its label, the first for all else; default `./migrations`. */
  readonly migrations?: string | Readonly<Record<string, string>> | undefined
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
  /** Whether something is compared at all, asked for what `include` and `exclude` leave. */
  readonly filter?: ((object: ComparedObject) => boolean) | undefined
  /** `equal` says that a difference is none; nothing leaves it as it is. */
  readonly compare?: ((difference: ColumnDifference) => 'equal' | undefined) | undefined
  /** Sees the files of a new revision: to format them, for example. */
  readonly afterWrite?: Hook<WrittenRevision> | undefined
  /** Runs before the statements of each revision. */
  readonly beforeRevision?: Hook<RevisionEvent> | undefined
  /** Runs after them, before the revision is recorded. */
  readonly afterRevision?: Hook<RevisionEvent> | undefined
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
  /** The folders of single branches, by label. */
  readonly branchFolders: Readonly<Record<string, string>>
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
  readonly filter: ((object: ComparedObject) => boolean) | null
  readonly compare: ((difference: ColumnDifference) => 'equal' | undefined) | null
  readonly afterWrite: Hook<WrittenRevision> | null
  readonly beforeRevision: Hook<RevisionEvent> | null
  readonly afterRevision: Hook<RevisionEvent> | null
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
