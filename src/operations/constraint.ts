import { DiffkitError } from '../errors.ts'
import {
  addConstraint,
  editTable,
  findColumn,
  findConstraint,
  findTable,
  removeConstraint,
  replaceConstraint,
} from '../schema/edit.ts'
import { objectName, qualified, show } from '../schema/names.ts'
import { compactConstraint, completeConstraint } from '../schema/spec.ts'
import type { ConstraintSpec } from '../schema/spec.ts'
import { changeable } from '../schema/types.ts'
import type { Constraint, ConstraintSet, ObjectName, Schema, Table } from '../schema/types.ts'
import { args } from './definition.ts'
import { constraintColumns, showPart } from './dependents.ts'
import { onlineArgs, onlineOf } from './online.ts'
import type { Online, OnlineOptions } from './online.ts'

export interface AddConstraint extends Online {
  readonly kind: 'addConstraint'
  readonly table: ObjectName
  readonly constraint: Constraint
}
export interface DropConstraint {
  readonly kind: 'dropConstraint'
  readonly table: ObjectName
  readonly name: string
}
export interface AlterConstraint {
  readonly kind: 'alterConstraint'
  readonly table: ObjectName
  readonly name: string
  /** Only the keys that change. */
  readonly set: ConstraintSet
}
export interface RenameConstraint {
  readonly kind: 'renameConstraint'
  readonly table: ObjectName
  readonly from: string
  readonly to: string
}

/** What each kind is called. */
export const constraintWords: Readonly<Record<Constraint['kind'], string>> = {
  primaryKey: 'primary key',
  unique: 'unique constraint',
  foreignKey: 'foreign key',
  check: 'check',
  exclude: 'exclusion constraint',
}

const describeConstraint = (constraint: Constraint): string => {
  switch (constraint.kind) {
    case 'check':
      return `(${constraint.expression.sql})`
    case 'exclude':
      return constraint.definition.sql
    case 'foreignKey': {
      const { table, columns } = constraint.references
      return `(${constraint.columns.join(', ')}) to ${show(table)} (${columns.join(', ')})`
    }
    default:
      return `(${constraint.columns.join(', ')})`
  }
}

const requireFit = (table: Table, constraint: Constraint): void => {
  for (const name of constraintColumns(constraint)) findColumn(table, name)
  const second = table.constraints.find(({ kind }) => kind === 'primaryKey')
  if (constraint.kind === 'primaryKey' && second !== undefined) {
    throw new DiffkitError('INVALID_OPERATION', {
      operation: `add primary key ${constraint.name} to ${show(table)}`,
      reason: `the table already has primary key ${second.name}`,
    })
  }
}

/** Throws where the constraint has no such attribute, or none that changes. */
const withSet = (constraint: Constraint, { table, name, set }: AlterConstraint): Constraint => {
  const may: readonly string[] = changeable[constraint.kind]
  const wrong = Object.keys(set).find((key) => !may.includes(key))
  if (wrong !== undefined) {
    throw new DiffkitError('INVALID_OPERATION', {
      operation: `alter constraint ${showPart(table, name)}`,
      reason: `\`${wrong}\` of a ${constraintWords[constraint.kind]} does not change: drop it and add another`,
    })
  }
  return { ...constraint, ...set }
}

const setText = ([key, value]: readonly [string, unknown]): string => {
  if (key === 'notValid') return value === true ? 'not valid' : 'validate'
  return `${key} ${typeof value === 'string' ? value : JSON.stringify(value)}`
}

export const constraintOperations = {
  /**
   * Add a primary key, unique constraint, foreign key, check or exclusion constraint to a table.
   * @example op.addConstraint('posts', {
   *   kind: 'foreignKey',
   *   name: 'posts_author_id_users_id_fk',
   *   columns: ['author_id'],
   *   references: { table: 'users', columns: ['id'] },
   *   onDelete: 'cascade',
   * })
   * @example op.addConstraint(
   *   'users',
   *   { kind: 'check', name: 'users_age', expression: 'age > 0' },
   *   { online: true },
   * )
   */
  addConstraint: {
    create: (
      table: ObjectName,
      constraint: ConstraintSpec,
      options: OnlineOptions = {},
    ): AddConstraint => ({
      kind: 'addConstraint',
      table: objectName(qualified(table)),
      constraint: completeConstraint(constraint),
      ...onlineOf(options),
    }),
    args: (op: AddConstraint) => args(op.table, compactConstraint(op.constraint), onlineArgs(op)),
    apply: (schema: Schema, op: AddConstraint): Schema =>
      editTable(schema, op.table, (table) => {
        requireFit(table, op.constraint)
        return addConstraint(table, op.constraint)
      }),
    reverse: (op: AddConstraint): DropConstraint => ({
      kind: 'dropConstraint',
      table: op.table,
      name: op.constraint.name,
    }),
    describe: (op: AddConstraint) =>
      `add ${constraintWords[op.constraint.kind]} ${showPart(op.table, op.constraint.name)} ${describeConstraint(op.constraint)}`,
  },
  /**
   * Drop a constraint of a table by its name.
   * @example op.dropConstraint('posts', 'posts_author_id_users_id_fk')
   */
  dropConstraint: {
    create: (table: ObjectName, name: string): DropConstraint => ({
      kind: 'dropConstraint',
      table: objectName(qualified(table)),
      name,
    }),
    args: (op: DropConstraint) => [op.table, op.name],
    apply: (schema: Schema, op: DropConstraint): Schema =>
      editTable(schema, op.table, (table) => removeConstraint(table, op.name)),
    reverse: (op: DropConstraint, before: Schema): AddConstraint => ({
      kind: 'addConstraint',
      table: op.table,
      constraint: findConstraint(findTable(before, op.table), op.name),
    }),
    describe: (op: DropConstraint) => `drop constraint ${showPart(op.table, op.name)}`,
  },
  /**
   * Rename a constraint.
   * @example op.renameConstraint('users', 'users_email_unique', 'users_email_key')
   */
  renameConstraint: {
    create: (table: ObjectName, from: string, to: string): RenameConstraint => ({
      kind: 'renameConstraint',
      table: objectName(qualified(table)),
      from,
      to,
    }),
    args: (op: RenameConstraint) => [op.table, op.from, op.to],
    apply: (schema: Schema, op: RenameConstraint): Schema =>
      editTable(schema, op.table, (table) =>
        replaceConstraint(table, op.from, { ...findConstraint(table, op.from), name: op.to }),
      ),
    reverse: (op: RenameConstraint): RenameConstraint => ({ ...op, from: op.to, to: op.from }),
    describe: (op: RenameConstraint) =>
      `rename constraint ${showPart(op.table, op.from)} to ${op.to}`,
  },
  /**
   * Change a constraint that stays the one that it is (PostgreSQL): `notValid` of a check or a foreign key,
   * `deferrable` of a foreign key, `with`, `tablespace` and `clustered` of the index of a primary key or unique constraint.
   * @example op.alterConstraint('users', 'users_age', { notValid: false })
   * @example op.alterConstraint('users', 'users_pkey', { with: { fillfactor: '70' } })
   */
  alterConstraint: {
    create: (table: ObjectName, name: string, set: ConstraintSet): AlterConstraint => ({
      kind: 'alterConstraint',
      table: objectName(qualified(table)),
      name,
      set,
    }),
    args: (op: AlterConstraint) => [op.table, op.name, op.set],
    apply: (schema: Schema, op: AlterConstraint): Schema =>
      editTable(schema, op.table, (table) =>
        replaceConstraint(table, op.name, withSet(findConstraint(table, op.name), op)),
      ),
    reverse: (op: AlterConstraint, before: Schema): AlterConstraint => {
      const constraint = findConstraint(findTable(before, op.table), op.name)
      const keys = Object.keys(op.set)
      return {
        ...op,
        set: Object.fromEntries(keys.map((key) => [key, Reflect.get(constraint, key)])),
      }
    },
    describe: (op: AlterConstraint) =>
      `alter constraint ${showPart(op.table, op.name)}: ${Object.entries(op.set).map(setText).join(', ')}`,
  },
}
