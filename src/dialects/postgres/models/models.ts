/** Drizzle models → a Schema. */
import { DiffkitError } from '../../../errors.ts'
import { nameKey, objectName, show } from '../../../schema/names.ts'
import { completeExtension } from '../../../schema/spec.ts'
import { tableDefaults } from '../../../schema/types.ts'
import type { Enum, QualifiedName, Schema, Sequence, Table, View } from '../../../schema/types.ts'
import type {
  DrizzleModules,
  ModelExport,
  ModelOptions,
  ModelPlace,
  Models,
} from '../../dialect.ts'
import { isKind } from '../../drizzle-objects.ts'
import { atExport } from '../../model-places.ts'
import { columnsByKey, enumOf, isEnum, openDrizzle, tableAddress } from './drizzle.ts'
import type { Drizzle, DrizzleEnum } from './drizzle.ts'
import { checkModels } from './checks.ts'
import { distinctColumns } from '../../distinct-columns.ts'
import { finishedConfig } from '../../unfinished-parts.ts'
import { extensionNeeds } from '../ddl/extensions.ts'
import { freeNames } from '../ddl/free-names.ts'
import { readColumn } from './columns.ts'
import { invalidIn } from './context.ts'
import type { ModelContext } from './context.ts'
import { readEnum } from './enums.ts'
import { readNamespaces } from './namespaces.ts'
import { readConstraints, readIndex } from './parts.ts'
import { linkedTable, readPolicy } from './policies.ts'
import { readRoles } from './roles.ts'
import { readSequence } from './sequences.ts'
import { readViewModel, viewAddress } from './views.ts'
import { sourcesOf } from './sources.ts'
import type { Found } from './sources.ts'
import { UNDECLARED } from '../undeclared.ts'
import { writtenNameOf } from './written-names.ts'
import { normalize } from '../normalize.ts'

const FOREIGN_KINDS: Readonly<Record<string, string>> = { Table: 'table', View: 'view' }

const contextOf = (
  drizzle: Drizzle,
  source: ModelExport,
  { kind, object }: { readonly kind: string; readonly object: QualifiedName },
): ModelContext => ({ drizzle, source, object, label: `${kind} ${show(object)}` })

const placeOf = (source: ModelExport, object: QualifiedName): ModelPlace => ({
  object: objectName(object),
  column: null,
  file: source.file,
  exportName: source.name,
  key: null,
})

type LinkedPolicies = ReadonlyMap<unknown, readonly object[]>

const distinct = <T>(items: readonly T[]): readonly T[] => [...new Set(items)]

/** Policies that are exported, by the table that they are linked to. */
const linkedPolicies = (exports: readonly ModelExport[]): LinkedPolicies => {
  const tables = new Set(
    exports.map(({ value }) => value).filter((value) => isKind(value, 'PgTable')),
  )
  const linked = new Map<unknown, readonly object[]>()
  for (const { value, file, name } of exports) {
    if (!isKind(value, 'PgPolicy')) continue
    const table = linkedTable(value)
    // As drizzle-kit does: one that is linked to nothing says nothing.
    if (table === undefined) continue
    if (!tables.has(table)) {
      throw new DiffkitError('UNSUPPORTED', {
        ...atExport({ file, name }),
        what: `a policy on table ${show(tableAddress(table))}, which no model exports`,
        where: name,
        hint: 'Export the table, or write the policy in a migration with `op.sql`.',
      })
    }
    linked.set(table, [...(linked.get(table) ?? []), value])
  }
  return linked
}

const readTable = (
  drizzle: Drizzle,
  source: ModelExport,
  { value, linked }: { readonly value: object; readonly linked: LinkedPolicies },
): Found<Table> => {
  const object = tableAddress(value)
  const context = contextOf(drizzle, source, { kind: 'table', object })
  const config = finishedConfig(value, drizzle.tableConfig, invalidIn(context))
  const policies = distinct([...config.policies, ...(linked.get(value) ?? [])]).map((policy) =>
    readPolicy(context, policy),
  )
  const item: Table = {
    ...tableDefaults,
    ...object,
    columns: distinctColumns(
      config.columns.map((column) => ({
        written: column.name,
        column: readColumn(context, column),
      })),
    ),
    constraints: readConstraints(context, config),
    indexes: config.indexes.map((index) => readIndex(context, index, config.columns)),
    policies,
    // As drizzle-kit does: a policy brings it along.
    rowSecurity: config.enableRLS === true || policies.length > 0,
  }
  const places = (): readonly ModelPlace[] => {
    const place = placeOf(source, object)
    const columns = Object.entries(columnsByKey(value)).map(([key, column]) => ({
      ...place,
      column: drizzle.columnName(column),
      key,
    }))
    return [place, ...columns]
  }
  return { item, source, value, places }
}

const readView = (drizzle: Drizzle, source: ModelExport, value: object): readonly Found<View>[] => {
  const object = viewAddress(value)
  if (object === null) return []
  const item = readViewModel(contextOf(drizzle, source, { kind: 'view', object }), value)
  return [{ item, source, value, places: () => [placeOf(source, object)] }]
}

const enumFrom = (source: ModelExport, value: DrizzleEnum): Found<Enum> => {
  const item = readEnum(source, value)
  return { item, source, value, places: () => [placeOf(source, item)] }
}

/** The enums that columns use, exported or not: a table cannot be made without them. */
const enumsOfColumns = (table: Found<Table>): readonly Found<Enum>[] =>
  Object.values(columnsByKey(table.value as object)).flatMap((column) => {
    const found = enumOf(column)
    return found === null ? [] : [enumFrom(table.source, found)]
  })

const refuse = (source: ModelExport): void => {
  const { value, name } = source
  for (const [kind, what] of Object.entries(FOREIGN_KINDS)) {
    if (!isKind(value, kind) || isKind(value, `Pg${kind}`) || isKind(value, 'PgMaterializedView')) {
      continue
    }
    throw new DiffkitError('MODEL_INVALID', {
      ...atExport(source),
      problem: `${name} is a ${what} of another dialect than PostgreSQL`,
      hint: 'Use the builders of `drizzle-orm/pg-core`, or set `dialect` in the configuration.',
    })
  }
}

const sameValue = <T>(a: Found<T>, b: Found<T>): boolean => a.value === b.value

/** Two enums that are made apart, by a function that is called twice perhaps, may be one. */
const sameEnum = (a: Found<Enum>, b: Found<Enum>): boolean =>
  JSON.stringify(a.item.values) === JSON.stringify(b.item.values)

/** One of each: an object that is exported twice is one, two objects of one name are an error. */
const once = <T extends QualifiedName>(
  kind: string,
  all: readonly Found<T>[],
  isSame: (a: Found<T>, b: Found<T>) => boolean = sameValue,
): readonly Found<T>[] => {
  const kept = new Map<string, Found<T>>()
  for (const found of all) {
    const key = nameKey(objectName(found.item))
    const other = kept.get(key)
    if (other === undefined) kept.set(key, found)
    else if (!isSame(other, found)) {
      const [name, first] = [writtenNameOf(found.value), writtenNameOf(other.value)]
      const cut =
        name === first ? '' : `, written ${first}: PostgreSQL keeps ${found.item.name} of both`
      throw new DiffkitError('MODEL_INVALID', {
        ...atExport(found.source),
        problem: `${kind} ${cut === '' ? show(found.item) : name} is declared a second time (export ${found.source.name}); the first is ${other.source.name}${cut}`,
        also: atExport(other.source),
        hint: 'Keep one of the two, or give one another name.',
      })
    }
  }
  return [...kept.values()]
}

const withExtensions = (models: Schema): Schema => {
  const schema = normalize(models)
  const names = new Set(extensionNeeds(schema).map(({ name }) => name))
  return { ...schema, extensions: [...names].map((name) => completeExtension({ name })) }
}

/** Every table, view, sequence, enum and namespace that the models export, and the extensions that they need. */
export const readModels = (
  exports: readonly ModelExport[],
  modules: DrizzleModules,
  options: ModelOptions,
): Models => {
  const drizzle = openDrizzle(modules, options)
  const tables: Found<Table>[] = []
  const views: Found<View>[] = []
  const enums: Found<Enum>[] = []
  const sequences: Found<Sequence>[] = []
  const linked = linkedPolicies(exports)
  for (const source of exports) {
    const { value } = source
    refuse(source)
    if (isKind(value, 'PgTable')) tables.push(readTable(drizzle, source, { value, linked }))
    else if (isKind(value, 'PgSequence')) {
      const item = readSequence(value)
      sequences.push({ item, source, value, places: () => [placeOf(source, item)] })
    } else if (isEnum(value)) enums.push(enumFrom(source, value))
    else if (isKind(value, 'PgView') || isKind(value, 'PgMaterializedView')) {
      views.push(...readView(drizzle, source, value))
    }
  }
  const found = {
    tables: once('table', tables),
    sequences: once('sequence', sequences),
    views: once('view', views),
    enums: once('enum', [...enums, ...tables.flatMap(enumsOfColumns)], sameEnum),
  }
  const all = [...found.tables, ...found.views, ...found.sequences, ...found.enums]
  const schema = withExtensions({
    extensions: [],
    roles: readRoles(exports),
    namespaces: readNamespaces(exports, all),
    enums: found.enums.map(({ item }) => item),
    sequences: found.sequences.map(({ item }) => item),
    tables: freeNames(
      found.tables.map(({ item }) => item),
      [...found.views, ...found.sequences].map(({ item }) => item),
    ),
    views: found.views.map(({ item }) => item),
  })
  checkModels(schema, sourcesOf(drizzle, found))
  return { schema, undeclared: UNDECLARED, places: () => all.flatMap(({ places }) => places()) }
}
