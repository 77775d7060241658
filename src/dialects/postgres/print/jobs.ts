/** Expressions that are printed together on one temporary table. */
import type { Connection, PrintRequest } from '../../dialect.ts'
import { quote } from '../../shared.ts'
import { withoutStandIns } from './names.ts'
import type { StandIn } from './names.ts'
import { printedText } from './printed.ts'
import { attempt, PRINTING } from './session.ts'

export interface Job {
  readonly request: PrintRequest
  readonly position: number
}

/** What the server refuses is missing. */
export type Prints = ReadonlyMap<PrintRequest, string>

/** The name that is read back. */
export const mark = (position: number): string => `diffkit_print_${position}`

/** Where expressions are printed. */
export interface Place {
  /** The temporary table. */
  readonly table: string
  readonly standIns: readonly StandIn[]
  /** What makes the table, and the server parse the expressions of these jobs on it. */
  readonly statements: (jobs: readonly Job[]) => readonly string[]
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
  table: string,
): Promise<ReadonlyMap<string, string>> => {
  const rows = await connection.query(PRINTS, [`pg_temp.${quote(table)}`])
  return new Map(rows.map((row) => [String(row['name']), String(row['text'])]))
}

/** All at once; when the server refuses one of them, one by one. */
const printJobs = async (
  connection: Connection,
  jobs: readonly Job[],
  place: Place,
): Promise<ReadonlyMap<number, string>> => {
  const { table, standIns, statements } = place
  const prints = await attempt(connection, [...statements(jobs), PRINTING], () =>
    readPrints(connection, table),
  )
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
    ...(await printJobs(connection, jobs.slice(0, middle), place)),
    ...(await printJobs(connection, jobs.slice(middle), place)),
  ])
}

/** The prints of some requests at one place. */
export const printOn = async (
  connection: Connection,
  requests: readonly PrintRequest[],
  place: Place,
): Promise<Prints> => {
  const jobs = requests.map((request, position) => ({ request, position }))
  const prints = await printJobs(connection, jobs, place)
  return new Map(
    jobs.flatMap(({ request, position }) => {
      const text = prints.get(position)
      return text === undefined ? [] : [[request, text] as const]
    }),
  )
}
