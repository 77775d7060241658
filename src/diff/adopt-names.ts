/** Names that nobody gave are matched by structure. */
import type { Features } from '../schema/features.ts'
import { compareText, nameKey } from '../schema/names.ts'
import type { Schema, Table } from '../schema/types.ts'
import { nothingUndeclared } from '../schema/undeclared.ts'
import type { Undeclared } from '../schema/undeclared.ts'
import { sameConstraint, sameIndex } from './structure.ts'

interface Named {
  readonly name: string
  readonly named: boolean
}

const byName = (a: Named, b: Named): number => compareText(a.name, b.name)

interface Adopting<T> {
  readonly same: (a: T, b: T) => boolean
  /** Names that something new of another table has. */
  readonly taken: ReadonlySet<string>
}

/** The unnamed items' new names: each object of `others` serves once. */
const adoptions = <T extends Named>(
  items: readonly T[],
  others: readonly T[],
  { same, taken }: Adopting<T>,
): ReadonlyMap<T, string> => {
  const adopted = new Map<T, string>()
  const unnamed = items.filter(({ named }) => !named).toSorted(byName)
  const used = new Set([...taken, ...items.filter(({ named }) => named).map(({ name }) => name)])
  const free = (item: T): readonly T[] =>
    others.filter((other) => !used.has(other.name) && same(item, other)).toSorted(byName)
  const take = (item: T, name: string): void => {
    adopted.set(item, name)
    used.add(name)
  }
  for (const item of unnamed) {
    const other = others.find(({ name }) => name === item.name)
    if (other !== undefined && !used.has(item.name) && same(item, other)) take(item, item.name)
  }
  for (const item of unnamed) {
    if (!adopted.has(item) && free(item).length === 0) used.add(item.name)
  }
  for (const item of unnamed) {
    const [first] = adopted.has(item) ? [] : free(item)
    if (first !== undefined) take(item, first.name)
  }
  return adopted
}

const rename = <T extends Named>(
  items: readonly T[],
  others: readonly T[],
  adopting: Adopting<T>,
): readonly T[] => {
  const isSettled = (item: T): boolean =>
    item.named || others.some((other) => other.name === item.name && adopting.same(item, other))
  if (items.every(isSettled)) return items
  const adopted = adoptions(items, others, adopting)
  return items.map((item) => {
    const name = adopted.get(item) ?? item.name
    return name === item.name ? item : { ...item, name }
  })
}

interface Context {
  readonly undeclared: Undeclared
  readonly taken: ReadonlySet<string>
}

const adoptInTable = (table: Table, other: Table, { undeclared, taken }: Context): Table => ({
  ...table,
  constraints: rename(table.constraints, other.constraints, {
    same: (a, b) => sameConstraint(a, b, undeclared),
    taken,
  }),
  indexes: rename(table.indexes, other.indexes, {
    same: (a, b) => sameIndex(a, b, undeclared),
    taken,
  }),
})

interface Seen {
  readonly features: Pick<Features, 'keysAreRelations'>
  /** What the first schema cannot say. */
  readonly undeclared?: Undeclared
}

/** The names of a table that are one's alone in a namespace: those of its indexes. */
const indexNames = (
  { constraints, indexes }: Table,
  { keysAreRelations }: Seen['features'],
): readonly string[] => [
  ...constraints
    .filter(({ kind }) => keysAreRelations && kind !== 'foreignKey' && kind !== 'check')
    .map(({ name }) => name),
  ...indexes.map(({ name }) => name),
]

const NONE: ReadonlySet<string> = new Set()

/** The names that indexes of new tables have, by namespace. */
const takenBy = (
  tables: readonly Table[],
  features: Seen['features'],
): ReadonlyMap<string | null, ReadonlySet<string>> => {
  const taken = new Map<string | null, Set<string>>()
  for (const table of tables) {
    const names = taken.get(table.namespace) ?? new Set()
    for (const name of indexNames(table, features)) names.add(name)
    taken.set(table.namespace, names)
  }
  return taken
}

/**
 * The first schema with each constraint and index that is `named: false` under the name of the one
 * object of the same structure in the other schema (ties: equal name, then first by name). Attributes
 * in `undeclared` do not count, and names that a new table has are left to that. The other schema must already have its tables and columns renamed.
 */
export const adoptNames = (
  schema: Schema,
  other: Schema,
  { features, undeclared = nothingUndeclared }: Seen,
): Schema => {
  const others = new Map(other.tables.map((table) => [nameKey(table), table]))
  const taken = takenBy(
    schema.tables.filter((table) => !others.has(nameKey(table))),
    features,
  )
  return {
    ...schema,
    tables: schema.tables.map((table) => {
      const match = others.get(nameKey(table))
      return match === undefined || match === table
        ? table
        : adoptInTable(table, match, { undeclared, taken: taken.get(table.namespace) ?? NONE })
    }),
  }
}
