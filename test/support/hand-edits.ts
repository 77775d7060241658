/** Random edits of what only a migration says, on PostgreSQL. */
import { completeConstraint } from '../../src/schema/spec.ts'
import { editColumn, free, onColumn, replace } from './edit-tools.ts'
import type { Editor } from './edit-tools.ts'

const TEXTS = [null, 'one', "it's\ntwo"]

export const commentTable: Editor = ({ schema, space, pick }) => {
  const table = pick(0, schema.tables)
  if (!space.features.comments || table === undefined) return schema
  return replace(schema, table, { ...table, comment: pick(1, TEXTS) ?? null })
}

export const commentColumn = onColumn(({ schema, space, pick }, table, column) =>
  space.features.comments
    ? editColumn(schema, table, column, { ...column, comment: pick(2, TEXTS) ?? null })
    : schema,
)

export const changeOptions: Editor = ({ schema, space, pick }) => {
  const table = pick(0, schema.tables)
  const fillfactor = pick(1, ['', '70', '80']) ?? ''
  if (!space.features.comments || table === undefined) return schema
  return replace(schema, table, {
    ...table,
    with: fillfactor === '' ? {} : { fillfactor },
    forceRowSecurity: pick(2, [true, false]) ?? false,
  })
}

/** Rows differ in their key, so that no two are in conflict. */
export const addExclusion: Editor = ({ schema, space, pick }) => {
  const table = pick(0, schema.tables)
  if (!space.features.comments || table === undefined) return schema
  const [name] = free([`${table.name}_excl`], table.constraints)
  const definition = pick(1, ['(id WITH =)', 'USING btree (id WITH =) WHERE (id > 0)'])
  if (name === undefined || definition === undefined) return schema
  const added = completeConstraint({ kind: 'exclude', name, definition })
  return replace(schema, table, { ...table, constraints: [...table.constraints, added] })
}
