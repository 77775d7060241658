/** The stored text of a table → its parts, each with its place in the text. */
import { Cursor } from './cursor.ts'
import { parseColumnClause, parseTableClause, seesColumnClause } from './clause.ts'
import type { ColumnClause, TableClause } from './clause.ts'
import type { Span } from './tokens.ts'
import { remember } from '../../../util/remember.ts'

export interface ParsedColumn {
  readonly name: string
  readonly span: Span
  readonly nameSpan: Span
  /** As written, or `null` for a column without a type. */
  readonly type: string | null
  /** Empty, behind the name, for a column without a type. */
  readonly typeSpan: Span
  readonly clauses: readonly ColumnClause[]
}

export interface ParsedTable {
  readonly sql: string
  readonly name: string
  readonly nameSpan: Span
  readonly columns: readonly ParsedColumn[]
  readonly constraints: readonly TableClause[]
  /** What is between the parentheses. */
  readonly body: Span
  readonly strict: boolean
  readonly withoutRowid: boolean
}

const parseType = (cursor: Cursor): void => {
  while (!cursor.done && !cursor.sees(',') && !cursor.sees(')') && !seesColumnClause(cursor)) {
    if (cursor.sees('(')) {
      cursor.parenthesis()
      return
    }
    cursor.name()
  }
}

/** A column's definition: name, type and clauses. */
export const parseColumn = (cursor: Cursor): ParsedColumn => {
  const name = cursor.name()
  const typeStart = cursor.start
  parseType(cursor)
  const typed = cursor.end > name.end
  const typeSpan = typed
    ? { start: typeStart, end: cursor.end }
    : { start: name.end, end: name.end }
  const clauses: ColumnClause[] = []
  for (let clause = parseColumnClause(cursor); clause; clause = parseColumnClause(cursor)) {
    clauses.push(clause)
  }
  return {
    name: name.value,
    span: { start: name.start, end: cursor.end },
    nameSpan: { start: name.start, end: name.end },
    type: typed ? cursor.text(typeSpan) : null,
    typeSpan,
    clauses,
  }
}

const seesTableClause = (cursor: Cursor): boolean =>
  cursor.sees('constraint') ||
  cursor.sees('primary', 'key') ||
  cursor.sees('unique') ||
  cursor.sees('check') ||
  cursor.sees('foreign', 'key')

const parseOptions = (cursor: Cursor): Pick<ParsedTable, 'strict' | 'withoutRowid'> => {
  let strict = false
  let withoutRowid = false
  while (!cursor.done) {
    if (cursor.take('strict')) strict = true
    else if (cursor.take('without', 'rowid')) withoutRowid = true
    else if (!cursor.take(',') && !cursor.take(';')) cursor.fail('a table option')
  }
  return { strict, withoutRowid }
}

const parseHead = (cursor: Cursor): Pick<ParsedTable, 'name' | 'nameSpan'> => {
  cursor.expect('create')
  if (!cursor.take('temp')) cursor.take('temporary')
  cursor.expect('table')
  cursor.take('if', 'not', 'exists')
  const first = cursor.name()
  const name = cursor.take('.') ? cursor.name() : first
  return { name: name.value, nameSpan: { start: name.start, end: name.end } }
}

const parse = (sql: string): ParsedTable => {
  const cursor = new Cursor(sql)
  const head = parseHead(cursor)
  cursor.expect('(')
  const bodyStart = cursor.end
  const columns: ParsedColumn[] = []
  const constraints: TableClause[] = []
  do {
    if (columns.length > 0 && seesTableClause(cursor)) {
      // The comma between two constraints of a table may be left out.
      for (let clause = parseTableClause(cursor); clause; clause = parseTableClause(cursor)) {
        constraints.push(clause)
      }
    } else columns.push(parseColumn(cursor))
  } while (cursor.take(','))
  const body = { start: bodyStart, end: cursor.start }
  cursor.expect(')')
  return { sql, ...head, columns, constraints, body, ...parseOptions(cursor) }
}

/** A proof, and a rebuild, come back to the same few texts. */
const KEPT = 100

/** Reads a whole CREATE TABLE; throws UNSUPPORTED where its text is none. */
export const parseTable: (sql: string) => ParsedTable = remember(parse, { atMost: KEPT })
