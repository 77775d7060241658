/** What must hold between models before a database is asked. */
import { nameKey, objectName, show } from '../../../schema/names.ts'
import type { ForeignKey, Schema, Table } from '../../../schema/types.ts'
import { DiffkitError } from '../../../errors.ts'
import { cutTo } from './written-names.ts'
import type { NameKind, WrittenNames } from './written-names.ts'

/** Where the tables come from. */
export interface ModelSources {
  readonly fileOf: (table: Table) => string
  readonly writtenIn: (table: Table) => WrittenNames
}

const sameColumns = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((name) => b.includes(name))

/** https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-FK */
const isKeyOf = (table: Table, columns: readonly string[]): boolean =>
  table.constraints.some(
    (item) =>
      (item.kind === 'primaryKey' || item.kind === 'unique') && sameColumns(item.columns, columns),
  ) ||
  table.indexes.some(
    (index) =>
      index.unique &&
      index.where === null &&
      index.keys.every((key) => key.column !== null) &&
      sameColumns(
        index.keys.map((key) => key.column ?? ''),
        columns,
      ),
  )

type TablesByName = ReadonlyMap<string, Table>

const checkForeignKey = (table: Table, key: ForeignKey, tables: TablesByName): string | null => {
  const { table: name, columns } = key.references
  const target = tables.get(nameKey(name))
  if (target === undefined) {
    return `table ${show(table)}: its foreign key ${key.name} points at table ${show(name)}, which no model exports`
  }
  if (isKeyOf(target, columns)) return null
  return `table ${show(table)}: its foreign key ${key.name} points at ${show(name)} (${columns.join(', ')}), which is neither its primary key nor unique`
}

/** A name in one of the spaces that names share. */
interface Taken {
  readonly key: string
  readonly kind: NameKind | 'enum'
  readonly name: string
  readonly table: Table | null
}

/** Names that share one space: relations and types of a namespace, columns and constraints of a table. */
const takenNames = (table: Table): readonly Taken[] => {
  const { namespace } = table
  const relation = (name: string): string => `relation ${nameKey({ namespace, name })}`
  // https://www.postgresql.org/docs/current/catalog-pg-type.html: each table has a type of its name.
  const type = (name: string): string => `type ${nameKey({ namespace, name })}`
  const within = (name: string): string => `constraint ${nameKey(objectName(table))} ${name}`
  const taken = (key: string, kind: NameKind, { name }: { readonly name: string }): Taken => ({
    key,
    kind,
    name,
    table,
  })
  return [
    taken(relation(table.name), 'table', table),
    taken(type(table.name), 'table', table),
    ...table.columns.map((item) =>
      taken(`column ${nameKey(objectName(table))} ${item.name}`, 'column', item),
    ),
    ...table.indexes.map((item) => taken(relation(item.name), 'index', item)),
    ...table.constraints.flatMap((item) => {
      const makesIndex = item.kind === 'primaryKey' || item.kind === 'unique'
      return [
        taken(within(item.name), 'constraint', item),
        ...(makesIndex ? [taken(relation(item.name), 'constraint', item)] : []),
      ]
    }),
  ]
}

/** The names that were cut to this one, among those that the model writes for such things. */
const cutNames = ({ kind, name, table }: Taken, { writtenIn }: ModelSources): readonly string[] =>
  table === null || kind === 'enum' ? [] : cutTo(writtenIn(table)[kind], name)

const label = ({ kind, name, table }: Taken, written: string | undefined): string => {
  if (kind === 'enum') return `enum ${name}`
  const isTable = kind === 'table' || table === null
  if (isTable) return `table ${written ?? (table === null ? name : show(table))}`
  return `${kind} ${written ?? name} of ${show(table)}`
}

const takenTwice = (item: Taken, other: Taken, sources: ModelSources): string => {
  const [later, earlier] = [cutNames(item, sources), cutNames(other, sources)]
  const isAlike = item.table === other.table && item.kind === other.kind
  const [a, b] = isAlike
    ? [label(item, later[1]), label(other, later[0])]
    : [label(item, later[0]), label(other, earlier[0])]
  const isCut = later.length + earlier.length > 0
  return `${a} and ${b} have the same name${isCut ? `: PostgreSQL keeps ${item.name} of it` : ''}`
}

const checkNames = (schema: Schema, sources: ModelSources): void => {
  const taken = new Map<string, Taken>(
    schema.enums.map((item) => {
      const key = `type ${nameKey(objectName(item))}`
      return [key, { key, kind: 'enum', name: show(item), table: null }]
    }),
  )
  for (const table of schema.tables) {
    for (const item of takenNames(table)) {
      const other = taken.get(item.key)
      if (other !== undefined) {
        throw new DiffkitError('MODEL_INVALID', {
          file: sources.fileOf(table),
          problem: takenTwice(item, other, sources),
          hint: 'Give one of them another name; PostgreSQL keeps the first 63 bytes of each.',
        })
      }
      taken.set(item.key, item)
    }
  }
}

/** Throws for a name that is taken twice and for a foreign key that points at nothing or at no key. */
export const checkModels = (schema: Schema, sources: ModelSources): void => {
  checkNames(schema, sources)
  const tables = new Map(schema.tables.map((table) => [nameKey(objectName(table)), table]))
  for (const table of schema.tables) {
    for (const item of table.constraints) {
      const problem = item.kind === 'foreignKey' ? checkForeignKey(table, item, tables) : null
      if (problem === null) continue
      throw new DiffkitError('MODEL_INVALID', {
        file: sources.fileOf(table),
        problem,
        hint: 'Export the table that it points at, and make the columns a primary key or unique.',
      })
    }
  }
}
