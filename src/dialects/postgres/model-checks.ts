/** What must hold between models before a database is asked. */
import { nameKey, objectName, show } from '../../schema/names.ts'
import type { ForeignKey, Schema, Table } from '../../schema/types.ts'
import { DiffkitError } from '../../errors.ts'

type FileOf = (table: Table) => string

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

/** Names that share one space: relations and types of a namespace, columns and constraints of a table. */
const takenNames = (table: Table): readonly { readonly key: string; readonly what: string }[] => {
  const { namespace } = table
  const relation = (name: string): string => `relation ${nameKey({ namespace, name })}`
  // https://www.postgresql.org/docs/current/catalog-pg-type.html: each table has a type of its name.
  const type = (name: string): string => `type ${nameKey({ namespace, name })}`
  const within = (name: string): string => `constraint ${nameKey(objectName(table))} ${name}`
  return [
    { key: relation(table.name), what: `table ${show(table)}` },
    { key: type(table.name), what: `table ${show(table)}` },
    ...table.columns.map((item) => ({
      key: `column ${nameKey(objectName(table))} ${item.name}`,
      what: `column ${item.name} of ${show(table)}`,
    })),
    ...table.indexes.map((item) => ({
      key: relation(item.name),
      what: `index ${item.name} of ${show(table)}`,
    })),
    ...table.constraints.flatMap((item) => {
      const what = `constraint ${item.name} of ${show(table)}`
      const makesIndex = item.kind === 'primaryKey' || item.kind === 'unique'
      return [
        { key: within(item.name), what },
        ...(makesIndex ? [{ key: relation(item.name), what }] : []),
      ]
    }),
  ]
}

const checkNames = (schema: Schema, fileOf: FileOf): void => {
  const taken = new Map(
    schema.enums.map((item) => [`type ${nameKey(objectName(item))}`, `enum ${show(item)}`]),
  )
  for (const table of schema.tables) {
    for (const { key, what } of takenNames(table)) {
      const other = taken.get(key)
      if (other !== undefined) {
        throw new DiffkitError('MODEL_INVALID', {
          file: fileOf(table),
          problem: `${what} and ${other} have the same name`,
          hint: 'Give one of them another name; PostgreSQL keeps the first 63 bytes of each.',
        })
      }
      taken.set(key, what)
    }
  }
}

/** Throws for a name that is taken twice and for a foreign key that points at nothing or at no key. */
export const checkModels = (schema: Schema, fileOf: FileOf): void => {
  checkNames(schema, fileOf)
  const tables = new Map(schema.tables.map((table) => [nameKey(objectName(table)), table]))
  for (const table of schema.tables) {
    for (const item of table.constraints) {
      const problem = item.kind === 'foreignKey' ? checkForeignKey(table, item, tables) : null
      if (problem === null) continue
      throw new DiffkitError('MODEL_INVALID', {
        file: fileOf(table),
        problem,
        hint: 'Export the table that it points at, and make the columns a primary key or unique.',
      })
    }
  }
}
