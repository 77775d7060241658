/** Changed options of a table → the statements that change them. */
import type { AlterTable } from '../../operations/table.ts'
import { findTable } from '../../schema/edit.ts'
import { quote, quoteObject } from '../shared.ts'
import { parameterText } from './clauses.ts'
import { commentOnTable } from './comments.ts'
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

/** The statements of one alterTable. */
export const alterTableSql = (
  { name, set }: AlterTable,
  { before }: CompileContext,
): readonly Draft[] => {
  const { rowSecurity, forceRowSecurity, unlogged, tablespace, comment } = set
  const actions = [
    ...(unlogged === undefined ? [] : [`SET ${unlogged ? 'UNLOGGED' : 'LOGGED'}`]),
    ...(tablespace === undefined ? [] : [`SET TABLESPACE ${quote(tablespace ?? 'pg_default')}`]),
    ...(set.with === undefined ? [] : setParameters(findTable(before, name).with, set.with)),
    ...(rowSecurity === undefined
      ? []
      : [`${rowSecurity ? 'ENABLE' : 'DISABLE'} ROW LEVEL SECURITY`]),
    ...(forceRowSecurity === undefined
      ? []
      : [`${forceRowSecurity ? 'FORCE' : 'NO FORCE'} ROW LEVEL SECURITY`]),
  ]
  return [
    ...actions.map((action) => draft(`ALTER TABLE ${quoteObject(name)} ${action}`)),
    ...(comment === undefined ? [] : [commentOnTable(name, comment)]),
  ]
}
