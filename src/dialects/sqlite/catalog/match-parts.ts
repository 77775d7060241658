/** Finds the constraints and UNIQUEs of a model in a stored text, where unnamed ones may be called otherwise. */
import { equal } from '../../../schema/equal.ts'
import { emptySchema } from '../../../schema/types.ts'
import type { Table } from '../../../schema/types.ts'
import { normalize } from '../normalize.ts'
import type { Origin, ReadTable } from './read-table.ts'

interface Part {
  readonly name: string
  readonly named: boolean
}

export interface StoredParts {
  /** By the name in the model. */
  readonly constraints: ReadonlyMap<string, Origin>
  readonly uniques: ReadonlyMap<string, Origin>
}

const sameButName = (a: Part, b: Part): boolean => equal({ ...a, name: '' }, { ...b, name: '' })

const match = (
  parts: readonly Part[],
  stored: readonly Part[],
  origins: ReadonlyMap<string, Origin>,
): ReadonlyMap<string, Origin> => {
  const known = new Set(parts.map(({ name }) => name))
  const unnamed = stored.filter(({ name, named }) => !named && !known.has(name))
  const found = new Map<string, Origin>()
  for (const part of parts) {
    const exact = origins.get(part.name)
    const at = exact ? -1 : unnamed.findIndex((item) => sameButName(item, part))
    const [alike] = at < 0 ? [] : unnamed.splice(at, 1)
    const origin = exact ?? (alike && origins.get(alike.name))
    if (origin !== undefined) found.set(part.name, origin)
  }
  return found
}

/** Where each constraint and UNIQUE of the model stands in the stored text. */
export const matchParts = (model: Table, read: ReadTable): StoredParts => {
  const [stored = read.table] = normalize({ ...emptySchema, tables: [read.table] }).tables
  const uniques = model.indexes.filter(({ origin }) => origin === 'constraint')
  return {
    constraints: match(model.constraints, stored.constraints, read.constraints),
    uniques: match(uniques, stored.indexes, read.uniques),
  }
}
