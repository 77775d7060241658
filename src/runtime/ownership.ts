/** Which objects of a database are ours: those that the models or an ancestor's snapshot know. */
import type { Introspection, Unmodelled } from '../dialects/dialect.ts'
import { nameKey, show } from '../schema/names.ts'
import type { QualifiedName, Schema } from '../schema/types.ts'

const LISTS = [
  ['enums', 'enum'],
  ['sequences', 'sequence'],
  ['tables', 'table'],
  ['views', 'view'],
] as const

type Lists = 'enums' | 'sequences' | 'tables' | 'views'

const keysOf = (schemas: readonly Schema[], list: Lists): ReadonlySet<string> =>
  new Set(schemas.flatMap((schema) => schema[list].map(nameKey)))

/** The part of a database that is ours, and the rest as a list for people. */
export const separate = (
  { schema, unmodelled }: Introspection,
  known: readonly Schema[],
): Introspection => {
  const rest: Unmodelled[] = []
  const ours = <T extends QualifiedName>(items: readonly T[], list: Lists, kind: string) => {
    const keys = keysOf(known, list)
    return items.filter((item) => {
      if (keys.has(nameKey(item))) return true
      rest.push({ kind, name: show(item), definition: JSON.stringify(item) })
      return false
    })
  }
  const [[enums, enumKind], [sequences, sequenceKind], [tables, tableKind], [views, viewKind]] =
    LISTS
  const kept: Schema = {
    extensions: [],
    namespaces: [],
    enums: ours(schema.enums, enums, enumKind),
    sequences: ours(schema.sequences, sequences, sequenceKind),
    tables: ours(schema.tables, tables, tableKind),
    views: ours(schema.views, views, viewKind),
  }
  const extensions = new Set(known.flatMap((item) => item.extensions.map(({ name }) => name)))
  const namespaces = new Set(known.flatMap((item) => item.namespaces.map(({ name }) => name)))
  return {
    schema: {
      ...kept,
      extensions: schema.extensions.filter(({ name }) => extensions.has(name)),
      namespaces: schema.namespaces.filter(({ name }) => namespaces.has(name)),
    },
    unmodelled: [...unmodelled, ...rest],
  }
}

/** Whether a name fits a glob of `*` and `?`; a pattern without a dot means the default namespace or any. */
const fits = (pattern: string, name: string): boolean => {
  const source = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.')
  return new RegExp(`^${source}$`).test(name)
}

export interface Filter {
  readonly include: readonly string[]
  readonly exclude: readonly string[]
}

/** The schema without the objects that the configuration leaves out. */
export const filterSchema = (schema: Schema, { include, exclude }: Filter): Schema => {
  if (include.length === 0 && exclude.length === 0) return schema
  const kept = (item: QualifiedName): boolean => {
    const name = show(item)
    const wanted = include.length === 0 || include.some((pattern) => fits(pattern, name))
    return wanted && !exclude.some((pattern) => fits(pattern, name))
  }
  return {
    ...schema,
    enums: schema.enums.filter(kept),
    sequences: schema.sequences.filter(kept),
    tables: schema.tables.filter(kept),
    views: schema.views.filter(kept),
  }
}
