/** The parts of statements: columns, constraints and index keys as SQL. */
import { qualified, typeName } from '../../../schema/names.ts'
import type {
  Column,
  Constraint,
  Deferrable,
  Enum,
  Expression,
  Check,
  ForeignKey,
  Identity,
  Index,
  IndexKey,
  ObjectName,
  PrimaryKey,
  Table,
  Unique,
  View,
} from '../../../schema/types.ts'
import { codeTokens } from '../../../util/tokens.ts'
import { literal, quote, quoteList, quoteObject } from '../../shared.ts'
import { collateSql } from '../collations.ts'
import { countingOf } from '../counting.ts'
import { relationName } from '../../../schema/counters.ts'
import { creationClauses } from './sequences.ts'
import { canonicalType, elementType, isArray, isSerial } from '../types.ts'

/** A column's type as SQL: an enum's name is quoted, whatever word it is. */
export const typeSql = (type: string, enums: readonly Enum[]): string => {
  const canonical = canonicalType(type)
  const element = elementType(canonical)
  const found = enums.find((item) => typeName(item) === element)
  return found === undefined ? canonical : `${quoteObject(found)}${isArray(canonical) ? '[]' : ''}`
}

const LOOSE = new Set(
  'and or not in like ilike similar between is isnull notnull at collate overlaps any all some'.split(
    ' ',
  ),
)

/** A default as CREATE TABLE takes it: https://www.postgresql.org/docs/current/sql-createtable.html */
export const defaultSql = ({ sql }: Expression): string =>
  codeTokens(sql).some((token) => token.kind === 'word' && LOOSE.has(token.text.toLowerCase()))
    ? `(${sql})`
    : sql

/** With the options of its sequence that are not the usual ones. */
export const identitySql = (identity: Identity, table: ObjectName, column: Column): string => {
  const { name, always } = identity
  const type = canonicalType(column.type)
  const usualName = relationName(qualified(table).name, column.name, 'seq')
  const options = [
    ...(name === null || name === usualName ? [] : [`SEQUENCE NAME ${quote(name)}`]),
    ...creationClauses(countingOf(type, identity), type),
  ]
  const listed = options.length === 0 ? '' : ` (${options.join(' ')})`
  return `GENERATED ${always ? 'ALWAYS' : 'BY DEFAULT'} AS IDENTITY${listed}`
}

/** A column as it stands in CREATE TABLE and ADD COLUMN. */
export const columnClause = (column: Column, table: ObjectName, enums: readonly Enum[]): string => {
  const { generated, identity, collation } = column
  const implied = isSerial(canonicalType(column.type))
  return [
    quote(column.name),
    typeSql(column.type, enums),
    collateSql(collation),
    generated === null
      ? ''
      : `GENERATED ALWAYS AS (${generated.expression.sql}) ${generated.stored ? 'STORED' : 'VIRTUAL'}`,
    identity === null ? '' : identitySql(identity, table, column),
    column.default === null ? '' : `DEFAULT ${defaultSql(column.default)}`,
    column.nullable || implied ? '' : 'NOT NULL',
  ]
    .filter((part) => part !== '')
    .join(' ')
}

export const deferrableSql = (deferrable: Deferrable | null): string =>
  deferrable === null ? '' : `DEFERRABLE ${deferrable.toUpperCase()}`

/** Columns of which the last may be a range. https://www.postgresql.org/docs/current/sql-createtable.html */
const withPeriod = (columns: readonly string[], period: boolean): string =>
  columns
    .map((name, index) =>
      period && index === columns.length - 1 ? `PERIOD ${quote(name)}` : quote(name),
    )
    .join(', ')

const foreignKeyClause = (key: ForeignKey): string =>
  [
    `FOREIGN KEY (${withPeriod(key.columns, key.period)})`,
    `REFERENCES ${quoteObject(key.references.table)} (${withPeriod(key.references.columns, key.period)})`,
    key.matchFull ? 'MATCH FULL' : '',
    key.onDelete === 'no action' ? '' : `ON DELETE ${key.onDelete.toUpperCase()}`,
    key.onDeleteColumns.length === 0 ? '' : `(${quoteList(key.onDeleteColumns)})`,
    key.onUpdate === 'no action' ? '' : `ON UPDATE ${key.onUpdate.toUpperCase()}`,
    deferrableSql(key.deferrable),
  ]
    .filter((part) => part !== '')
    .join(' ')

export const parameterText = (value: string): string =>
  /^[\w.+-]+$/.test(value) ? value : `'${value.replaceAll("'", "''")}'`

const listedSql = (parameters: Readonly<Record<string, string>>): string => {
  const entries = Object.entries(parameters)
  return entries.length === 0
    ? ''
    : `(${entries.map(([key, value]) => `${key} = ${parameterText(value)}`).join(', ')})`
}

export const parametersSql = (options: Readonly<Record<string, string>>): string => {
  const listed = listedSql(options)
  return listed === '' ? '' : `WITH ${listed}`
}

/** https://www.postgresql.org/docs/current/sql-createtable.html: index_parameters. */
const keyClauseOf = (words: string, key: PrimaryKey | Unique): string =>
  [
    `${words} (${quoteList(key.columns)}${key.period ? ' WITHOUT OVERLAPS' : ''})`,
    key.include.length === 0 ? '' : `INCLUDE (${quoteList(key.include)})`,
    parametersSql(key.with),
    key.tablespace === null ? '' : `USING INDEX TABLESPACE ${quote(key.tablespace)}`,
    deferrableSql(key.deferrable),
  ]
    .filter((part) => part !== '')
    .join(' ')

/** Which rows it holds for. */
const heldSql = ({ notEnforced, notValid }: Check | ForeignKey): string => {
  if (notEnforced) return ' NOT ENFORCED'
  return notValid ? ' NOT VALID' : ''
}

const constraintBody = (constraint: Constraint): string => {
  switch (constraint.kind) {
    case 'primaryKey':
      return keyClauseOf('PRIMARY KEY', constraint)
    case 'unique':
      return keyClauseOf(
        constraint.nullsNotDistinct ? 'UNIQUE NULLS NOT DISTINCT' : 'UNIQUE',
        constraint,
      )
    case 'foreignKey':
      return `${foreignKeyClause(constraint)}${heldSql(constraint)}`
    case 'check': {
      const { expression, noInherit } = constraint
      return `CHECK (${expression.sql})${noInherit ? ' NO INHERIT' : ''}${heldSql(constraint)}`
    }
    case 'exclude':
      return `EXCLUDE ${constraint.definition.sql}`
  }
}

/** A constraint as it stands in CREATE TABLE and ADD. */
export const constraintClause = (constraint: Constraint): string =>
  `CONSTRAINT ${quote(constraint.name)} ${constraintBody(constraint)}`

/** An operator class as it is named, with the parameters that it may have. */
const opclassSql = (opclass: string): string =>
  /^(?:(?:\w+|"(?:[^"]|"")+")\.(?:\w+|"(?:[^"]|"")+")|[\w.]+)(?:\s*\(.*\))?$/.test(opclass)
    ? opclass
    : quote(opclass)

const keyClause = (key: IndexKey): string =>
  [
    key.column === null ? `(${key.expression?.sql ?? ''})` : quote(key.column),
    collateSql(key.collation),
    key.opclass === null ? '' : opclassSql(key.opclass),
    listedSql(key.opclassParameters),
    key.order === 'desc' ? 'DESC' : '',
    key.nulls === null ? '' : `NULLS ${key.nulls.toUpperCase()}`,
  ]
    .filter((part) => part !== '')
    .join(' ')

/** `how`: words behind INDEX, such as CONCURRENTLY. */
export const createIndexSql = (table: ObjectName, index: Index, how = ''): string => {
  return [
    `CREATE ${index.unique ? 'UNIQUE ' : ''}INDEX ${how}${quote(index.name)} ON ${quoteObject(table)}`,
    index.method === 'btree' ? '' : `USING ${index.method}`,
    `(${index.keys.map(keyClause).join(', ')})`,
    index.include.length === 0 ? '' : `INCLUDE (${quoteList(index.include)})`,
    index.nullsNotDistinct ? 'NULLS NOT DISTINCT' : '',
    parametersSql(index.with),
    index.tablespace === null ? '' : `TABLESPACE ${quote(index.tablespace)}`,
    index.where === null ? '' : `WHERE ${index.where.sql}`,
  ]
    .filter((part) => part !== '')
    .join(' ')
}

/** A table with its columns and constraints, a part a line. */
export const createTableSql = (table: Table, enums: readonly Enum[]): string => {
  const parts = [
    ...table.columns.map((column) => columnClause(column, table, enums)),
    ...table.constraints.map(constraintClause),
  ]
  return [
    `CREATE ${table.unlogged ? 'UNLOGGED ' : ''}TABLE ${quoteObject(table)} (\n${parts.map((part) => `  ${part}`).join(',\n')}\n)`,
    table.method === null ? '' : `USING ${quote(table.method)}`,
    parametersSql(table.with),
    table.tablespace === null ? '' : `TABLESPACE ${quote(table.tablespace)}`,
  ]
    .filter((part) => part !== '')
    .join(' ')
}

export const createEnumSql = (item: Enum): string =>
  `CREATE TYPE ${quoteObject(item)} AS ENUM (${item.values.map(literal).join(', ')})`

export const createViewSql = (view: View): string =>
  [
    `CREATE ${view.materialized ? 'MATERIALIZED ' : ''}VIEW ${quoteObject(view)}`,
    view.method === null ? '' : `USING ${quote(view.method)}`,
    parametersSql(view.options),
    view.tablespace === null ? '' : `TABLESPACE ${quote(view.tablespace)}`,
    `AS ${view.definition.sql}`,
    view.withData ? '' : 'WITH NO DATA',
  ]
    .filter((part) => part !== '')
    .join(' ')

export const dropViewSql = (view: View): string =>
  `DROP ${view.materialized ? 'MATERIALIZED ' : ''}VIEW ${quoteObject(view)}`
