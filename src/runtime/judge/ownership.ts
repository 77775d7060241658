/** Which objects of a database are ours: those that the models or an ancestor's snapshot know. */
import type { ResolvedConfig } from '../../config.ts'
import type { Introspection, Unmodelled } from '../../dialects/dialect.ts'
import { DiffkitError } from '../../errors.ts'
import { nameKey, show } from '../../schema/names.ts'
import { ownedWithin } from '../../schema/owners.ts'
import type { QualifiedName, Schema, Table, View } from '../../schema/types.ts'

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
    roles: [],
    namespaces: [],
    enums: ours(schema.enums, enums, enumKind),
    sequences: ours(schema.sequences, sequences, sequenceKind),
    tables: ours(schema.tables, tables, tableKind),
    views: ours(schema.views, views, viewKind),
  }
  const extensions = new Set(known.flatMap((item) => item.extensions.map(({ name }) => name)))
  const roles = new Set(known.flatMap((item) => item.roles.map(({ name }) => name)))
  const namespaces = new Set(known.flatMap((item) => item.namespaces.map(({ name }) => name)))
  const own = ownedWithin(kept)
  kept.sequences.forEach((item, at) => {
    if (item.ownedBy === null || own.sequences[at]?.ownedBy !== null) return
    const { table, column } = item.ownedBy
    rest.push({ kind: 'sequence owner', name: show(item), definition: `${show(table)}.${column}` })
  })
  return {
    schema: {
      ...own,
      extensions: schema.extensions.filter(({ name }) => extensions.has(name)),
      roles: schema.roles.filter(({ name }) => roles.has(name)),
      namespaces: schema.namespaces.filter(({ name }) => namespaces.has(name)),
    },
    unmodelled: [...unmodelled, ...rest],
  }
}

/** Relations that a Schema does not describe, as databases list them. */
const RELATIONS = new Set([
  'foreign table',
  'inherited table',
  'partition',
  'partitioned table',
  'virtual table',
])

/** Throws for a table that a database holds as something that no Schema describes: it would be taken for absent. */
export const refuseTaken = (
  tables: readonly Table[],
  { unmodelled }: Pick<Introspection, 'unmodelled'>,
): void => {
  const taken = new Map(unmodelled.map(({ kind, name }) => [name, kind]))
  for (const table of tables) {
    const kind = taken.get(show(table)) ?? ''
    if (!RELATIONS.has(kind)) continue
    throw new DiffkitError('UNSUPPORTED', {
      where: `table ${show(table)}`,
      what: `what the database holds as ${/^[aeiou]/.test(kind) ? 'an' : 'a'} ${kind}`,
      hint: 'Leave it out of the models or name it in `exclude` of the configuration: then it stays as it is, and `op.sql` changes it.',
    })
  }
}

/**
 * Without the tables that the other database holds as something else, a partition say: to drop one
 * would lose the rows that it was meant to bring along, and a new one would find its name taken.
 */
export const withoutTaken = <T extends Introspection>(side: T, other: Introspection): T => {
  const taken = new Set(
    other.unmodelled.filter(({ kind }) => RELATIONS.has(kind)).map(({ name }) => name),
  )
  const isTaken = (table: Table): boolean => taken.has(show(table))
  const { tables } = side.schema
  const rest = tables
    .filter(isTaken)
    .map((table) => ({ kind: 'table', name: show(table), definition: JSON.stringify(table) }))
  return {
    ...side,
    schema: ownedWithin({
      ...side.schema,
      tables: tables.filter((table) => !isTaken(table)),
    }),
    unmodelled: [...side.unmodelled, ...rest],
  }
}

/** A role that nobody expects is the server's affair: another database of it may need the role. */
export const withExpectedRoles = (found: Schema, expected: Schema): Schema => {
  const names = new Set(expected.roles.map(({ name }) => name))
  return { ...found, roles: found.roles.filter(({ name }) => names.has(name)) }
}

/** An extension that nobody placed may stand anywhere: an administrator, or the provider, has made it. */
export const withExtensionPlaces = (expected: Schema, { extensions }: Schema): Schema => ({
  ...expected,
  extensions: expected.extensions.map((item) =>
    item.namespace === null ? (extensions.find(({ name }) => name === item.name) ?? item) : item,
  ),
})

/** Whether a name fits a glob of `*` and `?`; a pattern without a dot means the default namespace or any. */
const fits = (pattern: string, name: string): boolean => {
  const source = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.')
  return new RegExp(`^${source}$`).test(name)
}

export type Filter = Pick<ResolvedConfig, 'include' | 'exclude' | 'filter'>

type Wanted = NonNullable<Filter['filter']>

const withoutUnwantedParts = (table: Table, wants: Wanted): Table => {
  const { namespace, name } = table
  const kept = (kind: 'column' | 'index' | 'constraint') => (part: { readonly name: string }) =>
    wants({ kind, namespace, name: part.name, table: name })
  return {
    ...table,
    columns: table.columns.filter(kept('column')),
    indexes: table.indexes.filter(kept('index')),
    constraints: table.constraints.filter(kept('constraint')),
  }
}

const withoutUnwantedIndexes = (view: View, wants: Wanted): View => {
  const { namespace, name } = view
  return {
    ...view,
    indexes: view.indexes.filter((index) =>
      wants({ kind: 'index', namespace, name: index.name, table: name }),
    ),
  }
}

/** The schema without the objects that the configuration leaves out. */
export const filterSchema = (
  schema: Schema,
  { include, exclude, filter: wants }: Filter,
): Schema => {
  if (include.length === 0 && exclude.length === 0 && wants === null) return schema
  const named = (item: QualifiedName): boolean => {
    const name = show(item)
    const wanted = include.length === 0 || include.some((pattern) => fits(pattern, name))
    return wanted && !exclude.some((pattern) => fits(pattern, name))
  }
  const kept =
    (kind: 'table' | 'view' | 'enum' | 'sequence') =>
    (item: QualifiedName): boolean => {
      const { namespace, name } = item
      return named(item) && (wants === null || wants({ kind, namespace, name, table: null }))
    }
  const tables = schema.tables.filter(kept('table'))
  const views = schema.views.filter(kept('view'))
  return ownedWithin({
    ...schema,
    enums: schema.enums.filter(kept('enum')),
    sequences: schema.sequences.filter(kept('sequence')),
    tables: wants === null ? tables : tables.map((table) => withoutUnwantedParts(table, wants)),
    views: wants === null ? views : views.map((view) => withoutUnwantedIndexes(view, wants)),
  })
}
