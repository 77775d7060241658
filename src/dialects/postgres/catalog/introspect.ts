/** A database → a Schema, and the list of what a Schema cannot describe. */
import { objectName, sameName } from '../../../schema/names.ts'
import type {
  Enum,
  Extension,
  QualifiedName,
  Schema,
  SequenceOwner,
  Table,
  View,
} from '../../../schema/types.ts'
import type { Connection, Introspection, Scope } from '../../dialect.ts'
import { columnAt } from './columns.ts'
import { startReading } from './queries.ts'
import type { Catalog, GlobalRow, Reading, RelationRow, SequenceRow, TypeRow } from './queries.ts'
import { readParameters } from './read-indexes.ts'
import { normalize, normalizeTable } from '../normalize.ts'
import { printedExpression } from '../print/printed.ts'
import { isCounter, readCounter, readParts, readTable } from './read-tables.ts'
import type { Parts } from './read-tables.ts'
import { findUnmodelled } from './unmodelled.ts'

const address = (item: QualifiedName): QualifiedName => ({
  namespace: item.namespace === 'public' ? null : item.namespace,
  name: item.name,
})

const isModelledTable = (relation: RelationRow): boolean => relation.kind === 'r' && !relation.child

const readView = (relation: RelationRow, parts: Parts, major: number): View => ({
  ...address(relation),
  definition: printedExpression(relation.definition ?? '', major),
  materialized: relation.kind === 'm',
  options: readParameters(relation.options),
  method: relation.kind === 'm' ? relation.method : null,
  tablespace: relation.kind === 'm' ? relation.tablespace : null,
  withData: true,
  indexes: parts.indexes.get(relation.oid) ?? [],
  comment: relation.comment,
})

const readExtension = ({ name, namespace }: GlobalRow): Extension => ({
  name,
  namespace: namespace === 'public' || namespace === 'pg_catalog' ? null : namespace,
})

const readEnum = (type: TypeRow): Enum => ({
  ...address(type),
  values: type.values ?? [],
  comment: type.comment,
})

/** The column that a sequence goes with, where a Schema describes its table. */
const readOwner = (
  { owner, owner_column: number }: SequenceRow,
  { relations, columns }: Catalog,
): SequenceOwner | null => {
  if (owner === null) return null
  const column = columnAt(columns, owner, number)
  const table = relations.find(({ oid }) => oid === owner)
  if (table === undefined || column === undefined || !isModelledTable(table)) return null
  return { table: objectName(address(table)), column: column.name }
}

interface Read {
  readonly catalog: Catalog
  readonly tables: readonly Table[]
  readonly parts: Parts
}

const readSchema = ({ catalog, tables, parts }: Read, major: number): Schema => ({
  extensions: catalog.extensions.map(readExtension),
  roles: catalog.roles.map((row) => ({
    name: row.name,
    createDb: row.create_db,
    createRole: row.create_role,
    inherit: row.inherit,
    comment: row.comment,
  })),
  namespaces: catalog.namespaces.map(({ name, comment }) => ({ name, comment })),
  enums: catalog.types.filter(({ kind }) => kind === 'e').map(readEnum),
  sequences: catalog.sequences
    .filter((row) => row.owner === null || !isCounter(row, catalog.columns))
    .map((row) => ({
      ...readCounter(row),
      ...address(row),
      type: row.type,
      ownedBy: readOwner(row, catalog),
      comment: row.comment,
    })),
  tables,
  views: catalog.relations
    .filter(({ kind }) => kind === 'v' || kind === 'm')
    .map((relation) => readView(relation, parts, major)),
})

/** Tables are in normal form before the rest of the catalog has come. */
const readCatalog = async (reading: Reading, { hidden }: Scope, major: number): Promise<Read> => {
  const parts = await readParts(reading, major)
  const relations = (await reading.relations).filter(
    (relation) => !hidden.some((name) => sameName(name, address(relation))),
  )
  const tables = relations
    .filter(isModelledTable)
    .map((relation) => normalizeTable(readTable({ ...relation, ...address(relation) }, parts)))
  return { tables, parts, catalog: { ...(await reading.whole), relations } }
}

/** Reads all namespaces of the scope in one transaction, with a dozen queries at most. */
export const introspect = async (connection: Connection, scope: Scope): Promise<Introspection> => {
  const inScope = (name: string): boolean =>
    name === 'public' || scope.namespaces === null || scope.namespaces.includes(name)
  const { major } = connection.version
  const read = await connection.transaction(
    async () => readCatalog(await startReading(connection, inScope), scope, major),
    { mode: 'read' },
  )
  return {
    schema: normalize(readSchema(read, major)),
    unmodelled: findUnmodelled(read.catalog),
  }
}
