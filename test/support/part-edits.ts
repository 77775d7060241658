/** Random edits of constraints and indexes. */
import {
  completeColumn,
  completeConstraint,
  completeIndex,
  completePolicy,
} from '../../src/schema/spec.ts'
import type { IndexKeySpec } from '../../src/schema/spec.ts'
import type { Table } from '../../src/schema/types.ts'
import { onColumn, plain, replace, withoutReferences } from './edit-tools.ts'
import type { Editor } from './edit-tools.ts'

export const addUnique = onColumn(({ schema, space }, table, column) => {
  const name = `${table.name}_${column.name}_unique`
  if ([...table.constraints, ...table.indexes].some((item) => item.name === name)) return schema
  const columns = [column.name]
  return replace(
    schema,
    table,
    space.features.uniqueIsIndex
      ? {
          ...table,
          indexes: [...table.indexes, completeIndex({ name, keys: columns, unique: true })],
        }
      : {
          ...table,
          constraints: [
            ...table.constraints,
            completeConstraint({ kind: 'unique', name, columns }),
          ],
        },
  )
})

export const addIndex = onColumn(({ schema, pick }, table, column) => {
  const name = `${table.name}_${pick(2, ['a', 'b', 'c'])}_idx`
  const keys: IndexKeySpec[] = [
    column.name,
    { column: column.name, order: 'desc' },
    ...(column.type === 'text' ? [{ expression: `lower(${column.name})` }] : []),
  ]
  const key = pick(3, keys) ?? column.name
  const where = pick(4, [null, `${column.name} IS NOT NULL`])
  const second = pick(5, [null, 'id'])
  const all = second === null || second === undefined ? [key] : [key, second]
  const index = completeIndex({ name, keys: all, where: where ?? null })
  const others = table.indexes.filter((item) => item.name !== name)
  return replace(schema, table, { ...table, indexes: [...others, index] })
})

export const addCheck = onColumn(({ schema, space, pick }, table, column) => {
  const tests = space.types.find(({ type }) => type === column.type)?.checks ?? []
  const test = pick(2, tests)
  if (test === undefined) return schema
  const name = `${table.name}_${pick(3, ['a', 'b'])}_check`
  const expression = test.replaceAll('$', column.name)
  const check = completeConstraint({ kind: 'check', name, expression })
  const others = table.constraints.filter((item) => item.name !== name)
  return replace(schema, table, { ...table, constraints: [...others, check] })
})

export const addPolicy = onColumn(({ schema, space, pick }, table, column) => {
  const tests = space.types.find(({ type }) => type === column.type)?.checks ?? []
  const test = pick(2, tests)
  if (test === undefined || !space.policies) return schema
  const name = `${table.name}_${pick(3, ['a', 'b'])}_policy`
  const sql = test.replaceAll('$', column.name)
  const shapes = [
    { using: sql },
    { as: 'restrictive', for: 'update', using: 'id > 0', withCheck: sql },
    { for: 'select', using: `exists (select 1 from ${table.name} other where other.id = id)` },
  ] as const
  const policy = completePolicy({ name, ...pick(4, shapes) })
  const others = table.policies.filter((item) => item.name !== name)
  return replace(schema, table, { ...table, rowSecurity: true, policies: [...others, policy] })
})

const ACTIONS = ['no action', 'cascade', 'set null', 'restrict'] as const

/** A new column that points at the key of some table, itself and cycles included. */
export const addForeignKey: Editor = ({ schema, space, pick }) => {
  const table = pick(0, schema.tables)
  const target = pick(
    1,
    schema.tables.filter((item) => hasIdKey(item)),
  )
  if (table === undefined || target === undefined) return schema
  const name = `${target.name}_id`
  const taken = [...table.columns, ...table.constraints].map((item) => item.name)
  if (taken.includes(name) || taken.includes(`${table.name}_${name}_fk`)) return schema
  const column = completeColumn({ name, type: space.keyType })
  const key = completeConstraint({
    kind: 'foreignKey',
    name: `${table.name}_${name}_fk`,
    columns: [name],
    references: { table: target.name, columns: ['id'] },
    onDelete: pick(2, ACTIONS) ?? 'no action',
  })
  return replace(schema, table, {
    ...table,
    columns: [...table.columns, column],
    constraints: [...table.constraints, key],
  })
}

const hasIdKey = (table: Table): boolean =>
  table.constraints.some(
    (item) => item.kind === 'primaryKey' && item.columns.length === 1 && item.columns[0] === 'id',
  )

export const dropPart: Editor = ({ schema, pick }) => {
  const table = pick(0, schema.tables)
  if (table === undefined) return schema
  const constraints = table.constraints.filter(
    ({ kind }) => kind === 'check' || kind === 'foreignKey',
  )
  const part = pick(1, [...constraints, ...table.indexes])
  const keep = <T extends object>(items: readonly T[]) => items.filter((item) => item !== part)
  return replace(schema, table, {
    ...table,
    constraints: keep(table.constraints),
    indexes: keep(table.indexes),
  })
}

export const renamePart: Editor = ({ schema, pick }) => {
  const table = pick(0, schema.tables)
  const index = table && pick(1, table.indexes)
  const name = `${table?.name}_${pick(2, ['x', 'y'])}_idx`
  if (!table || !index || table.indexes.some((item) => item.name === name)) return schema
  const indexes = table.indexes.map((item) => (item === index ? { ...item, name } : item))
  return replace(schema, table, { ...table, indexes })
}

/** The primary key takes a second column, or loses it. */
export const changeKey: Editor = ({ schema, pick }) => {
  const table = pick(0, schema.tables)
  const key = table?.constraints.find(({ kind }) => kind === 'primaryKey')
  if (table === undefined || key?.kind !== 'primaryKey') return schema
  const second = pick(
    1,
    plain(table).filter(({ nullable }) => !nullable),
  )
  const columns = key.columns.length > 1 || second === undefined ? ['id'] : ['id', second.name]
  const constraints = table.constraints.map((item) => (item === key ? { ...key, columns } : item))
  return withoutReferences(replace(schema, table, { ...table, constraints }), table.name)
}
