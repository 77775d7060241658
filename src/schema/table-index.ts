/** The indexes of a table. */
import type { Expression } from './types.ts'

export interface Index {
  readonly name: string
  /** `false`: nobody gave the name; it is matched by structure. Ignored by equality. */
  readonly named: boolean
  readonly keys: readonly IndexKey[]
  readonly unique: boolean
  readonly where: Expression | null
  readonly method: string
  readonly include: readonly string[]
  readonly nullsNotDistinct: boolean
  /** Storage parameters, values as PostgreSQL prints them. */
  readonly with: Readonly<Record<string, string>>
  /** PostgreSQL; `null`: the database's own. */
  readonly tablespace: string | null
  /** PostgreSQL: CLUSTER puts the rows in its order. */
  readonly clustered: boolean
  /** PostgreSQL. */
  readonly comment: string | null
  /** SQLite: whether a UNIQUE constraint made it. Ignored by equality. */
  readonly origin: 'index' | 'constraint'
}
export const indexDefaults = {
  named: true,
  unique: false,
  where: null,
  method: 'btree',
  include: [],
  nullsNotDistinct: false,
  with: {},
  tablespace: null,
  clustered: false,
  comment: null,
  origin: 'index',
} as const

/** One key of an index: a column or an expression, never both. */
export interface IndexKey {
  readonly column: string | null
  readonly expression: Expression | null
  readonly order: 'asc' | 'desc'
  /** `null`: the dialect's default for this order. */
  readonly nulls: 'first' | 'last' | null
  readonly opclass: string | null
  /** PostgreSQL: what the operator class is told, such as `siglen`; values as it prints them. */
  readonly opclassParameters: Readonly<Record<string, string>>
  readonly collation: string | null
}
export const indexKeyDefaults = {
  column: null,
  expression: null,
  order: 'asc',
  nulls: null,
  opclass: null,
  opclassParameters: {},
  collation: null,
} as const
