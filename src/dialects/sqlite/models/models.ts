/** Drizzle models → a Schema. */
import { DiffkitError } from '../../../errors.ts'
import { completeView } from '../../../schema/spec.ts'
import { tableDefaults } from '../../../schema/types.ts'
import type { Undeclared } from '../../../schema/undeclared.ts'
import type { Table, View } from '../../../schema/types.ts'
import type {
  DrizzleModules,
  ModelExport,
  ModelOptions,
  ModelPlace,
  Models,
} from '../../dialect.ts'
import { isKind } from '../../drizzle-objects.ts'
import { atExport } from '../../model-places.ts'
import { columnsByKey, isForeign, openDrizzle, readView, tableName } from './drizzle.ts'
import type { Drizzle } from './drizzle.ts'
import { checkModels } from './checks.ts'
import { distinctColumns } from '../../distinct-columns.ts'
import { finishedConfig } from '../../unfinished-parts.ts'
import { readColumn } from './columns.ts'
import { invalid, invalidIn, isSql, reasonOf } from './context.ts'
import { readConstraints, readIndexes } from './parts.ts'
import { normalize } from '../normalize.ts'
import { foldName } from '../parse/tokens.ts'

const UNDECLARED: Undeclared = {
  table: ['strict', 'withoutRowid'],
  column: ['identity', 'collation'],
  constraint: ['deferrable'],
  index: ['method', 'include', 'nullsNotDistinct', 'with'],
  indexKey: ['nulls', 'opclass', 'opclassParameters'],
}

interface Found<T> {
  readonly item: T
  readonly value: unknown
  readonly source: ModelExport
  readonly places: () => readonly ModelPlace[]
}

const placeOf = ({ file, name }: ModelExport, object: string): ModelPlace => ({
  object,
  column: null,
  file,
  exportName: name,
  key: null,
})

const readTable = (drizzle: Drizzle, source: ModelExport, value: object): Found<Table> => {
  const name = tableName(value)
  const context = { drizzle, source, object: name }
  const config = finishedConfig(value, drizzle.tableConfig, invalidIn(context))
  const item: Table = {
    ...tableDefaults,
    name,
    columns: distinctColumns(
      config.columns.map((column) => ({
        written: column.name,
        column: readColumn(context, column),
      })),
    ),
    constraints: readConstraints(context, config),
    indexes: readIndexes(context, config),
  }
  const places = (): readonly ModelPlace[] => {
    const place = placeOf(source, name)
    const columns = Object.entries(columnsByKey(value)).map(([key, column]) => ({
      ...place,
      column: drizzle.columnName(column),
      key,
    }))
    return [place, ...columns]
  }
  return { item, value, source, places }
}

/** `null` for a view that something else makes. */
const readViewModel = (
  drizzle: Drizzle,
  source: ModelExport,
  value: object,
): Found<View> | null => {
  const { name, query } = readView(value)
  const context = { drizzle, source, object: name }
  if (query === undefined) return null
  if (!isSql(query)) throw invalid(context, 'its query is no SQL')
  try {
    const item = completeView({ name, definition: drizzle.render(query) })
    return { item, value, source, places: () => [placeOf(source, name)] }
  } catch (error) {
    throw invalid(context, `its query cannot be rendered: ${reasonOf(error)}`)
  }
}

/** One object exported twice is one; two objects of one name are an error. */
const once = (found: readonly Found<Table | View>[]): void => {
  const kept = new Map<string, Found<Table | View>>()
  for (const item of found) {
    const { name } = item.item
    const other = kept.get(foldName(name))
    if (other === undefined) kept.set(foldName(name), item)
    else {
      throw new DiffkitError('MODEL_INVALID', {
        ...atExport(item.source),
        problem: `${name}: it is declared a second time, as ${item.source.name}; the first is ${other.source.name}`,
        also: atExport(other.source),
        hint: 'Keep one of the two, or give one another name.',
      })
    }
  }
}

const refuseForeign = ({ value, name, file }: ModelExport): void => {
  if (isForeign(value)) {
    const place = atExport({ file, name })
    throw new DiffkitError('MODELS_OF_ANOTHER_DIALECT', { ...place, name, dialect: 'sqlite' })
  }
}

/** Every table and view that the models export, in normal form; all else they export is ignored. */
export const readModels = (
  exports: readonly ModelExport[],
  modules: DrizzleModules,
  options: ModelOptions,
): Models => {
  const drizzle = openDrizzle(modules, options)
  const seen = new Set<unknown>()
  const tables: Found<Table>[] = []
  const views: Found<View>[] = []
  for (const source of exports) {
    const { value } = source
    if (seen.has(value)) continue
    seen.add(value)
    refuseForeign(source)
    if (isKind(value, 'SQLiteTable')) tables.push(readTable(drizzle, source, value))
    else if (isKind(value, 'SQLiteView')) {
      const view = readViewModel(drizzle, source, value)
      if (view !== null) views.push(view)
    }
  }
  const all = [...tables, ...views]
  once(all)
  const schema = normalize({
    extensions: [],
    roles: [],
    namespaces: [],
    enums: [],
    sequences: [],
    tables: tables.map(({ item }) => item),
    views: views.map(({ item }) => item),
  })
  const found = new Map(all.map((one) => [one.item.name, one]))
  checkModels(schema, (name) => found.get(name)?.places() ?? [])
  return { schema, undeclared: UNDECLARED, places: () => all.flatMap(({ places }) => places()) }
}
