/** A question to the rows of a table before it is changed: which of them stand in the way? */
import type { Table } from '../../../schema/types.ts'
import { mentions } from '../../../util/tokens.ts'
import type { RowProblem } from '../../../errors/migrations.ts'
import type { Precheck } from '../../dialect.ts'
import { literal, quote } from '../../shared.ts'
import { valueOf } from '../plan/change.ts'
import type { TableChange } from '../plan/change.ts'
import { foldName } from '../parse/tokens.ts'

/** The columns of a table that an expression reads. */
export const columnsIn = (sql: string, table: Table): readonly string[] =>
  table.columns.map(({ name }) => name).filter((name) => mentions(sql, name))

/** Whether SQL over the old rows gives a column's new values just as the table will hold them. */
export const isPlain = (change: TableChange, name: string): boolean => {
  const source = change.columns.get(name)
  const column = change.after.columns.find((item) => item.name === name)
  if (source === undefined || column === undefined || source.using !== null) return false
  if (source.altered.has('type') || source.altered.has('generated')) return false
  const { generated } = column
  if (generated === null) return source.from !== null || column.default !== null
  const read = columnsIn(generated.expression.sql, change.after).filter((item) => item !== name)
  return source.from !== null && read.every((item) => isPlain(change, item))
}

/** Names of the rowid where no column has them. */
export const ROWID_NAMES = ['rowid', '_rowid_', 'oid']

/** A name by which SQL reaches the rowid of a table; `null` where there is none, or columns took them all. */
export const rowidOf = ({ columns, withoutRowid }: Table): string | null => {
  const taken = new Set(columns.map(({ name }) => foldName(name)))
  return withoutRowid ? null : (ROWID_NAMES.find((name) => !taken.has(name)) ?? null)
}

const keyOf = (table: Table): readonly string[] => {
  const key = table.constraints.find(({ kind }) => kind === 'primaryKey')
  if (key?.kind === 'primaryKey') return key.columns.map(quote)
  const rowid = rowidOf(table)
  return rowid === null ? [] : [rowid]
}

const keyName = (at: number): string => quote(`diffkit key ${at}`)

/**
 * The rows of the table before, under the names and with the values of the table after, to stand
 * behind FROM.
 */
const newRows = (change: TableChange): string => {
  const { after, before } = change
  const columns = after.columns.flatMap(({ name, generated, default: fallback }) => {
    const computed = generated !== null && change.columns.get(name)?.from === null
    const value = valueOf(change, name) ?? fallback?.sql ?? 'NULL'
    return computed ? [] : [`${value} AS ${quote(name)}`]
  })
  const keys = keyOf(before).map((name, at) => `${name} AS ${keyName(at)}`)
  const list = [...columns, ...keys].join(', ')
  return `(SELECT ${list} FROM ${quote(before.name)}) AS ${quote(after.name)}`
}

export interface Question {
  readonly problem: RowProblem
  readonly column: string | null
  /** The constraint or index that the rows break. */
  readonly part: string | null
  /** True for the rows in the way. */
  readonly condition: string
  /** What is shown of such a row, besides its key. */
  readonly shown: readonly string[]
}

/** Characters of a value that are shown. */
const SHOWN = 60

const asText = (terms: readonly string[]): string =>
  terms.map((term) => `substr(quote(${term}), 1, ${SHOWN})`).join(` || ${literal(', ')} || `)

/** A question to each row. */
export const askRows = (change: TableChange, question: Question): Precheck => {
  const key = keyOf(change.before).map((_, at) => keyName(at))
  const rows = `FROM ${newRows(change)} WHERE ${question.condition}`
  const parts = [key, question.shown].filter((terms) => terms.length > 0).map(asText)
  return {
    problem: question.problem,
    table: change.before.name,
    column: question.column,
    part: question.part,
    count: `SELECT count(*) AS n ${rows}`,
    examples: `SELECT ${parts.join(` || ${literal(': ')} || `)} AS example ${rows} LIMIT 3`,
  }
}

/** The question which rows, of those that the condition lets through, are equal in all terms. */
export const askDuplicates = (
  change: TableChange,
  { condition, shown: terms, ...question }: Question,
): Precheck => {
  const known = terms.map((term) => `${term} IS NOT NULL`)
  const groups =
    `FROM ${newRows(change)} WHERE ${[condition, ...known].join(' AND ')} ` +
    `GROUP BY ${terms.join(', ')} HAVING count(*) > 1`
  return {
    problem: question.problem,
    table: change.before.name,
    column: question.column,
    part: question.part,
    count: `SELECT coalesce(sum(n), 0) AS n FROM (SELECT count(*) AS n ${groups})`,
    examples: `SELECT ${asText(terms)} AS example ${groups} LIMIT 3`,
  }
}
