/** What generated schemas of each dialect are made of. */
import type { Features } from '../../src/schema/features.ts'

interface TypeChoice {
  readonly type: string
  readonly defaults: readonly string[]
  /** Conditions that hold for every default and for small seeded values; `$` is the column. */
  readonly checks: readonly string[]
}

/** What the schemas of one dialect are made of. */
export interface SchemaSpace {
  readonly features: Features
  readonly types: readonly TypeChoice[]
  readonly keyType: string
  readonly keySuffix: string
  readonly policies: boolean
  /** What a generated column may be. */
  readonly stored: readonly boolean[]
  /** Types that values of a type survive becoming, there and back. */
  readonly conversions: Readonly<Record<string, readonly string[]>>
}

export const sqliteSpace: SchemaSpace = {
  features: {
    namespaces: false,
    enums: false,
    comments: false,
    forwardReferences: true,
    sharesTransactions: true,
    rebuilds: true,
    viewsBlockAlter: false,
    renamesViews: false,
    primaryKeyNotNull: false,
    printsExpressions: false,
    onlineForms: false,
    altersConstraints: false,
    uniqueIsIndex: true,
    keysAreRelations: false,
  },
  types: [
    { type: 'integer', defaults: ['0', '18'], checks: ['$ >= 0', '$ < 1000000'] },
    { type: 'text', defaults: ["'x'", "'it''s'"], checks: ['length($) > 0', "$ <> 'bad'"] },
    { type: 'real', defaults: ['0.5'], checks: ['$ >= 0'] },
  ],
  keyType: 'integer',
  keySuffix: 'pk',
  policies: false,
  stored: [true, false],
  conversions: { integer: ['real'], real: ['integer'] },
}

export const postgresSpace: SchemaSpace = {
  features: {
    namespaces: true,
    enums: true,
    comments: true,
    forwardReferences: false,
    sharesTransactions: false,
    rebuilds: false,
    viewsBlockAlter: true,
    renamesViews: true,
    primaryKeyNotNull: true,
    printsExpressions: true,
    onlineForms: false,
    altersConstraints: true,
    uniqueIsIndex: false,
    keysAreRelations: true,
  },
  types: [
    { type: 'integer', defaults: ['0', '18'], checks: ['$ >= 0', '$ < 1000000'] },
    { type: 'text', defaults: ["'x'", "'it''s'"], checks: ['length($) > 0', "$ <> 'bad'"] },
    { type: 'double precision', defaults: ['0.5'], checks: ['$ >= 0'] },
    { type: 'boolean', defaults: ['true', 'false'], checks: [] },
    { type: 'character varying(80)', defaults: ["'y'"], checks: ["$ IN ('y', 'z', 'seed')"] },
    { type: 'bigint', defaults: ['7'], checks: ['$ >= 0'] },
  ],
  keyType: 'integer',
  keySuffix: 'pkey',
  policies: true,
  stored: [true],
  conversions: {
    integer: ['bigint'],
    bigint: ['integer'],
    text: ['character varying(80)'],
    'character varying(80)': ['text'],
  },
}
