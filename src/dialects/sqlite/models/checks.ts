/** What the models must fulfil together, so that SQLite can hold them. */
import { findTable, lookUpTable } from '../../../schema/edit.ts'
import type { ForeignKey, Schema, Table } from '../../../schema/types.ts'
import { invalid } from './context.ts'
import type { ModelContext } from './context.ts'
import { foldName } from '../parse/tokens.ts'

type Owner = Omit<ModelContext, 'drizzle'>

export type SourceOf = (table: string) => ModelContext['source']

const sameColumns = (a: readonly (string | null)[], b: readonly string[]): boolean =>
  a.length === b.length && b.every((name) => a.includes(name))

/** https://sqlite.org/foreignkeys.html#fk_indexes */
export const isTarget = (table: Table, columns: readonly string[]): boolean =>
  table.constraints.some(
    (item) => item.kind === 'primaryKey' && sameColumns(item.columns, columns),
  ) ||
  table.indexes.some(
    ({ unique, where, keys }) =>
      unique &&
      where === null &&
      keys.every(({ collation }) => collation === null) &&
      sameColumns(
        keys.map(({ column }) => column),
        columns,
      ),
  )

const requireTarget = (schema: Schema, { references, name }: ForeignKey, owner: Owner): void => {
  const target = String(references.table)
  if (lookUpTable(schema, target) === undefined) {
    throw invalid(
      owner,
      `the foreign key ${name} refers to the table ${target}, which no model file exports`,
      `Export ${target} from a file that \`schema\` matches.`,
    )
  }
  if (isTarget(findTable(schema, target), references.columns)) return
  const columns = `${target} (${references.columns.join(', ')})`
  throw invalid(
    owner,
    `the foreign key ${name} refers to ${columns}, which is neither the primary key nor unique`,
    `Make ${columns} unique over exactly these columns, or refer to the primary key.`,
  )
}

const requireDistinct = (schema: Schema, sourceOf: SourceOf): void => {
  const taken = new Map<string, string>()
  for (const table of schema.tables) {
    for (const { name } of table.indexes) {
      const other = taken.get(foldName(name))
      if (other !== undefined) {
        const owner = { object: table.name, source: sourceOf(table.name) }
        throw invalid(
          owner,
          `the index ${name} has the name of one of ${other}`,
          'Names of indexes are unique in a SQLite database: give one of the two another name.',
        )
      }
      taken.set(foldName(name), table.name)
    }
  }
}

/** What SQLite itself would refuse, told of the model instead of the statement. */
const requireTable = (table: Table, owner: Owner): void => {
  if (foldName(table.name).startsWith('sqlite_')) {
    throw invalid(
      owner,
      'names that begin with sqlite_ are reserved',
      'Give the table another name.',
    )
  }
  if (table.columns.length === 0) {
    throw invalid(owner, 'the table has no columns', 'SQLite needs at least one.')
  }
  const taken = new Map<string, string>()
  for (const { name } of table.columns) {
    const other = taken.get(foldName(name))
    if (other !== undefined) {
      const problem = `the columns ${other} and ${name} have one name to SQLite`
      throw invalid(
        owner,
        problem,
        'SQLite does not tell upper from lower case: rename one of the two.',
      )
    }
    taken.set(foldName(name), name)
  }
}

/** Throws for what cannot be a table, a foreign key without a target, and two indexes of one name. */
export const checkModels = (schema: Schema, sourceOf: SourceOf): void => {
  for (const table of schema.tables) {
    const owner = { object: table.name, source: sourceOf(table.name) }
    requireTable(table, owner)
    for (const item of table.constraints) {
      if (item.kind === 'foreignKey') requireTarget(schema, item, owner)
    }
  }
  requireDistinct(schema, sourceOf)
}
