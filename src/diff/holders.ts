/** Who has a name: tables, views, sequences and indexes share those of a namespace. */
import type { Operation } from '../operations/index.ts'
import { counterName } from '../schema/counters.ts'
import { lookUpTable } from '../schema/edit.ts'
import type { Features } from '../schema/features.ts'
import { objectName, qualified, sameName } from '../schema/names.ts'
import type { Column, Constraint, ObjectName, Schema, Table } from '../schema/types.ts'

/** What has a name that is one's alone in a namespace. */
export type Holder =
  { readonly kind: 'table' | 'view' | 'sequence' | 'enum'; readonly name: ObjectName } | PartHolder

/** One that comes and goes with a table. */
export type PartHolder =
  | { readonly kind: 'index' | 'constraint'; readonly table: ObjectName; readonly name: string }
  /** The sequence behind a column that counts. */
  | { readonly kind: 'counter'; readonly table: ObjectName; readonly column: string }

type Rules = Pick<Features, 'keysAreRelations'>

const isRelation = ({ kind }: Pick<Constraint, 'kind'>, { keysAreRelations }: Rules): boolean =>
  keysAreRelations && kind !== 'check' && kind !== 'foreignKey'

const ownNames = (table: Table, rules: Rules): readonly string[] => [
  ...table.indexes.map(({ name }) => name),
  ...table.constraints.filter((item) => isRelation(item, rules)).map(({ name }) => name),
  ...table.columns.flatMap((column) => counterName(table, column) ?? []),
]

/** Every name that a schema's relations have, without its namespace. */
export function* bareNames(schema: Schema, rules: Rules): Generator<string> {
  for (const table of schema.tables) {
    yield table.name
    yield* ownNames(table, rules)
  }
  for (const { name, indexes } of schema.views) {
    yield name
    for (const index of indexes) yield index.name
  }
  for (const { name } of [...schema.sequences, ...schema.enums]) yield name
}

const withinTable = (table: Table, wanted: string, rules: Rules): Holder | null => {
  const name = objectName(table)
  if (table.indexes.some((item) => item.name === wanted)) {
    return { kind: 'index', table: name, name: wanted }
  }
  const key = table.constraints.find((item) => item.name === wanted && isRelation(item, rules))
  if (key !== undefined) return { kind: 'constraint', table: name, name: wanted }
  const column = table.columns.find((item) => counterName(table, item) === wanted)
  return column === undefined ? null : { kind: 'counter', table: name, column: column.name }
}

/** What has the name; `null`: nothing. */
export const holderOf = (schema: Schema, name: ObjectName, rules: Rules): Holder | null => {
  const { tables, views, sequences, enums } = schema
  const lists = { table: tables, view: views, sequence: sequences, enum: enums }
  for (const kind of ['table', 'view', 'sequence', 'enum'] as const) {
    if (lists[kind].some((item) => sameName(item, name))) return { kind, name }
  }
  const { namespace, name: bare } = qualified(name)
  for (const table of tables) {
    const found = table.namespace === namespace ? withinTable(table, bare, rules) : null
    if (found !== null) return found
  }
  const stored = views.find(
    (view) => view.namespace === namespace && view.indexes.some((item) => item.name === bare),
  )
  return stored === undefined ? null : { kind: 'index', table: objectName(stored), name: bare }
}

const beside = (table: ObjectName, name: string): ObjectName =>
  objectName({ namespace: qualified(table).namespace, name })

const counters = (
  table: ObjectName,
  columns: readonly (Column | undefined)[],
): readonly ObjectName[] =>
  columns.flatMap((column) => {
    const name = column === undefined ? null : counterName(qualified(table), column)
    return name === null ? [] : [beside(table, name)]
  })

/** The names that a column or a constraint of a table gets. */
const partsTaken = (op: Operation, schema: Schema, rules: Rules): readonly ObjectName[] => {
  switch (op.kind) {
    case 'addColumn':
      return counters(op.table, [op.column])
    case 'alterColumn': {
      const column = lookUpTable(schema, op.table)?.columns.find(({ name }) => name === op.name)
      return counters(op.table, [column && { ...column, ...op.set }])
    }
    case 'addConstraint':
      return isRelation(op.constraint, rules) ? [beside(op.table, op.constraint.name)] : []
    case 'renameConstraint': {
      const list = lookUpTable(schema, op.table)?.constraints ?? []
      const found = list.find(({ name }) => name === op.from)
      return found !== undefined && isRelation(found, rules) ? [beside(op.table, op.to)] : []
    }
    default:
      return []
  }
}

/** The names that something has after an operation, and may not have had before; those of types aside. */
export const namesTaken = (op: Operation, schema: Schema, rules: Rules): readonly ObjectName[] => {
  switch (op.kind) {
    case 'createTable': {
      const table = objectName(op.table)
      return [op.table.name, ...ownNames(op.table, rules)].map((name) => beside(table, name))
    }
    case 'createView':
      return [op.view, ...op.view.indexes].map(({ name }) => beside(objectName(op.view), name))
    case 'createSequence':
      return [objectName(op.sequence)]
    case 'renameTable':
    case 'renameView':
    case 'renameSequence':
      return [op.to]
    case 'createIndex':
      return [beside(op.table, op.index.name)]
    case 'renameIndex':
      return [beside(op.table, op.to)]
    default:
      return partsTaken(op, schema, rules)
  }
}
