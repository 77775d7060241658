/** What must hold between models before a database is asked. */
import { nameKey, objectName, show } from '../../../schema/names.ts'
import type { ForeignKey, QualifiedName, Schema, Table } from '../../../schema/types.ts'
import { DiffkitError } from '../../../errors.ts'
import type { ModelPlace } from '../../dialect.ts'
import { atModel, columnPlaces } from '../../model-places.ts'
import { cutTo } from './written-names.ts'
import type { NameKind, WrittenNames } from './written-names.ts'

/** What has a name of its own. */
export type ObjectKind = 'table' | 'view' | 'sequence' | 'enum'

/** Where a model stands, and what it writes. */
interface ModelSource {
  /** Its own place, and those of its columns. */
  readonly places: () => readonly ModelPlace[]
  readonly written: () => WrittenNames
}

export type SourceOf = (kind: ObjectKind, object: QualifiedName) => ModelSource

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
  readonly kind: NameKind
  readonly name: string
  /** The thing itself, or the table that it is a part of. */
  readonly owner: QualifiedName
}

const isObject = (kind: NameKind): kind is ObjectKind => kind in OBJECTS

/** Names that share one space: relations and types of a namespace, columns and constraints of a table. */
const relation = (namespace: string | null, name: string): string =>
  `relation ${nameKey({ namespace, name })}`

const type = (namespace: string | null, name: string): string =>
  `type ${nameKey({ namespace, name })}`

const OBJECTS: Readonly<Record<ObjectKind, readonly (typeof relation)[]>> = {
  enum: [type],
  // It has no type, but is not made beside one of its name: https://www.postgresql.org/docs/current/sql-createsequence.html
  sequence: [relation, type],
  view: [relation, type],
  // https://www.postgresql.org/docs/current/catalog-pg-type.html: each table has a type of its name.
  table: [relation, type],
}

const objectNames = (kind: ObjectKind, owner: QualifiedName): readonly Taken[] =>
  OBJECTS[kind].map((space) => ({
    key: space(owner.namespace, owner.name),
    kind,
    name: owner.name,
    owner,
  }))

const partNames = (table: Table): readonly Taken[] => {
  const within = (name: string): string => `constraint ${nameKey(objectName(table))} ${name}`
  const taken = (key: string, kind: NameKind, { name }: { readonly name: string }): Taken => ({
    key,
    kind,
    name,
    owner: table,
  })
  return [
    ...table.columns.map((item) =>
      taken(`column ${nameKey(objectName(table))} ${item.name}`, 'column', item),
    ),
    ...table.indexes.map((item) => taken(relation(table.namespace, item.name), 'index', item)),
    ...table.constraints.flatMap((item) => {
      const makesIndex = item.kind === 'primaryKey' || item.kind === 'unique'
      return [
        taken(within(item.name), 'constraint', item),
        ...(makesIndex ? [taken(relation(table.namespace, item.name), 'constraint', item)] : []),
      ]
    }),
  ]
}

const takenNames = ({ enums, sequences, views, tables }: Schema): readonly Taken[] => [
  ...enums.flatMap((item) => objectNames('enum', item)),
  ...sequences.flatMap((item) => objectNames('sequence', item)),
  ...views.flatMap((item) => objectNames('view', item)),
  ...tables.flatMap((item) => [...objectNames('table', item), ...partNames(item)]),
]

const sourceOfTaken = ({ kind, owner }: Taken, sourceOf: SourceOf): ModelSource =>
  sourceOf(isObject(kind) ? kind : 'table', owner)

/** The names that were cut to this one, among those that the model writes for such things. */
const cutNames = (item: Taken, sourceOf: SourceOf): readonly string[] =>
  cutTo(sourceOfTaken(item, sourceOf).written()[item.kind] ?? [], item.name)

const label = ({ kind, name, owner }: Taken, written: string | undefined): string =>
  isObject(kind)
    ? `${kind} ${written ?? show(owner)}`
    : `${kind} ${written ?? name} of ${show(owner)}`

const isSibling = (item: Taken, other: Taken): boolean =>
  item.owner === other.owner && item.kind === other.kind

const describeTwo = (item: Taken, other: Taken, sourceOf: SourceOf): string => {
  const [later, earlier] = [cutNames(item, sourceOf), cutNames(other, sourceOf)]
  const [a, b] = isSibling(item, other)
    ? [label(item, later[1]), label(other, later[0])]
    : [label(item, later[0]), label(other, earlier[0])]
  const isCut = later.length + earlier.length > 0
  return `${a} and ${b} have the same name${isCut ? `: PostgreSQL keeps ${item.name} of it` : ''}`
}

/** The places of two things; two columns of one name stand in the order of the model. */
const placesOfTwo = (
  item: Taken,
  other: Taken,
  sourceOf: SourceOf,
): readonly [later: ModelPlace | undefined, earlier: ModelPlace | undefined] => {
  const [places, others] = [item, other].map((taken) => sourceOfTaken(taken, sourceOf).places())
  if (item.kind !== 'column') return [places?.[0], others?.[0]]
  const [first, second] = columnPlaces(places ?? [], [item.name])
  return [second ?? first, first]
}

const takenTwice = (item: Taken, other: Taken, sourceOf: SourceOf): DiffkitError => {
  const [place, also] = placesOfTwo(item, other, sourceOf)
  return new DiffkitError('MODEL_INVALID', {
    ...(place === undefined ? { file: '' } : atModel(place)),
    problem: describeTwo(item, other, sourceOf),
    also: also && atModel(also),
    hint: 'Give one of them another name; PostgreSQL keeps the first 63 bytes of each.',
  })
}

const checkNames = (schema: Schema, sourceOf: SourceOf): void => {
  const taken = new Map<string, Taken>()
  for (const item of takenNames(schema)) {
    const other = taken.get(item.key)
    if (other !== undefined) throw takenTwice(item, other, sourceOf)
    taken.set(item.key, item)
  }
}

/** Throws for a name that is taken twice and for a foreign key that points at nothing or at no key. */
export const checkModels = (schema: Schema, sourceOf: SourceOf): void => {
  checkNames(schema, sourceOf)
  const tables = new Map(schema.tables.map((table) => [nameKey(objectName(table)), table]))
  for (const table of schema.tables) {
    for (const item of table.constraints) {
      const problem = item.kind === 'foreignKey' ? checkForeignKey(table, item, tables) : null
      if (problem === null) continue
      const [place] = sourceOf('table', table).places()
      throw new DiffkitError('MODEL_INVALID', {
        ...(place === undefined ? { file: '' } : atModel(place)),
        problem,
        hint: 'Export the table that it points at, and make the columns a primary key or unique.',
      })
    }
  }
}
