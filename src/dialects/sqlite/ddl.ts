/** Schema objects → the text of their CREATE statements and clauses. */
import { DiffkitError } from '../../errors.ts'
import { qualified, show } from '../../schema/names.ts'
import type {
  Check,
  Column,
  Constraint,
  ForeignKey,
  Index,
  IndexKey,
  PrimaryKey,
  Table,
  View,
} from '../../schema/types.ts'
import { quote, quoteList } from '../shared.ts'
import { inventPrimaryKey, inventUnique } from './models/invented-names.ts'
import { impliesNotNull } from './normalize.ts'
import { enclosed } from './parse/tokens.ts'
import { isBareDefault } from './types.ts'

/** A text behind a space, or nothing. */
const tail = (text: string): string => (text === '' ? '' : ` ${text}`)

export const printDefault = (sql: string): string =>
  `DEFAULT ${isBareDefault(sql) ? sql : enclosed(sql)}`

export const printGenerated = ({ expression, stored }: NonNullable<Column['generated']>): string =>
  `GENERATED ALWAYS AS ${enclosed(expression.sql)} ${stored ? 'STORED' : 'VIRTUAL'}`

const constraintName = (name: string): string => `CONSTRAINT ${quote(name)} `

/** The primary key when it is one column's own clause; a name that reading would invent is left out. */
export const printInlinePrimaryKey = (table: Table, column: Column): string => {
  const key = inlinePrimaryKey(table)
  if (key === null || key.columns[0] !== column.name) return ''
  const invented = key.name === inventPrimaryKey(table.name, key.columns)
  return `${invented ? '' : constraintName(key.name)}PRIMARY KEY${column.autoincrement ? ' AUTOINCREMENT' : ''}`
}

const inlinePrimaryKey = (table: Table): PrimaryKey | null => {
  const key = table.constraints.find((item) => item.kind === 'primaryKey')
  return key?.kind === 'primaryKey' && key.columns.length === 1 ? key : null
}

/** The parts of a column's definition that stand behind its name. */
export const printColumn = (table: Table, column: Column): string => {
  if (column.identity !== null) {
    throw new DiffkitError('UNSUPPORTED', {
      where: `${show(table)}.${column.name}`,
      what: 'an identity column in SQLite',
      hint: 'Use `autoincrement: true` on an integer primary key.',
    })
  }
  const notNull = !column.nullable && !impliesNotNull(table, column.name)
  return [
    quote(column.name),
    column.type,
    printInlinePrimaryKey(table, column),
    notNull ? 'NOT NULL' : '',
    column.default === null ? '' : printDefault(column.default.sql),
    column.generated === null ? '' : printGenerated(column.generated),
    column.collation === null ? '' : `COLLATE ${quote(column.collation)}`,
  ]
    .filter((text) => text !== '')
    .join(' ')
}

const printDeferrable = ({ deferrable }: ForeignKey): string =>
  deferrable === null ? '' : `DEFERRABLE ${deferrable.toUpperCase()}`

/** REFERENCES and all that follows it. */
const printReference = (foreignKey: ForeignKey): string => {
  const { references, onDelete, onUpdate } = foreignKey
  const target = quote(qualified(references.table).name)
  return [
    `REFERENCES ${target} (${quoteList(references.columns)})`,
    onDelete === 'no action' ? '' : `ON DELETE ${onDelete.toUpperCase()}`,
    onUpdate === 'no action' ? '' : `ON UPDATE ${onUpdate.toUpperCase()}`,
    printDeferrable(foreignKey),
  ]
    .filter((text) => text !== '')
    .join(' ')
}

export const printCheck = (check: Check): string =>
  `${constraintName(check.name)}CHECK ${enclosed(check.expression.sql)}`

/** A constraint as a clause of its own behind the columns. */
export const printConstraint = (constraint: Constraint): string => {
  switch (constraint.kind) {
    case 'primaryKey':
      return `${constraintName(constraint.name)}PRIMARY KEY (${quoteList(constraint.columns)})`
    case 'check':
      return printCheck(constraint)
    case 'foreignKey':
      return `${constraintName(constraint.name)}FOREIGN KEY (${quoteList(constraint.columns)}) ${printReference(constraint)}`
    case 'exclude':
      throw new DiffkitError('UNSUPPORTED', {
        where: constraint.name,
        what: 'an exclusion constraint in SQLite',
      })
    case 'unique':
      throw new DiffkitError('INVALID_OPERATION', {
        operation: `add unique constraint ${constraint.name}`,
        reason:
          'on SQLite a unique constraint is a unique index: use `createIndex` with `unique: true`',
      })
  }
}

/** A foreign key as a clause of its one column. */
export const printInlineForeignKey = (foreignKey: ForeignKey): string =>
  `${constraintName(foreignKey.name)}${printReference(foreignKey)}`

const printKey = (key: IndexKey): string => {
  const what = key.column === null ? enclosed(key.expression?.sql ?? '') : quote(key.column)
  const collation = key.collation === null ? '' : `COLLATE ${quote(key.collation)}`
  return `${what}${tail(collation)}${key.order === 'desc' ? ' DESC' : ''}`
}

/** The clause of a unique index that a UNIQUE constraint makes. */
export const printUnique = (table: Table, index: Index): string => {
  const invented = inventUnique(
    table.name,
    index.keys.map((key) => key.column ?? ''),
  )
  const name = index.name === invented && !index.named ? '' : constraintName(index.name)
  return `${name}UNIQUE (${index.keys.map(printKey).join(', ')})`
}

export const printOptions = ({ strict, withoutRowid }: Pick<Table, 'strict' | 'withoutRowid'>) =>
  tail([strict ? 'STRICT' : '', withoutRowid ? 'WITHOUT ROWID' : ''].filter(Boolean).join(', '))

const refuseRowSecurity = (table: Table): void => {
  if (!table.rowSecurity && table.policies.length === 0) return
  throw new DiffkitError('UNSUPPORTED', {
    what: 'row level security in SQLite',
    where: show(table),
  })
}

/** CREATE TABLE, a column or constraint a line; the indexes are statements of their own. */
export const printTable = (table: Table): string => {
  refuseRowSecurity(table)
  const inline = inlinePrimaryKey(table)
  const lines = [
    ...table.columns.map((column) => printColumn(table, column)),
    ...table.constraints.filter((item) => item !== inline).map(printConstraint),
    ...table.indexes
      .filter(({ origin }) => origin === 'constraint')
      .map((index) => printUnique(table, index)),
  ]
  return `CREATE TABLE ${quote(table.name)} (\n  ${lines.join(',\n  ')}\n)${printOptions(table)}`
}

export const printIndex = (table: string, index: Index): string => {
  const where = index.where === null ? '' : ` WHERE ${index.where.sql}`
  return `CREATE ${index.unique ? 'UNIQUE ' : ''}INDEX ${quote(index.name)} ON ${quote(table)} (${index.keys.map(printKey).join(', ')})${where}`
}

export const printView = (view: View): string => {
  if (view.materialized || Object.keys(view.options).length > 0) {
    const what = view.materialized ? 'a materialized view' : 'a view with options'
    throw new DiffkitError('UNSUPPORTED', { what: `${what} in SQLite`, where: show(view) })
  }
  return `CREATE VIEW ${quote(view.name)} AS ${view.definition.sql}`
}
