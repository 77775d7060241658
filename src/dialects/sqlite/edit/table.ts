/** A stored CREATE TABLE → the text of the table after a change; what the change leaves alone keeps its bytes. */
import { DiffkitError } from '../../../errors.ts'
import type { Constraint, Table } from '../../../schema/types.ts'
import { quote } from '../../shared.ts'
import type { TableChange } from '../plan/change.ts'
import {
  printColumn,
  printConstraint,
  printInlinePrimaryKey,
  printOptions,
  printUnique,
} from '../ddl.ts'
import { editColumn, removeClause } from './column.ts'
import { applyEdits, editList } from './list.ts'
import type { Edit } from './list.ts'
import { matchParts } from '../catalog/match-parts.ts'
import { parseTable } from '../parse/table.ts'
import type { ParsedTable } from '../parse/table.ts'
import { readTable } from '../catalog/read-table.ts'
import type { Origin, PrimaryKeys } from '../catalog/read-table.ts'
import type { Span } from '../parse/tokens.ts'

interface Editing {
  readonly parsed: ParsedTable
  readonly change: TableChange
  readonly edits: Edit[]
  /** Whole items of the list that go. */
  readonly removed: Set<Span>
}

const findOrigin = (
  origins: ReadonlyMap<string, Origin>,
  name: string,
  { before }: TableChange,
): Origin => {
  const origin = origins.get(name)
  if (origin !== undefined) return origin
  throw new DiffkitError('OBJECT_NOT_FOUND', { kind: 'constraint', name, within: before.name })
}

const dropOrigin = ({ parsed, edits, removed }: Editing, origin: Origin): void => {
  if (origin.column === null) removed.add(origin.clause.span)
  else edits.push(removeClause(parsed.sql, origin.clause.span))
}

const renameOrigin = ({ edits }: Editing, { clause }: Origin, name: string): void => {
  const { nameSpan, bodyStart } = clause
  edits.push(
    nameSpan === null
      ? { start: bodyStart, end: bodyStart, text: `CONSTRAINT ${quote(name)} ` }
      : { ...nameSpan, text: quote(name) },
  )
}

/** Drops and renames what the change says; what it does not know of stays. */
const editParts = (
  editing: Editing,
  origins: ReadonlyMap<string, Origin>,
  names: ReadonlyMap<string, string | null>,
  known: readonly string[],
): void => {
  const kept = new Set(names.values())
  for (const name of known) {
    if (!kept.has(name)) dropOrigin(editing, findOrigin(origins, name, editing.change))
  }
  for (const [name, from] of names) {
    if (from === null || from === name || !known.includes(from)) continue
    renameOrigin(editing, findOrigin(origins, from, editing.change), name)
  }
}

const isNewPrimaryKey = ({ constraints }: TableChange, item: Constraint): boolean =>
  item.kind === 'primaryKey' && constraints.get(item.name) === null

const addsToColumn = (item: Constraint): boolean =>
  item.kind === 'primaryKey' && item.columns.length === 1

const alteredAutoincrement = ({ columns, after }: TableChange, name: string): boolean =>
  columns.get(name)?.altered.has('autoincrement') === true &&
  after.columns.some((column) => column.name === name)

/** The primary key is written anew, inside its column, when AUTOINCREMENT comes or goes. */
const rewritesPrimaryKey = (change: TableChange): boolean =>
  change.after.constraints.some(
    (item) =>
      item.kind === 'primaryKey' &&
      item.columns.length === 1 &&
      !isNewPrimaryKey(change, item) &&
      alteredAutoincrement(change, item.columns[0] ?? ''),
  )

const withoutPrimaryKey = (change: TableChange): TableChange => {
  const key = change.after.constraints.find(({ kind }) => kind === 'primaryKey')
  if (key === undefined) return change
  return { ...change, constraints: new Map([...change.constraints, [key.name, null]]) }
}

const editColumns = (editing: Editing): void => {
  const { parsed, change } = editing
  const { after } = change
  for (const stored of parsed.columns) {
    const column = after.columns.find(({ name }) => change.columns.get(name)?.from === stored.name)
    const source = column && change.columns.get(column.name)
    if (column === undefined || source === undefined) {
      const known = change.before.columns.some(({ name }) => name === stored.name)
      if (known) editing.removed.add(stored.span)
      continue
    }
    const key = after.constraints.find((item) => isNewPrimaryKey(change, item))
    const inline = key === undefined ? '' : printInlinePrimaryKey(after, column)
    const added = inline === '' ? [] : [{ kind: 'primaryKey', text: inline } as const]
    editing.edits.push(
      ...editColumn(stored, column, { sql: parsed.sql, table: after, source, added }),
    )
  }
}

/** The columns in their new order: stored ones by their place, new ones as text. */
const columnList = (
  { columns: stored }: ParsedTable,
  { columns, after, ordered }: TableChange,
): readonly (Span | string)[] => {
  const spanOf = (from: string): readonly Span[] =>
    stored.filter(({ name }) => name === from).map(({ span }) => span)
  const listed = after.columns.flatMap((column): readonly (Span | string)[] => {
    const source = columns.get(column.name)
    if (source === undefined) return []
    return source.from === null ? [printColumn(after, column)] : spanOf(source.from)
  })
  const others = stored.map(({ span }) => span).filter((span) => !listed.includes(span))
  if (ordered) return [...listed, ...others]
  return [...stored.map(({ span }) => span), ...listed.filter((item) => typeof item === 'string')]
}

const addedConstraints = (change: TableChange): readonly string[] => {
  const { after, constraints, indexes } = change
  return [
    ...after.constraints
      .filter(({ name }) => constraints.get(name) === null)
      .filter((item) => !addsToColumn(item))
      .map(printConstraint),
    ...after.indexes
      .filter(({ name, origin }) => origin === 'constraint' && indexes.get(name) === null)
      .map((index) => printUnique(after, index)),
  ]
}

const editOptions = ({ sql, body, ...stored }: ParsedTable, after: Table): string => {
  const same = stored.strict === after.strict && stored.withoutRowid === after.withoutRowid
  return same ? sql.slice(body.end) : `)${printOptions(after)}`
}

const uniqueNames = ({ indexes }: Table): readonly string[] =>
  indexes.filter(({ origin }) => origin === 'constraint').map(({ name }) => name)

const namesOf = (parts: readonly { readonly name: string }[]): readonly string[] =>
  parts.map(({ name }) => name)

export interface TableEdit {
  readonly sql: string
  readonly change: TableChange
  /** The name that the new table is created under. */
  readonly name: string
  readonly primaryKeys: PrimaryKeys
}

/** The CREATE TABLE of the table after the change, under another name. */
export const editTable = ({ sql, change: wanted, name, primaryKeys }: TableEdit): string => {
  const parsed = parseTable(sql)
  const parts = matchParts(wanted.before, readTable(parsed, primaryKeys))
  const change = rewritesPrimaryKey(wanted) ? withoutPrimaryKey(wanted) : wanted
  const editing: Editing = { parsed, change, edits: [], removed: new Set() }
  editParts(editing, parts.constraints, change.constraints, namesOf(change.before.constraints))
  editParts(editing, parts.uniques, change.indexes, uniqueNames(change.before))
  editColumns(editing)
  const body = editList(parsed, {
    removed: editing.removed,
    edits: editing.edits,
    columns: columnList(parsed, change),
    addedConstraints: addedConstraints(change),
  })
  const head = { start: 0, end: parsed.body.start }
  const renamed = applyEdits(sql, head, [{ ...parsed.nameSpan, text: quote(name) }])
  return renamed + body + editOptions(parsed, change.after)
}
