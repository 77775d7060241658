/** What a change of an enum's values asks of a database. */
import { sameName } from '../schema/names.ts'
import { findEnum } from '../schema/edit.ts'
import type { ObjectName, Schema } from '../schema/types.ts'
import { codeTokens } from '../util/tokens.ts'
import type { AlterEnum } from './enum.ts'
import { bringsUseOf, isOfEnum } from './enum-expressions.ts'
import { apply } from './index.ts'
import type { Operation } from './index.ts'
import { holdsValue } from './value-texts.ts'

const holdsLiteral = (sql: string | null, value: string): boolean =>
  sql !== null &&
  sql.includes(value.replaceAll("'", "''")) &&
  codeTokens(sql).some(({ kind, text }) => kind === 'string' && holdsValue(text, value))

/** What fills a column of the enum from what the rows have; of other columns it may hold the value all the same. */
const fills = (op: Operation, { name, value }: Used): boolean => {
  switch (op.kind) {
    case 'addColumn':
      return op.using !== null && (isOfEnum(op.column.type, name) || holdsLiteral(op.using, value))
    case 'alterColumn':
      return isOfEnum(op.set.type ?? '', name) || holdsLiteral(op.using, value)
    case 'batch':
      return op.operations.some((item) => fills(item, { name, value }))
    default:
      return false
  }
}

interface Used {
  readonly name: ObjectName
  readonly value: string
}

/** A data step may use any value: what it does is known only when it runs. */
const usesValue = (op: Operation, used: Used, before: Schema, after: Schema): boolean => {
  if (op.kind === 'run') return true
  if (op.kind === 'sql' && holdsLiteral(op.up, used.value)) return true
  return fills(op, used) || bringsUseOf(used, before, after)
}

/** `start`: the schema in which the enum has the value. */
const isUsedIn = (used: Used, start: Schema, operations: readonly Operation[]): boolean => {
  let [{ value }, schema] = [used, start]
  for (const op of operations) {
    const after = apply(schema, op)
    if (usesValue(op, { ...used, value }, schema, after)) return true
    const isRenamed =
      op.kind === 'renameEnumValue' && sameName(op.name, used.name) && op.from === value
    if (isRenamed) value = op.to
    schema = after
  }
  return false
}

/** Whether all old values stand in the new list in their old order. */
export const keepsValues = (before: readonly string[], after: readonly string[]): boolean => {
  const still = after.filter((value) => before.includes(value))
  return still.length === before.length && still.every((value, index) => value === before[index])
}

/**
 * Whether the type must be made anew: a value goes or moves, or one that comes is used by what runs
 * `later` in the same transaction, where PostgreSQL refuses it.
 * https://www.postgresql.org/docs/current/sql-altertype.html#id-1.9.3.42.7
 */
export const remakesEnum = (
  op: AlterEnum,
  before: Schema,
  later: readonly Operation[],
): boolean => {
  const { name, set } = op
  const old = findEnum(before, name).values
  if (!keepsValues(old, set.values)) return true
  const after = later.length === 0 ? before : apply(before, op)
  return set.values.some((value) => !old.includes(value) && isUsedIn({ name, value }, after, later))
}
