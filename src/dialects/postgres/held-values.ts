/** A statement that refuses, before anything is changed, while rows hold a value that an enum is to lose. */
import type { AlterEnum } from '../../operations/enum.ts'
import { findColumn, findTable } from '../../schema/edit.ts'
import { show } from '../../schema/names.ts'
import type { Enum, ObjectName, Schema, Table } from '../../schema/types.ts'
import { literal, quote, quoteList, quoteObject } from '../shared.ts'
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

/** One row with one line of text where a row of the column holds the value, else none. */
const heldQuery = (table: Table, { column, type }: EnumColumn, value: string): string => {
  const name = quoteObject(table)
  const holds = isArray(type)
    ? `${literal(value)} = ANY (${quote(column)})`
    : `${quote(column)} = ${literal(value)}`
  const { label, sql } = rowName(table)
  const examples =
    `(SELECT string_agg(example, ', ') FROM (SELECT ${sql}::text AS example FROM ${name} ` +
    `WHERE ${holds} ORDER BY ${sql} LIMIT ${EXAMPLES}) AS examples)`
  const start = literal(`${show(table)}.${column} holds '${value}' in `)
  return (
    `SELECT ${start} || count(*) || CASE count(*) WHEN 1 THEN ' row (' ELSE ' rows (' END || ` +
    `${literal(`${label} `)} || ${examples} || ')' AS line FROM ${name} WHERE ${holds} HAVING count(*) > 0`
  )
}

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
  const queries = columns.flatMap((entry) => {
    const table = findTable(schema, entry.table)
    if (findColumn(table, entry.column).generated !== null) return []
    return removed.map((value) => heldQuery(table, entry, value))
  })
  if (queries.length === 0) return []
  const body = [
    'DECLARE held text;',
    'BEGIN',
    `  SELECT string_agg(line, '; ') INTO held FROM (`,
    queries.map((query) => `    ${query}`).join('\n    UNION ALL\n'),
    '  ) AS found;',
    `  IF held IS NOT NULL THEN RAISE EXCEPTION '%', held; END IF;`,
    'END',
  ].join('\n')
  const tag = dollarQuote(body)
  return [
    {
      sql: `DO ${tag}\n${body} ${tag}`,
      note: 'refuses while a row holds a value that goes',
      guards: true,
    },
  ]
}
