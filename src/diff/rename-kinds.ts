/** What has a name of its own in a schema and may get another one. */
import { qualified, sameName, typeName } from '../schema/names.ts'
import type { ObjectName, QualifiedName, Schema } from '../schema/types.ts'
import { elementType } from './enums.ts'

/** In the order in which they are answered: a renamed enum makes tables alike, and a renamed table the views over it. */
export const OBJECT_KINDS = ['enum', 'table', 'sequence', 'view'] as const
export type ObjectKind = (typeof OBJECT_KINDS)[number]

/** A rename, or a move to another namespace; names are those of the old state. */
export interface ObjectRename {
  readonly kind: ObjectKind
  readonly from: ObjectName
  readonly to: ObjectName
}

const LISTS = { enum: 'enums', table: 'tables', sequence: 'sequences', view: 'views' } as const

/** All of a kind that a schema has. */
export const objectsOf = (schema: Schema, kind: ObjectKind): readonly QualifiedName[] =>
  schema[LISTS[kind]]

/**
 * Whether a table has a sequence's new name, and no other rename frees it. Anything else of another kind steps aside,
 * or is waited for, wherever the new schema has something else of its name.
 */
export const isBlocked = (
  { kind, to }: ObjectRename,
  { base, others }: { readonly base: Schema; readonly others: readonly ObjectRename[] },
): boolean =>
  kind === 'sequence' &&
  base.tables.some((item) => sameName(item, to)) &&
  !others.some((item) => item.kind === 'table' && sameName(item.from, to))

/** The name that a thing has after the renames. */
export const newNameOf = (
  renames: readonly ObjectRename[],
  kind: ObjectKind,
  name: ObjectName,
): ObjectName => renames.find((item) => item.kind === kind && sameName(item.from, name))?.to ?? name

/** The name that a thing had before the renames. */
export const oldNameOf = (
  renames: readonly ObjectRename[],
  kind: ObjectKind,
  name: ObjectName,
): ObjectName => renames.find((item) => item.kind === kind && sameName(item.to, name))?.from ?? name

/** The schema with the columns of renamed enums of the new types, so that they compare with those to come. */
export const retyped = (schema: Schema, renames: readonly ObjectRename[]): Schema => {
  const types = new Map(
    renames.flatMap((item) =>
      item.kind === 'enum'
        ? [[typeName(qualified(item.from)), typeName(qualified(item.to))] as const]
        : [],
    ),
  )
  if (types.size === 0) return schema
  const newType = (type: string): string => {
    const element = elementType(type)
    const renamed = types.get(element)
    return renamed === undefined ? type : `${renamed}${type.slice(element.length)}`
  }
  return {
    ...schema,
    tables: schema.tables.map((table) => ({
      ...table,
      columns: table.columns.map((column) => ({ ...column, type: newType(column.type) })),
    })),
  }
}
