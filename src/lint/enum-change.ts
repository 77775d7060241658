import { enumColumns } from '../operations/enum.ts'
import { sameName } from '../schema/names.ts'
import type { ObjectName, Schema } from '../schema/types.ts'

/** The values of an enum; none where there is no such enum. */
export const lookUpEnum = (schema: Schema, name: ObjectName): readonly string[] =>
  schema.enums.find((item) => sameName(item, name))?.values ?? []

/** A value goes or moves, so that the type is made anew and the columns of the type are rewritten. */
export const remakesType = (before: readonly string[], after: readonly string[]): boolean => {
  const still = after.filter((value) => before.includes(value))
  return still.length !== before.length || still.some((value, index) => value !== before[index])
}

/** Whether any column has the type. */
export const isUsed = (schema: Schema, name: ObjectName): boolean =>
  enumColumns(schema, name).length > 0
