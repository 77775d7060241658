/** The constraints of a table, one list by kind. */
import type { Expression, ObjectName } from './types.ts'

export type Constraint = PrimaryKey | Unique | ForeignKey | Check | Exclude

interface Named {
  readonly name: string
  /** `false`: nobody gave the name; it is matched by structure. Ignored by equality. */
  readonly named: boolean
  /** PostgreSQL. */
  readonly comment: string | null
}
const namedDefaults = { named: true, comment: null } as const

/** What a primary key and a unique constraint have alike: an index of their own. */
interface Key extends Named {
  readonly columns: readonly string[]
  /** PostgreSQL 18: the last column is a range, in which no two may overlap (WITHOUT OVERLAPS). */
  readonly period: boolean
  /** PostgreSQL: columns that its index holds beside the key. */
  readonly include: readonly string[]
  readonly deferrable: Deferrable | null
  /** PostgreSQL: storage parameters of its index, values as it prints them. */
  readonly with: Readonly<Record<string, string>>
  /** PostgreSQL, of its index; `null`: the database's own. */
  readonly tablespace: string | null
  /** PostgreSQL: CLUSTER puts the rows in the order of its index. */
  readonly clustered: boolean
}

export interface PrimaryKey extends Key {
  readonly kind: 'primaryKey'
}
export const primaryKeyDefaults = {
  ...namedDefaults,
  period: false,
  include: [],
  deferrable: null,
  with: {},
  tablespace: null,
  clustered: false,
} as const

export interface Unique extends Key {
  readonly kind: 'unique'
  readonly nullsNotDistinct: boolean
}
export const uniqueDefaults = { ...primaryKeyDefaults, nullsNotDistinct: false } as const

export interface ForeignKey extends Named {
  readonly kind: 'foreignKey'
  readonly columns: readonly string[]
  readonly references: { readonly table: ObjectName; readonly columns: readonly string[] }
  readonly onDelete: ForeignKeyAction
  readonly onUpdate: ForeignKeyAction
  /** PostgreSQL: the columns that SET NULL and SET DEFAULT on a deletion are about; none: all of them. */
  readonly onDeleteColumns: readonly string[]
  /** PostgreSQL, MATCH FULL: of several columns all are NULL, or none is. */
  readonly matchFull: boolean
  /** PostgreSQL 18: the last column is a range that rows of the other table must cover (PERIOD). */
  readonly period: boolean
  readonly deferrable: Deferrable | null
  /** PostgreSQL: rows that were there before it are not looked at. */
  readonly notValid: boolean
  /** PostgreSQL 18: no row is looked at. */
  readonly notEnforced: boolean
}
export const foreignKeyDefaults = {
  ...namedDefaults,
  onDelete: 'no action',
  onUpdate: 'no action',
  onDeleteColumns: [],
  matchFull: false,
  period: false,
  deferrable: null,
  notValid: false,
  notEnforced: false,
} as const

export type ForeignKeyAction = 'no action' | 'restrict' | 'cascade' | 'set null' | 'set default'
/** When a deferrable constraint is checked unless a transaction says otherwise. */
export type Deferrable = 'initially immediate' | 'initially deferred'

export interface Check extends Named {
  readonly kind: 'check'
  readonly expression: Expression
  /** PostgreSQL: rows that were there before it are not looked at. */
  readonly notValid: boolean
  /** PostgreSQL 18: no row is looked at. */
  readonly notEnforced: boolean
  /** PostgreSQL: tables that inherit do not have it. */
  readonly noInherit: boolean
}
export const checkDefaults = {
  ...namedDefaults,
  notValid: false,
  notEnforced: false,
  noInherit: false,
} as const

/** PostgreSQL: no two rows may be in conflict. https://www.postgresql.org/docs/current/sql-createtable.html#SQL-CREATETABLE-EXCLUDE */
export interface Exclude extends Named {
  readonly kind: 'exclude'
  /** What stands behind EXCLUDE: `USING gist (room WITH =, during WITH &&)`, predicate and deferral included. */
  readonly definition: Expression
}
export const excludeDefaults = namedDefaults

/** What a constraint may change and stay the one that it is, by its kind; PostgreSQL does it in place, or nearly. */
export const changeable = {
  primaryKey: ['with', 'tablespace', 'clustered'],
  unique: ['with', 'tablespace', 'clustered'],
  foreignKey: ['notValid', 'deferrable'],
  check: ['notValid'],
  exclude: [],
} as const satisfies Readonly<Record<Constraint['kind'], readonly string[]>>

/** The attributes that change. */
export interface ConstraintSet {
  readonly notValid?: boolean
  readonly deferrable?: Deferrable | null
  readonly with?: Readonly<Record<string, string>>
  readonly tablespace?: string | null
  readonly clustered?: boolean
}
