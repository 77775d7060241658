/** What becomes of the objects of a schema, and of their rows, while a program goes on. */
import { handle } from '../operations/index.ts'
import type { Handlers, Operation, OperationOf } from '../operations/index.ts'
import { nameKey, objectName, qualified, typeName } from '../schema/names.ts'
import type { Column, ObjectName, Schema } from '../schema/types.ts'
import type { Rename } from './rename-candidates.ts'

/** A name that came from somewhere, or `null` for a thing that is new. */
interface Fate {
  readonly origin: string | null
}

interface ColumnFate extends Fate {
  /** What a new one was added with: its rows were filled from that. */
  readonly added: Column | null
  readonly isRetyped: boolean
  readonly isRegenerated: boolean
}

/** Things by the names that they have now, and the old names of those that are gone. */
interface Names<F extends Fate> {
  readonly live: Map<string, F>
  readonly gone: Set<string>
}

interface TableFate extends Fate {
  readonly name: ObjectName
  readonly from: ObjectName
  readonly columns: Names<ColumnFate>
}

interface State {
  readonly tables: Names<TableFate>
  readonly enums: Names<Fate>
  readonly values: Map<string, Names<Fate>>
  readonly sequences: Names<Fate>
}

const namesOf = <F extends Fate>(entries: Iterable<readonly [string, F]> = []): Names<F> => ({
  live: new Map(entries),
  gone: new Set(),
})

const existing = (name: string): ColumnFate => ({
  origin: name,
  added: null,
  isRetyped: false,
  isRegenerated: false,
})

const added = (column: Column): ColumnFate => ({
  origin: null,
  added: column,
  isRetyped: false,
  isRegenerated: false,
})

/** A name is not given again to something else: nobody could tell the two apart from the ends alone. */
const add = <F extends Fate>({ live, gone }: Names<F>, name: string, fate: F): boolean => {
  if (gone.has(name)) return false
  live.set(name, fate)
  return true
}

const remove = <F extends Fate>({ live, gone }: Names<F>, name: string): boolean => {
  const origin = live.get(name)?.origin ?? null
  // Its old name belongs to another thing by now.
  if (origin !== null && origin !== name && live.has(origin)) return false
  live.delete(name)
  if (origin !== null) gone.add(origin)
  return true
}

const move = <F extends Fate>(
  names: Names<F>,
  { from, to }: { readonly from: string; readonly to: string },
  edit: (fate: F) => F = (fate) => fate,
): boolean => {
  const fate = names.live.get(from)
  if (fate === undefined || names.gone.has(to)) return false
  names.live.delete(from)
  names.live.set(to, edit(fate))
  return true
}

const isPlain = (column: Partial<Column>): boolean =>
  (column.default ?? null) === null &&
  (column.generated ?? null) === null &&
  (column.identity ?? null) === null &&
  column.autoincrement !== true &&
  !(column.type ?? '').includes('serial')

/** Attributes that say what the rows of a new column come to. */
const FILLING = ['type', 'default', 'generated', 'identity', 'autoincrement']

/** What the column's rows have come to after one more change; `null` where two changes do not add up to one. */
const altered = (fate: ColumnFate, set: Partial<Column>): ColumnFate | null => {
  if (fate.added !== null) {
    const isRowless = !FILLING.some((key) => Object.hasOwn(set, key))
    return isRowless || (isPlain(fate.added) && isPlain(set)) ? fate : null
  }
  const isRetyped = set.type !== undefined
  const isRegenerated = set.generated !== undefined
  if ((isRetyped && fate.isRetyped) || (isRegenerated && fate.isRegenerated)) return null
  return {
    ...fate,
    isRetyped: fate.isRetyped || isRetyped,
    isRegenerated: fate.isRegenerated || isRegenerated,
  }
}

const columnsOf = ({ tables }: State, name: ObjectName): TableFate | null => {
  const table = tables.live.get(nameKey(name))
  // A table that is new has no rows: whatever is done to it comes to how it ends.
  return table === undefined || table.origin === null ? null : table
}

const alterValues = (state: State, { name, set }: OperationOf<'alterEnum'>): boolean => {
  const names = state.values.get(nameKey(name))
  if (names === undefined) return true
  const removed = [...names.live.keys()].filter((value) => !set.values.includes(value))
  if (!removed.every((value) => remove(names, value))) return false
  for (const value of set.values.filter((item) => !names.live.has(item))) {
    names.live.set(value, { origin: null })
  }
  return true
}

const alterColumn = (state: State, op: OperationOf<'alterColumn'>): boolean => {
  const columns = columnsOf(state, op.table)?.columns
  const fate = columns?.live.get(op.name)
  if (columns === undefined || fate === undefined) return true
  const next = altered(fate, op.set)
  if (next === null) return false
  columns.live.set(op.name, next)
  return true
}

const renameTable = ({ tables }: State, { from, to }: OperationOf<'renameTable'>): boolean =>
  move(tables, { from: nameKey(from), to: nameKey(to) }, (fate) => ({ ...fate, name: to }))

const always = (): boolean => true

/** Whether an operation goes on with what is known; where it does not, nothing more is known. */
const handlers: Handlers<boolean, State> = {
  createNamespace: always,
  dropNamespace: always,
  createExtension: always,
  dropExtension: always,
  alterExtension: always,
  createRole: always,
  dropRole: always,
  alterRole: always,
  createEnum: (op, { enums }) => add(enums, nameKey(objectName(op.enum)), { origin: null }),
  dropEnum: (op, { enums }) => remove(enums, nameKey(op.name)),
  alterEnum: (op, state) => alterValues(state, op),
  renameEnumValue: (op, { values }) => {
    const names = values.get(nameKey(op.name))
    return names === undefined || move(names, op)
  },
  createSequence: (op, { sequences }) =>
    add(sequences, nameKey(objectName(op.sequence)), { origin: null }),
  dropSequence: (op, { sequences }) => remove(sequences, nameKey(op.name)),
  alterSequence: always,
  createTable: ({ table }, { tables }) => {
    const name = objectName(table)
    return add(tables, nameKey(name), {
      origin: null,
      name,
      from: name,
      columns: namesOf<ColumnFate>(),
    })
  },
  dropTable: (op, { tables }) => remove(tables, nameKey(op.name)),
  renameTable: (op, state) => renameTable(state, op),
  alterTable: always,
  addColumn: (op, state) => {
    const table = columnsOf(state, op.table)
    return table === null || add(table.columns, op.column.name, added(op.column))
  },
  dropColumn: (op, state) => {
    const table = columnsOf(state, op.table)
    return table === null || remove(table.columns, op.name)
  },
  renameColumn: (op, state) => {
    const table = columnsOf(state, op.table)
    return table === null || move(table.columns, op)
  },
  alterColumn: (op, state) => alterColumn(state, op),
  addConstraint: always,
  dropConstraint: always,
  renameConstraint: always,
  alterConstraint: always,
  createIndex: always,
  dropIndex: always,
  renameIndex: always,
  createPolicy: always,
  dropPolicy: always,
  alterPolicy: always,
  createView: always,
  dropView: always,
  alterView: always,
  sql: () => false,
  run: () => false,
  batch: () => false,
}

const renamesIn = <F extends Fate>({ live }: Names<F>) =>
  [...live].flatMap(([to, { origin }]) =>
    origin === null || origin === to ? [] : [{ from: origin, to }],
  )

/** What has become of a schema so far. */
export interface Fates {
  /** Takes one more operation in; `false` where the ends would no longer tell what happened to the rows. */
  follow(op: Operation): boolean
  /** Whether a table was made since: it has no rows. */
  isNew(table: ObjectName): boolean
  /** What is still there, under another name. */
  renames(): readonly Rename[]
}

/** Begins to follow what becomes of a schema. */
export const fatesOf = (schema: Schema): Fates => {
  const state: State = {
    tables: namesOf(
      schema.tables.map((table) => {
        const name = objectName(table)
        const columns = namesOf(table.columns.map((column) => [column.name, existing(column.name)]))
        return [nameKey(name), { origin: nameKey(name), name, from: name, columns }]
      }),
    ),
    enums: namesOf(
      schema.enums.map((item) => [nameKey(objectName(item)), { origin: typeName(item) }]),
    ),
    values: new Map(
      schema.enums.map((item) => [
        nameKey(objectName(item)),
        namesOf(item.values.map((value) => [value, { origin: value }])),
      ]),
    ),
    sequences: namesOf(
      schema.sequences.map((item) => {
        const key = nameKey(objectName(item))
        return [key, { origin: key }]
      }),
    ),
  }
  return {
    follow: (op) => handle(handlers, op, state),
    isNew: (table) => state.tables.live.get(nameKey(table))?.origin === null,
    renames: () => [
      ...[...state.tables.live.values()].flatMap(
        ({ origin, name, from, columns }): readonly Rename[] =>
          origin === null
            ? []
            : [
                ...(nameKey(name) === origin ? [] : [{ kind: 'table', from, to: name } as const]),
                ...renamesIn(columns).map(
                  (item) => ({ kind: 'column', table: from, ...item }) as const,
                ),
              ],
      ),
      ...schema.enums.flatMap((item): readonly Rename[] => {
        const names = state.values.get(nameKey(objectName(item)))
        return names === undefined || !state.enums.live.has(nameKey(objectName(item)))
          ? []
          : renamesIn(names).map((rename) => ({
              kind: 'value',
              enum: objectName(qualified(objectName(item))),
              ...rename,
            }))
      }),
    ],
  }
}
