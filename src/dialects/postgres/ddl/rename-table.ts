/** A table under another name, in another namespace, or both. */
import type { RenameTable } from '../../../operations/table.ts'
import { objectName, qualified, sameName } from '../../../schema/names.ts'
import type { ObjectName, QualifiedName, Schema } from '../../../schema/types.ts'
import { quote, quoteObject } from '../../shared.ts'
import { draft } from './draft.ts'
import type { CompileContext, Draft } from './draft.ts'
import { disownSequences } from './handed-sequences.ts'
import { fittingName } from '../relation-names.ts'

const isTaken = ({ tables, views, sequences }: Schema, name: ObjectName): boolean =>
  [...tables, ...views, ...sequences].some((item) => sameName(item, name))

const alter = (table: QualifiedName, action: string): Draft =>
  draft(`ALTER TABLE ${quoteObject(objectName(table))} ${action}`)

/** The names that the table has one after the other: each step changes its name or its namespace, and none is taken. */
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

/** https://www.postgresql.org/docs/current/sql-altertable.html: SET SCHEMA takes indexes, constraints and the sequences of its columns along. */
export const renameTableSql = (op: RenameTable, context: CompileContext): readonly Draft[] => {
  const names = way(qualified(op.from), qualified(op.to), context.before)
  const steps = names.slice(1).map((next, index) => {
    const last = names[index] ?? next
    return last.namespace === next.namespace
      ? alter(last, `RENAME TO ${quote(next.name)}`)
      : alter(last, `SET SCHEMA ${quote(next.namespace ?? 'public')}`)
  })
  const moves = qualified(op.from).namespace !== qualified(op.to).namespace
  return [...(moves ? disownSequences(op.from, context) : []), ...steps]
}
