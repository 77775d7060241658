/** Valid schemas and related pairs of them, for fast-check; both dialects can execute what they hold. */
import './law-seed.ts'
import fc from 'fast-check'
import { renameOperations } from '../../src/diff/rename-operations.ts'
import type { Rename } from '../../src/diff/rename-candidates.ts'
import type { ObjectKind } from '../../src/diff/rename-kinds.ts'
import { applyAll } from '../../src/operations/index.ts'
import { objectName } from '../../src/schema/names.ts'
import { emptySchema } from '../../src/schema/types.ts'
import type { QualifiedName, Schema } from '../../src/schema/types.ts'
import { mentions } from '../../src/util/tokens.ts'
import { editors } from './schema-edits.ts'
import type { Edit, EditKind } from './schema-edits.ts'
import type { SchemaSpace } from './schema-space.ts'

export { postgresSpace, sqliteSpace } from './schema-space.ts'
export type { SchemaSpace } from './schema-space.ts'

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
    .array(arbitraryEdit([...growing, ...growing, ...growing, ...growing, ...kinds]), {
      maxLength: 70,
      size: 'max',
    })
    .map((edits) => startOf(space, edits))

export interface SchemaPair {
  readonly before: Schema
  readonly after: Schema
  /** Renames that stand between them; all else is a change. */
  readonly renames: readonly Rename[]
}

/** One of the things under a new name. */
const pickRename = (
  kind: ObjectKind,
  items: readonly QualifiedName[],
  pick: number,
): readonly Rename[] => {
  const item = items[pick % Math.max(items.length, 1)]
  if (item === undefined) return []
  return [{ kind, from: objectName(item), to: objectName({ ...item, name: `${item.name}_new` }) }]
}

/** Renames of things that stand by themselves: what uses them follows. */
const objectRenames = (schema: Schema, picks: readonly number[]): readonly Rename[] => {
  const [first = 0, second = 0, third = 0] = picks
  return [
    ...(second % 2 === 0 ? pickRename('enum', schema.enums, first) : []),
    ...(third % 2 === 0 ? pickRename('sequence', schema.sequences, second) : []),
  ]
}

const valueRenames = (schema: Schema, picks: readonly number[]): readonly Rename[] => {
  const [first = 0, second = 0, third = 0] = picks
  const item = schema.enums[first % Math.max(schema.enums.length, 1)]
  const value = item?.values[second % Math.max(item.values.length, 1)]
  return item === undefined || value === undefined || third % 5 > 2
    ? []
    : [{ kind: 'value', enum: item.name, from: value, to: `${value}, newly` }]
}

/** Renames of things, columns and values, expressions that use them included; views over renamed tables go. */
const renamesIn = (
  schema: Schema,
  picks: readonly number[],
  { features }: SchemaSpace,
): readonly Rename[] => {
  const [first = 0, second = 0, third = 0] = picks
  const others = [...objectRenames(schema, picks), ...valueRenames(schema, picks)]
  const table = schema.tables[first % Math.max(schema.tables.length, 1)]
  if (table === undefined || third % 3 === 0) {
    const views = features.renamesViews ? schema.views : []
    return [...others, ...pickRename('view', views, first + second)]
  }
  const columns = table.columns.filter(({ name }) => name !== 'id')
  const column = columns[second % Math.max(columns.length, 1)]
  const byColumn: readonly Rename[] =
    column === undefined
      ? []
      : [{ kind: 'column', table: table.name, from: column.name, to: `${column.name}_new` }]
  const byTable = third % 2 === 0 ? pickRename('table', [table], 0) : []
  return [...byTable, ...byColumn, ...others]
}

const rename = (schema: Schema, renames: readonly Rename[]): Schema => {
  const names = renames.flatMap((item) => {
    if (item.kind === 'table') return [item.from]
    return item.kind === 'column' ? [item.table] : []
  })
  const isStale = (sql: string): boolean => names.some((name) => mentions(sql, String(name)))
  const stale = schema.views.filter(({ definition }) => isStale(definition.sql))
  const dependent = schema.views.filter(({ definition }) =>
    stale.some(({ name }) => mentions(definition.sql, name)),
  )
  const views = schema.views.filter((view) => !stale.includes(view) && !dependent.includes(view))
  const views2 = views.filter(
    ({ definition }) => !dependent.some(({ name }) => mentions(definition.sql, name)),
  )
  return applyAll({ ...schema, views: views2 }, renameOperations(renames, schema))
}

/** A schema, and what random edits (and renames, where asked) made of it. */
export const arbitraryPair = (
  space: SchemaSpace,
  options: { readonly renames?: boolean } = {},
): fc.Arbitrary<SchemaPair> =>
  fc
    .record({
      before: arbitrarySchema(space),
      edits: fc.array(arbitraryEdit(kinds), { maxLength: 20, size: 'max' }),
      picks: fc.array(fc.nat(60), { minLength: 3, maxLength: 3 }),
    })
    .map(({ before, edits, picks }) => {
      const renames = options.renames === true ? renamesIn(before, picks, space) : []
      return { before, renames, after: performAll(rename(before, renames), edits, space) }
    })
