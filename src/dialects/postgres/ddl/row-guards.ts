/** A statement that refuses, before anything is changed, while rows stand in the way. */
import { show } from '../../../schema/names.ts'
import type { Table } from '../../../schema/types.ts'
import type { Precheck } from '../../dialect.ts'
import { literal, quote, quoteList, quoteObject } from '../../shared.ts'
import type { Draft } from './draft.ts'

/** How a row is told to people: by its primary key, else by its place in the file. */
const rowName = (table: Table): { readonly label: string; readonly sql: string } => {
  const key = table.constraints.find(({ kind }) => kind === 'primaryKey')
  const columns = key?.kind === 'primaryKey' ? key.columns : []
  const [first] = columns
  if (first === undefined) return { label: 'ctid', sql: 'ctid' }
  return columns.length === 1
    ? { label: first, sql: quote(first) }
    : { label: `(${columns.join(', ')})`, sql: `(${quoteList(columns)})` }
}

const EXAMPLES = 3

/** The questions about the rows of a table for which a condition holds. */
export const rowsWhere = (
  table: Table,
  condition: string,
): Pick<Precheck, 'table' | 'count' | 'examples'> => {
  const name = quoteObject(table)
  const { label, sql } = rowName(table)
  return {
    table: show(table),
    count: `SELECT count(*) AS n FROM ${name} WHERE ${condition}`,
    examples:
      `SELECT ${literal(`${label} `)} || ${sql}::text AS example FROM ${name} ` +
      `WHERE ${condition} ORDER BY ${sql} LIMIT ${EXAMPLES}`,
  }
}

/** What a script says of such rows, behind the column. */
type Says = (precheck: Precheck) => string

/** One row with one line of text where there are such rows, else none. */
const lineQuery = (precheck: Precheck, says: Says): string => {
  const { table, column, count, examples } = precheck
  return (
    `SELECT ${literal(`${table}.${column ?? ''} ${says(precheck)}, rows: `)} || n || ` +
    `(SELECT ' (' || string_agg(example, '; ') || ')' FROM (${examples}) AS examples) AS line ` +
    `FROM (${count}) AS counted WHERE n > 0`
  )
}

/** A dollar quote that does not stand in the text. */
const dollarQuote = (text: string): string => {
  let tag = '$diffkit$'
  for (let count = 1; text.includes(tag); count++) tag = `$diffkit${count}$`
  return tag
}

/** The guard of these questions; nothing where there are none. */
export const guardDrafts = (
  prechecks: readonly Precheck[],
  note: string,
  says: Says,
): readonly Draft[] => {
  if (prechecks.length === 0) return []
  const body = [
    'DECLARE held text;',
    'BEGIN',
    `  SELECT string_agg(line, '; ') INTO held FROM (`,
    prechecks.map((precheck) => `    ${lineQuery(precheck, says)}`).join('\n    UNION ALL\n'),
    '  ) AS found;',
    `  IF held IS NOT NULL THEN RAISE EXCEPTION '%', held; END IF;`,
    'END',
  ].join('\n')
  const tag = dollarQuote(body)
  return [{ sql: `DO ${tag}\n${body} ${tag}`, note, prechecks }]
}
