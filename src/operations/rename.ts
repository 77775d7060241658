/** What renames of things with a name of their own have in common. */
import { mapExpressions } from '../schema/expressions.ts'
import { objectName, qualified, quoteIfNeeded } from '../schema/names.ts'
import type { ObjectName, QualifiedName, Schema } from '../schema/types.ts'
import { definesQuery, reads, renameRelation } from '../util/relations.ts'
import { renameTableInSql } from '../util/tokens.ts'

export interface Renaming {
  readonly from: ObjectName
  readonly to: ObjectName
}

/** Both names; a bare new one stays where the thing is. */
export const renaming = (from: ObjectName, to: ObjectName): Renaming => ({
  from: objectName(qualified(from)),
  to: objectName(typeof to === 'string' ? { namespace: qualified(from).namespace, name: to } : to),
})

/** The arguments that `renaming` makes the same of. */
export const renamingArgs = ({ from, to }: Renaming): readonly unknown[] => {
  const leaves = qualified(from).namespace !== null && qualified(to).namespace === null
  return [from, leaves ? qualified(to) : to]
}

/** The way back. */
export const reversed = <Op extends Renaming>(op: Op): Op => ({ ...op, from: op.to, to: op.from })

/** A name as it stands in SQL after a rename: with its namespace where it had one, or needs one now. */
export const renamedPath = (
  { from, to }: { readonly from: QualifiedName; readonly to: QualifiedName },
  isQualified: boolean,
): string => {
  const stays = from.namespace === to.namespace
  const kept = isQualified ? (to.namespace ?? 'public') : null
  const home = stays ? kept : to.namespace
  return home === null ? quoteIfNeeded(to.name) : `${quoteIfNeeded(home)}.${quoteIfNeeded(to.name)}`
}

/** The schema with the relation under its new name in every query that reads it: in `roles` of expressions. */
export const renameInReaders = (
  schema: Schema,
  { from, to }: Renaming,
  roles: readonly ('using' | 'withCheck' | 'view')[],
): Schema => {
  const [old, now] = [qualified(from), qualified(to)]
  return mapExpressions(schema, (expression, { role }) => {
    if (!roles.some((item) => item === role) || !reads(expression.sql, old)) return expression
    if (definesQuery(expression.sql, old.name)) return expression
    const moved = renameRelation(expression.sql, old, now)
    return { sql: renameTableInSql(moved, { from: old.name, to: now.name }) }
  })
}
