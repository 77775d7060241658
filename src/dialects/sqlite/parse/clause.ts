/** The constraint clauses of CREATE TABLE, of a column and of the table. */
import type { Deferrable, ForeignKeyAction } from '../../../schema/types.ts'
import type { Cursor } from './cursor.ts'
import { parseKey, parseKeys, parseList } from './key.ts'
import type { ParsedKey } from './key.ts'
import { lex } from './tokens.ts'
import type { Span } from './tokens.ts'

/** Where a clause stands, CONSTRAINT and its name included. */
export interface Placed {
  readonly span: Span
  /** Where the clause itself begins, behind CONSTRAINT and its name. */
  readonly bodyStart: number
  readonly name: string | null
  readonly nameSpan: Span | null
}

export interface ParsedReference {
  readonly table: string
  /** `null`: the primary key of the table. */
  readonly columns: readonly string[] | null
  readonly onDelete: ForeignKeyAction
  readonly onUpdate: ForeignKeyAction
  readonly deferrable: Deferrable | null
}

type ColumnBody =
  | { readonly kind: 'primaryKey'; readonly descending: boolean; readonly autoincrement: boolean }
  | { readonly kind: 'notNull' }
  | { readonly kind: 'null' }
  | { readonly kind: 'unique' }
  | { readonly kind: 'check'; readonly expression: string }
  | { readonly kind: 'default'; readonly value: string }
  | { readonly kind: 'collate'; readonly collation: string }
  | { readonly kind: 'references'; readonly reference: ParsedReference }
  | { readonly kind: 'deferrable'; readonly deferrable: Deferrable | null }
  | { readonly kind: 'generated'; readonly expression: string; readonly stored: boolean }

type TableBody =
  | {
      readonly kind: 'primaryKey'
      readonly keys: readonly ParsedKey[]
      readonly autoincrement: boolean
    }
  | { readonly kind: 'unique'; readonly keys: readonly ParsedKey[] }
  | { readonly kind: 'check'; readonly expression: string }
  | {
      readonly kind: 'foreignKey'
      readonly columns: readonly string[]
      readonly reference: ParsedReference
    }

export type ColumnClause = ColumnBody & Placed
export type TableClause = TableBody & Placed

const skipConflict = (cursor: Cursor): void => {
  if (cursor.take('on', 'conflict')) cursor.next()
}

const parseAction = (cursor: Cursor): ForeignKeyAction => {
  if (cursor.take('set', 'null')) return 'set null'
  if (cursor.take('set', 'default')) return 'set default'
  if (cursor.take('cascade')) return 'cascade'
  if (cursor.take('restrict')) return 'restrict'
  cursor.expect('no', 'action')
  return 'no action'
}

const seesDeferrable = (cursor: Cursor): boolean =>
  cursor.sees('deferrable') || cursor.sees('not', 'deferrable')

const parseDeferrable = (cursor: Cursor): Deferrable | null => {
  const not = cursor.take('not')
  cursor.expect('deferrable')
  const initially = cursor.take('initially')
  const deferred = initially && cursor.next().text.toLowerCase() === 'deferred'
  if (not) return null
  return deferred ? 'initially deferred' : 'initially immediate'
}

const parseReference = (cursor: Cursor): ParsedReference => {
  cursor.expect('references')
  const table = cursor.name().value
  const columns = cursor.sees('(') ? parseKeys(cursor).map((key) => key.column ?? '') : null
  let onDelete: ForeignKeyAction = 'no action'
  let onUpdate: ForeignKeyAction = 'no action'
  for (;;) {
    if (cursor.take('on', 'delete')) onDelete = parseAction(cursor)
    else if (cursor.take('on', 'update')) onUpdate = parseAction(cursor)
    else if (cursor.take('on', 'insert')) parseAction(cursor)
    else if (cursor.take('match')) cursor.name()
    else break
  }
  const deferrable = seesDeferrable(cursor) ? parseDeferrable(cursor) : null
  return { table, columns, onDelete, onUpdate, deferrable }
}

/** The value behind DEFAULT: a parenthesis, a signed number, a literal or a bare word. */
const parseDefault = (cursor: Cursor): string => {
  const { start } = cursor
  if (cursor.sees('(')) cursor.parenthesis()
  else {
    while (cursor.take('+') || cursor.take('-'));
    cursor.next()
  }
  return cursor.source.slice(start, cursor.end)
}

/** Elsewhere the words are part of a type: `a int generated always text`. */
const seesGenerated = (cursor: Cursor): boolean =>
  cursor.sees('generated', 'always', 'as', '(') || cursor.sees('as', '(')

const parseGenerated = (cursor: Cursor): ColumnBody => {
  cursor.take('generated', 'always')
  cursor.expect('as')
  const expression = cursor.text(cursor.parenthesis())
  const stored = cursor.take('stored')
  if (!stored) cursor.take('virtual')
  return { kind: 'generated', expression, stored }
}

const parsePrimaryKey = (cursor: Cursor): ColumnBody => {
  const descending = cursor.take('desc')
  if (!descending) cursor.take('asc')
  skipConflict(cursor)
  return { kind: 'primaryKey', descending, autoincrement: cursor.take('autoincrement') }
}

const withConflict = <T extends ColumnBody | TableBody>(cursor: Cursor, body: T): T => {
  skipConflict(cursor)
  return body
}

const COLUMN_CLAUSES: readonly (readonly [
  words: readonly string[],
  parse: (cursor: Cursor) => ColumnBody,
])[] = [
  [['primary', 'key'], parsePrimaryKey],
  [['not', 'null'], (cursor) => withConflict(cursor, { kind: 'notNull' })],
  [['null'], (cursor) => withConflict(cursor, { kind: 'null' })],
  [['unique'], (cursor) => withConflict(cursor, { kind: 'unique' })],
  [
    ['check'],
    (cursor) => {
      const expression = cursor.text(cursor.parenthesis())
      return withConflict(cursor, { kind: 'check', expression })
    },
  ],
  [['default'], (cursor) => ({ kind: 'default', value: parseDefault(cursor) })],
  [['collate'], (cursor) => ({ kind: 'collate', collation: cursor.name().value })],
]

const parseColumnBody = (cursor: Cursor): ColumnBody | null => {
  if (cursor.sees('references')) return { kind: 'references', reference: parseReference(cursor) }
  if (seesDeferrable(cursor)) return { kind: 'deferrable', deferrable: parseDeferrable(cursor) }
  if (seesGenerated(cursor)) return parseGenerated(cursor)
  const found = COLUMN_CLAUSES.find(([words]) => cursor.take(...words))
  return found === undefined ? null : found[1](cursor)
}

const parsePlaced = <Body>(
  cursor: Cursor,
  parse: (cursor: Cursor) => Body | null,
): (Body & Placed) | null => {
  const { start } = cursor
  const named = cursor.take('constraint')
  const name = named ? cursor.name() : null
  const bodyStart = cursor.start
  const body = parse(cursor)
  if (body === null) return named ? parsePlaced(cursor, parse) : null
  return {
    ...body,
    bodyStart,
    name: name?.value ?? null,
    nameSpan: name && { start: name.start, end: name.end },
    span: { start, end: cursor.end },
  }
}

/** The next clause of a column, or `null` where the column ends. */
export const parseColumnClause = (cursor: Cursor): ColumnClause | null =>
  parsePlaced(cursor, parseColumnBody)

/** Whether a column's type ends here, because a clause begins. */
export const seesColumnClause = (cursor: Cursor): boolean =>
  COLUMN_CLAUSES.some(([words]) => cursor.sees(words[0] ?? '')) ||
  cursor.sees('constraint') ||
  cursor.sees('references') ||
  cursor.sees('deferrable') ||
  seesGenerated(cursor)

const AUTOINCREMENT = 'autoincrement'

const parseTablePrimaryKey = (cursor: Cursor): TableBody => {
  const parts = parseList(cursor)
  const last = lex(parts.at(-1) ?? '').at(-1)
  const autoincrement = last?.kind === 'word' && last.text.toLowerCase() === AUTOINCREMENT
  const texts = autoincrement
    ? [...parts.slice(0, -1), (parts.at(-1) ?? '').slice(0, last.start)]
    : parts
  skipConflict(cursor)
  return { kind: 'primaryKey', keys: texts.map(parseKey), autoincrement }
}

const parseTableBody = (cursor: Cursor): TableBody | null => {
  if (cursor.take('primary', 'key')) return parseTablePrimaryKey(cursor)
  if (cursor.take('unique'))
    return withConflict(cursor, { kind: 'unique', keys: parseKeys(cursor) })
  if (cursor.take('check')) {
    const expression = cursor.text(cursor.parenthesis())
    return withConflict(cursor, { kind: 'check', expression })
  }
  if (!cursor.take('foreign', 'key')) return null
  const columns = parseList(cursor).map((text) => parseKey(text).column ?? text)
  return { kind: 'foreignKey', columns, reference: parseReference(cursor) }
}

/** The next constraint of a table, or `null` where there is none. */
export const parseTableClause = (cursor: Cursor): TableClause | null =>
  parsePlaced(cursor, parseTableBody)
