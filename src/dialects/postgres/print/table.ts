/** The expressions of one table, printed on a temporary table with the same columns. */
import { findColumn } from '../../../schema/edit.ts'
import { indexDefaults, indexKeyDefaults } from '../../../schema/types.ts'
import type { Column, Index, IndexKey, Table } from '../../../schema/types.ts'
import type { Connection, PrintRequest } from '../../dialect.ts'
import { quote } from '../../shared.ts'
import { collateSql } from '../collations.ts'
import { createIndexSql } from '../ddl/clauses.ts'
import { mark, printOn } from './jobs.ts'
import type { Job, Prints } from './jobs.ts'
import { standInType, withStandIns } from './names.ts'
import type { StandIn } from './names.ts'
import { baseType } from '../types.ts'

/** What stands around the table while its expressions are printed. */
export interface PrintContext {
  readonly standIns: readonly StandIn[]
  /** Statements that make what the expressions read besides the table. */
  readonly around: readonly string[]
  /** The text as it can be parsed there. */
  readonly prepare: (sql: string) => string
}

const columnSql = (column: Column, standIns: readonly StandIn[]): string => {
  return `${quote(column.name)} ${standInType(baseType(column.type), standIns)} ${collateSql(column.collation)}`
}

const temporaryTable = (table: Table, standIns: readonly StandIn[]): string =>
  `CREATE TEMP TABLE ${quote(table.name)} (${table.columns
    .map((column) => columnSql(column, standIns))
    .join(', ')})`

const PLAIN_KEY: IndexKey = { ...indexKeyDefaults, expression: { sql: '1' } }

/** Makes an index of the expression on a temporary table: with what it has beside that where it is a key. */
export const indexSql = (
  table: string,
  indexes: readonly Index[],
  { request: { place, sql }, position }: Job,
): string => {
  const { role, part, key } = place
  const index = indexes.find(({ name }) => name === part)
  const expression = { sql }
  const own = index?.keys[key] ?? PLAIN_KEY
  return createIndexSql(
    { namespace: 'pg_temp', name: table },
    {
      ...indexDefaults,
      name: mark(position),
      keys: [role === 'where' ? PLAIN_KEY : { ...own, column: null, expression }],
      where: role === 'where' ? expression : null,
      method: role === 'where' ? 'btree' : (index?.method ?? 'btree'),
    },
  )
}

/** The statement that makes the server parse the expression where it belongs. */
const parseSql = (table: Table, job: Job, { standIns, prepare }: PrintContext): string => {
  const { place, sql: text } = job.request
  const sql = prepare(withStandIns(text, standIns))
  const target = `ALTER TABLE pg_temp.${quote(table.name)}`
  const name = mark(job.position)
  if (place.role === 'check') return `${target} ADD CONSTRAINT ${name} CHECK (${sql})`
  if (place.role === 'exclude') return `${target} ADD CONSTRAINT ${name} EXCLUDE ${sql}`
  if (place.role === 'using' || place.role === 'withCheck') {
    const clause = place.role === 'using' ? 'USING' : 'WITH CHECK'
    return `CREATE POLICY ${name} ON pg_temp.${quote(table.name)} ${clause} (${sql})`
  }
  if (place.role === 'key' || place.role === 'where') {
    return indexSql(table.name, table.indexes, { ...job, request: { place, sql } })
  }
  const type = columnSql({ ...findColumn(table, place.part ?? ''), name }, standIns)
  return place.role === 'default'
    ? `${target} ADD COLUMN ${type}; ${target} ALTER COLUMN ${name} SET DEFAULT ${sql}`
    : `${target} ADD COLUMN ${type} GENERATED ALWAYS AS (${sql}) STORED`
}

/** The prints of a table's expressions by their positions; what the server refuses is missing. */
export const printTable = (
  connection: Connection,
  table: Table,
  { requests, ...context }: PrintContext & { readonly requests: readonly PrintRequest[] },
): Promise<Prints> =>
  printOn(connection, requests, {
    table: table.name,
    standIns: context.standIns,
    statements: (jobs) => [
      temporaryTable(table, context.standIns),
      ...context.around,
      ...jobs.map((job) => parseSql(table, job, context)),
    ],
  })

/** A default, and the column that it is for. */
export interface DefaultRequest {
  readonly request: PrintRequest
  readonly column: Column
}

const DEFAULTS = 'diffkit_defaults'
/** A table has 1,600 columns at the most. */
const AT_ONCE = 200

/** A default sees no column, so that those of many tables are printed on one that has no others. */
export const printDefaults = async (
  connection: Connection,
  requests: readonly DefaultRequest[],
  standIns: readonly StandIn[],
): Promise<Prints> => {
  const columns = new Map(requests.map(({ request, column }) => [request, column]))
  const prints: (readonly [PrintRequest, string])[] = []
  for (let from = 0; from < requests.length; from += AT_ONCE) {
    const some = requests.slice(from, from + AT_ONCE).map(({ request }) => request)
    const found = await printOn(connection, some, {
      table: DEFAULTS,
      standIns,
      statements: (jobs) => {
        const made = jobs.flatMap(({ request, position }) => {
          const column = columns.get(request)
          return column === undefined
            ? []
            : [columnSql({ ...column, name: mark(position) }, standIns)]
        })
        const set = jobs.map(
          ({ request: { sql }, position }) =>
            `ALTER COLUMN ${mark(position)} SET DEFAULT ${withStandIns(sql, standIns)}`,
        )
        return [
          `CREATE TEMP TABLE ${DEFAULTS} (${made.join(', ')})`,
          ...set.map((clause) => `ALTER TABLE pg_temp.${DEFAULTS} ${clause}`),
        ]
      },
    })
    prints.push(...found)
  }
  return new Map(prints)
}
