/** Operations that SQLite does in place → their statements. */
import { DiffkitError } from '../../../errors.ts'
import { describe } from '../../../operations/index.ts'
import type { OperationOf } from '../../../operations/index.ts'
import { addColumn, findIndex, findTable } from '../../../schema/edit.ts'
import type { Constraint, Table } from '../../../schema/types.ts'
import type { Ground, Statement } from '../../dialect.ts'
import { quote, quoteObject } from '../../shared.ts'
import { printCheck, printColumn, printIndex, printInlineForeignKey } from '../ddl.ts'
import { requoteIndex } from '../parse/double-quoted.ts'
import { renameStoredIndex } from '../edit/index.ts'
import { tableOf } from './runs.ts'
import type { NativeUnit, RunOperation } from './runs.ts'
import { statement } from './statement.ts'
import { sameFolded } from '../parse/tokens.ts'

const inlineClause = (constraint: Constraint): string =>
  constraint.kind === 'foreignKey'
    ? printInlineForeignKey(constraint)
    : constraint.kind === 'check'
      ? printCheck(constraint)
      : ''

const notNative = (op: RunOperation): never => {
  throw new DiffkitError('INVALID_OPERATION', {
    operation: describe(op),
    reason: 'SQLite cannot do it in place',
  })
}

interface NativeContext {
  readonly table: Table
  readonly along: readonly Constraint[]
  readonly ground: Ground | null
}

/** With its stored text, where it can be seen. */
const renamedIndex = (
  { from, to }: OperationOf<'renameIndex'>,
  { table, ground }: NativeContext,
): string => {
  const stored = ground?.find(({ type, name }) => type === 'index' && sameFolded(name, from))
  if (stored?.sql) {
    const sql = renameStoredIndex(stored.sql, to)
    return requoteIndex(
      sql,
      table.columns.map(({ name }) => name),
    )
  }
  return printIndex(table.name, { ...findIndex(table, from), name: to })
}

const nativeSql = (op: RunOperation, context: NativeContext) => {
  const { table, along } = context
  const alter = `ALTER TABLE ${quoteObject(tableOf(op))}`
  switch (op.kind) {
    case 'addColumn': {
      const clauses = along.map((constraint) => ` ${inlineClause(constraint)}`).join('')
      return [
        `${alter} ADD COLUMN ${printColumn(addColumn(table, op.column), op.column)}${clauses}`,
      ]
    }
    case 'dropColumn':
      return [`${alter} DROP COLUMN ${quote(op.name)}`]
    case 'renameColumn':
      return [`${alter} RENAME COLUMN ${quote(op.from)} TO ${quote(op.to)}`]
    case 'alterColumn':
      return [
        `${alter} ALTER COLUMN ${quote(op.name)} ${op.set.nullable === true ? 'DROP' : 'SET'} NOT NULL`,
      ]
    case 'addConstraint':
      return op.constraint.kind === 'check'
        ? [`${alter} ADD ${printCheck(op.constraint)}`]
        : notNative(op)
    case 'dropConstraint':
      return [`${alter} DROP CONSTRAINT ${quote(op.name)}`]
    case 'createIndex':
      return [printIndex(table.name, op.index)]
    case 'dropIndex':
      return [`DROP INDEX ${quote(op.name)}`]
    case 'renameIndex':
      return [`DROP INDEX ${quote(op.from)}`, renamedIndex(op, context)]
    default:
      return notNative(op)
  }
}

/** The statements of one unit that `nativeUnits` found native. */
export const planNative = (unit: NativeUnit, ground: Ground | null): readonly Statement[] => {
  const table = findTable(unit.before, tableOf(unit.op))
  const along = unit.with.map(({ constraint }) => constraint)
  return nativeSql(unit.op, { table, along, ground }).map((sql) => statement(sql, unit.op))
}
