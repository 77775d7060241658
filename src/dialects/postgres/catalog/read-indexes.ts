/** The catalog's rows of indexes → Index. */
import type { Index, IndexKey } from '../../../schema/types.ts'
import type { IndexRow } from './indexes.ts'
import { printedExpression } from '../print/printed.ts'

/** The names of columns by their numbers. */
export type NamesOf = (relation: number, numbers: readonly number[]) => readonly string[]

/** Storage parameters and the options of views. */
export const readParameters = (
  parameters: readonly string[] | null,
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    (parameters ?? []).map((item) => {
      const at = item.indexOf('=')
      return [item.slice(0, at), item.slice(at + 1)]
    }),
  )

const partAt = (parts: readonly (string | null)[] | null, position: number): string | null =>
  parts?.[position] ?? null

const readKey = (
  row: IndexRow,
  position: number,
  column: string | null,
  major: number,
): IndexKey => {
  const option = row.options[position] ?? 0
  const order = option & 1 ? 'desc' : 'asc'
  const nulls = option & 2 ? 'first' : 'last'
  return {
    column,
    expression:
      column === null ? printedExpression(row.expressions?.[position] ?? '', major) : null,
    order,
    nulls: nulls === (order === 'asc' ? 'last' : 'first') ? null : nulls,
    opclass: partAt(row.opclasses, position),
    collation: partAt(row.collations, position),
  }
}

export const readIndex = (row: IndexRow, names: NamesOf, major: number): Index => ({
  name: row.name,
  named: true,
  keys: row.columns
    .slice(0, row.key_count)
    .map((number, position) =>
      readKey(
        row,
        position,
        number === 0 ? null : (names(row.relation, [number])[0] ?? null),
        major,
      ),
    ),
  unique: row.unique,
  where: row.predicate === null ? null : printedExpression(row.predicate, major),
  method: row.method,
  include: names(row.relation, row.columns.slice(row.key_count)),
  nullsNotDistinct: row.nulls_not_distinct,
  with: readParameters(row.parameters),
  tablespace: row.tablespace,
  clustered: row.clustered,
  origin: 'index',
})
