/** What of a program servers have only since a major later than the oldest one supported. */
import { constraintWords } from '../../operations/constraint.ts'
import { flatten } from '../../operations/index.ts'
import type { Operation } from '../../operations/index.ts'
import { show } from '../../schema/names.ts'
import type { Column, Constraint, Index, ObjectName, View } from '../../schema/types.ts'
import type { VersionNeed } from '../dialect.ts'

const need = (isSaid: boolean, since: number, what: string, where: string) =>
  isSaid ? [{ since, what, where }] : []

/** Each with the release notes of its major: https://www.postgresql.org/docs/release/ */
const ofConstraint = (table: ObjectName, item: Constraint): readonly VersionNeed[] => {
  const where = `${constraintWords[item.kind]} ${item.name} of ${show(table)}`
  switch (item.kind) {
    case 'primaryKey':
      return need(item.period, 18, 'WITHOUT OVERLAPS', where)
    case 'unique':
      return [
        ...need(item.nullsNotDistinct, 15, 'NULLS NOT DISTINCT', where),
        ...need(item.period, 18, 'WITHOUT OVERLAPS', where),
      ]
    case 'foreignKey':
      return [
        ...need(item.onDeleteColumns.length > 0, 15, 'ON DELETE of some columns', where),
        ...need(item.period, 18, 'PERIOD', where),
        ...need(item.notEnforced, 18, 'NOT ENFORCED', where),
      ]
    case 'check':
      return need(item.notEnforced, 18, 'NOT ENFORCED', where)
    case 'exclude':
      return []
  }
}

const ofIndex = (table: ObjectName, item: Index): readonly VersionNeed[] =>
  need(item.nullsNotDistinct, 15, 'NULLS NOT DISTINCT', `index ${item.name} of ${show(table)}`)

/** Below zero, or beyond the precision. */
const hasWideScale = (type: string): boolean => {
  const [, precision, scale] = /^(?:numeric|decimal)\s*\((\d+)\s*,\s*(-?\d+)\)/i.exec(type) ?? []
  return scale !== undefined && (Number(scale) < 0 || Number(scale) > Number(precision))
}

const ofColumn = (
  table: ObjectName,
  { name, type, generated }: Pick<Column, 'name'> & Partial<Pick<Column, 'type' | 'generated'>>,
): readonly VersionNeed[] => [
  ...need(hasWideScale(type ?? ''), 15, `the type ${type ?? ''}`, `${show(table)}.${name}`),
  ...need(generated?.stored === false, 18, 'a virtual column', `${show(table)}.${name}`),
]

const ofView = (view: View): readonly VersionNeed[] => [
  ...need('security_invoker' in view.options, 15, 'security_invoker', `view ${show(view)}`),
  ...view.indexes.flatMap((item) => ofIndex(view, item)),
]

const ofOperation = (op: Operation): readonly VersionNeed[] => {
  switch (op.kind) {
    case 'createTable':
      return [
        ...op.table.columns.flatMap((item) => ofColumn(op.table, item)),
        ...op.table.constraints.flatMap((item) => ofConstraint(op.table, item)),
        ...op.table.indexes.flatMap((item) => ofIndex(op.table, item)),
      ]
    case 'alterTable':
      return need(op.set.method !== undefined, 15, 'SET ACCESS METHOD', `table ${show(op.name)}`)
    case 'addColumn':
      return ofColumn(op.table, op.column)
    case 'alterColumn':
      return ofColumn(op.table, { ...op.set, name: op.name })
    case 'addConstraint':
      return ofConstraint(op.table, op.constraint)
    case 'createIndex':
      return ofIndex(op.table, op.index)
    case 'createView':
      return ofView(op.view)
    default:
      return []
  }
}

/** What servers older than `since` would refuse. */
export const versionNeeds = (operations: readonly Operation[]): readonly VersionNeed[] =>
  flatten(operations).flatMap(ofOperation)
