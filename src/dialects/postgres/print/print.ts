/** How a server prints expressions where they stand: tried on temporary objects, then rolled back. */
import { lookUpTable } from '../../../schema/edit.ts'
import { nameKey, typeName } from '../../../schema/names.ts'
import { having, mapSame } from '../../../schema/same.ts'
import type { Enum, Schema } from '../../../schema/types.ts'
import type { Connection, PrintRequest } from '../../dialect.ts'
import { literal, quote } from '../../shared.ts'
import { groupBy } from '../catalog/group.ts'
import type { StandIn } from './names.ts'
import { withoutTrace } from './session.ts'
import { isFarPolicy, printFarPolicy } from './policy.ts'
import { sequencesOf, standInSequences } from './sequences.ts'
import type { SequenceStandIns } from './sequences.ts'
import { printStored, storedViewOf } from './stored.ts'
import { printDefaults, printTable } from './table.ts'
import type { DefaultRequest } from './table.ts'
import { printView } from './view.ts'

const ENUMS = `
SELECT n.nspname AS namespace, t.typname AS name,
       ARRAY(SELECT e.enumlabel::text FROM pg_catalog.pg_enum e
              WHERE e.enumtypid = t.oid ORDER BY e.enumsortorder) AS values
  FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
 WHERE t.typtype = 'e' AND t.typname = ANY($1)`

const valuesKey = (values: unknown): string => JSON.stringify(values)

/** The enums that the server lacks or has with other values. */
const differingEnums = async (
  connection: Connection,
  enums: readonly Enum[],
): Promise<readonly Enum[]> => {
  if (enums.length === 0) return []
  const rows = await connection.query(ENUMS, [enums.map(({ name }) => name)])
  const found = new Map(
    rows.map((row) => {
      const namespace = row['namespace'] === 'public' ? null : String(row['namespace'])
      return [nameKey({ namespace, name: String(row['name']) }), valuesKey(row['values'])]
    }),
  )
  return enums.filter((item) => found.get(nameKey(item)) !== valuesKey(item.values))
}

const makeStandIns = async (
  connection: Connection,
  schema: Schema,
): Promise<readonly StandIn[]> => {
  const enums = await differingEnums(connection, schema.enums)
  const standIns = enums.map((item, index) => ({ item, temporary: `diffkit_enum_${index}` }))
  for (const { item, temporary } of standIns) {
    const values = item.values.map((value) => literal(value)).join(', ')
    await connection.execute(`CREATE TYPE pg_temp.${quote(temporary)} AS ENUM (${values})`)
  }
  return standIns
}

/** Whether one of the requests reads relations. */
const readsOthers = (requests: readonly PrintRequest[], schema: Schema): boolean =>
  requests.some(
    (request) =>
      request.place.role === 'view' ||
      isFarPolicy(request) ||
      storedViewOf(request, schema) !== undefined,
  )

/** Stand-ins for sequences: a column's default says nothing of the one that is its own, a query may. */
const sequencesFor = (
  connection: Connection,
  requests: readonly PrintRequest[],
  schema: Schema,
): Promise<SequenceStandIns> => {
  const texts = requests.map(({ sql }) => sql)
  if (!readsOthers(requests, schema)) return standInSequences(connection, texts, schema.sequences)
  const views = schema.views.map(({ definition }) => definition.sql)
  return standInSequences(connection, [...texts, ...views], sequencesOf(schema))
}

/** Only the enums that the requests' tables and texts can reach. */
const reachable = (schema: Schema, requests: readonly PrintRequest[]): Schema => {
  const texts = requests.map(({ sql }) => sql).join('\n')
  const types = requests.flatMap(({ place }) =>
    (lookUpTable(schema, place.object)?.columns ?? []).map(({ type }) => type.replace('[]', '')),
  )
  const used = new Set(types)
  const isAny = readsOthers(requests, schema)
  const enums = schema.enums.filter(
    (item) => isAny || used.has(typeName(item)) || texts.includes(item.name),
  )
  return { ...schema, enums }
}

const defaultsAmong = (
  requests: readonly PrintRequest[],
  schema: Schema,
): readonly DefaultRequest[] =>
  requests.flatMap((request) => {
    const { role, object, part } = request.place
    if (role !== 'default') return []
    const column = lookUpTable(schema, object)?.columns.find(({ name }) => name === part)
    return column === undefined ? [] : [{ request, column }]
  })

const printAll = async (
  connection: Connection,
  requests: readonly PrintRequest[],
  schema: Schema,
): Promise<ReadonlyMap<PrintRequest, string | null>> => {
  const standIns = await makeStandIns(connection, schema)
  const defaults = defaultsAmong(requests, schema)
  const prints = new Map<PrintRequest, string | null>(
    await printDefaults(connection, defaults, standIns),
  )
  // A default that could not be printed there is tried where it stands.
  const parts = requests.filter((item) => item.place.role !== 'view' && !prints.has(item))
  for (const [, own] of groupBy(parts, ({ place }) => nameKey(place.object))) {
    const table = own[0] && lookUpTable(schema, own[0].place.object)
    if (table === undefined) continue
    const found = await printTable(connection, table, {
      requests: own.filter((request) => !isFarPolicy(request)),
      standIns,
      around: [],
      prepare: (sql) => sql,
    })
    for (const request of own.filter(isFarPolicy)) {
      prints.set(request, await printFarPolicy(connection, request, { table, schema, standIns }))
    }
    for (const [request, text] of found) prints.set(request, text)
  }
  for (const [view, own] of groupBy(requests, (request) => storedViewOf(request, schema))) {
    if (view === undefined) continue
    const found = await printStored(connection, view, { requests: own, schema, standIns })
    for (const [request, text] of found) prints.set(request, text)
  }
  for (const request of requests.filter(({ place }) => place.role === 'view')) {
    prints.set(request, await printView(connection, request, { schema, standIns }))
  }
  return prints
}

/** What extensions made is found where they stand. */
const WITH_EXTENSIONS = `SELECT set_config('search_path', concat_ws(', ', nullif(current_setting('search_path'), ''),
  (SELECT string_agg(DISTINCT quote_ident(n.nspname), ', ')
     FROM pg_catalog.pg_extension x JOIN pg_catalog.pg_namespace n ON n.oid = x.extnamespace
    WHERE n.nspname <> 'pg_catalog')), true)`

/** Answers in the order of the requests; `null` where the server cannot print one. */
export const print = async (
  connection: Connection,
  requests: readonly PrintRequest[],
  schema: Schema,
): Promise<readonly (string | null)[]> => {
  if (requests.length === 0) return []
  return withoutTrace(connection, async () => {
    await connection.execute(WITH_EXTENSIONS)
    const sequences = await sequencesFor(connection, requests, schema)
    const prepared = requests.map((item) => ({ ...item, sql: sequences.prepare(item.sql) }))
    const views = mapSame(schema.views, (view) =>
      having(view, {
        definition: having(view.definition, { sql: sequences.prepare(view.definition.sql) }),
      }),
    )
    const around = reachable({ ...schema, views }, requests)
    const prints = await printAll(connection, prepared, around)
    return prepared.map((request) => {
      const text = prints.get(request) ?? null
      return text === null ? null : sequences.restore(text)
    })
  })
}
