/** What models cannot declare stays as it is. */
import { isSerialType } from '../schema/counters.ts'
import { constraintUsesColumn } from '../operations/dependents.ts'
import { equal } from '../schema/equal.ts'
import { emptyAsNone, mapComments } from '../schema/comments.ts'
import type { Commented } from '../schema/comments.ts'
import { nameKey } from '../schema/names.ts'
import { hasOwner } from '../schema/owners.ts'
import type {
  Column,
  Constraint,
  Index,
  IndexKey,
  Schema,
  Sequence,
  SequenceOwner,
  Table,
} from '../schema/types.ts'
import type { Undeclared } from '../schema/undeclared.ts'
import { heldIndexes } from './inherit-views.ts'
import { onlyMatch } from './lists.ts'
import { sameConstraint, sameIndex } from './structure.ts'

/** Whether an attribute says nothing: a custom type or a key that is SQL may say what builders cannot. */
const isSilent = (value: unknown): boolean =>
  value === null ||
  value === false ||
  (typeof value === 'object' && Object.keys(value).length === 0)

/** The value with its comment, and those of the keys, taken from the other one where it is silent about them. */
const take = <T extends object>(value: T, other: T, keys: readonly string[]): T => {
  const differs = (key: string): boolean =>
    key in other &&
    (!(key in value) || isSilent(Reflect.get(value, key))) &&
    Reflect.get(other, key) !== Reflect.get(value, key)
  const taken = ['comment', ...keys].filter(differs).map((key) => [key, Reflect.get(other, key)])
  return taken.length === 0 ? value : { ...value, ...Object.fromEntries(taken) }
}

const named = <T extends { readonly name: string }>(
  items: readonly T[],
  others: readonly T[],
  inherit: (item: T, other: T) => T,
  wasRenamed: (item: T, other: T) => boolean = () => false,
): readonly T[] => {
  const left = others.filter(({ name }) => !items.some((item) => item.name === name))
  return items.map((item, index) => {
    const beside = others[index]
    const other =
      beside?.name === item.name
        ? beside
        : (others.find(({ name }) => name === item.name) ??
          onlyMatch(left, (one) => wasRenamed(item, one)))
    return other === undefined ? item : inherit(item, other)
  })
}

const inheritKey = (
  key: IndexKey,
  other: IndexKey | undefined,
  keys: readonly string[],
): IndexKey => {
  const same =
    other !== undefined && key.column === other.column && equal(key.expression, other.expression)
  return same ? take(key, other, keys) : key
}

const inheritIndex = (index: Index, other: Index, undeclared: Undeclared): Index => ({
  ...take(index, other, undeclared.index),
  keys: index.keys.map((key, position) =>
    inheritKey(key, other.keys[position], undeclared.indexKey),
  ),
})

const inheritConstraint = (
  constraint: Constraint,
  other: Constraint,
  undeclared: Undeclared,
): Constraint =>
  constraint.kind === other.kind ? take(constraint, other, undeclared.constraint) : constraint

/** Exclusion constraints are written by hand alone; one goes with the columns that it looks at. */
const heldExclusions = (table: Table, other: Table): readonly Constraint[] => {
  const kept = new Set(table.columns.map(({ name }) => name))
  const gone = other.columns.filter(({ name }) => !kept.has(name))
  return other.constraints.filter(
    (item) => item.kind === 'exclude' && !gone.some(({ name }) => constraintUsesColumn(item, name)),
  )
}

/** A sequence stands behind a serial alone. */
const inheritColumn = (column: Column, other: Column, keys: readonly string[]): Column => {
  const inherited = take(column, other, keys)
  const { sequence, type } = inherited
  return sequence === null || isSerialType(type) ? inherited : { ...inherited, sequence: null }
}

const inheritTable = (table: Table, other: Table, undeclared: Undeclared): Table => ({
  ...take(table, other, undeclared.table),
  columns: named(table.columns, other.columns, (a, b) => inheritColumn(a, b, undeclared.column)),
  constraints: [
    ...named(
      table.constraints,
      other.constraints,
      (a, b) => inheritConstraint(a, b, undeclared),
      (a, b) => sameConstraint(a, b, undeclared),
    ),
    ...heldExclusions(table, other),
  ],
  indexes: named(
    table.indexes,
    other.indexes,
    (a, b) => inheritIndex(a, b, undeclared),
    (a, b) => sameIndex(a, b, undeclared),
  ),
  policies: commented(table.policies, other.policies, bareName),
})

/** An empty comment says that there is none, and not that nothing is said. */
export const withoutEmptyComments = (schema: Schema): Schema => mapComments(schema, emptyAsNone)

/** Each with the comment of the one of its name, where it has none itself. */
const commented = <T extends Commented>(
  items: readonly T[],
  others: readonly T[],
  keyOf: (item: T) => string,
): readonly T[] => {
  const byKey = new Map(others.map((item) => [keyOf(item), item]))
  return items.map((item) => {
    const other = byKey.get(keyOf(item))
    return other === undefined ? item : take(item, other, [])
  })
}

const bareName = ({ name }: { readonly name: string }): string => name

/**
 * The models with the extensions of the base, which may be there for what no model shows, and where these stand. What the base
 * could not be without, and never made, somebody else makes: the models do not make it either.
 */
export const inheritExtensions = (
  models: Schema,
  base: Schema,
  needed: readonly { readonly name: string }[],
): Schema => {
  const present = new Set([...base.extensions, ...needed].map(({ name }) => name))
  const added = models.extensions.filter(({ name }) => !present.has(name))
  const homes = base.namespaces.filter(
    ({ name }) =>
      base.extensions.some(({ namespace }) => namespace === name) &&
      !models.namespaces.some((item) => item.name === name),
  )
  return {
    ...models,
    extensions: [...base.extensions, ...added],
    namespaces: [...models.namespaces, ...homes],
  }
}

/**
 * The models with every attribute that they cannot declare taken from the object of the same name in
 * the base. Names must be adopted and the base renamed before.
 */
export const inheritUndeclared = (models: Schema, base: Schema, undeclared: Undeclared): Schema => {
  const tables = new Map(base.tables.map((table) => [nameKey(table), table]))
  const views = new Map(base.views.map((view) => [nameKey(view), view]))
  const sequences = new Map(base.sequences.map((item) => [nameKey(item), item]))
  const ownerOf = (item: Sequence): SequenceOwner | null => {
    const owner = sequences.get(nameKey(item))?.ownedBy ?? null
    return owner !== null && hasOwner(models, owner) ? owner : null
  }
  return {
    ...models,
    // Drizzle declares neither a sequence's type nor its owner.
    sequences: commented(models.sequences, base.sequences, nameKey).map((item) => ({
      ...item,
      type: sequences.get(nameKey(item))?.type ?? item.type,
      ownedBy: ownerOf(item),
    })),
    roles: commented(models.roles, base.roles, bareName),
    namespaces: commented(models.namespaces, base.namespaces, bareName),
    enums: commented(models.enums, base.enums, nameKey),
    views: commented(models.views, base.views, nameKey).map((view) => {
      const other = views.get(nameKey(view))
      return other === undefined ? view : { ...view, indexes: heldIndexes(view, other) }
    }),
    tables: models.tables.map((table) => {
      const other = tables.get(nameKey(table))
      return other === undefined || other === table ? table : inheritTable(table, other, undeclared)
    }),
  }
}
