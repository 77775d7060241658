/** The expressions of one table, printed on a temporary table with the same columns. */
import { findColumn } from '../../../schema/edit.ts'
import { indexDefaults } from '../../../schema/types.ts'
import type { Column, Index, Table } from '../../../schema/types.ts'
import type { Connection, PrintRequest } from '../../dialect.ts'
import { quote } from '../../shared.ts'
import { createIndexSql } from '../ddl/clauses.ts'
import { standInType, withStandIns, withoutStandIns } from './names.ts'
import type { StandIn } from './names.ts'
import { printedText } from './printed.ts'
import { attempt, PRINTING } from './session.ts'
import { baseType } from '../types.ts'

/** What stands around the table while its expressions are printed. */
export interface PrintContext {
  readonly standIns: readonly StandIn[]
  /** Statements that make what the expressions read besides the table. */
  readonly around: readonly string[]
  /** The text as it can be parsed there. */
  readonly prepare: (sql: string) => string
}

interface Job {
  readonly request: PrintRequest
  readonly position: number
}

const mark = (position: number): string => `diffkit_print_${position}`

const columnSql = (column: Column, standIns: readonly StandIn[]): string => {
  const collation = column.collation === null ? '' : ` COLLATE ${quote(column.collation)}`
  return `${quote(column.name)} ${standInType(baseType(column.type), standIns)}${collation}`
}

const temporaryTable = (table: Table, standIns: readonly StandIn[]): string =>
  `CREATE TEMP TABLE ${quote(table.name)} (${table.columns
    .map((column) => columnSql(column, standIns))
    .join(', ')})`

const PLAIN_KEY: Index['keys'][number] = {
  column: null,
  expression: { sql: '1' },
  order: 'asc',
  nulls: null,
  opclass: null,
  collation: null,
}

const indexSql = (table: Table, { request, position }: Job, sql: string): string => {
  const { role, part, key } = request.place
  const index = table.indexes.find(({ name }) => name === part)
  const expression = { sql }
  const own = index?.keys[key] ?? PLAIN_KEY
  return createIndexSql(
    { namespace: 'pg_temp', name: table.name },
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
  if (place.role === 'key' || place.role === 'where') return indexSql(table, job, sql)
  const type = columnSql({ ...findColumn(table, place.part ?? ''), name }, standIns)
  return place.role === 'default'
    ? `${target} ADD COLUMN ${type}; ${target} ALTER COLUMN ${name} SET DEFAULT ${sql}`
    : `${target} ADD COLUMN ${type} GENERATED ALWAYS AS (${sql}) STORED`
}

const PRINTS = `
SELECT a.attname AS name, pg_get_expr(d.adbin, d.adrelid) AS text
  FROM pg_attrdef d JOIN pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
 WHERE d.adrelid = $1::regclass AND a.attname LIKE 'diffkit\\_print\\_%'
UNION ALL
SELECT conname, CASE contype WHEN 'x' THEN substr(pg_get_constraintdef(oid), 9)
       ELSE pg_get_expr(conbin, conrelid) END FROM pg_constraint
 WHERE conrelid = $1::regclass AND conname LIKE 'diffkit\\_print\\_%'
UNION ALL
SELECT polname, pg_get_expr(coalesce(polqual, polwithcheck), polrelid) FROM pg_policy
 WHERE polrelid = $1::regclass
UNION ALL
SELECT c.relname, coalesce(pg_get_expr(i.indpred, i.indrelid), pg_get_indexdef(i.indexrelid, 1, false))
  FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE i.indrelid = $1::regclass
   AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid)`

const readPrints = async (
  connection: Connection,
  table: Table,
): Promise<ReadonlyMap<string, string>> => {
  const rows = await connection.query(PRINTS, [`pg_temp.${quote(table.name)}`])
  return new Map(rows.map((row) => [String(row['name']), String(row['text'])]))
}

/** All at once; when the server refuses one of them, one by one. */
const printJobs = async (
  connection: Connection,
  jobs: readonly Job[],
  context: PrintContext & { readonly table: Table },
): Promise<ReadonlyMap<number, string>> => {
  const { table, standIns, around } = context
  const statements = [
    temporaryTable(table, standIns),
    ...around,
    ...jobs.map((job) => parseSql(table, job, context)),
    PRINTING,
  ]
  const prints = await attempt(connection, statements, () => readPrints(connection, table))
  if (prints !== null) {
    return new Map(
      jobs.flatMap(({ position }) => {
        const text = prints.get(mark(position))
        return text === undefined
          ? []
          : [[position, printedText(withoutStandIns(text, standIns))] as const]
      }),
    )
  }
  if (jobs.length < 2) return new Map()
  const middle = jobs.length >> 1
  return new Map([
    ...(await printJobs(connection, jobs.slice(0, middle), context)),
    ...(await printJobs(connection, jobs.slice(middle), context)),
  ])
}

/** The prints of a table's expressions by their positions; what the server refuses is missing. */
export const printTable = async (
  connection: Connection,
  table: Table,
  { requests, ...context }: PrintContext & { readonly requests: readonly PrintRequest[] },
): Promise<ReadonlyMap<PrintRequest, string>> => {
  const jobs = requests.map((request, position) => ({ request, position }))
  const prints = await printJobs(connection, jobs, { table, ...context })
  return new Map(
    jobs.flatMap(({ request, position }) => {
      const text = prints.get(position)
      return text === undefined ? [] : [[request, text] as const]
    }),
  )
}
