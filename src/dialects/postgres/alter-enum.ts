/** New values of an enum type: added in place where that is possible, else a new type. */
import { enumColumns } from '../../operations/enum.ts'
import type { AlterEnum } from '../../operations/enum.ts'
import type { Operation } from '../../operations/index.ts'
import { findColumn, findEnum, findTable } from '../../schema/edit.ts'
import { objectName, qualified } from '../../schema/names.ts'
import type { Enum, ObjectName, Schema, View } from '../../schema/types.ts'
import { mentions } from '../../util/tokens.ts'
import { literal, quote, quoteObject } from '../shared.ts'
import { defaultSql } from './clauses.ts'
import { draft } from './draft.ts'
import type { CompileContext, Draft } from './draft.ts'
import { fittingName } from './relation-names.ts'
import {
  createDependents,
  dropDependents,
  expressionUsersOf,
  foreignKeysOver,
  generatedColumns,
  mergeDependents,
} from './surround.ts'
import type { Dependents } from './surround.ts'
import { isArray } from './types.ts'

export const createEnumSql = (item: Enum): string =>
  `CREATE TYPE ${quoteObject(item)} AS ENUM (${item.values.map(literal).join(', ')})`

const isSubsequence = (part: readonly string[], whole: readonly string[]): boolean => {
  let found = 0
  for (const value of whole) if (value === part[found]) found++
  return found === part.length
}

const containsText = (value: unknown, text: string): boolean => {
  if (typeof value === 'string') return value.includes(text)
  if (typeof value === 'function') return String(value).includes(text.slice(1, -1))
  if (typeof value !== 'object' || value === null) return false
  return Object.values(value).some((item) => containsText(item, text))
}

/**
 * A value that was added is unusable until the transaction ends.
 * https://www.postgresql.org/docs/current/sql-altertype.html#id-1.9.3.42.7
 */
const isUsed = (value: string, op: AlterEnum, program: readonly Operation[]): boolean =>
  program.some((other) => other !== op && containsText(other, literal(value)))

const addValues = (old: Enum, values: readonly string[]): readonly Draft[] => {
  const known = [...old.values]
  const drafts: Draft[] = []
  for (const [index, value] of values.entries()) {
    if (known.includes(value)) continue
    const previous = values[index - 1]
    const place =
      previous === undefined
        ? known[0] === undefined
          ? ''
          : ` BEFORE ${literal(known[0])}`
        : previous === known.at(-1)
          ? ''
          : ` AFTER ${literal(previous)}`
    known.splice(previous === undefined ? 0 : known.indexOf(previous) + 1, 0, value)
    drafts.push(draft(`ALTER TYPE ${quoteObject(old)} ADD VALUE ${literal(value)}${place}`))
  }
  return drafts
}

interface EnumColumn {
  readonly table: ObjectName
  readonly column: string
  readonly type: string
}

/** The views over any of the tables, or over such a view, in the order in which they can be created. */
const viewsOver = (schema: Schema, tables: readonly ObjectName[]): readonly View[] => {
  const found: View[] = []
  const names = tables.map((table) => qualified(table).name)
  const visit = (name: string): void => {
    for (const view of schema.views) {
      if (found.includes(view) || !mentions(view.definition.sql, name)) continue
      found.push(view)
      visit(view.name)
    }
  }
  for (const name of names) visit(name)
  return inOrder(found)
}

const inOrder = (views: readonly View[]): readonly View[] => {
  const ordered: View[] = []
  const place = (view: View): void => {
    if (ordered.includes(view)) return
    for (const other of views) {
      if (other !== view && mentions(view.definition.sql, other.name)) place(other)
    }
    if (!ordered.includes(view)) ordered.push(view)
  }
  for (const view of views) place(view)
  return ordered
}

export const createViewSql = (view: View): string =>
  `CREATE VIEW ${quoteObject(view)} AS ${view.definition.sql}`

const dependentsOf = (schema: Schema, columns: readonly EnumColumn[]): Dependents =>
  mergeDependents([
    foreignKeysOver(schema, columns),
    ...columns.map(({ table, column }) =>
      expressionUsersOf(schema, findTable(schema, table), column),
    ),
    ...columns.map(({ table, column }) =>
      generatedColumns(schema, findTable(schema, table), [column]),
    ),
  ])

const convert = (schema: Schema, item: Enum, entry: EnumColumn): readonly Draft[] => {
  const column = findColumn(findTable(schema, entry.table), entry.column)
  if (column.generated !== null) return []
  const prefix = `ALTER TABLE ${quoteObject(entry.table)} ALTER COLUMN ${quote(entry.column)}`
  const brackets = isArray(entry.type) ? '[]' : ''
  const type = `${quoteObject(item)}${brackets}`
  const using = `${quote(entry.column)}::text${brackets}::${type}`
  return [
    ...(column.default === null ? [] : [draft(`${prefix} DROP DEFAULT`)]),
    draft(`${prefix} TYPE ${type} USING ${using}`),
    ...(column.default === null
      ? []
      : [draft(`${prefix} SET DEFAULT ${defaultSql(column.default)}`)]),
  ]
}

const replaceType = (
  old: Enum,
  next: Enum,
  { before, after }: CompileContext,
): readonly Draft[] => {
  const columns = enumColumns(before, objectName(old))
  const views = viewsOver(
    before,
    columns.map(({ table }) => table),
  )
  const dependents = dependentsOf(before, columns)
  const away = { namespace: old.namespace, name: fittingName(`${old.name}__old`) }
  return [
    ...views
      .toReversed()
      .map((view) => draft(`DROP VIEW ${quoteObject(view)}`, 'made again below')),
    ...dropDependents(dependents),
    draft(
      `ALTER TYPE ${quoteObject(old)} RENAME TO ${quote(away.name)}`,
      'a value cannot be dropped or moved: the type is made anew',
    ),
    draft(createEnumSql(next)),
    ...columns.flatMap((entry) => convert(before, next, entry)),
    draft(`DROP TYPE ${quoteObject(away)}`),
    ...createDependents(dependents, after),
    ...views.map((view) => draft(createViewSql(view))),
  ]
}

/** The statements of one alterEnum. */
export const alterEnumSql = (op: AlterEnum, context: CompileContext): readonly Draft[] => {
  const old = findEnum(context.before, op.name)
  const next = { ...old, ...op.set }
  const added = next.values.filter((value) => !old.values.includes(value))
  const inPlace =
    isSubsequence(old.values, next.values) &&
    !added.some((value) => isUsed(value, op, context.program))
  return inPlace ? addValues(old, next.values) : replaceType(old, next, context)
}
