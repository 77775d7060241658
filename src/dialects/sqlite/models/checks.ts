/** What the models must fulfil together, so that SQLite can hold them. */
import { findTable, lookUpTable } from '../../../schema/edit.ts'
import type { ForeignKey, Schema, Table } from '../../../schema/types.ts'
import { DiffkitError } from '../../../errors.ts'
import type { ModelPlace } from '../../dialect.ts'
import { atModel, columnPlaces } from '../../model-places.ts'
import { invalid } from './context.ts'
import type { ModelContext } from './context.ts'
import { foldName } from '../parse/tokens.ts'

type Owner = Omit<ModelContext, 'drizzle'>

/** The place of a table or view, and those of its columns. */
export type PlacesOf = (object: string) => readonly ModelPlace[]

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

/** Two things that cannot be, and where both stand. */
const twice = (
  problem: string,
  hint: string,
  [place, other]: readonly (ModelPlace | undefined)[],
): DiffkitError =>
  new DiffkitError('MODEL_INVALID', {
    ...(place === undefined ? { file: '' } : atModel(place)),
    problem,
    hint,
    also: other && atModel(other),
  })

/** https://sqlite.org/lang_createindex.html: tables, views and indexes share their names. */
const requireDistinct = ({ tables, views }: Schema, placesOf: PlacesOf): void => {
  const taken = new Map<string, { readonly what: string; readonly object: string }>([
    ...tables.map(({ name }) => [foldName(name), { what: `table ${name}`, object: name }] as const),
    ...views.map(({ name }) => [foldName(name), { what: `view ${name}`, object: name }] as const),
  ])
  for (const table of tables) {
    for (const { name } of table.indexes) {
      const other = taken.get(foldName(name))
      if (other !== undefined) {
        const hint =
          'Names of tables, views and indexes are unique in a SQLite database: give one of the two another name.'
        const problem = `${table.name}: the index ${name} has the name of ${other.what}`
        throw twice(problem, hint, [placesOf(table.name)[0], placesOf(other.object)[0]])
      }
      const what = `one of ${table.name}`
      taken.set(foldName(name), { what, object: table.name })
    }
  }
}

const requireDistinctColumns = ({ name: table, columns }: Table, placesOf: PlacesOf): void => {
  const taken = new Map<string, string>()
  for (const { name } of columns) {
    const other = taken.get(foldName(name))
    if (other !== undefined) {
      const [first, second] = columnPlaces(placesOf(table), [other, name])
      const [problem, hint] =
        other === name
          ? [`the column ${name} stands in it twice`, 'Give one of the two another name.']
          : [
              `the columns ${other} and ${name} have one name to SQLite`,
              'SQLite does not tell upper from lower case: rename one of the two.',
            ]
      throw twice(`${table}: ${problem}`, hint, [second, first])
    }
    taken.set(foldName(name), name)
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
}

/** Throws for what cannot be a table, a foreign key without a target, and two things of one name. */
export const checkModels = (schema: Schema, placesOf: PlacesOf): void => {
  for (const table of schema.tables) {
    const [place] = placesOf(table.name)
    const source = { file: place?.file ?? '', name: place?.exportName ?? '' }
    const owner = { object: table.name, source }
    requireTable(table, owner)
    requireDistinctColumns(table, placesOf)
    for (const item of table.constraints) {
      if (item.kind === 'foreignKey') requireTarget(schema, item, owner)
    }
  }
  requireDistinct(schema, placesOf)
}
