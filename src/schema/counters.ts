/** The sequences behind columns that count, which come and go with them. */
import { equal } from './equal.ts'
import { serialSequenceDefaults } from './types.ts'
import type { Column } from './types.ts'

/** https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS */
export const LONGEST = 63

/** How much of a name's room a text takes. */
export const bytes = (text: string): number => Buffer.byteLength(text)

/** The longest beginning of a text that has at most so many bytes. */
export const clip = (text: string, limit: number): string => {
  // No character has more than three bytes to a unit.
  if (text.length * 3 <= limit) return text
  let clipped = text
  while (bytes(clipped) > limit) clipped = [...clipped].slice(0, -1).join('')
  return clipped
}

/**
 * `table_column_suffix` as PostgreSQL itself chooses it: when that is too long, the longer of the
 * two names is cut first.
 */
export const relationName = (table: string, column: string, suffix: string): string => {
  const room = LONGEST - bytes(suffix) - 2
  let [first, second] = [bytes(table), bytes(column)]
  while (first + second > room) {
    if (first > second) first--
    else second--
  }
  return `${clip(table, first)}_${clip(column, second)}_${suffix}`
}

/** Whether a column of the type has a sequence of its own that it says nothing of. */
export const isSerialType = (type: string): boolean => /^(?:small|big)?serial$/.test(type)

/** The name of the sequence behind a column, the usual one where it says none; `null`: it does not count. */
export const counterName = (table: { readonly name: string }, column: Column): string | null => {
  const { identity, sequence, type, name } = column
  if (identity === null && !isSerialType(type)) return null
  return (identity ?? sequence)?.name ?? relationName(table.name, name, 'seq')
}

interface Place {
  readonly table: string
  readonly column: string
}

/** The column of a table that gets another name, or has got one itself: the sequence of a serial keeps its own. */
export const keepCounter = (
  column: Column,
  { from, to }: { readonly from: Place; readonly to: Place },
): Column => {
  if (!isSerialType(column.type)) return column
  const [old, usual] = [from, to].map((place) => relationName(place.table, place.column, 'seq'))
  const name = column.sequence?.name ?? old ?? null
  const sequence = {
    ...(column.sequence ?? serialSequenceDefaults),
    name: name === usual ? null : name,
  }
  return { ...column, sequence: equal(sequence, serialSequenceDefaults) ? null : sequence }
}
