/** What a change of an enum's values asks of a database. */
import { sameName } from '../schema/names.ts'
import type { Enum, ObjectName } from '../schema/types.ts'
import { codeTokens } from '../util/tokens.ts'
import type { AlterEnum } from './enum.ts'
import { holdsValue } from './value-texts.ts'
import type { Operation } from './index.ts'

/** The texts of an operation that are SQL and run: names in them are no literals, so all texts may be asked. */
const textsOf = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(textsOf)
}

const holdsLiteral = (sql: string, value: string): boolean =>
  sql.includes(value.replaceAll("'", "''")) &&
  codeTokens(sql).some(({ kind, text }) => kind === 'string' && holdsValue(text, value))

/** A data step may use any value: what it does is known only when it runs. */
const usesValue = (op: Operation, value: string): boolean => {
  if (op.kind === 'run') return true
  return textsOf(op.kind === 'sql' ? op.up : op).some((text) => holdsLiteral(text, value))
}

const isUsedIn = (value: string, name: ObjectName, operations: readonly Operation[]): boolean => {
  let now = value
  for (const op of operations) {
    if (usesValue(op, now)) return true
    const isRenamed = op.kind === 'renameEnumValue' && sameName(op.name, name) && op.from === now
    if (isRenamed) now = op.to
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
export const remakesEnum = (op: AlterEnum, before: Enum, later: readonly Operation[]): boolean => {
  const { values } = op.set
  const added = values.filter((value) => !before.values.includes(value))
  return (
    !keepsValues(before.values, values) || added.some((value) => isUsedIn(value, op.name, later))
  )
}
