/**
 * Strings in double quotes: SQLite keeps reading them in stored texts, where no column has the name, and
 * takes them in no new one. https://sqlite.org/quirks.html#dblquote
 */
import type { Ground, StoredObject } from '../../dialect.ts'
import { remember } from '../../../util/remember.ts'
import { literal } from '../../shared.ts'
import { applyEdits } from '../edit/list.ts'
import { parseIndex } from './other.ts'
import { parseTable } from './table.ts'
import type { ParsedTable } from './table.ts'
import { ROWID_NAMES } from '../rows/precheck.ts'
import { isVirtual } from '../catalog/read-schema.ts'
import { foldName, lex, sameFolded } from './tokens.ts'
import type { Span, Token } from './tokens.ts'

const NAME_FOLLOWS = new Set(['.', 'collate', 'as', 'conflict'])

const isString = (
  [before, token, after]: readonly [Token | undefined, Token, Token | undefined],
  names: ReadonlySet<string>,
): boolean =>
  token.text.startsWith('"') &&
  !names.has(foldName(token.value)) &&
  !NAME_FOLLOWS.has(foldName(before?.text ?? '')) &&
  after?.text !== '.' &&
  after?.text !== '('

const requote = (sql: string, spans: readonly Span[], columns: readonly string[]): string => {
  if (spans.length === 0 || !sql.includes('"')) return sql
  const names = new Set([...columns.map(foldName), ...ROWID_NAMES])
  const edits = lex(sql).flatMap((token, at, all) => {
    const inside = spans.some(({ start, end }) => token.start >= start && token.end <= end)
    if (!inside || !isString([all[at - 1], token, all[at + 1]], names)) return []
    return [{ start: token.start, end: token.end, text: literal(token.value) }]
  })
  return applyEdits(sql, { start: 0, end: sql.length }, edits)
}

/** Where expressions stand in a table. A DEFAULT takes a string in double quotes as it is, but for one in parentheses. */
const expressionSpans = ({ sql, columns, constraints }: ParsedTable): readonly Span[] =>
  [...columns.flatMap(({ clauses }) => clauses), ...constraints]
    .filter((clause) => {
      if (clause.kind === 'default') return clause.value.startsWith('(')
      return clause.kind === 'check' || clause.kind === 'generated'
    })
    .map(({ bodyStart, span }) => ({ start: sql.indexOf('(', bodyStart), end: span.end }))

/** A CREATE TABLE whose strings have single quotes; what names one of these columns is none. */
export const requoteTable = (sql: string, columns: readonly string[]): string =>
  sql.includes('"') ? requote(sql, expressionSpans(parseTable(sql)), columns) : sql

/** A CREATE INDEX, likewise. */
export const requoteIndex = (sql: string, columns: readonly string[]): string => {
  if (!sql.includes('"')) return sql
  return requote(sql, [{ start: parseIndex(sql).keysStart, end: sql.length }], columns)
}

const columnNames = ({ columns }: ParsedTable): readonly string[] => columns.map(({ name }) => name)

const columnsOf = remember((sql) => columnNames(parseTable(sql)))

const mayHoldStrings = (object: StoredObject): boolean =>
  (object.type === 'table' || object.type === 'index') &&
  !isVirtual(object) &&
  object.sql?.includes('"') === true

/** The text of a stored object as SQLite takes it in a new CREATE. */
export const creatable = (object: StoredObject, ground: Ground): string => {
  const sql = object.sql ?? ''
  if (!mayHoldStrings(object)) return sql
  const owner = ground.find((item) => item.type === 'table' && sameFolded(item.name, object.table))
  if (owner === undefined) return sql
  const columns = columnsOf(owner.sql ?? '')
  return object.type === 'table' ? requoteTable(sql, columns) : requoteIndex(sql, columns)
}

const BETWEEN = '\u0000'

/** Of the texts of a table and of its index. */
const indexHoldsStrings = remember((both) => {
  const [table = '', index = ''] = both.split(BETWEEN)
  return requoteIndex(index, columnsOf(table)) !== index
})

const holdsStrings = remember((sql) => {
  const parsed = parseTable(sql)
  return requote(sql, expressionSpans(parsed), columnNames(parsed)) !== sql
})

/**
 * Whether another table, or an index of one, holds such a string: SQLite then renames no table, since it reads
 * the texts of all.
 */
export const stopRenames = (ground: Ground, table: string): boolean => {
  const owners = new Map(
    ground.filter(({ type }) => type === 'table').map((item) => [foldName(item.name), item.sql]),
  )
  return ground
    .filter((item) => mayHoldStrings(item) && !sameFolded(item.table, table))
    .some(({ type, table: own, sql }) => {
      if (type === 'table') return holdsStrings(sql ?? '')
      return indexHoldsStrings([owners.get(foldName(own)) ?? '', sql ?? ''].join(BETWEEN))
    })
}
