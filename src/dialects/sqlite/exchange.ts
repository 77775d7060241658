/** How the old table gives its place to the new one, with the rows. */
import type { Table } from '../../schema/types.ts'
import type { ForeignKeys } from '../dialect.ts'
import { literal, quote } from '../shared.ts'
import type { TableChange } from './change.ts'

/** A column of the new table, quoted, and the expression over the old row that gives its value. */
export type CopyPair = readonly [target: string, value: string]

export interface Exchange {
  readonly change: TableChange
  readonly foreignKeys: ForeignKeys
  /** The stored name. */
  readonly table: string
  readonly temporary: string
  readonly pairs: readonly CopyPair[]
  /** The tables of ANALYZE that are there: DROP TABLE empties them of the old one. */
  readonly statistics: readonly string[]
  /** The text of the new table, under a name. */
  readonly create: (name: string) => string
}

const copySql = (pairs: readonly CopyPair[], from: string, to: string): readonly string[] => {
  if (pairs.length === 0) return []
  const targets = pairs.map(([target]) => target).join(', ')
  const values = pairs.map(([, value]) => value).join(', ')
  return [`INSERT INTO ${quote(to)} (${targets}) SELECT ${values} FROM ${quote(from)}`]
}

const counts = (table: Table): boolean => table.columns.some((column) => column.autoincrement)

/** The copy leaves the counter at the greatest id it saw, which may be less than what it was. */
const counterSql = ({ before, after }: TableChange, from: string, to: string) =>
  counts(before) && counts(after)
    ? [
        `DELETE FROM sqlite_sequence WHERE name = ${literal(to)}`,
        `INSERT INTO sqlite_sequence (name, seq) SELECT ${literal(to)}, seq FROM sqlite_sequence WHERE name = ${literal(from)}`,
      ]
    : []

const statisticsSql = (statistics: readonly string[], from: string, to: string) =>
  statistics.map((name) => `UPDATE ${name} SET tbl = ${literal(to)} WHERE tbl = ${literal(from)}`)

const exchangeByRename = (exchange: Exchange): readonly string[] => {
  const { change, table, temporary, pairs, statistics, create } = exchange
  return [
    create(temporary),
    ...copySql(pairs, table, temporary),
    ...counterSql(change, table, temporary),
    ...statisticsSql(statistics, table, temporary),
    `DROP TABLE ${quote(table)}`,
    `ALTER TABLE ${quote(temporary)} RENAME TO ${quote(table)}`,
    ...statisticsSql(statistics, temporary, table),
  ]
}

/** Columns without a type take every value as it is; one is needed where only rowids are kept. */
const createPlain = ({ temporary, change, pairs }: Exchange): string => {
  const kept = new Set(pairs.map(([target]) => target))
  const names = change.after.columns.map(({ name }) => quote(name)).filter((name) => kept.has(name))
  return `CREATE TABLE ${quote(temporary)} (${names.join(', ') || 'nothing'})`
}

/**
 * With foreign keys on, a parent counts as gone until a table of its very name has its rows again: a
 * table that is renamed to it does not bring them back. Values are converted on their way out.
 */
const exchangeByName = (exchange: Exchange): readonly string[] => {
  const { change, table, temporary, pairs, create } = exchange
  const back = pairs.map(([target]): CopyPair => [target, target])
  const counter = counterSql(change, table, temporary)
  return [
    createPlain(exchange),
    ...copySql(pairs, table, temporary),
    ...counter,
    `DROP TABLE ${quote(table)}`,
    create(table),
    ...copySql(back, temporary, table),
    ...(counter.length === 0
      ? []
      : [
          ...counterSql(change, temporary, table),
          `DELETE FROM sqlite_sequence WHERE name = ${literal(temporary)}`,
        ]),
    `DROP TABLE ${quote(temporary)}`,
  ]
}

/** The statements from making the new table to the old one's name being its. */
export const exchangeSql = (exchange: Exchange): readonly string[] =>
  exchange.foreignKeys === 'fixed' ? exchangeByName(exchange) : exchangeByRename(exchange)
