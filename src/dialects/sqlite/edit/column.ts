/** The edits that turn a column's stored definition into the one that the model wants. */
import type { Column, Table } from '../../../schema/types.ts'
import { quote } from '../../shared.ts'
import type { ColumnSource } from '../plan/change.ts'
import { printDefault, printGenerated } from '../ddl.ts'
import type { Edit } from './list.ts'
import { impliesNotNull } from '../normalize.ts'
import type { ColumnClause } from '../parse/clause.ts'
import type { ParsedColumn } from '../parse/table.ts'
import { endsInLineComment } from '../parse/tokens.ts'
import type { Span } from '../parse/tokens.ts'

/** Deletes a clause together with the space before it, but for the line end of a comment. */
export const removeClause = (sql: string, { start, end }: Span): Edit => {
  let at = start
  while (at > 0 && /\s/.test(sql[at - 1] ?? '')) at--
  const line = sql.slice(sql.lastIndexOf('\n', at - 1) + 1, at)
  return { start: endsInLineComment(line) ? start : at, end, text: '' }
}

type Kind = ColumnClause['kind']

interface Added {
  readonly kind: Kind
  readonly text: string
}

interface ColumnEdit {
  readonly removed: readonly Kind[]
  readonly added: readonly Added[]
}

/** The order in which a definition is printed, so that an edited one reads like a new one. */
const ORDER: readonly Kind[] = ['primaryKey', 'notNull', 'default', 'generated', 'collate']

const rank = (kind: Kind): number => {
  const at = ORDER.indexOf(kind)
  return at < 0 ? ORDER.length : at
}

const replaced = (kind: Kind, text: string | null): ColumnEdit => ({
  removed: [kind],
  added: text === null ? [] : [{ kind, text }],
})

const has = (stored: ParsedColumn, kind: Kind): boolean =>
  stored.clauses.some((clause) => clause.kind === kind)

const editNotNull = (stored: ParsedColumn, table: Table, column: Column): ColumnEdit => {
  const wants = !column.nullable && !impliesNotNull(table, column.name)
  if (wants && !has(stored, 'notNull')) {
    return { removed: ['null'], added: [{ kind: 'notNull', text: 'NOT NULL' }] }
  }
  return { removed: column.nullable ? ['notNull'] : [], added: [] }
}

const attributeEdits = (column: Column, { altered }: ColumnSource): readonly ColumnEdit[] => {
  const { default: fallback, generated, collation } = column
  const edits: readonly (readonly [keyof Column, ColumnEdit])[] = [
    ['default', replaced('default', fallback && printDefault(fallback.sql))],
    ['generated', replaced('generated', generated && printGenerated(generated))],
    ['collation', replaced('collate', collation && `COLLATE ${quote(collation)}`)],
  ]
  return edits.flatMap(([key, edit]) => (key !== 'name' && altered.has(key) ? [edit] : []))
}

const editType = (sql: string, { typeSpan }: ParsedColumn, type: string): Edit => {
  const isTyped = typeSpan.start < typeSpan.end
  if (type === '') return isTyped ? removeClause(sql, typeSpan) : { ...typeSpan, text: '' }
  return { ...typeSpan, text: isTyped ? type : ` ${type}` }
}

/** Behind the clauses that a new one follows in print, and behind the type. */
const insertClause = (stored: ParsedColumn, { kind, text }: Added): Edit => {
  const before = stored.clauses.findLast((clause) => rank(clause.kind) <= rank(kind))
  const at = before?.span.end ?? stored.typeSpan.end
  return { start: at, end: at, text: ` ${text}` }
}

export interface ColumnEditing {
  readonly sql: string
  /** The table after the change. */
  readonly table: Table
  readonly source: ColumnSource
  /** Clauses that the change of constraints adds to this column. */
  readonly added: readonly Added[]
}

/** The edits of one column that stays. */
export const editColumn = (
  stored: ParsedColumn,
  column: Column,
  { sql, table, source, added }: ColumnEditing,
): readonly Edit[] => {
  const edits = [editNotNull(stored, table, column), ...attributeEdits(column, source)]
  const removed = edits.flatMap((edit) => edit.removed)
  const inserted = [...added, ...edits.flatMap((edit) => edit.added)]
  return [
    ...(source.altered.has('type') ? [editType(sql, stored, column.type)] : []),
    ...stored.clauses
      .filter(({ kind }) => removed.includes(kind))
      .map(({ span }) => removeClause(sql, span)),
    ...inserted.map((clause) => insertClause(stored, clause)),
  ]
}
