/**
 * One rebuild of a table: create, copy, drop, rename, and everything that hangs on it around that.
 * https://sqlite.org/lang_altertable.html#making_other_kinds_of_table_schema_changes
 */
import { DiffkitError } from '../../../errors.ts'
import { describe } from '../../../operations/index.ts'
import type { Operation } from '../../../operations/index.ts'
import type { Index, Schema } from '../../../schema/types.ts'
import { remember } from '../../../util/remember.ts'
import type { ForeignKeys, Ground, Statement, StoredObject } from '../../dialect.ts'
import { literal, quote } from '../../shared.ts'
import { valueOf } from '../plan/change.ts'
import type { TableChange } from '../plan/change.ts'
import { requireTriggerColumns } from './check-hangers.ts'
import { isStrictType } from '../rows/conversions.ts'
import { printIndex, printTable, printView } from '../ddl.ts'
import { renameStoredIndex } from '../edit/index.ts'
import { requoteIndex, requoteTable, stopRenames } from '../parse/double-quoted.ts'
import { editTable } from '../edit/table.ts'
import { copiesTwice, exchangeSql } from './exchange.ts'
import type { CopyPair, Exchange } from './exchange.ts'
import { findHangers } from './hangers.ts'
import type { Hangers } from './hangers.ts'
import { requireHarmlessDrop } from './inbound.ts'
import { rowidAlias } from '../normalize.ts'
import { rowidOf } from '../rows/precheck.ts'
import { parseTable } from '../parse/table.ts'
import { isVirtual, primaryKeysOf } from '../catalog/read-schema.ts'
import type { PrimaryKeys } from '../catalog/read-table.ts'
import { statement } from '../plan/statement.ts'
import { foldName, lex, sameFolded } from '../parse/tokens.ts'

/** What the catalog of a schema would hold, as far as diffkit itself would write it. */
export const printGround = (schema: Schema): Ground => [
  ...schema.tables.flatMap((table): readonly StoredObject[] => [
    { type: 'table', name: table.name, table: table.name, sql: printTable(table) },
    ...table.indexes
      .filter(({ origin }) => origin === 'index')
      .map((index): StoredObject => {
        const sql = printIndex(table.name, index)
        return { type: 'index', name: index.name, table: table.name, sql }
      }),
  ]),
  ...schema.views.map((view): StoredObject => {
    return { type: 'view', name: view.name, table: view.name, sql: printView(view) }
  }),
]

/** `INTEGER PRIMARY KEY DESC` is no rowid. https://sqlite.org/lang_createtable.html#rowid */
const isDescending = ({ sql }: StoredObject): boolean =>
  parseTable(sql ?? '').columns.some(({ clauses }) =>
    clauses.some((clause) => clause.kind === 'primaryKey' && clause.descending),
  )

/** A name of the rowid that no column takes, where both tables have rowids of their own. */
const rowidName = ({ before, after }: TableChange, stored: StoredObject): string | null => {
  if (before.withoutRowid || after.withoutRowid) return null
  if (rowidAlias(after) !== null && !isDescending(stored)) return null
  return rowidOf({ ...before, columns: [...before.columns, ...after.columns] })
}

const copyPairs = (change: TableChange, stored: StoredObject): readonly CopyPair[] => {
  const pairs = change.after.columns
    .filter(({ generated }) => generated === null)
    .flatMap(({ name }): readonly CopyPair[] => {
      const value = valueOf(change, name)
      return value === null ? [] : [[quote(name), value]]
    })
  const rowid = rowidName(change, stored)
  return rowid === null ? pairs : [[rowid, rowid], ...pairs]
}

const storedIndex = ({ name, sql }: StoredObject, index: Index): string =>
  name === index.name ? (sql ?? '') : renameStoredIndex(sql ?? '', index.name)

/** Indexes of the table after: kept ones with their stored text, new ones printed; unknown ones carried. */
const indexSql = (change: TableChange, { indexes: stored }: Hangers): readonly string[] => {
  const { before, after, indexes } = change
  const known = new Set(before.indexes.map(({ name }) => name))
  const carried = stored.filter(({ name }) => !known.has(name)).map(({ sql }) => sql ?? '')
  const own = after.indexes
    .filter(({ origin }) => origin === 'index')
    .map((index) => {
      const from = indexes.get(index.name) ?? null
      const found = stored.find(({ name }) => name === from)
      return found === undefined ? printIndex(after.name, index) : storedIndex(found, index)
    })
  return [...carried, ...own].map((sql) => requoteIndex(sql, columnNames(change)))
}

const findTableIn = (ground: Ground, name: string): StoredObject => {
  const found = ground.find((item) => item.type === 'table' && sameFolded(item.name, name))
  if (found !== undefined) return found
  throw new DiffkitError('OBJECT_NOT_FOUND', { kind: 'table', name })
}

const temporaryName = (ground: Ground, table: string): string => {
  const name = `__diffkit_new_${table}`
  const taken = ground.some((item) => sameFolded(item.name, name))
  if (taken) throw new DiffkitError('LEFTOVER_TABLE', { name, table })
  return name
}

/** Only the tables that are asked for are parsed. */
const primaryKeysIn =
  (ground: Ground): PrimaryKeys =>
  (table) =>
    primaryKeysOf(
      ground
        .filter((item) => item.type === 'table' && sameFolded(item.name, table))
        .filter((item) => !isVirtual(item))
        .map(({ sql }) => parseTable(sql ?? '')),
    )(table)

/** Names that were columns are none's strings, though their column may go. */
const columnNames = ({ before, after }: TableChange): readonly string[] =>
  [...before.columns, ...after.columns].map(({ name }) => name)

const createNew = (ground: Ground, stored: StoredObject, change: TableChange, name: string) =>
  requoteTable(
    editTable({ sql: stored.sql ?? '', change, name, primaryKeys: primaryKeysIn(ground) }),
    columnNames(change),
  )

/**
 * A conflict clause may let go of rows without a word, and an aggregate makes one of many; anything
 * else that cannot be copied is an error.
 */
const keepsAllRows = (source: Operation, kept: string, given: string): Statement => {
  const lost = `(SELECT count(*) FROM ${quote(given)}) - (SELECT count(*) FROM ${quote(kept)})`
  const message = 'a conflict clause or an aggregate would let go of rows'
  return {
    ...statement(
      `SELECT CASE ${lost} WHEN 0 THEN 'all rows are kept' ELSE json_extract('{}', ${literal(message)}) END`,
      source,
    ),
    prechecks: [
      {
        problem: 'lost',
        table: given,
        column: null,
        part: null,
        count: `SELECT ${lost} AS n`,
        examples: 'SELECT NULL AS example WHERE 0',
      },
    ],
  }
}

const hasConflictClause = (sql: string): boolean =>
  lex(sql).some(({ kind, text }) => kind === 'word' && foldName(text) === 'conflict')

const usesExpression = ({ columns }: TableChange): boolean =>
  [...columns.values()].some(({ using }) => using !== null)

/** The exchange as statements, with a question to the rows before any of them go. */
const exchangeStatements = (exchange: Exchange, source: Operation): readonly Statement[] => {
  const texts = exchangeSql(exchange)
  const { table, temporary, create } = exchange
  const mayLose = hasConflictClause(create(table)) || usesExpression(exchange.change)
  if (!mayLose) return texts.map((sql) => statement(sql, source))
  const ends = copiesTwice(exchange) ? [table, temporary] : [table]
  return texts.flatMap((sql) => {
    const given = ends.find((name) => sql === `DROP TABLE ${quote(name)}`)
    const kept = given === table ? temporary : table
    const own = statement(sql, source)
    return given === undefined ? [own] : [keepsAllRows(source, kept, given), own]
  })
}

/** The engine would name the column of a table that nobody knows. */
const requireStrictTypes = ({ after }: TableChange, source: Operation): void => {
  const column = after.strict ? after.columns.find(({ type }) => !isStrictType(type)) : undefined
  if (column === undefined) return
  const { name, type } = column
  throw new DiffkitError('INVALID_OPERATION', {
    operation: describe(source),
    reason: `a STRICT table has no type ${type === '' ? '(none)' : type}, and ${after.name}.${name} is of it; STRICT has int, integer, real, text, blob and any`,
  })
}

/** What a rebuild is planned from. */
export interface RebuildContext {
  readonly ground: Ground
  readonly foreignKeys: ForeignKeys
  readonly renamesAlone: boolean
  readonly source: Operation
}

/** The statements of one rebuild, planned from the live catalog. */
export const planRebuild = (
  change: TableChange,
  { ground, foreignKeys, renamesAlone, source }: RebuildContext,
): readonly Statement[] => {
  const stored = findTableIn(ground, change.before.name)
  if (foreignKeys === 'fixed') requireHarmlessDrop(ground, [stored.name])
  const hangers = findHangers(ground, stored.name)
  requireTriggerColumns(change, hangers)
  requireStrictTypes(change, source)
  const exchange: Exchange = {
    change,
    foreignKeys,
    renamesAlone: renamesAlone && !stopRenames(ground, stored.name),
    table: stored.name,
    temporary: temporaryName(ground, stored.name),
    pairs: copyPairs(change, stored),
    statistics: ground.filter(({ name }) => /^sqlite_stat[14]$/.test(name)).map(({ name }) => name),
    create: remember((name) => createNew(ground, stored, change, name)),
  }
  const [first, ...rest] = [
    ...exchangeStatements(exchange, source),
    ...indexSql(change, hangers).map((sql) => statement(sql, source)),
    ...hangers.own.map(({ sql }) => statement(sql ?? '', source)),
  ]
  return [
    ...(first === undefined ? [] : [{ ...first, note: `table ${stored.name} is rebuilt` }]),
    ...rest,
  ]
}
