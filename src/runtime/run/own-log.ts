/** What a log entry keeps besides its columns: the way back, and what is not ours. */
import { hash } from 'node:crypto'
import type { Introspection } from '../../dialects/dialect.ts'
import { definitions, flatten } from '../../operations/index.ts'
import type { Operation } from '../../operations/index.ts'
import { canonicalTable } from '../../schema/equal.ts'
import { show } from '../../schema/names.ts'
import { completeView } from '../../schema/spec.ts'
import type { TransactionMode } from '../../revisions/revision.ts'
import type { Stop } from './stop.ts'

/** The way back from a revision, for when its file is gone. */
export interface WayBack {
  /** What was run; `null` when it held a data step. */
  readonly upgrade: readonly Operation[] | null
  /** What undoes it; `null` when a data step does, which is no data. */
  readonly operations: readonly Operation[] | null
  readonly down: readonly string[]
  /** The ids of what else it needs. */
  readonly dependsOn: readonly string[]
  readonly message: string
  /** What the version table holds for it, where that is not its id. */
  readonly row: string | null
  readonly transaction: TransactionMode
}

/** The way back as JSON: operations as data; a data step cannot be kept and says so. */
export const wayBackJson = ({
  revision,
  program,
  parents,
  row,
}: Pick<Stop, 'revision' | 'program' | 'parents' | 'row'>): string => {
  const hasRun = (operations: readonly Operation[]): boolean =>
    flatten(operations).some((op) => op.kind === 'run')
  return JSON.stringify({
    ...(hasRun(program.upgrade) ? {} : { upgrade: program.upgrade }),
    ...(hasRun(program.downgrade) ? { irreversible: 'run' } : { operations: program.downgrade }),
    down: revision.down,
    dependsOn: parents.filter((id) => !revision.down.includes(id)),
    message: revision.message,
    ...(row === revision.id ? {} : { row }),
    ...(revision.transaction === 'none' ? { transaction: 'none' } : {}),
  })
}

export const isOperation = (value: unknown): value is Operation =>
  typeof value === 'object' &&
  value !== null &&
  Object.hasOwn(definitions, String(Reflect.get(value, 'kind')))

/** An older diffkit, which did not know of indexes of views, may have logged it. */
export const completeLogged = (op: Operation): Operation =>
  op.kind === 'createView' ? { ...op, view: completeView(op.view) } : op

const isList = <T>(value: unknown, isItem: (item: unknown) => item is T): value is readonly T[] =>
  Array.isArray(value) && value.every(isItem)

const isText = (value: unknown): value is string => typeof value === 'string'

const textOf = (value: unknown): string | null => (isText(value) ? value : null)

const programOf = (value: unknown): readonly Operation[] | null =>
  isList(value, isOperation) ? value.map(completeLogged) : null

/** The way back that a log entry holds; `null` when it holds none that can be read. */
export const parseWayBack = (json: string | null): WayBack | null => {
  const value: unknown = json === null ? null : JSON.parse(json)
  if (typeof value !== 'object' || value === null) return null
  const read = (key: string): unknown => Reflect.get(value, key)
  const [operations, down, dependsOn] = [read('operations'), read('down'), read('dependsOn')]
  if (!isList(down, isText) || !isList(dependsOn, isText)) return null
  if (operations !== undefined && !isList(operations, isOperation)) return null
  return {
    upgrade: programOf(read('upgrade')),
    operations: programOf(operations),
    down,
    dependsOn,
    message: String(read('message') ?? ''),
    row: textOf(read('row')),
    transaction: read('transaction') === 'none' ? 'none' : 'revision',
  }
}

/** One thing in a database as it was seen: the hash changes when it does. */
export interface Seen {
  readonly kind: string
  readonly name: string
  readonly hash: string
}

const digest = (text: string): string => hash('sha256', text).slice(0, 16)

/** Everything in a database that could turn out not to be ours, with hashes. */
export const inventory = ({ schema, unmodelled }: Introspection): readonly Seen[] => [
  ...unmodelled.map(({ kind, name, definition }) => ({ kind, name, hash: digest(definition) })),
  ...schema.tables.map((table) => ({
    kind: 'table',
    name: show(table),
    hash: digest(JSON.stringify(canonicalTable(table))),
  })),
  ...schema.views.map((view) => ({
    kind: 'view',
    name: show(view),
    hash: digest(view.definition.printed?.text ?? view.definition.sql),
  })),
  ...schema.enums.map((item) => ({
    kind: 'enum',
    name: show(item),
    hash: digest(JSON.stringify(item.values)),
  })),
]

const isSeen = (value: unknown): value is Seen =>
  typeof value === 'object' &&
  value !== null &&
  ['kind', 'name', 'hash'].every((key) => typeof Reflect.get(value, key) === 'string')

/** The inventory that a log entry holds; `null` when it holds none. */
export const parseInventory = (json: string | null): readonly Seen[] | null => {
  if (json === null) return null
  const value: unknown = JSON.parse(json)
  return Array.isArray(value) ? value.filter(isSeen) : null
}
