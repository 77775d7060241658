import { DiffkitError } from '../errors.ts'
import { addEnum, findEnum, removeEnum, replaceEnum } from '../schema/edit.ts'
import { objectName, qualified, show, typeName } from '../schema/names.ts'
import { compactEnum, completeEnum } from '../schema/spec.ts'
import type { EnumSpec } from '../schema/spec.ts'
import type { Enum, ObjectName, Schema } from '../schema/types.ts'

export interface CreateEnum {
  readonly kind: 'createEnum'
  readonly enum: Enum
}
export interface DropEnum {
  readonly kind: 'dropEnum'
  readonly name: ObjectName
}
/** Only the keys that change. */
export interface EnumSet {
  readonly values: readonly string[]
}
export interface AlterEnum {
  readonly kind: 'alterEnum'
  readonly name: ObjectName
  readonly set: EnumSet
}

/** The columns whose type is the enum or an array of it. */
export const enumColumns = (
  schema: Schema,
  name: ObjectName,
): readonly { readonly table: ObjectName; readonly column: string; readonly type: string }[] => {
  const type = typeName(qualified(name))
  return schema.tables.flatMap((table) =>
    table.columns
      .filter((column) => column.type === type || column.type.startsWith(`${type}[`))
      .map((column) => ({ table: objectName(table), column: column.name, type: column.type })),
  )
}

export const enumOperations = {
  /**
   * Create an enum type.
   * @example op.createEnum({ name: 'mood', values: ['sad', 'happy'] })
   */
  createEnum: {
    create: (spec: EnumSpec): CreateEnum => ({ kind: 'createEnum', enum: completeEnum(spec) }),
    args: (op: CreateEnum) => [compactEnum(op.enum)],
    apply: (schema: Schema, op: CreateEnum): Schema => addEnum(schema, op.enum),
    reverse: (op: CreateEnum): DropEnum => ({ kind: 'dropEnum', name: objectName(op.enum) }),
    describe: (op: CreateEnum) => `create enum ${show(op.enum)} (${op.enum.values.join(', ')})`,
  },
  /**
   * Drop an enum type that no column uses.
   * @example op.dropEnum('mood')
   */
  dropEnum: {
    create: (name: ObjectName): DropEnum => ({
      kind: 'dropEnum',
      name: objectName(qualified(name)),
    }),
    args: (op: DropEnum) => [op.name],
    apply: (schema: Schema, op: DropEnum): Schema => {
      const [user] = enumColumns(schema, op.name)
      if (user !== undefined) {
        const by = `column ${show(user.table)}.${user.column}`
        throw new DiffkitError('OBJECT_IN_USE', { kind: 'Enum', name: show(op.name), by })
      }
      return removeEnum(schema, op.name)
    },
    reverse: (op: DropEnum, before: Schema): CreateEnum => ({
      kind: 'createEnum',
      enum: findEnum(before, op.name),
    }),
    describe: (op: DropEnum) => `drop enum ${show(op.name)}`,
  },
  /**
   * Change the values of an enum type. Values that are only added are added in place; when one goes or
   * moves, the type is made anew and every column that uses it is converted.
   * @example op.alterEnum('mood', { values: ['sad', 'ok', 'happy'] })
   */
  alterEnum: {
    create: (name: ObjectName, set: EnumSet): AlterEnum => ({
      kind: 'alterEnum',
      name: objectName(qualified(name)),
      set,
    }),
    args: (op: AlterEnum) => [op.name, op.set],
    apply: (schema: Schema, op: AlterEnum): Schema =>
      replaceEnum(schema, op.name, { ...findEnum(schema, op.name), ...op.set }),
    reverse: (op: AlterEnum, before: Schema): AlterEnum => ({
      ...op,
      set: { values: findEnum(before, op.name).values },
    }),
    describe: (op: AlterEnum) => `alter enum ${show(op.name)}: values ${op.set.values.join(', ')}`,
  },
}
