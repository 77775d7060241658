/** One changed column → the statements that change it, with what depends on it around them. */
import { becamePlain } from '../../../operations/filled-columns.ts'
import type { AlterColumn } from '../../../operations/column.ts'
import { UNWRITTEN } from '../../../operations/conversions.ts'
import { findColumn, findTable } from '../../../schema/edit.ts'
import { equalExpressions } from '../../../schema/equal.ts'
import { objectName } from '../../../schema/names.ts'
import type { Column, Generated, QualifiedName, Schema, Table } from '../../../schema/types.ts'
import { quote, quoteObject } from '../../shared.ts'
import { collateSql } from '../collations.ts'
import { columnClause, defaultSql, typeSql } from './clauses.ts'
import { changedSettings } from './column-settings.ts'
import { commentOn } from './comments.ts'
import { conversion } from './conversions.ts'
import { counterChange } from './counters.ts'
import { draft } from './draft.ts'
import { gaveAway, handingOf } from './handed-sequences.ts'
import type { Handing } from './handed-sequences.ts'
import { keepingParts } from '../kept/parts.ts'
import type { Place } from '../kept/parts.ts'
import type { CompileContext, Draft } from './draft.ts'
import { fittingName } from '../relation-names.ts'
import { guardDrafts, rowsWhere } from './row-guards.ts'
import {
  createDependents,
  dropDependents,
  expressionUsersOf,
  generatedUsersOf,
  none,
  rowUsersOf,
  usersOf,
} from '../kept/surround.ts'
import type { Dependents } from '../kept/surround.ts'
import { baseType, canonicalType, isSerial, withoutParameters } from '../types.ts'

/** A column's change, seen from both sides. */
interface ColumnChange {
  readonly table: Table
  readonly old: Column
  readonly column: Column
  readonly after: Schema
  readonly using: string | null
  readonly handing: Handing | null
  readonly gaveAway: QualifiedName | null
  /** The same program has made it a plain one. */
  readonly wasComputed: boolean
}

const storedType = (column: Column): string => baseType(canonicalType(column.type))

const changesType = ({ old, column }: ColumnChange): boolean =>
  storedType(old) !== storedType(column)

/** A change of length or precision alone re-prints nothing. */
const changesBase = ({ old, column }: ColumnChange): boolean =>
  withoutParameters(storedType(old)) !== withoutParameters(storedType(column))

/** Even where nothing changes, the server refuses a TYPE under what stands on the column, and sets its storage anew. */
const statesType = (change: ColumnChange): boolean =>
  changesType(change) || change.old.collation !== change.column.collation || change.using !== null

const alter = ({ table, column }: ColumnChange, action: string): Draft =>
  draft(`ALTER TABLE ${quoteObject(table)} ALTER COLUMN ${quote(column.name)} ${action}`)

const setDefault = (change: ColumnChange): readonly Draft[] => {
  const { default: value } = change.column
  return value === null ? [] : [alter(change, `SET DEFAULT ${defaultSql(value)}`)]
}

const typeChange = (change: ColumnChange): readonly Draft[] => {
  const { old, column, after } = change
  if (!statesType(change)) return []
  const using = change.using ?? conversion(column.name, storedType(old), storedType(column))
  const type = typeSql(storedType(column), after.enums)
  const action = `TYPE ${type} ${collateSql(column.collation)}`.trimEnd()
  // Written by hand without one: the server may know a cast that somebody made, or says that it needs one.
  if (using === null || using === UNWRITTEN) return [alter(change, action)]
  return [alter(change, `${action} USING ${using}`)]
}

const changesDefault = ({ old, column }: ColumnChange): boolean => {
  if (old.default === null || column.default === null) return old.default !== column.default
  return !equalExpressions(old.default, column.default)
}

/** The default goes before the type changes, for it may not fit the new one, and comes back after. */
const typeAndDefault = (change: ColumnChange): readonly Draft[] => {
  const renewed = changesBase(change) || changesDefault(change)
  const drop =
    change.old.default !== null && (changesBase(change) || change.column.default === null)
  return [
    ...(drop && renewed ? [alter(change, 'DROP DEFAULT')] : []),
    ...typeChange(change),
    ...(renewed ? setDefault(change) : []),
  ]
}

const required = (column: Column): boolean =>
  !column.nullable || column.identity !== null || isSerial(canonicalType(column.type))

const nullability = (change: ColumnChange): readonly Draft[] => {
  const [was, is] = [required(change.old), required(change.column)]
  if (was === is) return []
  return [alter(change, is ? 'SET NOT NULL' : 'DROP NOT NULL')]
}

const changesGenerated = (a: Generated | null, b: Generated | null): boolean => {
  if (a === null || b === null) return a !== b
  return a.stored !== b.stored || !equalExpressions(a.expression, b.expression)
}

/** Values that would be others, and nowhere any more, on the way back either. */
const replacedGuard = ({ table, old, column, wasComputed }: ColumnChange): readonly Draft[] => {
  if (old.generated !== null || column.generated === null || wasComputed) return []
  const [name, computed] = [quote(column.name), `(${column.generated.expression.sql})`]
  const isComparable = storedType(old) === storedType(column) && !storedType(old).startsWith('json')
  const differs = isComparable
    ? `${name} IS DISTINCT FROM ${computed}`
    : `${name}::text IS DISTINCT FROM ${computed}::text`
  const rows = rowsWhere(table, differs)
  return guardDrafts(
    [{ problem: 'replaced', column: column.name, part: null, ...rows }],
    'refuses while a row holds another value than is computed',
    () => 'holds another value than its expression gives',
  )
}

/** A generated column with a new expression is another column; its values are computed anew. */
const replaceColumn = (change: ColumnChange, before: Schema): readonly Draft[] => {
  const { table, column, after } = change
  const dependents = usersOf(before, table, column.name)
  return [
    ...replacedGuard(change),
    ...dropDependents(dependents),
    draft(
      // Before 15 a column that was generated goes with the type that its expression named.
      `ALTER TABLE ${quoteObject(table)} DROP COLUMN IF EXISTS ${quote(column.name)}`,
      'its values are generated from now on',
    ),
    draft(
      `ALTER TABLE ${quoteObject(table)} ADD COLUMN ${columnClause(column, table, after.enums)}`,
    ),
    ...createDependents(dependents, after),
  ]
}

/** PostgreSQL keeps no values of a virtual column, so they are copied to a plain one. */
const materialize = (change: ColumnChange, before: Schema): readonly Draft[] => {
  const { table, old, column, after } = change
  const name = quoteObject(table)
  const copy = quote(fittingName(`${column.name}__copy`))
  const dependents = usersOf(before, table, column.name)
  return [
    ...dropDependents(dependents),
    draft(`ALTER TABLE ${name} ADD COLUMN ${copy} ${typeSql(storedType(old), after.enums)}`),
    draft(`UPDATE ${name} SET ${copy} = ${quote(column.name)}`),
    draft(`ALTER TABLE ${name} DROP COLUMN ${quote(column.name)}`),
    draft(`ALTER TABLE ${name} RENAME COLUMN ${copy} TO ${quote(column.name)}`),
    ...plainChange({ ...change, old: { ...old, generated: null, nullable: true } }, none),
    ...createDependents(dependents, after),
  ]
}

/** What would be printed otherwise after the change, or that the server lets no type change under. */
const dependentsOf = (change: ColumnChange, before: Schema): Dependents => {
  const { table, column } = change
  if (changesBase(change)) return expressionUsersOf(before, table, column.name)
  // https://www.postgresql.org/docs/current/sql-altertable.html: not even a longer varchar
  return statesType(change) ? rowUsersOf(before, table, column.name) : none
}

/** A new default, type or counter takes what stands in its way off first. */
const plainChange = (change: ColumnChange, dependents: Dependents): readonly Draft[] => {
  const counter = counterChange(change)
  const kept = change.handing?.keepsDefault === true
  const defaulted = kept ? { ...change, old: { ...change.old, default: null } } : change
  const [nulls, relaxed] = [nullability(change), !required(change.column)]
  return [
    ...dropDependents(dependents),
    ...counter.before,
    ...typeAndDefault(defaulted),
    ...(relaxed ? [] : nulls),
    ...counter.after,
    ...(relaxed ? nulls : []),
    ...createDependents(dependents, change.after),
  ]
}

const generatedChange = (change: ColumnChange, before: Schema): readonly Draft[] => {
  const { old, column } = change
  if (column.generated !== null) return replaceColumn(change, before)
  if (old.generated?.stored === false) return materialize(change, before)
  const plain = { ...change, old: { ...old, generated: null } }
  return [alter(change, 'DROP EXPRESSION'), ...plainChange(plain, dependentsOf(plain, before))]
}

/** The column, and those that go and come back with it. */
const placesOf = (
  { table, old, column }: ColumnChange,
  before: Schema,
  isRegenerated: boolean,
): readonly Place[] => {
  // A stored column that becomes a plain one stays where it is.
  const replaced = isRegenerated && (column.generated !== null || old.generated?.stored === false)
  const over = generatedUsersOf(before, table, column.name).columns
  return [
    { table: objectName(table), column: column.name, replaced },
    ...over.map(({ table: of, item }) => ({ table: of, column: item.name, replaced: true })),
  ]
}

/** The statements of one alterColumn. */
export const alterColumnSql = (op: AlterColumn, context: CompileContext): readonly Draft[] => {
  const table = findTable(context.before, op.table)
  const old = findColumn(table, op.name)
  const column = findColumn(findTable(context.after, op.table), op.name)
  const change: ColumnChange = {
    table,
    old,
    column,
    after: context.after,
    using: op.using,
    handing: handingOf(op, context),
    gaveAway: gaveAway(op, context),
    wasComputed: becamePlain(op, context.earlier),
  }
  const isRegenerated = changesGenerated(old.generated, column.generated)
  const statements = isRegenerated
    ? generatedChange(change, context.before)
    : plainChange(change, dependentsOf(change, context.before))
  const changed =
    isRegenerated || statesType(change)
      ? keepingParts(placesOf(change, context.before, isRegenerated), statements)
      : statements
  // A column that was made anew has none.
  const comments = old.comment !== column.comment || (isRegenerated && column.comment !== null)
  const isNew = isRegenerated && (column.generated !== null || old.generated?.stored === false)
  const lost = statesType(change) ? 'storage' : 'nothing'
  return [
    ...changed,
    ...changedSettings(table, change, isNew ? 'all' : lost),
    ...(comments ? [commentOn({ table: op.table, column: column.name }, column.comment)] : []),
  ]
}
