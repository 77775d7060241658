/** Random edits that keep a schema valid: what stands on a thing that goes, goes with it. */
import { constraintUsesColumn, indexUsesColumn } from '../../src/operations/dependents.ts'
import { completeColumn, completeConstraint, completeIndex } from '../../src/schema/spec.ts'
import type { IndexKeySpec } from '../../src/schema/spec.ts'
import type { Column, Enum, Schema, Table, View } from '../../src/schema/types.ts'
import { mentions } from '../../src/util/tokens.ts'
import type { SchemaSpace } from './arbitrary-schema.ts'

/** A kind of edit with the numbers that decide on what it falls. */
export interface Edit {
  readonly kind: EditKind
  readonly picks: readonly number[]
}

export interface EditContext {
  readonly schema: Schema
  readonly space: SchemaSpace
  /** The nth decision: one of the items, or none when there are none. */
  pick<T>(at: number, items: readonly T[]): T | undefined
}

type Editor = (context: EditContext) => Schema

const TABLES = ['users', 'posts', 'comments', 'tags', 'likes', 'teams', 'notes', 'accounts']
const COLUMNS = ['name', 'email', 'age', 'title', 'body', 'score', 'rating', 'slug', 'place']
const ENUMS = ['mood', 'level']
const VALUES = ['sad', 'ok', 'happy', 'low', 'high', "don't know"]

const free = (names: readonly string[], taken: readonly { readonly name: string }[]) =>
  names.filter((name) => !taken.some((item) => item.name === name))

const replace = (schema: Schema, table: Table, edited: Table): Schema => ({
  ...schema,
  tables: schema.tables.map((item) => (item === table ? edited : item)),
})

const editColumn = (schema: Schema, table: Table, column: Column, edited: Column): Schema =>
  replace(schema, table, {
    ...table,
    columns: table.columns.map((item) => (item === column ? edited : item)),
  })

/** Views that mention a name go, and views over those. */
const withoutViews = (schema: Schema, name: string): Schema => {
  const gone = schema.views.filter((view) => mentions(view.definition.sql, name))
  const rest: Schema = { ...schema, views: schema.views.filter((view) => !gone.includes(view)) }
  return gone.reduce((left, view) => withoutViews(left, view.name), rest)
}

/** Foreign keys to a table go, or to one of its columns. */
const withoutReferences = (schema: Schema, target: string, column?: string): Schema => ({
  ...schema,
  tables: schema.tables.map((table) => ({
    ...table,
    constraints: table.constraints.filter(
      (item) =>
        item.kind !== 'foreignKey' ||
        item.references.table !== target ||
        (column !== undefined && !item.references.columns.includes(column)),
    ),
  })),
})

/** Everything that uses a column goes; the column stays. */
const freeColumn = (schema: Schema, table: Table, name: string): Schema => {
  const inner: Table = {
    ...table,
    columns: table.columns.filter(
      (item) => item.name === name || !mentions(item.generated?.expression.sql ?? '', name),
    ),
    constraints: table.constraints.filter((item) => !constraintUsesColumn(item, name)),
    indexes: table.indexes.filter((item) => !indexUsesColumn(item, name)),
  }
  const gone = table.columns.filter((item) => !inner.columns.includes(item))
  const freed = withoutViews(
    withoutReferences(replace(schema, table, inner), table.name, name),
    table.name,
  )
  return gone.reduce((left, item) => {
    const current = left.tables.find((other) => other.name === table.name)
    return current === undefined ? left : freeColumn(left, current, item.name)
  }, freed)
}

const removeColumn = (schema: Schema, table: Table, name: string): Schema => {
  const freed = freeColumn(schema, table, name)
  return {
    ...freed,
    tables: freed.tables.map((item) =>
      item.name === table.name
        ? { ...item, columns: item.columns.filter((column) => column.name !== name) }
        : item,
    ),
  }
}

const isKeyColumn = (table: Table, column: Column): boolean =>
  table.constraints.some((item) => item.kind === 'primaryKey' && item.columns.includes(column.name))

const plain = (table: Table): readonly Column[] =>
  table.columns.filter((column) => column.generated === null && !isKeyColumn(table, column))

const onColumn =
  (edit: (context: EditContext, table: Table, column: Column) => Schema): Editor =>
  (context) => {
    const table = context.pick(0, context.schema.tables)
    const column = table && context.pick(1, plain(table))
    return table && column ? edit(context, table, column) : context.schema
  }

const freeTable = (schema: Schema): readonly string[] =>
  free(TABLES, [...schema.tables, ...schema.views])

const addTable: Editor = ({ schema, space, pick }) => {
  const name = pick(0, freeTable(schema))
  if (name === undefined) return schema
  const id = completeColumn({ name: 'id', type: space.keyType, nullable: false })
  const key = completeConstraint({
    kind: 'primaryKey',
    name: `${name}_${space.keySuffix}`,
    columns: ['id'],
  })
  const table: Table = {
    namespace: null,
    name,
    columns: [id],
    constraints: [key],
    indexes: [],
    strict: false,
    withoutRowid: false,
  }
  return { ...schema, tables: [...schema.tables, table] }
}

const dropTable: Editor = ({ schema, pick }) => {
  const table = pick(0, schema.tables)
  if (table === undefined) return schema
  const rest = { ...schema, tables: schema.tables.filter((item) => item !== table) }
  return withoutViews(withoutReferences(rest, table.name), table.name)
}

const addColumn: Editor = ({ schema, space, pick }) => {
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

const addGenerated = onColumn(({ schema, space, pick }, table, column) => {
  const [name] = free(['doubled', 'derived'], table.columns)
  const sum = pick(2, SUMS[column.type] ?? [])
  if (name === undefined || sum === undefined) return schema
  const stored = pick(3, space.stored) ?? true
  const generated = { expression: { sql: `${column.name} ${sum}` }, stored }
  const added = completeColumn({ name, type: column.type, generated })
  return replace(schema, table, { ...table, columns: [...table.columns, added] })
})

const changeGenerated: Editor = ({ schema, pick }) => {
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
  const next = pick(3, [true, false])
    ? null
    : { ...column.generated, expression: { sql: `${source} ${sum}` } }
  return editColumn(schema, table, column, { ...column, generated: next })
}

const changeType = onColumn(({ schema, space, pick }, table, column) => {
  const type = pick(2, space.conversions[column.type] ?? [])
  if (type === undefined) return schema
  const freed = freeColumn(schema, table, column.name)
  const current = freed.tables.find(({ name }) => name === table.name)
  const same = current?.columns.find(({ name }) => name === column.name)
  return current && same ? editColumn(freed, current, same, { ...same, type }) : schema
})

const changeDefault = onColumn(({ schema, space, pick }, table, column) => {
  const known = space.types.find(({ type }) => type === column.type)?.defaults
  const values = schema.enums.find(({ name }) => name === column.type)?.values ?? []
  const literals = known ?? values.map((value) => `'${value.replaceAll("'", "''")}'`)
  const sql = pick(2, [null, ...literals]) ?? null
  const nullable = sql === null ? true : column.nullable
  const fallback = sql === null ? null : { sql }
  return editColumn(schema, table, column, { ...column, default: fallback, nullable })
})

const changeNullable = onColumn(({ schema }, table, column) =>
  column.default === null
    ? schema
    : editColumn(schema, table, column, { ...column, nullable: !column.nullable }),
)

const dropColumn = onColumn(({ schema }, table, column) => removeColumn(schema, table, column.name))

const addUnique = onColumn(({ schema, space }, table, column) => {
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

const addIndex = onColumn(({ schema, pick }, table, column) => {
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

const addCheck = onColumn(({ schema, space, pick }, table, column) => {
  const tests = space.types.find(({ type }) => type === column.type)?.checks ?? []
  const test = pick(2, tests)
  if (test === undefined) return schema
  const name = `${table.name}_${pick(3, ['a', 'b'])}_check`
  const expression = test.replaceAll('$', column.name)
  const check = completeConstraint({ kind: 'check', name, expression })
  const others = table.constraints.filter((item) => item.name !== name)
  return replace(schema, table, { ...table, constraints: [...others, check] })
})

const ACTIONS = ['no action', 'cascade', 'set null', 'restrict'] as const

/** A new column that points at the key of some table, itself and cycles included. */
const addForeignKey: Editor = ({ schema, space, pick }) => {
  const table = pick(0, schema.tables)
  const target = pick(
    1,
    schema.tables.filter((item) => hasIdKey(item)),
  )
  if (table === undefined || target === undefined) return schema
  const name = `${target.name}_id`
  if (table.columns.some((column) => column.name === name)) return schema
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

const dropPart: Editor = ({ schema, pick }) => {
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

const renamePart: Editor = ({ schema, pick }) => {
  const table = pick(0, schema.tables)
  const index = table && pick(1, table.indexes)
  const name = `${table?.name}_${pick(2, ['x', 'y'])}_idx`
  if (!table || !index || table.indexes.some((item) => item.name === name)) return schema
  const indexes = table.indexes.map((item) => (item === index ? { ...item, name } : item))
  return replace(schema, table, { ...table, indexes })
}

/** The primary key takes a second column, or loses it. */
const changeKey: Editor = ({ schema, pick }) => {
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

const addView: Editor = ({ schema, pick }) => {
  const name = pick(0, free(['recent', 'popular', 'summary'], schema.views))
  const table = pick(1, schema.tables)
  const view = pick(2, [undefined, ...schema.views])
  const column = table && pick(3, table.columns)
  if (name === undefined || table === undefined || column === undefined) return schema
  const text =
    view === undefined
      ? `SELECT id, ${column.name} AS shown FROM ${table.name}`
      : `SELECT id, shown FROM ${view.name}`
  const added: View = { namespace: null, name, definition: { sql: text } }
  return { ...schema, views: [...schema.views, added] }
}

const dropView: Editor = ({ schema, pick }) => {
  const view = pick(0, schema.views)
  if (view === undefined) return schema
  const rest = { ...schema, views: schema.views.filter((item) => item !== view) }
  return withoutViews(rest, view.name)
}

const addEnum: Editor = ({ schema, space, pick }) => {
  const name = space.features.enums ? pick(0, free(ENUMS, schema.enums)) : undefined
  if (name === undefined) return schema
  const added: Enum = { namespace: null, name, values: VALUES.slice(0, 2 + (pick(1, [0, 1]) ?? 0)) }
  return { ...schema, enums: [...schema.enums, added] }
}

const addEnumColumn: Editor = ({ schema, pick }) => {
  const item = pick(0, schema.enums)
  const table = pick(1, schema.tables)
  const name = table && pick(2, free(COLUMNS, table.columns))
  if (item === undefined || table === undefined || name === undefined) return schema
  const literals = item.values.map((value) => `'${value.replaceAll("'", "''")}'`)
  const column = completeColumn({ name, type: item.name, default: pick(3, [null, ...literals]) })
  return replace(schema, table, { ...table, columns: [...table.columns, column] })
}

/** Values come at any place and go; a default whose value goes becomes another one. */
const changeEnum: Editor = ({ schema, pick }) => {
  const item = pick(0, schema.enums)
  if (item === undefined) return schema
  const gone = item.values.length > 1 ? pick(1, [undefined, ...item.values]) : undefined
  const kept = item.values.filter((value) => value !== gone)
  const added = pick(2, [undefined, ...VALUES.filter((value) => !item.values.includes(value))])
  const at = pick(3, [0, 1, kept.length]) ?? 0
  const values = added === undefined ? kept : [...kept.slice(0, at), added, ...kept.slice(at)]
  const literal = (value: string): string => `'${value.replaceAll("'", "''")}'`
  const next = pick(4, values) ?? ''
  const fixed = (column: Column): Column =>
    column.type === item.name && gone !== undefined && column.default?.sql === literal(gone)
      ? { ...column, default: { sql: literal(next) } }
      : column
  return {
    ...schema,
    enums: schema.enums.map((other) => (other === item ? { ...item, values } : other)),
    tables: schema.tables.map((table) => ({ ...table, columns: table.columns.map(fixed) })),
  }
}

const dropEnum: Editor = ({ schema, pick }) => {
  const item = pick(0, schema.enums)
  if (item === undefined) return schema
  const users = schema.tables.flatMap((table) =>
    table.columns.filter(({ type }) => type === item.name).map(({ name }) => [table.name, name]),
  )
  const freed = users.reduce((left, [tableName, column]) => {
    const table = left.tables.find(({ name }) => name === tableName)
    return table && column !== undefined ? removeColumn(left, table, column) : left
  }, schema)
  return { ...freed, enums: freed.enums.filter((other) => other !== item) }
}

export const editors = {
  addTable,
  dropTable,
  addColumn,
  addGenerated,
  changeGenerated,
  changeType,
  changeDefault,
  changeNullable,
  dropColumn,
  addUnique,
  addIndex,
  addCheck,
  addForeignKey,
  dropPart,
  renamePart,
  changeKey,
  addView,
  dropView,
  addEnum,
  addEnumColumn,
  changeEnum,
  dropEnum,
} as const satisfies Readonly<Record<string, Editor>>

export type EditKind = keyof typeof editors
