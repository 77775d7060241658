/** The columns that sequences belong to. */
import { sameName } from './names.ts'
import type { ObjectName, Schema, Sequence, SequenceOwner } from './types.ts'

/** The schema with every owner of a sequence put through a function; `null`: nobody owns it. */
export const editOwners = (
  schema: Schema,
  edit: (owner: SequenceOwner) => SequenceOwner | null,
): Schema => {
  if (schema.sequences.every(({ ownedBy }) => ownedBy === null)) return schema
  const sequences = schema.sequences.map((item): Sequence => {
    const ownedBy = item.ownedBy === null ? null : edit(item.ownedBy)
    return ownedBy === item.ownedBy ? item : { ...item, ownedBy }
  })
  return { ...schema, sequences }
}

/** Whether the owner is a column of the table, or that one. */
export const isOwner = (
  owner: SequenceOwner | null,
  table: ObjectName,
  column: string | null = null,
): boolean =>
  owner !== null && sameName(owner.table, table) && (column === null || owner.column === column)

/** Whether the schema has that column. */
export const hasOwner = ({ tables }: Schema, owner: SequenceOwner): boolean =>
  tables.some(
    (table) =>
      sameName(table, owner.table) && table.columns.some(({ name }) => name === owner.column),
  )

/** The schema in which nothing that it does not hold owns a sequence. */
export const ownedWithin = (schema: Schema): Schema =>
  editOwners(schema, (owner) => (hasOwner(schema, owner) ? owner : null))
