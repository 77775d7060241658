/** What the functions for programs are given. */
import type { Config, DatabaseConfig } from '../config.ts'
import type { MigrationBundle } from '../runtime/history/bundled.ts'

type Method = (...args: never[]) => unknown

/** A Client or Pool of pg, or a PoolClient. */
interface PgConnection {
  readonly query: Method
  readonly connect: Method
}

/** A PGlite. */
interface PgliteConnection {
  readonly query: Method
  readonly exec: Method
  readonly transaction: Method
}

/** A Database of better-sqlite3. */
interface BetterSqliteConnection {
  readonly prepare: Method
  readonly pragma: Method
  readonly exec: Method
}

/** A client of @libsql/client. */
interface LibsqlConnection {
  readonly executeMultiple: Method
  readonly batch: Method
}

/** A database that `drizzle(…)` of drizzle-orm has made over one of these. */
interface DrizzleDatabase {
  readonly select: Method
  readonly transaction: Method
}

/** A connection that is open, and stays so. */
export type OpenConnection =
  PgConnection | PgliteConnection | BetterSqliteConnection | LibsqlConnection | DrizzleDatabase

/** Where a function works, and how it tells what it does. It prints nothing itself. */
export interface CodeOptions {
  /**
   * A configuration, the part of one that is needed, or the file that exports one. Without it, and without
   * `connection` or `bundle`, the `diffkit.config.ts` in `cwd`.
   */
  readonly config?: string | Config | Partial<DatabaseConfig> | undefined
  /** The name of one of several databases of the configuration. */
  readonly db?: string | undefined
  /** In place of the URL of the configuration. */
  readonly url?: string | undefined
  /** An open connection, in place of a URL. */
  readonly connection?: OpenConnection | undefined
  /** The default export of what `diffkit bundle` wrote, in place of the folder of migrations. */
  readonly bundle?: MigrationBundle | undefined
  /** Where paths start; default the working directory. */
  readonly cwd?: string | undefined
  /** What migrations read as `op.vars`. */
  readonly vars?: Readonly<Record<string, string>> | undefined
  /** How long a server is waited for that does not answer yet: `30s`, or milliseconds. */
  readonly wait?: string | number | undefined
  /** Aborted: the statement that runs is ended, and its revision rolled back. */
  readonly signal?: AbortSignal | undefined
  readonly onNote?: ((message: string) => void) | undefined
  readonly onWarning?: ((message: string) => void) | undefined
  /** Sees each statement just before it is executed. */
  readonly onStatement?: ((sql: string) => void) | undefined
}

export interface UpgradeOptions extends CodeOptions {
  /** An address; default `head`. */
  readonly target?: string | undefined
  /** A first upgrade on a database that already holds tables. */
  readonly allowExisting?: boolean | undefined
  /** With `dataLoss: 'refuse'`: lose rows and values. */
  readonly allowDataLoss?: boolean | undefined
}

export interface DowngradeOptions extends CodeOptions {
  /** An address. */
  readonly target: string
  /** Lose rows and values that have no other place. */
  readonly allowDataLoss?: boolean | undefined
}

/** Which questions are asked; all that can be when none is named. */
export interface CheckCodeOptions extends CodeOptions {
  readonly models?: boolean | undefined
  readonly database?: boolean | undefined
  readonly history?: boolean | undefined
  /** Models and history only. */
  readonly offline?: boolean | undefined
  /** Nothing unmodelled, nothing undecided either. */
  readonly strict?: boolean | undefined
}

export interface RevisionCodeOptions extends CodeOptions {
  /** What the revision does. */
  readonly message: string
  /** A source to compare with, instead of the history. */
  readonly against?: string | undefined
  /** An empty migration, for work by hand. */
  readonly empty?: boolean | undefined
  /** `users.name:full_name`, `users:accounts`, `mood.sad:unhappy`. */
  readonly renames?: readonly string[] | undefined
  /** Every candidate without a tag is a drop and an add. */
  readonly noRenames?: boolean | undefined
  /** Answer what would be written, and write nothing. */
  readonly dryRun?: boolean | undefined
  /** `false`: no proof on a scratch database. */
  readonly verify?: boolean | undefined
  /** The head that it goes on, or `base`. */
  readonly head?: string | undefined
  /** With `head`: begin a branch on a revision that is no head. */
  readonly splice?: boolean | undefined
  readonly branchLabels?: readonly string[] | undefined
  readonly dependsOn?: readonly string[] | undefined
  /** Replace the head. */
  readonly amend?: boolean | undefined
  /** The id, instead of a random one. */
  readonly revisionId?: string | undefined
}

export interface StampCodeOptions extends CodeOptions {
  /** Addresses; `base` records none. */
  readonly addresses: readonly string[]
  /** First forget whatever is recorded. */
  readonly purge?: boolean | undefined
  /** Record nothing unless the database is what the history says. */
  readonly verify?: boolean | undefined
}
