/** The catalog's rows of indexes → Index. */
import type { Index, IndexKey } from '../../../schema/types.ts'
import { readList } from './alike.ts'
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

/** What the operator class of a key is told. */
const opclassParameters = (
  { opclass_parameters: text }: IndexRow,
  position: number,
): IndexKey['opclassParameters'] =>
  text === null ? {} : readParameters(readList<readonly string[] | null>(text)[position] ?? null)

const partAt = (parts: readonly (string | null)[] | null, position: number): string | null =>
  parts?.[position] ?? null

/** Numbers as the server prints a vector of them. */
export const readVector = (vector: string): readonly number[] =>
  vector === '' ? [] : vector.split(' ').map(Number)

/** A key without its column. */
const readKey = (
  row: IndexRow,
  position: number,
  { option, major }: { readonly option: number; readonly major: number },
): IndexKey => {
  const order = option & 1 ? 'desc' : 'asc'
  const nulls = option & 2 ? 'first' : 'last'
  const expression = partAt(row.expressions, position)
  return {
    column: null,
    expression: expression === null ? null : printedExpression(expression, major),
    order,
    nulls: nulls === (order === 'asc' ? 'last' : 'first') ? null : nulls,
    opclass: partAt(row.opclasses, position),
    opclassParameters: opclassParameters(row, position),
    collation: partAt(row.collations, position),
  }
}

/** What makes each of the indexes that are alike. */
export const readIndex = (
  row: IndexRow,
  names: NamesOf,
  major: number,
): ((relation: number, name: string) => Index) => {
  const [numbers, options] = [readVector(row.columns), readVector(row.options)]
  const [keyed, included] = [numbers.slice(0, row.key_count), numbers.slice(row.key_count)]
  const keys = keyed.map((_, at) => readKey(row, at, { option: options[at] ?? 0, major }))
  const where = row.predicate === null ? null : printedExpression(row.predicate, major)
  const parameters = readParameters(row.parameters)
  return (relation, name) => {
    const columns = names(relation, keyed)
    return {
      name,
      named: true,
      keys: keys.map((key, at) =>
        key.expression === null ? { ...key, column: columns[at] ?? null } : key,
      ),
      unique: row.unique,
      where,
      method: row.method,
      include: names(relation, included),
      nullsNotDistinct: row.nulls_not_distinct,
      with: parameters,
      tablespace: row.tablespace,
      clustered: row.clustered,
      comment: row.comment,
      origin: 'index',
    }
  }
}
