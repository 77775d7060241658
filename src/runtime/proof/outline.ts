/**
 * The outline of a table: the columns, keys and foreign keys by which it and other tables hold one
 * another. Of a table that a change neither names nor uses in any other way, nothing else can matter to it.
 */
import type { Column, Constraint, ForeignKey, Index, Table } from '../../schema/types.ts'

const fold = (name: string): string => name.toLowerCase()

const sameColumns = (a: readonly string[], b: readonly string[]): boolean => {
  const names = new Set(a.map(fold))
  return names.size === b.length && b.every((name) => names.has(fold(name)))
}

const keyOfConstraint = (constraint: Constraint): readonly string[] =>
  constraint.kind === 'primaryKey' || constraint.kind === 'unique' ? constraint.columns : []

/** Empty where no foreign key can refer to it. */
const keyOfIndex = ({ unique, where, keys }: Index): readonly string[] => {
  const columns = keys.flatMap(({ column }) => column ?? [])
  return unique && where === null && columns.length === keys.length ? columns : []
}

const bareColumn = (column: Column): Column => ({
  ...column,
  default: null,
  identity: null,
  sequence: null,
  autoincrement: false,
  comment: null,
})

const bareKey = (constraint: Constraint): Constraint =>
  constraint.kind === 'primaryKey' || constraint.kind === 'unique'
    ? { ...constraint, include: [], with: {}, tablespace: null }
    : constraint

const bareIndex = (index: Index): Index => ({ ...index, include: [], with: {}, tablespace: null })

export interface Held {
  /** The columns of its keys that others refer to. */
  readonly keys: readonly (readonly string[])[]
  /** Those of its foreign keys that matter. */
  readonly foreignKeys: readonly ForeignKey[]
}

/** `null` where a column is worked out from others, or where no key is over the columns that are referred to. */
export const outlineOf = (table: Table, { keys, foreignKeys }: Held): Table | null => {
  const isHeld = (columns: readonly string[]): boolean =>
    keys.some((key) => sameColumns(key, columns))
  const constraints = table.constraints.filter((item) => isHeld(keyOfConstraint(item)))
  const indexes = table.indexes.filter((item) => isHeld(keyOfIndex(item)))
  const found = [...constraints.map(keyOfConstraint), ...indexes.map(keyOfIndex)]
  if (!keys.every((key) => found.some((columns) => sameColumns(key, columns)))) return null
  const named = [...keys.flat(), ...foreignKeys.flatMap(({ columns }) => columns)]
  const names = new Set(named.map(fold))
  const columns = table.columns.filter(({ name }) => names.has(fold(name)))
  if (columns.some(({ generated }) => generated !== null)) return null
  return {
    ...table,
    columns: columns.map(bareColumn),
    constraints: [...constraints.map(bareKey), ...foreignKeys],
    indexes: indexes.map(bareIndex),
    policies: [],
    rowSecurity: false,
    forceRowSecurity: false,
    comment: null,
    tablespace: null,
    with: {},
    strict: false,
    withoutRowid: false,
  }
}
