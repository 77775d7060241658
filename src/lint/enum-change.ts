import { enumColumns } from '../operations/enum.ts'
import { sameName } from '../schema/names.ts'
import type { Enum, ObjectName, Schema } from '../schema/types.ts'

/** The enum as it is; without values where there is none. */
export const lookUpEnum = (schema: Schema, name: ObjectName): Enum | undefined =>
  schema.enums.find((item) => sameName(item, name))

/** Whether any column has the type. */
export const isUsed = (schema: Schema, name: ObjectName): boolean =>
  enumColumns(schema, name).length > 0
