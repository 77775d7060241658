/** Random edits of tables and columns. */
import { completeColumn, completeConstraint } from '../../src/schema/spec.ts'
import { tableDefaults } from '../../src/schema/types.ts'
import type { Schema, Table } from '../../src/schema/types.ts'
import {
  COLUMNS,
  editColumn,
  free,
  freeColumn,
  onColumn,
  removeColumn,
  replace,
  withoutReferences,
  withoutViews,
} from './edit-tools.ts'
import type { Editor } from './edit-tools.ts'

const TABLES = ['users', 'posts', 'comments', 'tags', 'likes', 'teams', 'notes', 'accounts']

/** A renamed table keeps the names of its parts: a new one of its old name would want them too. */
const freeTable = (schema: Schema): readonly string[] =>
  free(TABLES, schema.tables).filter(
    (name) => !schema.tables.some((table) => table.name === `${name}_new`),
  )

export const addTable: Editor = ({ schema, space, pick }) => {
  const name = pick(0, freeTable(schema))
  if (name === undefined) return schema
  const id = completeColumn({ name: 'id', type: space.keyType, nullable: false })
  const key = completeConstraint({
    kind: 'primaryKey',
    name: `${name}_${space.keySuffix}`,
    columns: ['id'],
  })
  const table: Table = {
    ...tableDefaults,
    name,
    columns: [id],
    constraints: [key],
  }
  return { ...schema, tables: [...schema.tables, table] }
}

export const dropTable: Editor = ({ schema, pick }) => {
  const table = pick(0, schema.tables)
  if (table === undefined) return schema
  const rest = { ...schema, tables: schema.tables.filter((item) => item !== table) }
  return withoutViews(withoutReferences(rest, table.name), table.name)
}

export const addColumn: Editor = ({ schema, space, pick }) => {
  const table = pick(0, schema.tables)
  const name = table && pick(1, free(COLUMNS, table.columns))
  const kind = pick(2, space.types)
  if (table === undefined || name === undefined || kind === undefined) return schema
  const fallback = pick(3, [null, ...kind.defaults]) ?? null
  const isRequired = fallback !== null && pick(4, [true, false]) === true
  const column = completeColumn({
    name,
    type: kind.type,
    default: fallback,
    nullable: !isRequired,
  })
  return replace(schema, table, { ...table, columns: [...table.columns, column] })
}

const SUMS: Readonly<Record<string, readonly string[]>> = {
  integer: ['* 2', '+ 1'],
  text: ["|| 'x'", "|| '!'"],
}

export const addGenerated = onColumn(({ schema, space, pick }, table, column) => {
  const [name] = free(['doubled', 'derived'], table.columns)
  const sum = pick(2, SUMS[column.type] ?? [])
  if (name === undefined || sum === undefined) return schema
  const stored = pick(3, space.stored) ?? true
  const generated = { expression: { sql: `${column.name} ${sum}` }, stored }
  const added = completeColumn({ name, type: column.type, generated })
  return replace(schema, table, { ...table, columns: [...table.columns, added] })
})

export const changeGenerated: Editor = ({ schema, pick }) => {
  const table = pick(0, schema.tables)
  const column =
    table &&
    pick(
      1,
      table.columns.filter(({ generated }) => generated !== null),
    )
  if (!table || !column?.generated) return schema
  const sum = pick(2, SUMS[column.type] ?? [])
  const [source] = column.generated.expression.sql.split(' ')
  const next =
    sum === undefined || pick(3, [true, false])
      ? null
      : { ...column.generated, expression: { sql: `${source} ${sum}` } }
  return editColumn(schema, table, column, { ...column, generated: next })
}

export const changeType = onColumn(({ schema, space, pick }, table, column) => {
  const type = pick(2, space.conversions[column.type] ?? [])
  if (type === undefined) return schema
  const freed = freeColumn(schema, table, column.name)
  const current = freed.tables.find(({ name }) => name === table.name)
  const same = current?.columns.find(({ name }) => name === column.name)
  return current && same ? editColumn(freed, current, same, { ...same, type }) : schema
})

export const changeDefault = onColumn(({ schema, space, pick }, table, column) => {
  const known = space.types.find(({ type }) => type === column.type)?.defaults
  const values = schema.enums.find(({ name }) => name === column.type)?.values ?? []
  const literals = known ?? values.map((value) => `'${value.replaceAll("'", "''")}'`)
  const sql = pick(2, [null, ...literals]) ?? null
  const nullable = sql === null ? true : column.nullable
  const fallback = sql === null ? null : { sql }
  return editColumn(schema, table, column, { ...column, default: fallback, nullable })
})

export const changeNullable = onColumn(({ schema }, table, column) =>
  column.default === null
    ? schema
    : editColumn(schema, table, column, { ...column, nullable: !column.nullable }),
)

export const dropColumn = onColumn(({ schema }, table, column) =>
  removeColumn(schema, table, column.name),
)
