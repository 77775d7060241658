/** What becomes of the objects of a schema, and of their rows, while a program goes on. */
import { handle } from '../operations/index.ts'
import type { Handlers, Operation, OperationOf } from '../operations/index.ts'
import { nameKey, objectName } from '../schema/names.ts'
import type { Column, ObjectName, Schema } from '../schema/types.ts'
import {
  add,
  fresh,
  move,
  named,
  namesOf,
  remove,
  rename,
  renamesIn,
  renamesOf,
} from './fate-names.ts'
import type { Fate, Names, ObjectFate } from './fate-names.ts'
import type { Rename } from './rename-candidates.ts'

interface ColumnFate extends Fate {
  /** What a new one was added with: its rows were filled from that. */
  readonly added: Column | null
  readonly isRetyped: boolean
  readonly isRegenerated: boolean
}

interface TableFate extends ObjectFate {
  readonly columns: Names<ColumnFate>
}

/** A view may go and come back as often as it will: but for a materialized one's, it has no rows. */
interface ViewFate extends ObjectFate {
  readonly isThere: boolean
}

interface EnumFate extends ObjectFate {
  readonly values: Names<Fate>
}

interface State {
  readonly tables: Names<TableFate>
  readonly enums: Names<EnumFate>
  readonly sequences: Names<ObjectFate>
  readonly views: Names<ViewFate>
}

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

/** Puts a view under a name, or takes it away. */
const setView = ({ views }: State, view: ObjectName, isThere: boolean): boolean => {
  const name = nameKey(view)
  views.live.set(name, { ...(views.live.get(name) ?? fresh(view)), isThere })
  return true
}

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
  createView: (op, state) => setView(state, objectName(op.view), true),
  dropView: (op, state) => setView(state, op.name, false),
  renameView: (op, { views }) => rename(views, op),
  commentOn: always,
  sql: () => false,
  run: () => false,
  batch: () => false,
}

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
    tables: named(schema.tables, ({ columns }, fate) => ({
      ...fate,
      columns: namesOf(columns.map((column) => [column.name, existing(column.name)])),
    })),
    enums: named(schema.enums, ({ values }, fate) => ({
      ...fate,
      values: namesOf(values.map((value) => [value, { origin: value }])),
    })),
    sequences: named(schema.sequences, (_, fate) => fate),
    views: named(schema.views, (_, fate) => ({ ...fate, isThere: true })),
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
      ...renamesOf(namesOf([...state.views.live].filter(([, { isThere }]) => isThere)), 'view'),
    ],
  }
}
