import { namesEnum } from '../operations/enum-literals.ts'
import { holdsValue } from '../operations/value-texts.ts'
import { definitions } from '../operations/index.ts'
import type { Operation } from '../operations/index.ts'
import { equal } from '../schema/equal.ts'
import { nameKey, objectName, typeName } from '../schema/names.ts'
import type { Enum, ObjectName, Schema } from '../schema/types.ts'
import { codeTokens } from '../util/tokens.ts'
import { compareLists, without } from './lists.ts'
import type { Pair } from './lists.ts'

/** What a change of an enum's values takes away and brings, by the spelling of its type. */
export interface EnumChange {
  readonly name: ObjectName
  readonly removed: readonly string[]
  readonly added: readonly string[]
  /** A value goes or moves, so that every column of the type is converted. */
  readonly converts: boolean
}
export type EnumChanges = ReadonlyMap<string, EnumChange>

const changed = (before: Schema, after: Schema): readonly Pair<Enum>[] =>
  compareLists(before.enums, after.enums, nameKey).kept.filter(
    (pair) => !equal(pair.before.values, pair.after.values),
  )

const changeOf = ({ before, after }: Pair<Enum>): EnumChange => {
  const still = after.values.filter((value) => before.values.includes(value))
  return {
    name: objectName(after),
    removed: without(before.values, after.values),
    added: without(after.values, before.values),
    converts: !equal(still, before.values),
  }
}

/** The enums whose values change. */
export const enumChanges = (before: Schema, after: Schema): EnumChanges =>
  new Map(changed(before, after).map((pair) => [typeName(pair.after), changeOf(pair)]))

/** The name of the type that an array consists of: `mood` of `mood[]`. */
export const elementType = (type: string): string => type.replace(/(\[\d*\])+$/, '')

/** The spellings of those enums that the texts name: `'sad'::mood`. */
export const enumsNamed = (texts: readonly string[], enums: EnumChanges): readonly string[] =>
  [...enums]
    .filter(([, { name }]) => texts.some((sql) => namesEnum(sql, name)))
    .map(([type]) => type)

/** Whether a text holds one of the values as a literal. */
export const usesValue = (sql: string | undefined, values: readonly string[]): boolean => {
  if (sql === undefined || values.length === 0) return false
  const literals = codeTokens(sql).filter(({ kind }) => kind === 'string')
  return values.some((value) => literals.some(({ text }) => holdsValue(text, value)))
}

export const diffEnums = (before: Schema, after: Schema): readonly Operation[] => {
  const { added, removed } = compareLists(before.enums, after.enums, nameKey)
  return [
    ...added.map((item) => definitions.createEnum.create(item)),
    ...changed(before, after).map((pair) =>
      definitions.alterEnum.create(objectName(pair.after), { values: pair.after.values }),
    ),
    ...removed.map((item) => definitions.dropEnum.create(objectName(item))),
  ]
}
