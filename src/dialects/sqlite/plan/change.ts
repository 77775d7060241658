/** A run of operations on one table, summed up: what of the table before is in the table after. */
import { apply, applyAll, definitions } from '../../../operations/index.ts'
import type { Operation } from '../../../operations/index.ts'
import { findTable } from '../../../schema/edit.ts'
import type { ColumnSet } from '../../../schema/spec.ts'
import type { ObjectName, Schema, Table } from '../../../schema/types.ts'
import { quote } from '../../shared.ts'
import { isRunOperation, tableOf } from './runs.ts'
import { endsInLineComment } from '../parse/tokens.ts'
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
  /** Whether the columns stand as in `after`; else what is new stands last. */
  readonly ordered: boolean
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
      draft.columns.set(op.column.name, { from: null, using: op.using, altered: new Set() })
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

/** Operations that are done together on one table, in one rebuild at most. */
export interface Run {
  readonly table: ObjectName
  readonly operations: readonly RunOperation[]
  /** As in a batch. */
  readonly order: readonly string[]
}

/** The run that a program is, when it is one. */
export const runOf = (operations: readonly Operation[]): Run | null => {
  const [first] = operations
  if (first?.kind === 'batch' && operations.length === 1) {
    return { table: first.table, operations: first.operations, order: first.order }
  }
  const own = operations.filter(isRunOperation)
  const [one] = own
  if (one === undefined || own.length !== operations.length) return null
  return { table: tableOf(one), operations: own, order: [] }
}

const placesColumn = (op: RunOperation): boolean => op.kind === 'addColumn' && op.place !== null

/** Sums up a run. */
export const summarize = ({ table, operations, order }: Run, schema: Schema): TableChange => {
  const before = findTable(schema, table)
  const changed = applyAll(schema, operations)
  const batch = definitions.batch.create(table, [], { order })
  const after = findTable(apply(changed, batch), table)
  const draft: Draft = {
    columns: new Map(before.columns.map(({ name }) => [name, unchanged(name)])),
    constraints: ownNames(before.constraints),
    indexes: ownNames(before.indexes),
  }
  for (const op of operations) record(draft, op)
  const ordered = order.length > 0 || operations.some(placesColumn)
  return { before, after, ordered, ...draft }
}

/** The SQL that gives a column's value from the old row; `null` for a new column that has none. */
export const valueOf = ({ columns }: TableChange, name: string): string | null => {
  const source = columns.get(name)
  if (source === undefined) return null
  if (source.using !== null) {
    return endsInLineComment(source.using) ? `${source.using}\n` : source.using
  }
  return source.from === null ? null : quote(source.from)
}
