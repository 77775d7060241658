/** What becomes of the objects of a schema, and of their rows, while a program goes on. */
import { handle } from '../operations/index.ts'
import type { Handlers, Operation, OperationOf } from '../operations/index.ts'
import { nameKey, objectName } from '../schema/names.ts'
import type { Column, ObjectName, QualifiedName, Schema } from '../schema/types.ts'
import type { Rename } from './rename-candidates.ts'
import type { ObjectRename } from './rename-kinds.ts'

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

interface ObjectFate extends Fate {
  readonly name: ObjectName
  readonly from: ObjectName
}

interface TableFate extends ObjectFate {
  readonly columns: Names<ColumnFate>
}

interface EnumFate extends ObjectFate {
  readonly values: Names<Fate>
}

interface State {
  readonly tables: Names<TableFate>
  readonly enums: Names<EnumFate>
  readonly sequences: Names<ObjectFate>
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

const valuesOf = ({ enums }: State, name: ObjectName): EnumFate['values'] | null => {
  const found = enums.live.get(nameKey(name))
  return found === undefined || found.origin === null ? null : found.values
}

const alterValues = (state: State, { name, set }: OperationOf<'alterEnum'>): boolean => {
  const names = valuesOf(state, name)
  if (names === null) return true
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

const rename = <F extends ObjectFate>(
  names: Names<F>,
  { from, to }: { readonly from: ObjectName; readonly to: ObjectName },
): boolean =>
  move(names, { from: nameKey(from), to: nameKey(to) }, (fate) => ({ ...fate, name: to }))

/** What is new under a name. */
const fresh = (name: ObjectName): ObjectFate => ({ origin: null, name, from: name })

/** What was there from the beginning. */
const original = (name: ObjectName): ObjectFate => ({ origin: nameKey(name), name, from: name })

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
  createEnum: (op, { enums }) => {
    const name = objectName(op.enum)
    return add(enums, nameKey(name), { ...fresh(name), values: namesOf<Fate>() })
  },
  dropEnum: (op, { enums }) => remove(enums, nameKey(op.name)),
  alterEnum: (op, state) => alterValues(state, op),
  renameEnum: (op, { enums }) => rename(enums, op),
  renameEnumValue: (op, state) => {
    const names = valuesOf(state, op.name)
    return names === null || move(names, op)
  },
  createSequence: (op, { sequences }) => {
    const name = objectName(op.sequence)
    return add(sequences, nameKey(name), fresh(name))
  },
  dropSequence: (op, { sequences }) => remove(sequences, nameKey(op.name)),
  renameSequence: (op, { sequences }) => rename(sequences, op),
  alterSequence: always,
  createTable: ({ table }, { tables }) => {
    const name = objectName(table)
    return add(tables, nameKey(name), { ...fresh(name), columns: namesOf<ColumnFate>() })
  },
  dropTable: (op, { tables }) => remove(tables, nameKey(op.name)),
  renameTable: (op, { tables }) => rename(tables, op),
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
  commentOn: always,
  sql: () => false,
  run: () => false,
  batch: () => false,
}

const renamesIn = <F extends Fate>({ live }: Names<F>) =>
  [...live].flatMap(([to, { origin }]) =>
    origin === null || origin === to ? [] : [{ from: origin, to }],
  )

/** Those of a kind that are still there, with what is renamed in each. */
const renamesOf = <F extends ObjectFate>(
  { live }: Names<F>,
  kind: ObjectRename['kind'],
  within: (fate: F) => readonly Rename[] = () => [],
): readonly Rename[] =>
  [...live.values()].flatMap((fate): readonly Rename[] => {
    const { origin, name, from } = fate
    if (origin === null) return []
    return [...(nameKey(name) === origin ? [] : [{ kind, from, to: name }]), ...within(fate)]
  })

/** What has become of a schema so far. */
export interface Fates {
  /** Takes one more operation in; `false` where the ends would no longer tell what happened to the rows. */
  follow(op: Operation): boolean
  /** Whether a table was made since: it has no rows. */
  isNew(table: ObjectName): boolean
  /** What is still there, under another name. */
  renames(): readonly Rename[]
}

const named = <T extends QualifiedName, F extends ObjectFate>(
  items: readonly T[],
  fateOf: (item: T, fate: ObjectFate) => F,
): Names<F> =>
  namesOf(
    items.map((item) => {
      const name = objectName(item)
      return [nameKey(name), fateOf(item, original(name))]
    }),
  )

/** Begins to follow what becomes of a schema. */
export const fatesOf = (schema: Schema): Fates => {
  const state: State = {
    tables: named(schema.tables, ({ columns }, fate) => ({
      ...fate,
      columns: namesOf(columns.map((column) => [column.name, existing(column.name)])),
    })),
    enums: named(schema.enums, ({ values }, fate) => ({
      ...fate,
      values: namesOf(values.map((value) => [value, { origin: value }])),
    })),
    sequences: named(schema.sequences, (_, fate) => fate),
  }
  return {
    follow: (op) => handle(handlers, op, state),
    isNew: (table) => state.tables.live.get(nameKey(table))?.origin === null,
    renames: () => [
      ...renamesOf(state.enums, 'enum', ({ from, values }) =>
        renamesIn(values).map((item) => ({ kind: 'value', enum: from, ...item })),
      ),
      ...renamesOf(state.tables, 'table', ({ from, columns }) =>
        renamesIn(columns).map((item) => ({ kind: 'column', table: from, ...item })),
      ),
      ...renamesOf(state.sequences, 'sequence'),
    ],
  }
}
