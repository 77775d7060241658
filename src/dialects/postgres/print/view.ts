/** A view's query, printed over the real tables where they are as the schema says, else over temporary ones. */
import { nameKey, objectName, sameName } from '../../../schema/names.ts'
import type { ObjectName, QualifiedName, Schema, Table, View } from '../../../schema/types.ts'
import { reads, relationsIn } from '../../../util/relations.ts'
import type { Connection, PrintRequest } from '../../dialect.ts'
import { quote } from '../../shared.ts'
import {
  standInType,
  withRealTables,
  withStandIns,
  withoutNamespaces,
  withoutStandIns,
} from './names.ts'
import type { StandIn, Stood } from './names.ts'
import { collateSql } from '../collations.ts'
import { fittingName } from '../relation-names.ts'
import { withNamesakes } from './namesakes.ts'
import { printedText } from './printed.ts'
import { sequencesOf } from './sequences.ts'
import { attempt, PRINTING } from './session.ts'
import { baseType, canonicalType } from '../types.ts'

const VIEW = 'diffkit_print_view'

interface Needed {
  readonly tables: readonly Table[]
  /** In the order in which they can be made. */
  readonly views: readonly View[]
  readonly sequences: readonly QualifiedName[]
}

/** Whether a query may mean the thing: a bare name is looked up in `public` first. */
const mayRead = (sql: string, item: QualifiedName, { tables, views }: Schema): boolean => {
  if (!reads(sql, item)) return false
  const { namespace, name } = item
  if (namespace === null || !isIn([...tables, ...views], { namespace: null, name })) return true
  return isIn(relationsIn(sql), item)
}

const isIn = (items: readonly QualifiedName[], { namespace, name }: QualifiedName): boolean =>
  items.some((item) => item.name === name && item.namespace === namespace)

/** The sequences that a query reads as relations: few do. */
const readSequences = (sql: string, schema: Schema): readonly QualifiedName[] => {
  const relations = new Set([...schema.tables, ...schema.views].map(({ name }) => name))
  return relationsIn(sql).every(({ name }) => relations.has(name))
    ? []
    : sequencesOf(schema).filter((item) => reads(sql, item))
}

/** The tables, views and sequences that a query may name, and what those views may name. */
const neededBy = (sql: string, schema: Schema, within: readonly View[] = []): Needed => {
  const tables = schema.tables.filter((table) => mayRead(sql, table, schema))
  const views = schema.views.filter((view) => !within.includes(view) && mayRead(sql, view, schema))
  const deeper = views.map((view) => neededBy(view.definition.sql, schema, [...within, ...views]))
  return {
    tables: [...new Set([...tables, ...deeper.flatMap((item) => item.tables)])],
    views: [...new Set([...deeper.flatMap((item) => item.views), ...views])],
    sequences: [
      ...new Set([...deeper.flatMap((item) => item.sequences), ...readSequences(sql, schema)]),
    ],
  }
}

const COLUMNS = `
SELECT n.nspname AS namespace, c.relname AS name, a.attname AS column,
       format_type(a.atttypid, a.atttypmod) AS type
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
 WHERE c.relname = ANY($1) AND c.relkind IN ('r', 'p', 'v', 'm') AND n.nspname !~ '^pg_'`

const columnsKey = (columns: readonly (readonly [name: string, type: string])[]): string =>
  columns
    .map(([name, type]) => `${name} ${type}`)
    .toSorted()
    .join('\n')

/** Names of the tables that the server has exactly as the schema describes them. */
const presentTables = async (
  connection: Connection,
  tables: readonly Table[],
): Promise<ReadonlySet<string>> => {
  const rows = await connection.query(COLUMNS, [tables.map(({ name }) => name)])
  const found = new Map<string, [string, string][]>()
  for (const row of rows) {
    const namespace = row['namespace'] === 'public' ? null : String(row['namespace'])
    const key = nameKey({ namespace, name: String(row['name']) })
    const columns = found.get(key) ?? []
    columns.push([String(row['column']), canonicalType(String(row['type']))])
    found.set(key, columns)
  }
  const same = tables.filter((table) => {
    const there = found.get(nameKey(objectName(table)))
    const wanted = table.columns.map(({ name, type }) => [name, baseType(type)] as const)
    return there !== undefined && columnsKey(there) === columnsKey(wanted)
  })
  return new Set(same.map((table) => nameKey(objectName(table))))
}

const temporaryTable = (table: Table, as: string, standIns: readonly StandIn[]): string => {
  const columns = table.columns.map(({ name, type, collation }) => {
    return `${quote(name)} ${standInType(baseType(type), standIns)} ${collateSql(collation)}`
  })
  // A view that groups by the key may select the other columns: the key belongs to its meaning.
  const keys = table.constraints.flatMap((item) =>
    item.kind === 'primaryKey' ? [`PRIMARY KEY (${item.columns.map(quote).join(', ')})`] : [],
  )
  return `CREATE TEMP TABLE ${quote(as)} (${[...columns, ...keys].join(', ')})`
}

const createView = (name: string, sql: string): string =>
  `CREATE TEMP VIEW ${quote(name)} AS ${sql}`

const readView = async (connection: Connection): Promise<string> => {
  const [row] = await connection.query('SELECT pg_get_viewdef($1::regclass) AS text', [
    `pg_temp.${VIEW}`,
  ])
  return String(row?.['text'] ?? '')
}

interface ViewContext {
  readonly schema: Schema
  readonly standIns: readonly StandIn[]
}

/** A name that nothing else has. */
const apart = ({ namespace, name }: QualifiedName): string =>
  fittingName(`diffkit_${namespace ?? 'public'}_${name}`)

/** Its bare name, or another one where something else has that. */
const standInName = (item: QualifiedName, all: readonly QualifiedName[]): string =>
  item.namespace !== null && all.filter(({ name }) => name === item.name).length > 1
    ? apart(item)
    : item.name

/** The schema without the view. */
export const withoutSelf = (schema: Schema, object: ObjectName): Schema => ({
  ...schema,
  views: schema.views.filter((view) => !sameName(view, object)),
})

/** What a query reads, in a place where it can be parsed. */
interface Surroundings {
  /** Make what the server lacks, and every view. */
  readonly statements: readonly string[]
  /** What has a temporary stand-in. */
  readonly stood: readonly Stood[]
  readonly prepare: (sql: string) => string
}

/** Stand-ins for what a query reads; that of the table whose own it is has the bare name, whatever else has it. */
export const surroundings = async (
  connection: Connection,
  sql: string,
  { schema, standIns, own }: ViewContext & { readonly own: Table | null },
): Promise<Surroundings> => {
  const needed = neededBy(sql, schema)
  const present =
    (await attempt(connection, [PRINTING], () => presentTables(connection, needed.tables))) ??
    new Set<string>()
  const isNamesake = (item: QualifiedName): boolean => item !== own && item.name === own?.name
  const missing = needed.tables.filter(
    (table) => isNamesake(table) || !present.has(nameKey(objectName(table))),
  )
  const read = [...needed.tables, ...needed.views, ...needed.sequences]
  const as = (item: QualifiedName): string =>
    isNamesake(item) ? apart(item) : standInName(item, read)
  const stand = (item: QualifiedName): Stood => ({ item, as: as(item) })
  const others = [...missing, ...needed.views, ...needed.sequences].map(stand)
  const namesakes = others.filter(({ item }) => isNamesake(item))
  const stood = own === null ? others : [{ item: own, as: own.name }, ...others]
  const rename =
    own === null || namesakes.length === 0 ? (text: string) => text : withNamesakes(own, namesakes)
  const prepare = (text: string): string =>
    withStandIns(withoutNamespaces(rename(text), stood), standIns)
  return {
    // A temporary view may only stand in for one; real ones may be about to change.
    statements: [
      ...missing.map((table) => temporaryTable(table, as(table), standIns)),
      ...needed.sequences.map((item) => `CREATE TEMP SEQUENCE ${quote(as(item))}`),
      ...needed.views.map((view) => createView(as(view), prepare(view.definition.sql))),
    ],
    stood,
    prepare,
  }
}

/** How the server prints the view's query; `null` where it refuses it. */
export const printView = async (
  connection: Connection,
  request: PrintRequest,
  { schema, standIns }: ViewContext,
): Promise<string | null> => {
  const others = withoutSelf(schema, request.place.object)
  const around = await surroundings(connection, request.sql, {
    schema: others,
    standIns,
    own: null,
  })
  const statements = [...around.statements, createView(VIEW, around.prepare(request.sql)), PRINTING]
  const text = await attempt(connection, statements, () => readView(connection))
  if (text === null) return null
  return printedText(withoutStandIns(withRealTables(text, around.stood), standIns))
}
