/** What a log entry keeps besides its columns: the way back, and what is not ours. */
import { createHash } from 'node:crypto'
import type { Introspection } from '../dialects/dialect.ts'
import { flatten } from '../operations/index.ts'
import type { Operation } from '../operations/index.ts'
import { canonicalTable } from '../schema/equal.ts'
import { show } from '../schema/names.ts'

/** The downgrade as JSON: operations as data; a data step cannot be kept and says so. */
export const downgradeJson = (operations: readonly Operation[]): string => {
  const flat = flatten(operations)
  const run = flat.some((op) => op.kind === 'run')
  return JSON.stringify(run ? { irreversible: 'run' } : { operations })
}

/** One thing in a database as it was seen: the hash changes when it does. */
export interface Seen {
  readonly kind: string
  readonly name: string
  readonly hash: string
}

const hash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16)

/** Everything in a database that could turn out not to be ours, with hashes. */
export const inventory = ({ schema, unmodelled }: Introspection): readonly Seen[] => [
  ...unmodelled.map(({ kind, name, definition }) => ({ kind, name, hash: hash(definition) })),
  ...schema.tables.map((table) => ({
    kind: 'table',
    name: show(table),
    hash: hash(JSON.stringify(canonicalTable(table))),
  })),
  ...schema.views.map((view) => ({
    kind: 'view',
    name: show(view),
    hash: hash(view.definition.printed?.text ?? view.definition.sql),
  })),
  ...schema.enums.map((item) => ({
    kind: 'enum',
    name: show(item),
    hash: hash(JSON.stringify(item.values)),
  })),
]

const isSeen = (value: unknown): value is Seen =>
  typeof value === 'object' &&
  value !== null &&
  ['kind', 'name', 'hash'].every((key) => typeof Reflect.get(value, key) === 'string')

/** The inventory that a log entry holds; `null` when it holds none. */
export const parseInventory = (json: string | null): readonly Seen[] | null => {
  if (json === null) return null
  const value: unknown = JSON.parse(json)
  return Array.isArray(value) ? value.filter(isSeen) : null
}
