/**
 * What a database looks like: plain readonly data. As JSON it is the snapshot.
 *
 * Below each interface stands its table of defaults: an attribute that is left out has that value.
 */
import type { Constraint } from './constraint.ts'
import type { Policy } from './policy.ts'
import type { Index } from './table-index.ts'

export {
  changeable,
  checkDefaults,
  foreignKeyDefaults,
  primaryKeyDefaults,
  uniqueDefaults,
} from './constraint.ts'
export type {
  Check,
  Constraint,
  ConstraintSet,
  Deferrable,
  ForeignKey,
  ForeignKeyAction,
  PrimaryKey,
  Unique,
} from './constraint.ts'
export { policyDefaults } from './policy.ts'
export { indexDefaults, indexKeyDefaults } from './table-index.ts'
export type { Index, IndexKey } from './table-index.ts'
export type { Policy, PolicyCommand } from './policy.ts'

/** SQL text as it was written, and as a server of that major version prints it. */
export interface Expression {
  readonly sql: string
  readonly printed?: { readonly text: string; readonly major: number }
}

/** A schema object's address: a bare name, or one with its namespace (never a dotted string). */
export type ObjectName = string | QualifiedName

export interface QualifiedName {
  readonly namespace: string | null
  readonly name: string
}

export interface Schema {
  readonly extensions: readonly Extension[]
  readonly roles: readonly Role[]
  readonly namespaces: readonly Namespace[]
  readonly enums: readonly Enum[]
  readonly sequences: readonly Sequence[]
  readonly tables: readonly Table[]
  readonly views: readonly View[]
}

/** PostgreSQL: a package of types, functions and operators that the server has installed. */
export interface Extension {
  readonly name: string
  /** Where its types, functions and operators stand; `null`: the default one. */
  readonly namespace: string | null
}
export const extensionDefaults = { namespace: null } as const

/** PostgreSQL: a role of the whole server, as Drizzle declares it; what else it may is nobody's concern here. */
export interface Role {
  readonly name: string
  readonly createDb: boolean
  readonly createRole: boolean
  readonly inherit: boolean
  readonly comment: string | null
}
export const roleDefaults = {
  createDb: false,
  createRole: false,
  inherit: true,
  comment: null,
} as const

/** What PostgreSQL calls a schema. The default one (`public`) is not listed: it is `null` in names. */
export interface Namespace {
  readonly name: string
  readonly comment: string | null
}
export const namespaceDefaults = { comment: null } as const

export interface Enum extends QualifiedName {
  readonly values: readonly string[]
  readonly comment: string | null
}
export const enumDefaults = { namespace: null, comment: null } as const

/** A sequence that is no column's counter: those of serial and identity columns belong to them. */
export interface Sequence extends QualifiedName {
  /** `smallint`, `integer` or `bigint`. */
  readonly type: string
  /** `null`: the bound that it counts from. */
  readonly start: string | null
  readonly increment: string
  /** `null` is the bound of the type. */
  readonly min: string | null
  readonly max: string | null
  readonly cache: string
  readonly cycle: boolean
  /** The column that it belongs to (OWNED BY): PostgreSQL lets it go with that one. */
  readonly ownedBy: SequenceOwner | null
  readonly comment: string | null
}
export interface SequenceOwner {
  /** In the sequence's own namespace. */
  readonly table: ObjectName
  readonly column: string
}
export const sequenceDefaults = {
  namespace: null,
  type: 'bigint',
  start: null,
  increment: '1',
  min: null,
  max: null,
  cache: '1',
  cycle: false,
  ownedBy: null,
  comment: null,
} as const

export interface View extends QualifiedName {
  /** The query alone, without CREATE VIEW. */
  readonly definition: Expression
  /** PostgreSQL: it keeps the rows that its query gave. */
  readonly materialized: boolean
  /** PostgreSQL: `check_option`, `security_barrier` …; of a materialized view its storage parameters. */
  readonly options: Readonly<Record<string, string>>
  /** PostgreSQL, of a materialized view: its access method; `null`: heap. */
  readonly method: string | null
  /** PostgreSQL, of a materialized view; `null`: the database's own. */
  readonly tablespace: string | null
  /** PostgreSQL, of a materialized view: filled when it is made. Ignored by equality. */
  readonly withData: boolean
  /** PostgreSQL, of a materialized view. */
  readonly indexes: readonly Index[]
  /** PostgreSQL. */
  readonly comment: string | null
}
export const viewDefaults = {
  namespace: null,
  materialized: false,
  options: {},
  method: null,
  tablespace: null,
  withData: true,
  indexes: [],
  comment: null,
} as const

export interface Table extends QualifiedName {
  /** In physical order, which equality ignores. */
  readonly columns: readonly Column[]
  readonly constraints: readonly Constraint[]
  readonly indexes: readonly Index[]
  /** PostgreSQL. Without row level security they are kept and do nothing. */
  readonly policies: readonly Policy[]
  /** PostgreSQL: rows are seen and changed as policies allow. https://www.postgresql.org/docs/current/ddl-rowsecurity.html */
  readonly rowSecurity: boolean
  /** PostgreSQL: the owner is bound by the policies, too. */
  readonly forceRowSecurity: boolean
  readonly comment: string | null
  /** PostgreSQL: its rows are lost in a crash. */
  readonly unlogged: boolean
  /** PostgreSQL: its access method; `null`: heap. */
  readonly method: string | null
  /** PostgreSQL; `null`: the database's own. */
  readonly tablespace: string | null
  /** PostgreSQL: storage parameters, values as it prints them. */
  readonly with: Readonly<Record<string, string>>
  /** SQLite: every value is checked against its column's type. https://sqlite.org/stricttables.html */
  readonly strict: boolean
  /** SQLite: the primary key is the storage key. https://sqlite.org/withoutrowid.html */
  readonly withoutRowid: boolean
}
export const tableDefaults = {
  namespace: null,
  constraints: [],
  indexes: [],
  policies: [],
  rowSecurity: false,
  forceRowSecurity: false,
  comment: null,
  unlogged: false,
  method: null,
  tablespace: null,
  with: {},
  strict: false,
  withoutRowid: false,
} as const

/** The attributes of a table besides its lists. */
export type TableOptions = Omit<
  Table,
  'namespace' | 'name' | 'columns' | 'constraints' | 'indexes' | 'policies'
>

export const tableOptions = [
  'rowSecurity',
  'forceRowSecurity',
  'comment',
  'unlogged',
  'method',
  'tablespace',
  'with',
  'strict',
  'withoutRowid',
] as const satisfies readonly (keyof TableOptions)[]

export interface Column {
  readonly name: string
  /** In the dialect's canonical spelling. */
  readonly type: string
  readonly nullable: boolean
  readonly default: Expression | null
  readonly generated: Generated | null
  /** PostgreSQL: GENERATED … AS IDENTITY. */
  readonly identity: Identity | null
  /** PostgreSQL, of a serial column: its sequence, where that is not the usual one. */
  readonly sequence: SerialSequence | null
  /** SQLite: an INTEGER PRIMARY KEY that never uses an id twice. */
  readonly autoincrement: boolean
  readonly collation: string | null
  /** PostgreSQL: `plain`, `external`, `extended` or `main`; `null`: as its type has it. */
  readonly storage: string | null
  /** PostgreSQL: `pglz` or `lz4`; `null`: the server's own. */
  readonly compression: string | null
  /** PostgreSQL: how closely ANALYZE looks at it; `null`: the server's own. */
  readonly statistics: number | null
  readonly comment: string | null
}
export const columnDefaults = {
  nullable: true,
  default: null,
  generated: null,
  identity: null,
  sequence: null,
  autoincrement: false,
  collation: null,
  storage: null,
  compression: null,
  statistics: null,
  comment: null,
} as const

export interface Generated {
  readonly expression: Expression
  readonly stored: boolean
}
export const generatedDefaults = { stored: true } as const

/** How the sequence behind a column counts. Numbers are decimal strings: a bigint does not fit into a JavaScript number. */
export interface Counter {
  readonly name: string | null
  readonly start: string
  readonly increment: string
  /** `null` is the bound of its type. */
  readonly min: string | null
  readonly max: string | null
  readonly cache: string
  readonly cycle: boolean
}
const counterDefaults = {
  name: null,
  start: '1',
  increment: '1',
  min: null,
  max: null,
  cache: '1',
  cycle: false,
} as const

/** Its sequence has the column's type. */
export interface Identity extends Counter {
  readonly always: boolean
}
export const identityDefaults = { always: false, ...counterDefaults } as const

/** The sequence behind a serial column. A `name` of `null` is `table_column_seq`, or the one that it has kept through renames. */
export interface SerialSequence extends Counter {
  /** `null`: the column's. */
  readonly type: string | null
}
export const serialSequenceDefaults = { type: null, ...counterDefaults } as const

export const emptySchema: Schema = {
  extensions: [],
  roles: [],
  namespaces: [],
  enums: [],
  sequences: [],
  tables: [],
  views: [],
}
