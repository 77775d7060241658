/** An enum type made anew: every column of it is converted, and what hangs on it goes and comes back. */
import { namesEnum } from '../../../operations/enum-literals.ts'
import { isOfEnum } from '../../../operations/enum-expressions.ts'
import { keepsValues } from '../../../operations/enum-change.ts'
import { enumColumns } from '../../../operations/enum.ts'
import type { AlterEnum } from '../../../operations/enum.ts'
import { findColumn, findTable } from '../../../schema/edit.ts'
import { nameKey, objectName, qualified, sameName } from '../../../schema/names.ts'
import type { Enum, Expression, ObjectName, Schema, View } from '../../../schema/types.ts'
import { reads } from '../../../util/relations.ts'
import { literal, quote, quoteObject } from '../../shared.ts'
import { createEnumSql, defaultSql } from './clauses.ts'
import { lostStorage } from './column-settings.ts'
import { draft } from './draft.ts'
import type { CompileContext, Draft } from './draft.ts'
import { refuseObstacles } from './enum-obstacles.ts'
import { heldValuesGuard } from './held-values.ts'
import type { EnumColumn } from './held-values.ts'
import { groupBy } from '../catalog/group.ts'
import { createFunctionsOver, dropFunctionsOver } from '../kept/functions.ts'
import { createAllInPlace, dropForNext } from '../kept/views.ts'
import { keepingParts } from '../kept/parts.ts'
import type { Place } from '../kept/parts.ts'
import { keepType, putTypeBack } from '../kept/types.ts'
import { fittingName } from '../relation-names.ts'
import {
  createDependents,
  dropDependents,
  enumUsersOf,
  expressionUsersOf,
  foreignKeysOver,
  generatedColumns,
  mergeDependents,
} from '../kept/surround.ts'
import type { Dependents } from '../kept/surround.ts'
import { isArray } from '../types.ts'

/** The views that show a table of the columns or name the type, and views over those, in an order that runs. */
const viewsOver = (schema: Schema, item: Enum, columns: readonly EnumColumn[]): readonly View[] => {
  const found: View[] = []
  const take = (isOver: (sql: string) => boolean): void => {
    for (const view of schema.views) {
      if (found.includes(view) || !isOver(view.definition.sql)) continue
      found.push(view)
      take((sql) => reads(sql, view))
    }
  }
  take((sql) => namesEnum(sql, objectName(item)))
  for (const { table } of columns) take((sql) => reads(sql, qualified(table)))
  return inOrder(found)
}

const inOrder = (views: readonly View[]): readonly View[] => {
  const ordered: View[] = []
  const place = (view: View): void => {
    if (ordered.includes(view)) return
    for (const other of views) {
      if (other !== view && reads(view.definition.sql, other)) place(other)
    }
    if (!ordered.includes(view)) ordered.push(view)
  }
  for (const view of views) place(view)
  return ordered
}

const dependentsOf = (schema: Schema, item: Enum, columns: readonly EnumColumn[]): Dependents =>
  mergeDependents([
    foreignKeysOver(schema, columns),
    ...columns.map(({ table, column }) =>
      expressionUsersOf(schema, findTable(schema, table), column),
    ),
    ...columns.map(({ table, column }) =>
      generatedColumns(schema, findTable(schema, table), [column]),
    ),
    ...schema.tables.map((table) => enumUsersOf(schema, table, objectName(item))),
  ])

interface Default {
  readonly table: ObjectName
  readonly name: string
  readonly value: Expression
}

/** The defaults of the enum's columns, and others that name its type. */
const defaultsOver = (schema: Schema, item: Enum): readonly Default[] =>
  schema.tables.flatMap((table) =>
    table.columns.flatMap((column): readonly Default[] => {
      const { name, type, default: value } = column
      const isOver =
        isOfEnum(type, objectName(item)) || namesEnum(value?.sql ?? '', objectName(item))
      return value === null || !isOver ? [] : [{ table: objectName(table), name, value }]
    }),
  )

interface Action {
  readonly table: ObjectName
  readonly sql: string
}

const alterColumn = (column: string, action: string): string =>
  `ALTER COLUMN ${quote(column)} ${action}`

/** One statement a table, so that it is rewritten once. */
const alterTables = (actions: readonly Action[]): readonly Draft[] =>
  [...groupBy(actions, ({ table }) => nameKey(table)).values()].flatMap((own) =>
    own
      .slice(0, 1)
      .map(({ table }) =>
        draft(`ALTER TABLE ${quoteObject(table)} ${own.map(({ sql }) => sql).join(', ')}`),
      ),
  )

/** The old value's text, or the one that `using` gives for it. */
const mapped = (column: string, brackets: string, using: AlterEnum['using']): string => {
  const text = `${quote(column)}::text${brackets}`
  const pairs = Object.entries(using)
  if (pairs.length === 0) return text
  if (brackets !== '') {
    return pairs.reduce(
      (inner, [from, to]) => `array_replace(${inner}, ${literal(from)}, ${literal(to)})`,
      text,
    )
  }
  const cases = pairs.map(([from, to]) => `WHEN ${literal(from)} THEN ${literal(to)}`).join(' ')
  return `(CASE ${text} ${cases} ELSE ${text} END)`
}

const convert = (schema: Schema, entry: EnumColumn, op: AlterEnum): readonly Action[] => {
  const column = findColumn(findTable(schema, entry.table), entry.column)
  if (column.generated !== null) return []
  const brackets = isArray(entry.type) ? '[]' : ''
  const type = `${quoteObject(op.name)}${brackets}`
  const using = `${mapped(entry.column, brackets, op.using)}::${type}`
  return [{ table: entry.table, sql: alterColumn(entry.column, `TYPE ${type} USING ${using}`) }]
}

/** A generated column comes back with all that it has. */
const storageOf = (schema: Schema, { table, column: name }: EnumColumn): readonly Draft[] => {
  const column = findColumn(findTable(schema, table), name)
  return column.generated === null ? lostStorage(table, column) : []
}

/** The columns, and the generated ones that go and come back. */
const placesOf = (columns: readonly EnumColumn[], dependents: Dependents): readonly Place[] => {
  const isReplaced = ({ table, column }: EnumColumn): boolean =>
    dependents.columns.some((one) => sameName(one.table, table) && one.item.name === column)
  return [
    ...columns.filter((column) => !isReplaced(column)),
    ...dependents.columns.map(({ table, item }) => ({ table, column: item.name, replaced: true })),
  ]
}

/** The statements that put a new type in the place of the old one. */
export const remakeEnumSql = (
  op: AlterEnum,
  old: Enum,
  { before, after }: CompileContext,
): readonly Draft[] => {
  const columns = enumColumns(before, objectName(old))
  const views = viewsOver(before, old, columns)
  const dependents = dependentsOf(before, old, columns)
  const defaults = defaultsOver(before, old)
  const away = { namespace: old.namespace, name: fittingName(`${old.name}__old`) }
  const why = keepsValues(old.values, op.set.values)
    ? 'a value that is added in place cannot be used in the same transaction: the type is made anew'
    : 'a value cannot be dropped or moved: the type is made anew'
  return [
    refuseObstacles(old, columns),
    ...heldValuesGuard(op, { old, columns, schema: before }),
    ...views.toReversed().flatMap((view) => dropForNext(view, view)),
    ...keepingParts(placesOf(columns, dependents), [
      ...dropDependents(dependents),
      ...alterTables(
        defaults.map(({ table, name }) => ({ table, sql: alterColumn(name, 'DROP DEFAULT') })),
      ),
      dropFunctionsOver(old),
      keepType(old),
      draft(`ALTER TYPE ${quoteObject(old)} RENAME TO ${quote(away.name)}`, why),
      draft(createEnumSql({ ...old, ...op.set })),
      putTypeBack(old),
      ...alterTables(columns.flatMap((entry) => convert(before, entry, op))),
      ...columns.flatMap((entry) => storageOf(before, entry)),
      draft(`DROP TYPE ${quoteObject(away)}`),
      createFunctionsOver(old),
      ...alterTables(
        defaults.map(({ table, name, value }) => ({
          table,
          sql: alterColumn(name, `SET DEFAULT ${defaultSql(value)}`),
        })),
      ),
      ...createDependents(dependents, after),
    ]),
    ...createAllInPlace(views),
  ]
}
