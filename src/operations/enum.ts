import { DiffkitError } from '../errors.ts'
import { addEnum, findEnum, removeEnum, replaceEnum } from '../schema/edit.ts'
import { objectName, qualified, show } from '../schema/names.ts'
import { compactEnum, completeEnum } from '../schema/spec.ts'
import type { EnumSpec } from '../schema/spec.ts'
import type { Enum, ObjectName, Schema } from '../schema/types.ts'
import { args } from './definition.ts'
import { isOfEnum, renameValueInSchema } from './enum-expressions.ts'
import { renameInUsers } from './enum-names.ts'
import { onlineOf } from './online.ts'
import type { Online, OnlineOptions } from './online.ts'
import { renaming, renamingArgs, reversed } from './rename.ts'
import type { Renaming } from './rename.ts'

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
export interface AlterEnumOptions extends OnlineOptions {
  /** What each value that goes becomes where a row holds it: `{ sad: 'ok' }`. */
  readonly using?: Readonly<Record<string, string>> | undefined
}
export interface AlterEnum extends Online {
  readonly kind: 'alterEnum'
  readonly name: ObjectName
  readonly set: EnumSet
  readonly using: Readonly<Record<string, string>>
}

export interface RenameEnum extends Renaming {
  readonly kind: 'renameEnum'
}

export interface RenameEnumValue {
  readonly kind: 'renameEnumValue'
  readonly name: ObjectName
  readonly from: string
  readonly to: string
}

const renameInEnum = (item: Enum, { from, to }: RenameEnumValue): Enum => {
  const within = `enum ${show(item)}`
  if (!item.values.includes(from)) {
    throw new DiffkitError('OBJECT_NOT_FOUND', { kind: 'value', name: `'${from}'`, within })
  }
  if (item.values.includes(to)) {
    throw new DiffkitError('OBJECT_EXISTS', { kind: 'value', name: `'${to}'`, within })
  }
  return { ...item, values: item.values.map((value) => (value === from ? to : value)) }
}

/** Throws where a value stands twice, or `using` speaks of what does not go or comes to what is not there. */
const requireFittingValues = (item: Enum, { set, using }: AlterEnum): void => {
  const reason = (text: string): DiffkitError =>
    new DiffkitError('INVALID_OPERATION', { operation: `alter enum ${show(item)}`, reason: text })
  const twice = set.values.find((value, index) => set.values.indexOf(value) !== index)
  if (twice !== undefined) throw reason(`the value '${twice}' stands in it twice`)
  for (const [from, to] of Object.entries(using)) {
    if (!item.values.includes(from) || set.values.includes(from)) {
      throw reason(`\`using\` speaks of '${from}', which is no value that goes`)
    }
    if (!set.values.includes(to))
      throw reason(`\`using\` gives '${to}', which is no value after it`)
  }
}

const optionsOf = (op: AlterEnum): AlterEnumOptions | undefined => {
  const using = Object.keys(op.using).length === 0 ? {} : { using: op.using }
  const options = { ...using, ...onlineOf(op) }
  return Object.keys(options).length === 0 ? undefined : options
}

/** The columns whose type is the enum or an array of it. */
export const enumColumns = (
  schema: Schema,
  name: ObjectName,
): readonly { readonly table: ObjectName; readonly column: string; readonly type: string }[] => {
  return schema.tables.flatMap((table) =>
    table.columns
      .filter(({ type }) => isOfEnum(type, name))
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
   * moves, or is used at once, the type is made anew and every column that uses it is converted.
   * @example op.alterEnum('mood', { values: ['sad', 'ok', 'happy'] })
   * @example op.alterEnum('mood', { values: ['ok', 'happy'] }, { using: { sad: 'ok' } })
   * @example op.alterEnum('mood', { values: ['sad', 'ok', 'happy'] }, { online: true })
   */
  alterEnum: {
    create: (name: ObjectName, set: EnumSet, options: AlterEnumOptions = {}): AlterEnum => ({
      kind: 'alterEnum',
      name: objectName(qualified(name)),
      set,
      using: options.using ?? {},
      ...onlineOf(options),
    }),
    args: (op: AlterEnum) => args(op.name, op.set, optionsOf(op)),
    apply: (schema: Schema, op: AlterEnum): Schema => {
      const item = findEnum(schema, op.name)
      requireFittingValues(item, op)
      return replaceEnum(schema, op.name, { ...item, ...op.set })
    },
    reverse: (op: AlterEnum, before: Schema): AlterEnum => ({
      kind: 'alterEnum',
      name: op.name,
      set: { values: findEnum(before, op.name).values },
      using: {},
    }),
    describe: (op: AlterEnum) => `alter enum ${show(op.name)}: values ${op.set.values.join(', ')}`,
  },
  /**
   * Rename an enum type, or move it to another namespace. Columns of it follow, and what names it in SQL.
   * @example op.renameEnum('mood', 'feeling')
   * @example op.renameEnum('mood', { namespace: 'auth', name: 'mood' })
   */
  renameEnum: {
    create: (from: ObjectName, to: ObjectName): RenameEnum => ({
      kind: 'renameEnum',
      ...renaming(from, to),
    }),
    args: (op: RenameEnum) => renamingArgs(op),
    apply: (schema: Schema, op: RenameEnum): Schema => {
      const renamed = { ...findEnum(schema, op.from), ...qualified(op.to) }
      addEnum(removeEnum(schema, op.from), renamed)
      return renameInUsers(replaceEnum(schema, op.from, renamed), op)
    },
    reverse: (op: RenameEnum): RenameEnum => reversed(op),
    describe: (op: RenameEnum) => `rename enum ${show(op.from)} to ${show(op.to)}`,
  },
  /**
   * Rename a value of an enum type. Rows, defaults, checks, indexes and views that hold it follow.
   * @example op.renameEnumValue('mood', 'sad', 'gloomy')
   */
  renameEnumValue: {
    create: (name: ObjectName, from: string, to: string): RenameEnumValue => ({
      kind: 'renameEnumValue',
      name: objectName(qualified(name)),
      from,
      to,
    }),
    args: (op: RenameEnumValue) => [op.name, op.from, op.to],
    apply: (schema: Schema, op: RenameEnumValue): Schema =>
      renameValueInSchema(
        replaceEnum(schema, op.name, renameInEnum(findEnum(schema, op.name), op)),
        op,
      ),
    reverse: (op: RenameEnumValue): RenameEnumValue => ({ ...op, from: op.to, to: op.from }),
    describe: (op: RenameEnumValue) =>
      `rename value '${op.from}' of enum ${show(op.name)} to '${op.to}'`,
  },
}
