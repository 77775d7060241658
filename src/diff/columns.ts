import { namesEnum } from '../operations/enum-literals.ts'
import { definitions } from '../operations/index.ts'
import type { Operation } from '../operations/index.ts'
import { equal } from '../schema/equal.ts'
import type { Features } from '../schema/features.ts'
import { objectName } from '../schema/names.ts'
import type { ColumnSet } from '../schema/spec.ts'
import type { Column, Table } from '../schema/types.ts'
import { elementType, usesValue } from './enums.ts'
import type { EnumChanges } from './enums.ts'
import { sources } from './facts.ts'
import { compareLists } from './lists.ts'
import type { Pair } from './lists.ts'

/** How each old value becomes a new one, where the dialect does not do it by itself. */
export type Conversion = (column: Column, from: string, to: string) => string | null

export interface ColumnContext {
  readonly features: Features
  readonly enums: EnumChanges
  readonly conversion: Conversion
}

/** A name is no attribute, and a comment changes by itself. */
const ASIDE = new Set(['name', 'comment'])

/** The attributes that differ, with their new values. */
export const changedAttributes = ({ before, after }: Pair<Column>): ColumnSet =>
  Object.fromEntries(
    Object.entries(after).filter(
      ([key, value]) => !ASIDE.has(key) && !equal(value, Reflect.get(before, key)),
    ),
  )

/**
 * Whether the default goes from a value that its enum loses to one that it gains: then no moment fits
 * both, and the column has none in between.
 */
const changesDefaultAroundEnum = ({ before, after }: Pair<Column>, enums: EnumChanges): boolean =>
  before.type === after.type &&
  [...enums].some(([type, { name, removed, added }]) => {
    const [old, now] = [before.default?.sql, after.default?.sql]
    const isOver = type === elementType(after.type) || namesEnum(old ?? '', name)
    return isOver && usesValue(old, removed) && usesValue(now, added)
  })

/** The same of its expression: then the column is a plain one in between. */
const changesGeneratedAroundEnum = ({ before, after }: Pair<Column>, enums: EnumChanges): boolean =>
  [...enums.values()].some(
    (change) =>
      usesValue(before.generated?.expression.sql, change.removed) &&
      usesValue(after.generated?.expression.sql, change.added),
  )

const withoutParameters = (type: string): string => type.replace(/\(.*\)/, '')

/**
 * Whether the column is generated from one that becomes another type, and is not what it was either: the
 * old expression would have to stand over the new type. Then it is a plain one in between.
 */
const changesOverAnother = (pair: Pair<Column>, tables: Pair<Table>): boolean => {
  const { before, after } = pair
  if (before.generated === null || after.generated === null) return false
  const still = sources(tables.after, after)
  const types = new Map(tables.after.columns.map(({ name, type }) => [name, type]))
  return sources(tables.before, before)
    .filter((name) => still.includes(name))
    .some((name) => {
      const old = tables.before.columns.find((column) => column.name === name)
      return withoutParameters(old?.type ?? '') !== withoutParameters(types.get(name) ?? '')
    })
}

const alterColumn = (
  tables: Pair<Table>,
  pair: Pair<Column>,
  { features, enums, conversion }: ColumnContext,
): readonly Operation[] => {
  const set = changedAttributes(pair)
  if (Object.keys(set).length === 0) return []
  const { before, after } = pair
  const table = objectName(tables.after)
  const using = set.type === undefined ? null : conversion(after, before.type, after.type)
  const options = using === null ? {} : { using }
  const { name } = after
  const isRemade = 'type' in set || 'generated' in set
  if (!features.rebuilds && isRemade && changesOverAnother(pair, tables)) {
    return [
      definitions.alterColumn.create(table, name, { generated: null }),
      definitions.alterColumn.create(table, name, { ...set, generated: after.generated }),
    ]
  }
  const alter = definitions.alterColumn.create(table, name, set, options)
  if (changesDefaultAroundEnum(pair, enums)) {
    return [definitions.alterColumn.create(table, name, { default: null }), alter]
  }
  return changesGeneratedAroundEnum(pair, enums)
    ? [definitions.alterColumn.create(table, name, { generated: null }), alter]
    : [alter]
}

/** Columns are added in the order of the target table. */
export const diffColumns = (
  before: Table,
  after: Table,
  context: ColumnContext,
): readonly Operation[] => {
  const table = objectName(after)
  const { added, removed, kept } = compareLists(before.columns, after.columns, ({ name }) => name)
  return [
    ...added.map((column) => definitions.addColumn.create(table, column)),
    ...kept.flatMap((pair) => alterColumn({ before, after }, pair, context)),
    ...removed.map(({ name }) => definitions.dropColumn.create(table, name)),
  ]
}
