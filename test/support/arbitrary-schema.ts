/** Valid schemas and related pairs of them, for fast-check; both dialects can execute what they hold. */
import fc from 'fast-check'
import { renameOperations } from '../../src/diff/renames.ts'
import type { Rename } from '../../src/diff/renames.ts'
import { applyAll } from '../../src/operations/index.ts'
import type { Features } from '../../src/schema/features.ts'
import { emptySchema } from '../../src/schema/types.ts'
import type { Schema } from '../../src/schema/types.ts'
import { mentions } from '../../src/util/tokens.ts'
import { editors } from './schema-edits.ts'
import type { Edit, EditKind } from './schema-edits.ts'

export interface TypeChoice {
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
  /** What a generated column may be. */
  readonly stored: readonly boolean[]
  /** Types that values of a type survive becoming, there and back. */
  readonly conversions: Readonly<Record<string, readonly string[]>>
}

export const sqliteSpace: SchemaSpace = {
  features: {
    namespaces: false,
    enums: false,
    forwardReferences: true,
    rebuilds: true,
    viewsBlockAlter: false,
    primaryKeyNotNull: false,
    printsExpressions: false,
    uniqueIsIndex: true,
  },
  types: [
    { type: 'integer', defaults: ['0', '18'], checks: ['$ >= 0', '$ < 1000000'] },
    { type: 'text', defaults: ["'x'", "'it''s'"], checks: ['length($) > 0', "$ <> 'bad'"] },
    { type: 'real', defaults: ['0.5'], checks: ['$ >= 0'] },
  ],
  keyType: 'integer',
  keySuffix: 'pk',
  stored: [true, false],
  conversions: { integer: ['real'], real: ['integer'] },
}

export const postgresSpace: SchemaSpace = {
  features: {
    namespaces: true,
    enums: true,
    forwardReferences: false,
    rebuilds: false,
    viewsBlockAlter: true,
    primaryKeyNotNull: true,
    printsExpressions: true,
    uniqueIsIndex: false,
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
  stored: [true],
  conversions: {
    integer: ['bigint'],
    bigint: ['integer'],
    text: ['character varying(80)'],
    'character varying(80)': ['text'],
  },
}

const kinds = Object.keys(editors) as readonly EditKind[]

/** Growing ones often enough that there is something to change. */
const growing = kinds.filter((kind) => kind.startsWith('add'))

const arbitraryEdit = (of: readonly EditKind[]): fc.Arbitrary<Edit> =>
  fc.record({
    kind: fc.constantFrom(...of),
    picks: fc.array(fc.nat(60), { minLength: 6, maxLength: 6 }),
  })

const perform = (schema: Schema, { kind, picks }: Edit, space: SchemaSpace): Schema =>
  editors[kind]({
    schema,
    space,
    pick: (at, items) => items[(picks[at] ?? 0) % Math.max(items.length, 1)],
  })

const performAll = (schema: Schema, edits: readonly Edit[], space: SchemaSpace): Schema =>
  edits.reduce((current, edit) => perform(current, edit, space), schema)

const startOf = (space: SchemaSpace, edits: readonly Edit[]): Schema => {
  const table = (picks: readonly number[]): Edit => ({ kind: 'addTable', picks })
  return performAll(emptySchema, [table([0]), table([1]), ...edits], space)
}

/** A valid schema. */
export const arbitrarySchema = (space: SchemaSpace): fc.Arbitrary<Schema> =>
  fc
    .array(arbitraryEdit([...growing, ...growing, ...kinds]), { maxLength: 40 })
    .map((edits) => startOf(space, edits))

export interface SchemaPair {
  readonly before: Schema
  readonly after: Schema
  /** Renames that stand between them; all else is a change. */
  readonly renames: readonly Rename[]
}

/** Renames of columns, expressions that use them included, and of a table; views over them go. */
const renamesIn = (schema: Schema, picks: readonly number[]): readonly Rename[] => {
  const [first = 0, second = 0, third = 0] = picks
  const table = schema.tables[first % Math.max(schema.tables.length, 1)]
  if (table === undefined || third % 3 === 0) return []
  const columns = table.columns.filter(({ name }) => name !== 'id')
  const column = columns[second % Math.max(columns.length, 1)]
  const byColumn: readonly Rename[] =
    column === undefined
      ? []
      : [{ kind: 'column', table: table.name, from: column.name, to: `${column.name}_new` }]
  const byTable: readonly Rename[] =
    third % 2 === 0 ? [{ kind: 'table', from: table.name, to: `${table.name}_new` }] : []
  return [...byTable, ...byColumn]
}

const rename = (schema: Schema, renames: readonly Rename[]): Schema => {
  const names = renames.map((item) => (item.kind === 'table' ? item.from : item.table))
  const isStale = (sql: string): boolean => names.some((name) => mentions(sql, String(name)))
  const stale = schema.views.filter(({ definition }) => isStale(definition.sql))
  const dependent = schema.views.filter(({ definition }) =>
    stale.some(({ name }) => mentions(definition.sql, name)),
  )
  const views = schema.views.filter((view) => !stale.includes(view) && !dependent.includes(view))
  const views2 = views.filter(
    ({ definition }) => !dependent.some(({ name }) => mentions(definition.sql, name)),
  )
  return applyAll({ ...schema, views: views2 }, renameOperations(renames))
}

/** A schema, and what random edits (and renames, where asked) made of it. */
export const arbitraryPair = (
  space: SchemaSpace,
  options: { readonly renames?: boolean } = {},
): fc.Arbitrary<SchemaPair> =>
  fc
    .record({
      before: arbitrarySchema(space),
      edits: fc.array(arbitraryEdit(kinds), { maxLength: 15 }),
      picks: fc.array(fc.nat(60), { minLength: 3, maxLength: 3 }),
    })
    .map(({ before, edits, picks }) => {
      const renames = options.renames === true ? renamesIn(before, picks) : []
      return { before, renames, after: performAll(rename(before, renames), edits, space) }
    })
