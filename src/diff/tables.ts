/** The tables of two schemas, and what changes inside those that stay. */
import { definitions } from '../operations/index.ts'
import type { Operation } from '../operations/index.ts'
import type { Features } from '../schema/features.ts'
import { equal } from '../schema/equal.ts'
import { nameKey, objectName } from '../schema/names.ts'
import { tableOptions } from '../schema/types.ts'
import type { Constraint, Index, Schema, Table } from '../schema/types.ts'
import { diffColumns } from './columns.ts'
import type { ColumnContext } from './columns.ts'
import { constraintOperations } from './constraints.ts'
import { indexOperations } from './indexes.ts'
import { compareLists } from './lists.ts'
import { compareParts } from './parts.ts'
import type { PartChanges } from './parts.ts'
import { sameButChangeable, sameConstraint, sameIndex } from './structure.ts'
import { takenNames } from './taken-names.ts'

/** Two schemas of one dialect, the base with its renames done. */
export interface Change {
  readonly before: Schema
  readonly after: Schema
  readonly features: Features
}

/** A table that stays. */
export interface TableChange {
  readonly before: Table
  readonly after: Table
  /** Equal to the last attribute; what it stands on may still change. */
  readonly isSame: boolean
  readonly constraints: PartChanges<Constraint>
  readonly indexes: PartChanges<Index>
}

export interface TableChanges {
  readonly added: readonly Table[]
  readonly removed: readonly Table[]
  readonly kept: readonly TableChange[]
}

const inPairs = <T>(before: readonly T[], after: readonly T[]): PartChanges<T> => ({
  removed: [],
  added: [],
  renamed: [],
  altered: [],
  kept: before.map((item, index) => ({ before: item, after: after[index] ?? item })),
})

const compareTable = (
  before: Table,
  after: Table,
  { base, features }: { readonly base: Schema; readonly features: Features },
): TableChange => {
  if (equal(before, after)) {
    return {
      before,
      after,
      isSame: true,
      constraints: inPairs(before.constraints, after.constraints),
      indexes: inPairs(before.indexes, after.indexes),
    }
  }
  const { namespace } = after
  const isTaken = (name: string): boolean => takenNames(base).has(nameKey({ namespace, name }))
  return {
    before,
    after,
    isSame: false,
    constraints: compareParts(before.constraints, after.constraints, {
      same: (a, b) => sameConstraint(a, b),
      canAlter: (a, b) => features.altersConstraints && sameButChangeable(a, b),
      isTaken,
    }),
    indexes: compareParts(before.indexes, after.indexes, {
      same: (a, b) => sameIndex(a, b),
      canAlter: () => false,
      isTaken,
    }),
  }
}

export const compareTables = ({ before, after, features }: Change): TableChanges => {
  const lists = compareLists(before.tables, after.tables, nameKey)
  return {
    added: lists.added,
    removed: lists.removed,
    kept: lists.kept.map((pair) =>
      compareTable(pair.before, pair.after, { base: before, features }),
    ),
  }
}

const alterTable = ({ before, after }: TableChange): readonly Operation[] => {
  const keys = tableOptions.filter((key) => key !== 'comment' && !equal(before[key], after[key]))
  if (keys.length === 0) return []
  const set = Object.fromEntries(keys.map((key) => [key, after[key]]))
  return [definitions.alterTable.create(objectName(after), set)]
}

/** What changes inside one table, in no order that runs. */
export const tableOperations = (
  change: TableChange,
  context: ColumnContext,
): readonly Operation[] => {
  const name = objectName(change.after)
  return [
    ...(change.isSame ? [] : alterTable(change)),
    ...(change.isSame ? [] : diffColumns(change.before, change.after, context)),
    ...constraintOperations(name, change.constraints),
    ...indexOperations(name, change.indexes),
  ]
}
