/** What CREATE TABLE and ADD COLUMN do not say of a column: how it is stored and looked at, and its comment. */
import type { Column, ObjectName, Table } from '../../../schema/types.ts'
import { objectName } from '../../../schema/names.ts'
import { literal, quote, quoteObject } from '../../shared.ts'
import {
  columnComment,
  constraintComment,
  indexComment,
  newComment,
  policyComment,
} from './comments.ts'
import { draft } from './draft.ts'
import type { Draft } from './draft.ts'

const STORAGE = ['storage', 'compression'] as const
const SETTINGS = [...STORAGE, 'statistics'] as const
type Setting = (typeof SETTINGS)[number]

/** Before 16 there is no SET STORAGE DEFAULT: https://www.postgresql.org/docs/current/sql-altertable.html */
const resetStorage = (table: ObjectName, column: string): Draft =>
  draft(
    `DO $diffkit$ BEGIN
  EXECUTE (SELECT format(${literal(`ALTER TABLE ${quoteObject(table)} ALTER COLUMN %I SET STORAGE %s`)}, a.attname,
      CASE t.typstorage WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN' ELSE 'EXTENDED' END)
    FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
    WHERE a.attrelid = ${literal(quoteObject(table))}::regclass AND a.attname = ${literal(column)});
END $diffkit$`,
    'as its type has it',
  )

/** The statements that give the column these settings, `null` among them. */
const settingsSql = (
  table: ObjectName,
  column: Column,
  settings: readonly Setting[],
): readonly Draft[] => {
  const alter = `ALTER TABLE ${quoteObject(table)} ALTER COLUMN ${quote(column.name)}`
  return settings.map((setting) => {
    const value = column[setting]
    if (setting === 'storage' && value === null) return resetStorage(table, column.name)
    const none = setting === 'statistics' ? '-1' : 'DEFAULT'
    const text = value === null ? none : String(value).toUpperCase()
    return draft(
      `${alter} SET ${setting.toUpperCase()} ${setting === 'compression' ? text.toLowerCase() : text}`,
    )
  })
}

const said = (column: Column, settings: readonly Setting[]): readonly Setting[] =>
  settings.filter((setting) => column[setting] !== null)

/** What a column that was just made still lacks. */
export const newColumnSettings = (table: ObjectName, column: Column): readonly Draft[] => [
  ...settingsSql(table, column, said(column, SETTINGS)),
  ...columnComment(table, column),
]

/** What a column lacks whose type was just changed. */
export const lostStorage = (table: ObjectName, column: Column): readonly Draft[] =>
  settingsSql(table, column, said(column, STORAGE))

/** What a table that was just made still lacks. */
export const newTableSettings = (table: Table): readonly Draft[] => [
  ...newComment({ table: objectName(table) }, table),
  ...table.columns.flatMap((column) => newColumnSettings(table, column)),
  ...table.constraints.flatMap((item) => constraintComment(table, item)),
  ...table.indexes.flatMap((item) => indexComment(table, item)),
  ...table.policies.flatMap((item) => policyComment(table, item)),
]

/** What a changed column still lacks; a new type has its own storage, and a column that was made anew has nothing. */
export const changedSettings = (
  table: ObjectName,
  { old, column }: { readonly old: Column; readonly column: Column },
  lost: 'all' | 'storage' | 'nothing',
): readonly Draft[] => {
  if (lost === 'all') return settingsSql(table, column, said(column, SETTINGS))
  const changed = SETTINGS.filter((setting) => old[setting] !== column[setting])
  if (lost === 'nothing') return settingsSql(table, column, changed)
  const left = changed.filter((setting) => setting === 'statistics')
  return settingsSql(table, column, [...said(column, STORAGE), ...left])
}
