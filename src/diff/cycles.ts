/** Foreign keys that have to stand apart so that their tables can be created one after the other. */
import { compareNames, nameKey } from '../schema/names.ts'
import type { ForeignKey, Table } from '../schema/types.ts'

/** A foreign key with the table that holds it. */
export interface HeldKey {
  readonly table: Table
  readonly foreignKey: ForeignKey
}

/** The foreign keys of a table that point at another one of `targets`. */
const keysInto = (table: Table, targets: ReadonlySet<string>): readonly ForeignKey[] =>
  table.constraints
    .filter((item) => item.kind === 'foreignKey')
    .filter(({ references }) => {
      const target = nameKey(references.table)
      return target !== nameKey(table) && targets.has(target)
    })

const keySet = (tables: readonly Table[]): ReadonlySet<string> => new Set(tables.map(nameKey))

/** Sets of tables that reach each other by foreign keys (Tarjan), those of one table left out. */
const knots = (tables: readonly Table[]): readonly (readonly Table[])[] => {
  const names = keySet(tables)
  const byName = new Map(tables.map((table) => [nameKey(table), table]))
  const order = new Map<string, number>()
  const low = new Map<string, number>()
  const stack: string[] = []
  const open = new Set<string>()
  const found: Table[][] = []
  const lower = (key: string, value: number | undefined): void => {
    low.set(key, Math.min(low.get(key) ?? Infinity, value ?? Infinity))
  }
  const close = (key: string): void => {
    const members = stack.splice(stack.indexOf(key))
    for (const member of members) open.delete(member)
    if (members.length > 1) found.push(members.flatMap((member) => byName.get(member) ?? []))
  }
  const visit = (key: string, table: Table): void => {
    order.set(key, order.size)
    low.set(key, order.get(key) ?? 0)
    stack.push(key)
    open.add(key)
    for (const { references } of keysInto(table, names)) {
      const next = nameKey(references.table)
      const target = byName.get(next)
      if (target === undefined) continue
      if (!order.has(next)) {
        visit(next, target)
        lower(key, low.get(next))
      } else if (open.has(next)) lower(key, order.get(next))
    }
    if (low.get(key) === order.get(key)) close(key)
  }
  for (const [key, table] of byName) if (!order.has(key)) visit(key, table)
  return found
}

const untie = (knot: readonly Table[]): readonly HeldKey[] => {
  const names = keySet(knot)
  const [first] = knot
    .map((table) => ({ table, keys: keysInto(table, names) }))
    .toSorted((a, b) => a.keys.length - b.keys.length || compareNames(a.table, b.table))
  if (first === undefined) return []
  const rest = knot.filter((table) => table !== first.table)
  return [
    ...first.keys.map((foreignKey) => ({ table: first.table, foreignKey })),
    ...cutCycles(rest),
  ]
}

/**
 * Foreign keys without which no cycle is left among the tables. In each knot the table with the fewest
 * keys into it, the first by name, is freed; then what is left is looked at again.
 */
export const cutCycles = (tables: readonly Table[]): readonly HeldKey[] =>
  knots(tables.toSorted(compareNames)).flatMap(untie)

/** The tables without the foreign keys that were cut out of them. */
export const withoutCut = (tables: readonly Table[], cut: readonly HeldKey[]): readonly Table[] => {
  if (cut.length === 0) return tables
  const keys = new Set(cut.map(({ foreignKey }) => foreignKey))
  return tables.map((table) => ({
    ...table,
    constraints: table.constraints.filter((item) => item.kind !== 'foreignKey' || !keys.has(item)),
  }))
}
