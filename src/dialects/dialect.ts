/** What one kind of database must offer: a handful of functions and a record of facts. */
import type { RowProblem } from '../errors/migrations.ts'
import type { AskedTypes, Conversion } from '../operations/conversions.ts'
import type { Operation } from '../operations/index.ts'
import type { ExpressionPlace } from '../schema/expressions.ts'
import type { Features } from '../schema/features.ts'
import type { ObjectName, Schema } from '../schema/types.ts'
import type { Undeclared } from '../schema/undeclared.ts'
import type { ExtensionNeed, VersionNeed } from './needs.ts'
import type { ScriptForms } from './script-forms.ts'
import type { Apart, Around, SegmentForms } from './segment-forms.ts'

export type { ExtensionNeed, VersionNeed } from './needs.ts'
export type { Apart, Around, Kept, Limits, SegmentForms } from './segment-forms.ts'

export type DialectName = 'sqlite' | 'postgresql'

export type Row = Readonly<Record<string, unknown>>

export interface ConnectOptions {
  /** Create an absent SQLite file. Without it, an absent file reads as an empty database. */
  readonly create: boolean
  /** PostgreSQL: the namespaces that unqualified names in expressions are looked up in, after `public`. */
  readonly namespaces: readonly string[]
  /** What names the lock that keeps runs on one database apart. */
  readonly lockName: string
  /** Milliseconds to wait for a lock of another run or of a table. */
  readonly lockTimeout: number
  /** Milliseconds one statement may take; `null`: no bound. */
  readonly statementTimeout: number | null
}

/**
 * Whether a rebuild can turn foreign keys off around itself (SQLite). On Cloudflare D1, and wherever
 * something else holds the transaction, they stay on.
 */
export type ForeignKeys = 'switchable' | 'fixed'

export interface TransactionOptions {
  /**
   * `read`: one consistent snapshot, nothing is written. `revision`: takes the lock that keeps runs
   * apart, waiting `lockTimeout` for it. `trial`: is rolled back, whatever happens.
   */
  readonly mode: 'read' | 'revision' | 'trial'
  /**
   * A table is going to be rebuilt: SQLite's foreign keys are off from before BEGIN until after
   * COMMIT, or, where they are fixed, judged at COMMIT.
   */
  readonly rebuild?: boolean
}

/** An open database. All calls go through one connection, in order. */
export interface Connection {
  readonly dialect: DialectName
  readonly version: { readonly major: number; readonly text: string }
  /** Rows of one statement; placeholders are the driver's. */
  query(sql: string, parameters?: readonly unknown[]): Promise<readonly Row[]>
  /** One or more statements without parameters or result. */
  execute(sql: string): Promise<void>
  /** Commits when `work` resolves, rolls back when it rejects. Not nestable. */
  transaction<T>(work: () => Promise<T>, options: TransactionOptions): Promise<T>
  /**
   * Ends the statement that is running, or the wait for the lock: its call rejects. Absent where the
   * driver cannot do that.
   */
  cancel?(): Promise<void>
  /** A second connection; `null` where there can be none, or it could do nothing before the first is done. */
  readonly beside: (() => Promise<Pick<Connection, 'execute' | 'close'>>) | null
  readonly foreignKeys: ForeignKeys
  /** SQLite: whether it can rename a table without compiling all views and triggers of the database. */
  readonly renamesAlone: boolean
  /**
   * In one message, where a round trip costs more than what is asked: the lock, the condition, the
   * statements. Nothing is done, and `false` answered, where any of it fails: what it was is for
   * `transaction` to find out. `null` where there are no round trips.
   */
  readonly atOnce:
    | ((
        condition: string,
        statements: readonly string[],
        options: { readonly signal: AbortSignal },
      ) => Promise<boolean>)
    | null
  /** The driver's own connection object, for the user's drizzle-orm. */
  readonly driver: unknown
  /** The entry point of drizzle-orm that opens `driver`. */
  readonly drizzleModule: string
  close(): Promise<void>
}

/** What to introspect. */
export interface Scope {
  /** PostgreSQL: namespaces besides `public`; `null`: all that are not the system's. */
  readonly namespaces: readonly string[] | null
  /** diffkit's own tables: never seen. */
  readonly hidden: readonly ObjectName[]
}

/** Something in a database that a Schema cannot describe, or that is not ours. */
export interface Unmodelled {
  /** For people: `trigger`, `function`, `table`. */
  readonly kind: string
  /** For people: `auth.users`. */
  readonly name: string
  /** A text that changes when the thing does. */
  readonly definition: string
}

export interface Introspection {
  /** In normal form. */
  readonly schema: Schema
  readonly unmodelled: readonly Unmodelled[]
}

/** A value that a file of models exports. */
export interface ModelExport {
  readonly value: unknown
  readonly name: string
  /** Relative to the configuration's folder, with `/`. */
  readonly file: string
}

/** The user's copy of drizzle-orm. */
export interface DrizzleModules {
  /** `drizzle-orm` */
  readonly orm: Readonly<Record<string, unknown>>
  /** `drizzle-orm/pg-core` or `drizzle-orm/sqlite-core` */
  readonly core: Readonly<Record<string, unknown>>
  /** `drizzle-orm/casing`, where that version has it. */
  readonly casing: Readonly<Record<string, unknown>> | null
}

/** Where a model stands: a column's `key` is its property in the table's definition. */
export interface ModelPlace {
  readonly object: ObjectName
  readonly column: string | null
  readonly file: string
  readonly exportName: string
  readonly key: string | null
}

export interface Models {
  /** In normal form. Names that the model did not give are marked `named: false`. */
  readonly schema: Schema
  readonly undeclared: Undeclared
  /** Where each table, column, view … is declared: listed when something is to be said of one. */
  places(): readonly ModelPlace[]
}

export interface ModelOptions {
  readonly casing: 'snake_case' | 'camelCase' | null
}

export interface Statement {
  /** One statement, without a closing semicolon. */
  readonly sql: string
  readonly source: Operation | null
  /** For people: why this statement is there. */
  readonly note: string | null
  /** `false`: no transaction may be open around it. */
  readonly transactional: boolean
  /** It keeps what hangs on an object, or puts it back: for review its note says enough. */
  readonly upkeep?: true
  /** The setting of the session that it fills for an operation after its own, or empties, as a literal. */
  readonly keeps?: string
  readonly apart?: Apart
  /**
   * It only asks the rows, for a script: it fails where they stand in the way of what comes next. In
   * place of it a connection asks these.
   */
  readonly prechecks?: readonly Precheck[]
}

/**
 * A run of operations that is planned together, just before it is executed. `before` is the schema
 * it starts from. A step that `rebuilds` reads the live catalog (`Dialect.readGround`) first.
 */
export interface Step {
  readonly operations: readonly Operation[]
  readonly before: Schema
  readonly rebuilds: boolean
  /** What runs after it in the same transaction; `null` where each statement is committed by itself. */
  readonly later?: readonly Operation[] | null
  /** What stands before and after it in its revision, in the same segment and in others. */
  readonly around?: Around
}

/** SQLite: the rows of `sqlite_schema`, as they stand. */
export interface StoredObject {
  readonly type: 'table' | 'index' | 'view' | 'trigger'
  readonly name: string
  readonly table: string
  /** `null` for the indexes that constraints make. */
  readonly sql: string | null
}
export type Ground = readonly StoredObject[]

export interface PlanContext {
  /** The oldest engine that the SQL must run on: `3.35`, `14`. */
  readonly target: string
  /** What the database holds right now; `null` where only `before` is known. */
  readonly ground: Ground | null
  /** Of the connection that the statements are for; default `switchable`. */
  readonly foreignKeys?: ForeignKeys
  /** As that connection says; default `true`. */
  readonly renamesAlone?: boolean
}

/** A question to the rows of a table before anything is done to it. */
export interface Precheck {
  readonly problem: RowProblem
  readonly table: string
  readonly column: string | null
  /** The constraint or index that the rows break, or the value that goes. */
  readonly part: string | null
  /** A `using` that would mend them; `null` where there is none to say. */
  readonly fill?: string | null
  /** How many rows stand in the way, as `n`. */
  readonly count: string
  /** Up to three of them, each as `example`. */
  readonly examples: string
}

export interface PrintRequest {
  readonly place: ExpressionPlace
  readonly sql: string
}

export interface Dialect {
  readonly name: DialectName
  readonly features: Features
  /** The target when the configuration names none. */
  readonly defaultTarget: string
  connect(url: string, options: ConnectOptions): Promise<Connection>
  /** The same over a connection that somebody else has opened, and that stays open. */
  adopt(given: unknown, options: ConnectOptions): Promise<Connection>
  /** Needs a connection that is inside no transaction: opens its own, mode `read`. */
  introspect(connection: Connection, scope: Scope): Promise<Introspection>
  readModels(
    exports: readonly ModelExport[],
    drizzle: DrizzleModules,
    options: ModelOptions,
  ): Models
  /** Canonical spelling of types, expressions and implied attributes. Idempotent. */
  normalize(schema: Schema): Schema
  /** What of a schema needs which extension, as far as its text tells. */
  extensionNeeds(schema: Schema): readonly ExtensionNeed[]
  /** What of a program older servers do not have; SQLite's plans follow the target instead. */
  versionNeeds(operations: readonly Operation[]): readonly VersionNeed[]
  /** The SQL expression that a change of type needs to convert old values; `null` where the engine needs none, UNWRITTEN where none is known. */
  readonly conversion: Conversion
  /** Those of the types that are not the engine's own: a domain, a type of an extension, an enum. */
  foreignTypes(types: readonly string[]): readonly string[]
  /** What a server that has these types says of them. */
  askTypes(connection: Connection, types: readonly string[]): Promise<AskedTypes>
  /** Cut a program into steps that are planned one after the other. */
  steps(operations: readonly Operation[], before: Schema, target: string): readonly Step[]
  plan(step: Step, context: PlanContext): readonly Statement[]
  /** What the rows are asked just before the step: an answer above zero refuses it. */
  prechecks(step: Step): readonly Precheck[]
  /** A sentence for each table that another tool seems to have left of a rebuild of this one. */
  leftovers(step: Step, ground: Ground): readonly string[]
  /** Tries a rebuild on an empty copy of the catalog; throws when something would no longer compile. */
  rehearse(step: Step, ground: Ground, statements: readonly Statement[]): Promise<void>
  /** Wrap what will be one rebuild into one batch, for the reader of the migration. */
  groupBatches(
    operations: readonly Operation[],
    before: Schema,
    target: string,
  ): readonly Operation[]
  /** The text that makes a stored object anew, where it is not the stored one to the byte. */
  creatable(object: StoredObject, ground: Ground): string
  /** The live catalog as far as plans need it; inside the caller's transaction. */
  readGround(connection: Connection): Promise<Ground | null>
  /** The same, or `null` where no view and no trigger hangs on anything, so that nothing of them can break. */
  readHanging(connection: Connection): Promise<Ground | null>
  /**
   * How this server prints each expression when it stands in that place of `schema`; `null` where the
   * server refuses it. Leaves no trace. Answers the texts unchanged where the dialect keeps texts.
   */
  print(
    connection: Connection,
    requests: readonly PrintRequest[],
    schema: Schema,
  ): Promise<readonly (string | null)[]>
  /** A text as a literal of the dialect. */
  literal(value: string | number | null): string
  /** An address as the dialect writes it. */
  identifier(name: ObjectName): string
  readonly script: ScriptForms
  readonly segments: SegmentForms
}
