/** The edits that turn a column's stored definition into the one that the model wants. */
import type { Column, Table } from '../../schema/types.ts'
import { quote } from '../shared.ts'
import type { ColumnSource } from './change.ts'
import { printDefault, printGenerated } from './ddl.ts'
import type { Edit } from './edit-list.ts'
import { impliesNotNull } from './normalize.ts'
import type { ColumnClause } from './parse-clause.ts'
import type { ParsedColumn } from './parse-table.ts'
import type { Span } from './tokens.ts'

/** Deletes a clause together with the space before it. */
export const removeClause = (sql: string, { start, end }: Span): Edit => {
  let at = start
  while (at > 0 && /\s/.test(sql[at - 1] ?? '')) at--
  return { start: at, end, text: '' }
}

interface ColumnEdit {
  readonly removed: readonly ColumnClause['kind'][]
  readonly added: readonly string[]
}

const replaced = (kind: ColumnClause['kind'], text: string | null): ColumnEdit => ({
  removed: [kind],
  added: text === null ? [] : [text],
})

const has = (stored: ParsedColumn, kind: ColumnClause['kind']): boolean =>
  stored.clauses.some((clause) => clause.kind === kind)

const editNotNull = (stored: ParsedColumn, table: Table, column: Column): ColumnEdit => {
  const wants = !column.nullable && !impliesNotNull(table, column.name)
  if (wants && !has(stored, 'notNull')) return { removed: ['null'], added: ['NOT NULL'] }
  return { removed: column.nullable ? ['notNull'] : [], added: [] }
}

const attributeEdits = (column: Column, { altered }: ColumnSource): readonly ColumnEdit[] => {
  const edits: ColumnEdit[] = []
  if (altered.has('default')) {
    edits.push(replaced('default', column.default && printDefault(column.default.sql)))
  }
  if (altered.has('generated')) {
    edits.push(replaced('generated', column.generated && printGenerated(column.generated)))
  }
  if (altered.has('collation')) {
    const { collation } = column
    edits.push(replaced('collate', collation === null ? null : `COLLATE ${quote(collation)}`))
  }
  return edits
}

const editType = ({ typeSpan }: ParsedColumn, type: string): Edit => {
  const space = typeSpan.start === typeSpan.end ? ' ' : ''
  return { ...typeSpan, text: type === '' ? '' : `${space}${type}` }
}

export interface ColumnEditing {
  readonly sql: string
  /** The table after the change. */
  readonly table: Table
  readonly source: ColumnSource
  /** Clauses that the change of constraints adds to this column. */
  readonly added: readonly string[]
}

/** The edits of one column that stays. */
export const editColumn = (
  stored: ParsedColumn,
  column: Column,
  { sql, table, source, added }: ColumnEditing,
): readonly Edit[] => {
  const edits = [editNotNull(stored, table, column), ...attributeEdits(column, source)]
  const removed = edits.flatMap((edit) => edit.removed)
  const clauses = [...edits.flatMap((edit) => edit.added), ...added]
  return [
    ...(source.altered.has('type') ? [editType(stored, column.type)] : []),
    ...stored.clauses
      .filter(({ kind }) => removed.includes(kind))
      .map(({ span }) => removeClause(sql, span)),
    ...clauses.map((text) => ({ start: stored.span.end, end: stored.span.end, text: ` ${text}` })),
  ]
}
