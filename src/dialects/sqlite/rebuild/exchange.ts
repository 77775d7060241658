/** How the old table gives its place to the new one, with the rows. */
import type { Table } from '../../../schema/types.ts'
import type { ForeignKeys } from '../../dialect.ts'
import { literal, quote } from '../../shared.ts'
import type { TableChange } from '../plan/change.ts'
import { parseTable } from '../parse/table.ts'
import { lex, sameFolded } from '../parse/tokens.ts'

/** A column of the new table, quoted, and the expression over the old row that gives its value. */
export type CopyPair = readonly [target: string, value: string]

export interface Exchange {
  readonly change: TableChange
  readonly foreignKeys: ForeignKeys
  /** As a connection says. */
  readonly renamesAlone: boolean
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
    // Else SQLite compiles every view and trigger there is, which read a table that is gone, or were
    // broken before. https://sqlite.org/pragma.html#pragma_legacy_alter_table
    'PRAGMA legacy_alter_table = ON',
    `ALTER TABLE ${quote(temporary)} RENAME TO ${quote(table)}`,
    'PRAGMA legacy_alter_table = OFF',
    ...statisticsSql(statistics, temporary, table),
  ]
}

/** `users.age` inside a check of users, which would be another table's under another name. */
const namesItself = ({ create, table }: Exchange): boolean => {
  const sql = create(table)
  const { start } = parseTable(sql).body
  return lex(sql).some(
    ({ kind, value, start: at }, index, all) =>
      at > start &&
      (kind === 'word' || kind === 'quoted') &&
      all[index + 1]?.text === '.' &&
      sameFolded(value, table),
  )
}

/** Columns without a type take every value as it is; one is needed where only rowids are kept. */
const createPlain = ({ temporary, change, pairs }: Exchange): string => {
  const kept = new Set(pairs.map(([target]) => target))
  const names = change.after.columns.map(({ name }) => quote(name)).filter((name) => kept.has(name))
  return `CREATE TABLE ${quote(temporary)} (${names.join(', ') || 'nothing'})`
}

/**
 * The text is stored as it is given, and nothing is renamed. With foreign keys on, a parent counts as gone until a table of its very name has its rows again: a
 * table that is renamed to it does not bring them back. Values are converted on their way out.
 */
const exchangeByName = (exchange: Exchange): readonly string[] => {
  const { change, table, temporary, pairs, statistics, create } = exchange
  const back = pairs.map(([target]): CopyPair => [target, target])
  const counter = counterSql(change, table, temporary)
  return [
    createPlain(exchange),
    ...copySql(pairs, table, temporary),
    ...counter,
    ...statisticsSql(statistics, table, temporary),
    `DROP TABLE ${quote(table)}`,
    create(table),
    ...copySql(back, temporary, table),
    ...statisticsSql(statistics, temporary, table),
    ...(counter.length === 0
      ? []
      : [
          ...counterSql(change, temporary, table),
          `DELETE FROM sqlite_sequence WHERE name = ${literal(temporary)}`,
        ]),
    `DROP TABLE ${quote(temporary)}`,
  ]
}

/** Whether the rows go out and come back, to a table of the very name, rather than over once. */
export const copiesTwice = (exchange: Exchange): boolean =>
  exchange.foreignKeys === 'fixed' || !exchange.renamesAlone || namesItself(exchange)

/** The statements from making the new table to the old one's name being its. */
export const exchangeSql = (exchange: Exchange): readonly string[] =>
  copiesTwice(exchange) ? exchangeByName(exchange) : exchangeByRename(exchange)
