/** A statement that refuses, before anything is changed, while rows hold a value that an enum is to lose. */
import type { AlterEnum } from '../../operations/enum.ts'
import { findColumn, findTable } from '../../schema/edit.ts'
import { show } from '../../schema/names.ts'
import type { Enum, ObjectName, Schema, Table } from '../../schema/types.ts'
import { literal, quote, quoteList, quoteObject } from '../shared.ts'
import type { Precheck } from '../dialect.ts'
import type { Draft } from './draft.ts'
import { isArray } from './types.ts'

export interface EnumColumn {
  readonly table: ObjectName
  readonly column: string
  readonly type: string
}

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

/** What the rows of a column are asked about one value. */
const precheckOf = (table: Table, { column, type }: EnumColumn, value: string): Precheck => {
  const name = quoteObject(table)
  const holds = isArray(type)
    ? `${literal(value)} = ANY (${quote(column)})`
    : `${quote(column)} = ${literal(value)}`
  const { label, sql } = rowName(table)
  return {
    problem: 'lostValue',
    table: show(table),
    column,
    part: value,
    count: `SELECT count(*) AS n FROM ${name} WHERE ${holds}`,
    examples:
      `SELECT ${literal(`${label} `)} || ${sql}::text AS example FROM ${name} ` +
      `WHERE ${holds} ORDER BY ${sql} LIMIT ${EXAMPLES}`,
  }
}

/** One row with one line of text where there are such rows, else none. */
const lineQuery = ({ table, column, part, count, examples }: Precheck): string =>
  `SELECT ${literal(`${table}.${column ?? ''} holds '${part ?? ''}', rows: `)} || n || ` +
  `(SELECT ' (' || string_agg(example, '; ') || ')' FROM (${examples}) AS examples) AS line ` +
  `FROM (${count}) AS counted WHERE n > 0`

/** A dollar quote that does not stand in the text. */
const dollarQuote = (text: string): string => {
  let tag = '$diffkit$'
  for (let count = 1; text.includes(tag); count++) tag = `$diffkit${count}$`
  return tag
}

/** Nothing where no value goes that a row could hold, or where `using` says what each becomes. */
export const heldValuesGuard = (
  op: AlterEnum,
  {
    old,
    columns,
    schema,
  }: { readonly old: Enum; readonly columns: readonly EnumColumn[]; readonly schema: Schema },
): readonly Draft[] => {
  const removed = old.values.filter(
    (value) => !op.set.values.includes(value) && !(value in op.using),
  )
  const prechecks = columns.flatMap((entry) => {
    const table = findTable(schema, entry.table)
    if (findColumn(table, entry.column).generated !== null) return []
    return removed.map((value) => precheckOf(table, entry, value))
  })
  if (prechecks.length === 0) return []
  const body = [
    'DECLARE held text;',
    'BEGIN',
    `  SELECT string_agg(line, '; ') INTO held FROM (`,
    prechecks.map((precheck) => `    ${lineQuery(precheck)}`).join('\n    UNION ALL\n'),
    '  ) AS found;',
    `  IF held IS NOT NULL THEN RAISE EXCEPTION '%', held; END IF;`,
    'END',
  ].join('\n')
  const tag = dollarQuote(body)
  return [
    {
      sql: `DO ${tag}\n${body} ${tag}`,
      note: 'refuses while a row holds a value that goes',
      prechecks,
    },
  ]
}
