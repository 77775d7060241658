/** Changed options of a table → the statements that change them. */
import type { AlterTable } from '../../../operations/table.ts'
import { findTable } from '../../../schema/edit.ts'
import { quote, quoteObject } from '../../shared.ts'
import { parameterText } from './clauses.ts'
import { commentOn } from './comments.ts'
import { draft } from './draft.ts'
import type { CompileContext, Draft } from './draft.ts'

type Parameters = Readonly<Record<string, string>>

/** What makes storage parameters of one state those of another. */
export const setParameters = (before: Parameters, after: Parameters): readonly string[] => {
  const gone = Object.keys(before).filter((key) => !(key in after))
  const changed = Object.entries(after).filter(([key, value]) => before[key] !== value)
  return [
    ...(gone.length === 0 ? [] : [`RESET (${gone.join(', ')})`]),
    ...(changed.length === 0
      ? []
      : [`SET (${changed.map(([key, value]) => `${key} = ${parameterText(value)}`).join(', ')})`]),
  ]
}

const toggle = (value: boolean | undefined, on: string, off: string): readonly string[] => {
  if (value === undefined) return []
  return [value ? on : off]
}

const put = (words: string, value: string | null | undefined, usual: string): readonly string[] =>
  value === undefined ? [] : [`${words} ${quote(value ?? usual)}`]

/** The statements of one alterTable. */
export const alterTableSql = (
  { name, set }: AlterTable,
  { before }: CompileContext,
): readonly Draft[] => {
  const actions = [
    ...toggle(set.unlogged, 'SET UNLOGGED', 'SET LOGGED'),
    ...put('SET ACCESS METHOD', set.method, 'heap'),
    ...put('SET TABLESPACE', set.tablespace, 'pg_default'),
    ...(set.with === undefined ? [] : setParameters(findTable(before, name).with, set.with)),
    ...toggle(set.rowSecurity, 'ENABLE ROW LEVEL SECURITY', 'DISABLE ROW LEVEL SECURITY'),
    ...toggle(set.forceRowSecurity, 'FORCE ROW LEVEL SECURITY', 'NO FORCE ROW LEVEL SECURITY'),
  ]
  return [
    ...actions.map((action) => draft(`ALTER TABLE ${quoteObject(name)} ${action}`)),
    ...(set.comment === undefined ? [] : [commentOn({ table: name }, set.comment)]),
  ]
}
