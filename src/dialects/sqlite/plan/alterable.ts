/** What each version of SQLite can change in place; all else rebuilds the table. */
import type { Operation } from '../../../operations/index.ts'
import type { AlterColumn } from '../../../operations/column.ts'
import { findConstraint, findIndex } from '../../../schema/edit.ts'
import type { Column, Constraint, Index, Table } from '../../../schema/types.ts'
import { impliesNotNull } from '../normalize.ts'
import { isConstant } from '../types.ts'

/** The first version that can, by what it can. https://sqlite.org/lang_altertable.html */
const SINCE = {
  renameColumn: '3.25',
  dropColumn: '3.35',
  alterConstraint: '3.53',
  dropForeignKey: '3.54',
} as const

const numbers = (version: string): readonly number[] => version.split('.').map(Number)

/** Whether a version is at least another, compared number by number. */
const atLeast = (version: string, wanted: string): boolean => {
  const have = numbers(version)
  for (const [at, part] of numbers(wanted).entries()) {
    const own = have[at] ?? 0
    if (own !== part) return own > part
  }
  return true
}

const can = (target: string, what: keyof typeof SINCE): boolean => atLeast(target, SINCE[what])

export const canRenameColumn = (target: string): boolean => can(target, 'renameColumn')

/**
 * ADD COLUMN takes these whether the table holds rows or not: what it takes on an empty table only
 * is not counted. https://sqlite.org/lang_altertable.html#altertabaddcol
 */
const canAddColumn = (column: Column): boolean => {
  if (column.autoincrement || column.identity !== null) return false
  if (column.generated !== null) return !column.generated.stored
  if (column.default === null) return column.nullable
  return isConstant(column.default.sql)
}

/** Whether a constraint may stand inside ADD COLUMN of this column. */
export const canAddWith = (column: Column, constraint: Constraint): boolean => {
  if (constraint.kind === 'check') return true
  if (constraint.kind !== 'foreignKey') return false
  // A reference with a default is refused while foreign keys are enforced.
  const plain = column.default === null && column.generated === null
  return plain && constraint.columns.length === 1 && constraint.columns[0] === column.name
}

const changesOnlyNull = (table: Table, { set, name, using }: AlterColumn): boolean =>
  using === null && Object.keys(set).join() === 'nullable' && !impliesNotNull(table, name)

const canDropConstraint = (table: Table, name: string, target: string): boolean => {
  const { kind, named } = findConstraint(table, name)
  if (!named) return false
  if (kind === 'check') return can(target, 'alterConstraint')
  return kind === 'foreignKey' && can(target, 'dropForeignKey')
}

const isOwnStatement = (index: Index): boolean => index.origin === 'index'

const isPrimaryKeyColumn = (table: Table, name: string): boolean =>
  table.constraints.some((item) => item.kind === 'primaryKey' && item.columns.includes(name))

type Decide = (table: Table, target: string) => boolean

const decisionFor = (op: Operation): Decide => {
  switch (op.kind) {
    case 'addColumn':
      return () => op.using === null && op.place === null && canAddColumn(op.column)
    case 'dropColumn':
      return (table, target) => can(target, 'dropColumn') && !isPrimaryKeyColumn(table, op.name)
    case 'renameColumn':
      return (_, target) => canRenameColumn(target)
    case 'alterColumn':
      return (table, target) => can(target, 'alterConstraint') && changesOnlyNull(table, op)
    case 'addConstraint':
      return (_, target) => can(target, 'alterConstraint') && op.constraint.kind === 'check'
    case 'dropConstraint':
      return (table, target) => canDropConstraint(table, op.name, target)
    case 'createIndex':
      return () => isOwnStatement(op.index)
    case 'dropIndex':
      return (table) => isOwnStatement(findIndex(table, op.name))
    case 'renameIndex':
      return (table) => isOwnStatement(findIndex(table, op.from))
    default:
      return () => false
  }
}

/** Whether `target` does the operation without a rebuild, the table being as it stands before it. */
export const isNative = (op: Operation, table: Table, target: string): boolean =>
  decisionFor(op)(table, target)
