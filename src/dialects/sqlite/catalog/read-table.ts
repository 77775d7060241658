/** A parsed CREATE TABLE → a Table, with the clause that each constraint comes from. */
import {
  columnDefaults,
  indexDefaults,
  indexKeyDefaults,
  tableDefaults,
  checkDefaults,
  foreignKeyDefaults,
  primaryKeyDefaults,
} from '../../../schema/types.ts'
import type { Check, Column, ForeignKey, Index, IndexKey, Table } from '../../../schema/types.ts'
import {
  distinguish,
  inventCheck,
  inventForeignKey,
  inventPrimaryKey,
  inventUnique,
} from '../models/invented-names.ts'
import { actualName } from '../normalize.ts'
import type { ColumnClause, ParsedReference, TableClause } from '../parse/clause.ts'
import type { ParsedKey } from '../parse/key.ts'
import type { ParsedColumn, ParsedTable } from '../parse/table.ts'

/** The clause that a constraint was read from, and its column when it stands in one. */
export interface Origin {
  readonly clause: ColumnClause | TableClause
  readonly column: ParsedColumn | null
}

export interface ReadTable {
  readonly table: Table
  /** By constraint name. */
  readonly constraints: ReadonlyMap<string, Origin>
  /** By index name: the UNIQUE constraints. */
  readonly uniques: ReadonlyMap<string, Origin>
}

/** The columns that a REFERENCES without a list means: the target's primary key. */
export type PrimaryKeys = (table: string) => {
  readonly table: string
  readonly columns: readonly string[]
  readonly primaryKey: readonly string[]
}

interface Found<T> {
  readonly value: T
  readonly origin: Origin
}

const clausesOf = (parsed: ParsedTable): readonly Origin[] => [
  ...parsed.columns.flatMap((column) => column.clauses.map((clause) => ({ clause, column }))),
  ...parsed.constraints.map((clause) => ({ clause, column: null })),
]

/** The columns of a table's primary key, in its order. */
export const primaryKeyColumns = (parsed: ParsedTable): readonly string[] => {
  const clause = parsed.constraints.find(({ kind }) => kind === 'primaryKey')
  if (clause?.kind === 'primaryKey') {
    return clause.keys.map((key) => actualName(parsed.columns, key.column ?? key.expression))
  }
  return parsed.columns
    .filter(({ clauses }) => clauses.some(({ kind }) => kind === 'primaryKey'))
    .map(({ name }) => name)
}

/** The column that AUTOINCREMENT stands for, if there is one. */
const autoincrementColumn = (parsed: ParsedTable, origins: readonly Origin[]): string | null => {
  const counts = origins.some(({ clause }) => clause.kind === 'primaryKey' && clause.autoincrement)
  return counts ? (primaryKeyColumns(parsed)[0] ?? null) : null
}

const readColumn = (column: ParsedColumn, autoincrement: string | null): Column => {
  const of = <K extends ColumnClause['kind']>(kind: K) =>
    column.clauses.findLast(
      (clause): clause is Extract<ColumnClause, { kind: K }> => clause.kind === kind,
    )
  const fallback = of('default')
  const generated = of('generated')
  return {
    ...columnDefaults,
    name: column.name,
    type: column.type ?? '',
    nullable: of('notNull') === undefined,
    default: fallback === undefined ? null : { sql: fallback.value },
    generated: generated
      ? { expression: { sql: generated.expression }, stored: generated.stored }
      : null,
    autoincrement: column.name === autoincrement,
    collation: of('collate')?.collation ?? null,
  }
}

const readKey = (parsed: ParsedTable, key: ParsedKey): IndexKey => ({
  ...indexKeyDefaults,
  column: key.column === null ? null : actualName(parsed.columns, key.column),
  expression: key.column === null ? { sql: key.expression } : null,
  order: key.order,
  collation: key.collation,
})

/** The keys of a stored index; a quoted or bare name that is no column is an expression. */
export const readKeys = (parsed: ParsedTable, keys: readonly ParsedKey[]): readonly IndexKey[] =>
  keys.map((key) => readKey(parsed, key))

const readUnique = (parsed: ParsedTable, origin: Origin): readonly Found<Index>[] => {
  const { clause, column } = origin
  if (clause.kind !== 'unique') return []
  const keys =
    'keys' in clause
      ? clause.keys.map((key) => readKey(parsed, key))
      : [{ ...indexKeyDefaults, column: column?.name ?? null }]
  const columns = keys.map((key) => key.column ?? '')
  const name = clause.name ?? inventUnique(parsed.name, columns)
  const named = clause.name !== null
  return [
    { value: { ...indexDefaults, name, named, keys, unique: true, origin: 'constraint' }, origin },
  ]
}

const deferrableOf = (reference: ParsedReference, column: ParsedColumn | null) => {
  const later = column?.clauses.findLast((clause) => clause.kind === 'deferrable')
  return later?.kind === 'deferrable' ? later.deferrable : reference.deferrable
}

const readForeignKey = (
  parsed: ParsedTable,
  { clause, column }: Origin,
  primaryKeys: PrimaryKeys,
): ForeignKey | null => {
  if (clause.kind !== 'references' && clause.kind !== 'foreignKey') return null
  const { reference } = clause
  const target = primaryKeys(reference.table)
  const local = clause.kind === 'foreignKey' ? clause.columns : [column?.name ?? '']
  const columns = local.map((name) => actualName(parsed.columns, name))
  const known = target.columns.map((name) => ({ name }))
  const references = {
    table: target.table,
    columns: reference.columns?.map((name) => actualName(known, name)) ?? target.primaryKey,
  }
  return {
    ...foreignKeyDefaults,
    kind: 'foreignKey',
    name: clause.name ?? inventForeignKey(parsed.name, columns, references),
    named: clause.name !== null,
    columns,
    references,
    onDelete: reference.onDelete,
    onUpdate: reference.onUpdate,
    deferrable: deferrableOf(reference, column),
  }
}

const readCheck = (
  parsed: ParsedTable,
  { clause }: Origin,
  origins: readonly Origin[],
): Check | null => {
  if (clause.kind !== 'check') return null
  const unnamed = origins.filter(
    (item) => item.clause.kind === 'check' && item.clause.name === null,
  )
  const position = unnamed.findIndex((item) => item.clause === clause) + 1
  return {
    ...checkDefaults,
    kind: 'check',
    name: clause.name ?? inventCheck(parsed.name, position),
    named: clause.name !== null,
    expression: { sql: clause.expression },
  }
}

const readPrimaryKey = (parsed: ParsedTable, { clause }: Origin) => {
  if (clause.kind !== 'primaryKey') return null
  const columns = primaryKeyColumns(parsed)
  const name = clause.name ?? inventPrimaryKey(parsed.name, columns)
  return {
    ...primaryKeyDefaults,
    kind: 'primaryKey' as const,
    name,
    named: clause.name !== null,
    columns,
  }
}

const originsByName = <T extends { readonly name: string; readonly named: boolean }>(
  found: readonly Found<T>[],
): readonly [readonly T[], ReadonlyMap<string, Origin>] => {
  const values = distinguish(found.map(({ value }) => value))
  const pairs = found.flatMap(({ origin }, at): readonly (readonly [string, Origin])[] => {
    const name = values[at]?.name
    return name === undefined ? [] : [[name, origin]]
  })
  return [values, new Map(pairs)]
}

/** Reads a table as it is written: `normalize` brings it into its normal form. */
export const readTable = (parsed: ParsedTable, primaryKeys: PrimaryKeys): ReadTable => {
  const origins = clausesOf(parsed)
  const autoincrement = autoincrementColumn(parsed, origins)
  const found = origins.flatMap((origin) => {
    const value =
      readPrimaryKey(parsed, origin) ??
      readForeignKey(parsed, origin, primaryKeys) ??
      readCheck(parsed, origin, origins)
    return value === null ? [] : [{ value, origin }]
  })
  const [constraints, byConstraint] = originsByName(found)
  const [indexes, byIndex] = originsByName(origins.flatMap((origin) => readUnique(parsed, origin)))
  return {
    table: {
      ...tableDefaults,
      name: parsed.name,
      columns: parsed.columns.map((column) => readColumn(column, autoincrement)),
      constraints,
      indexes,
      strict: parsed.strict,
      withoutRowid: parsed.withoutRowid,
    },
    constraints: byConstraint,
    uniques: byIndex,
  }
}
