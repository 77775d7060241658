/** A thing under another name, in another namespace, or both. */
import type { RenameEnum } from '../../../operations/enum.ts'
import type { Renaming } from '../../../operations/rename.ts'
import type { RenameSequence } from '../../../operations/sequence.ts'
import type { RenameTable } from '../../../operations/table.ts'
import type { RenameView } from '../../../operations/view.ts'
import { findView } from '../../../schema/edit.ts'
import { objectName, qualified, sameName } from '../../../schema/names.ts'
import type { ObjectName, QualifiedName, Schema } from '../../../schema/types.ts'
import { quote, quoteObject } from '../../shared.ts'
import { draft } from './draft.ts'
import type { CompileContext, Draft } from './draft.ts'
import { disownSequences } from './handed-sequences.ts'
import { fittingName } from '../relation-names.ts'

/** Tables and views have a type of their name as well. */
const isTaken = ({ tables, views, sequences, enums }: Schema, name: ObjectName): boolean =>
  [...tables, ...views, ...sequences, ...enums].some((item) => sameName(item, name))

/** The names that a thing has one after the other: each step changes its name or its namespace, and none is taken. */
const way = (from: QualifiedName, to: QualifiedName, before: Schema): readonly QualifiedName[] => {
  if (from.namespace === to.namespace) return [from, to]
  if (from.name === to.name) return [from, to]
  const renamed = { namespace: from.namespace, name: to.name }
  if (!isTaken(before, objectName(renamed))) return [from, renamed, to]
  const moved = { namespace: to.namespace, name: from.name }
  if (!isTaken(before, objectName(moved))) return [from, moved, to]
  const between = fittingName(`${to.name}__moved`)
  return [from, { ...from, name: between }, { ...to, name: between }, to]
}

const renameSql = (
  what: 'TABLE' | 'SEQUENCE' | 'TYPE' | 'VIEW' | 'MATERIALIZED VIEW',
  { from, to }: Renaming,
  { before }: CompileContext,
): readonly Draft[] => {
  const names = way(qualified(from), qualified(to), before)
  return names.slice(1).map((next, index) => {
    const last = names[index] ?? next
    const alter = `ALTER ${what} ${quoteObject(objectName(last))}`
    return draft(
      last.namespace === next.namespace
        ? `${alter} RENAME TO ${quote(next.name)}`
        : `${alter} SET SCHEMA ${quote(next.namespace ?? 'public')}`,
    )
  })
}

const moves = ({ from, to }: Renaming): boolean =>
  qualified(from).namespace !== qualified(to).namespace

/** https://www.postgresql.org/docs/current/sql-altertable.html: SET SCHEMA takes indexes, constraints and the sequences of its columns along. */
export const renameTableSql = (op: RenameTable, context: CompileContext): readonly Draft[] => [
  ...(moves(op) ? disownSequences(op.from, context) : []),
  ...renameSql('TABLE', op, context),
]

/** https://www.postgresql.org/docs/current/sql-altersequence.html */
export const renameSequenceSql = (op: RenameSequence, context: CompileContext): readonly Draft[] =>
  renameSql('SEQUENCE', op, context)

/** https://www.postgresql.org/docs/current/sql-altertype.html */
export const renameEnumSql = (op: RenameEnum, context: CompileContext): readonly Draft[] =>
  renameSql('TYPE', op, context)

/** https://www.postgresql.org/docs/current/sql-alterview.html */
export const renameViewSql = (op: RenameView, context: CompileContext): readonly Draft[] => {
  const { materialized } = findView(context.before, op.from)
  return renameSql(materialized ? 'MATERIALIZED VIEW' : 'VIEW', op, context)
}
