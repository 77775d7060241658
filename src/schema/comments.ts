/** Comments: what has one, and how it is addressed whatever it is. */
import {
  editIndexed,
  editTable,
  findColumn,
  findConstraint,
  findEnum,
  findIndex,
  findIndexed,
  findNamespace,
  findPolicy,
  findRole,
  findSequence,
  findTable,
  findView,
  replaceColumn,
  replaceConstraint,
  replaceEnum,
  replaceIndex,
  replaceNamespace,
  replacePolicy,
  replaceRole,
  replaceSequence,
  replaceView,
} from './edit.ts'
import { mapSame } from './same.ts'
import type { ObjectName, Schema, Table, View } from './types.ts'

export interface Commented {
  readonly comment: string | null
}

/** A part of a table, by what it is; an index of a materialized view, too. */
type PartTarget =
  | { readonly table: ObjectName; readonly column: string }
  | { readonly table: ObjectName; readonly constraint: string }
  | { readonly table: ObjectName; readonly index: string }
  | { readonly table: ObjectName; readonly policy: string }

/** What a comment is on. */
export type CommentTarget =
  | { readonly role: string }
  | { readonly namespace: string }
  | { readonly enum: ObjectName }
  | { readonly sequence: ObjectName }
  | { readonly view: ObjectName }
  | { readonly table: ObjectName }
  | PartTarget

/** The thing that the comment is on. Throws where it is not there. */
export const findCommented = (schema: Schema, on: CommentTarget): Commented => {
  if ('role' in on) return findRole(schema, on.role)
  if ('namespace' in on) return findNamespace(schema, on.namespace)
  if ('enum' in on) return findEnum(schema, on.enum)
  if ('sequence' in on) return findSequence(schema, on.sequence)
  if ('view' in on) return findView(schema, on.view)
  if ('index' in on) return findIndex(findIndexed(schema, on.table), on.index)
  const table = findTable(schema, on.table)
  if ('column' in on) return findColumn(table, on.column)
  if ('constraint' in on) return findConstraint(table, on.constraint)
  return 'policy' in on ? findPolicy(table, on.policy) : table
}

const withPartComment = (
  table: Table,
  on: Exclude<PartTarget, { readonly index: string }> | { readonly table: ObjectName },
  comment: string | null,
): Table => {
  if ('column' in on) {
    return replaceColumn(table, on.column, { ...findColumn(table, on.column), comment })
  }
  if ('constraint' in on) {
    const constraint = findConstraint(table, on.constraint)
    return replaceConstraint(table, on.constraint, { ...constraint, comment })
  }
  return 'policy' in on
    ? replacePolicy(table, on.policy, { ...findPolicy(table, on.policy), comment })
    : { ...table, comment }
}

/** The schema with another comment on one thing. Throws where that is not there. */
export const withComment = (schema: Schema, on: CommentTarget, comment: string | null): Schema => {
  if ('role' in on) return replaceRole(schema, on.role, { ...findRole(schema, on.role), comment })
  if ('namespace' in on) {
    return replaceNamespace(schema, on.namespace, {
      ...findNamespace(schema, on.namespace),
      comment,
    })
  }
  if ('enum' in on) return replaceEnum(schema, on.enum, { ...findEnum(schema, on.enum), comment })
  if ('sequence' in on) {
    return replaceSequence(schema, on.sequence, { ...findSequence(schema, on.sequence), comment })
  }
  if ('view' in on) return replaceView(schema, on.view, { ...findView(schema, on.view), comment })
  if ('index' in on) {
    return editIndexed(schema, on.table, (relation) =>
      replaceIndex(relation, on.index, { ...findIndex(relation, on.index), comment }),
    )
  }
  return editTable(schema, on.table, (table) => withPartComment(table, on, comment))
}

type Edit = <T extends Commented>(item: T) => T

const mapList = <T extends Commented>(items: readonly T[], edit: Edit): readonly T[] =>
  mapSame(items, (item) => edit(item))

/** Edits whatever has a comment in a table, and the table; the same table where nothing changes. */
export const mapTableComments = (table: Table, edit: Edit): Table => {
  const lists = {
    columns: mapList(table.columns, edit),
    constraints: mapList(table.constraints, edit),
    indexes: mapList(table.indexes, edit),
    policies: mapList(table.policies, edit),
  }
  const isSame =
    lists.columns === table.columns &&
    lists.constraints === table.constraints &&
    lists.indexes === table.indexes &&
    lists.policies === table.policies
  return edit(isSame ? table : { ...table, ...lists })
}

/** Edits a view and its indexes. */
export const mapViewComments = (view: View, edit: Edit): View => {
  const indexes = mapList(view.indexes, edit)
  return edit(indexes === view.indexes ? view : { ...view, indexes })
}

/** Edits whatever has a comment. */
export const mapComments = (schema: Schema, edit: Edit): Schema => ({
  ...schema,
  roles: mapList(schema.roles, edit),
  namespaces: mapList(schema.namespaces, edit),
  enums: mapList(schema.enums, edit),
  sequences: mapList(schema.sequences, edit),
  tables: mapSame(schema.tables, (table) => mapTableComments(table, edit)),
  views: mapSame(schema.views, (view) => mapViewComments(view, edit)),
})

/** An empty comment is none. */
export const emptyAsNone: Edit = (item) => (item.comment === '' ? { ...item, comment: null } : item)
