/** The stored texts of indexes, views and triggers → what diffkit needs of them. */
import { Cursor } from './cursor.ts'
import { parseKeys } from './key.ts'
import type { ParsedKey } from './key.ts'
import type { Span } from './tokens.ts'

export interface ParsedIndex {
  readonly nameSpan: Span
  readonly unique: boolean
  /** Where the parenthesis of the keys opens. */
  readonly keysStart: number
  readonly keys: readonly ParsedKey[]
  readonly where: string | null
}

const qualifiedName = (cursor: Cursor): Span => {
  cursor.take('if', 'not', 'exists')
  const first = cursor.name()
  const { start, end } = cursor.take('.') ? cursor.name() : first
  return { start, end }
}

/** The text from here to the end, a closing semicolon aside. */
const rest = (cursor: Cursor): string => {
  const { start } = cursor
  let { end } = cursor
  while (!cursor.done) {
    if (cursor.next().text !== ';') ({ end } = cursor)
  }
  return cursor.source.slice(start, end)
}

export const parseIndex = (sql: string): ParsedIndex => {
  const cursor = new Cursor(sql)
  cursor.expect('create')
  const unique = cursor.take('unique')
  cursor.expect('index')
  const nameSpan = qualifiedName(cursor)
  cursor.expect('on')
  cursor.name()
  const keysStart = cursor.start
  const keys = parseKeys(cursor)
  const where = cursor.take('where') ? rest(cursor) : null
  return { nameSpan, unique, keysStart, keys, where }
}

export interface ParsedView {
  /** Whether the view names its columns itself. */
  readonly namesColumns: boolean
  readonly query: string
}

export const parseView = (sql: string): ParsedView => {
  const cursor = new Cursor(sql)
  cursor.expect('create')
  if (!cursor.take('temp')) cursor.take('temporary')
  cursor.expect('view')
  qualifiedName(cursor)
  const namesColumns = cursor.sees('(')
  if (namesColumns) cursor.parenthesis()
  cursor.expect('as')
  return { namesColumns, query: rest(cursor) }
}

export interface ParsedTrigger {
  readonly event: 'delete' | 'insert' | 'update'
  /** The columns of UPDATE OF; `null` for all. */
  readonly columns: readonly string[] | null
  readonly table: string
}

export const parseTrigger = (sql: string): ParsedTrigger => {
  const cursor = new Cursor(sql)
  cursor.expect('create')
  if (!cursor.take('temp')) cursor.take('temporary')
  cursor.expect('trigger')
  qualifiedName(cursor)
  if (!cursor.take('before') && !cursor.take('after')) cursor.take('instead', 'of')
  const word = cursor.next().text.toLowerCase()
  const event = word === 'delete' || word === 'insert' ? word : 'update'
  const columns: string[] = []
  if (cursor.take('of')) {
    do columns.push(cursor.name().value)
    while (cursor.take(','))
  }
  cursor.expect('on')
  const first = cursor.name()
  const table = (cursor.take('.') ? cursor.name() : first).value
  return { event, columns: columns.length > 0 ? columns : null, table }
}
