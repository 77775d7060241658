/** A statement that refuses, before anything is changed, while rows hold a value that an enum is to lose. */
import type { AlterEnum } from '../../../operations/enum.ts'
import { findColumn, findTable } from '../../../schema/edit.ts'
import type { Enum, ObjectName, Schema, Table } from '../../../schema/types.ts'
import { literal, quote } from '../../shared.ts'
import type { Precheck } from '../../dialect.ts'
import type { Draft } from './draft.ts'
import { guardDrafts, rowsWhere } from './row-guards.ts'
import { isArray } from '../types.ts'

export interface EnumColumn {
  readonly table: ObjectName
  readonly column: string
  readonly type: string
}

/** What the rows of a column are asked about one value. */
const precheckOf = (table: Table, { column, type }: EnumColumn, value: string): Precheck => {
  const holds = isArray(type)
    ? `${literal(value)} = ANY (${quote(column)})`
    : `${quote(column)} = ${literal(value)}`
  return { problem: 'lostValue', column, part: value, ...rowsWhere(table, holds) }
}

/** Nothing where no value goes that a row could hold, or where `using` says what each becomes. */
export const heldValuesGuard = (
  op: AlterEnum,
  {
    old,
    columns,
    schema,
  }: { readonly old: Enum; readonly columns: readonly EnumColumn[]; readonly schema: Schema },
): readonly Draft[] => {
  const removed = old.values.filter(
    (value) => !op.set.values.includes(value) && !(value in op.using),
  )
  const prechecks = columns.flatMap((entry) => {
    const table = findTable(schema, entry.table)
    if (findColumn(table, entry.column).generated !== null) return []
    return removed.map((value) => precheckOf(table, entry, value))
  })
  return guardDrafts(
    prechecks,
    'refuses while a row holds a value that goes',
    ({ part }) => `holds '${part ?? ''}'`,
  )
}
