/** A run of operations on one table, summed up: what of the table before is in the table after. */
import { applyAll } from '../../operations/index.ts'
import { findTable } from '../../schema/edit.ts'
import type { ColumnSet } from '../../schema/spec.ts'
import type { Schema, Table } from '../../schema/types.ts'
import { tableOf } from './runs.ts'
import type { RunOperation } from './runs.ts'

/** Where a column of the table after comes from. */
export interface ColumnSource {
  /** The column of the table before; `null` for a new one. */
  readonly from: string | null
  /** An expression over the old row that gives its values. */
  readonly using: string | null
  readonly altered: ReadonlySet<keyof ColumnSet>
}

export interface TableChange {
  readonly before: Table
  readonly after: Table
  /** By name after. */
  readonly columns: ReadonlyMap<string, ColumnSource>
  /** Name after → name before, `null` for a new one. */
  readonly constraints: ReadonlyMap<string, string | null>
  readonly indexes: ReadonlyMap<string, string | null>
}

interface Draft {
  readonly columns: Map<string, ColumnSource>
  readonly constraints: Map<string, string | null>
  readonly indexes: Map<string, string | null>
}

const rename = <T>(map: Map<string, T>, from: string, to: string): void => {
  const value = map.get(from)
  if (value === undefined) return
  map.delete(from)
  map.set(to, value)
}

const unchanged = (name: string): ColumnSource => ({ from: name, using: null, altered: new Set() })

const alter = (draft: Draft, name: string, op: { set: ColumnSet; using: string | null }): void => {
  const source = draft.columns.get(name)
  if (source === undefined) return
  const keys = Object.keys(op.set) as (keyof ColumnSet)[]
  draft.columns.set(name, {
    from: source.from,
    using: op.using ?? source.using,
    altered: new Set([...source.altered, ...keys]),
  })
}

const record = (draft: Draft, op: RunOperation): void => {
  switch (op.kind) {
    case 'addColumn':
      draft.columns.set(op.column.name, { from: null, using: null, altered: new Set() })
      return
    case 'dropColumn':
      draft.columns.delete(op.name)
      return
    case 'renameColumn':
      rename(draft.columns, op.from, op.to)
      return
    case 'alterColumn':
      alter(draft, op.name, op)
      return
    case 'addConstraint':
      draft.constraints.set(op.constraint.name, null)
      return
    case 'dropConstraint':
      draft.constraints.delete(op.name)
      return
    case 'renameConstraint':
      rename(draft.constraints, op.from, op.to)
      return
    case 'createIndex':
      draft.indexes.set(op.index.name, null)
      return
    case 'dropIndex':
      draft.indexes.delete(op.name)
      return
    case 'renameIndex':
      rename(draft.indexes, op.from, op.to)
      return
    case 'alterTable':
  }
}

const ownNames = (parts: readonly { readonly name: string }[]) =>
  new Map<string, string | null>(parts.map(({ name }) => [name, name]))

/** Sums up a run; all its operations work on the table of the first. */
export const summarize = (operations: readonly RunOperation[], schema: Schema): TableChange => {
  const [first] = operations
  if (first === undefined) throw new Error('an empty run changes no table')
  const before = findTable(schema, tableOf(first))
  const after = findTable(applyAll(schema, operations), tableOf(first))
  const draft: Draft = {
    columns: new Map(before.columns.map(({ name }) => [name, unchanged(name)])),
    constraints: ownNames(before.constraints),
    indexes: ownNames(before.indexes),
  }
  for (const op of operations) record(draft, op)
  return { before, after, ...draft }
}
