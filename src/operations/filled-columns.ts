/** Where the values of a column come from that nobody wrote. */
import { sameName } from '../schema/names.ts'
import type { Column } from '../schema/types.ts'
import { codeTokens } from '../util/tokens.ts'
import type { AlterColumn } from './column.ts'
import type { Operation } from './index.ts'

const STABLE_CALLS = new Set(['now', 'statement_timestamp', 'transaction_timestamp'])

/** A default that is computed anew for each row: a call of anything but the transaction's clock. */
export const isVolatile = (sql: string): boolean => {
  const tokens = codeTokens(sql)
  return tokens.some(
    ({ kind, value }, index) =>
      kind === 'word' &&
      tokens[index + 1]?.text === '(' &&
      !STABLE_CALLS.has(value.toLowerCase()) &&
      // A type with a size, right of a cast: `'x'::varchar(10)`.
      tokens[index - 1]?.text !== '::',
  )
}

const SERIAL = new Set(['serial', 'bigserial', 'smallserial'])

/** PostgreSQL: the column gets its values from a sequence. */
export const isCounted = ({ type, identity }: Column): boolean =>
  identity !== null || SERIAL.has(type)

/** A row that does not name the column gets a value. */
export const fillsItself = (column: Column): boolean =>
  column.default !== null || column.generated !== null || column.autoincrement || isCounted(column)

/** Whether the column was computed, and one of these operations has made it a plain one. */
export const becamePlain = ({ table, name }: AlterColumn, earlier: readonly Operation[]): boolean =>
  earlier.some(
    (op) =>
      op.kind === 'alterColumn' &&
      op.set.generated === null &&
      op.name === name &&
      sameName(op.table, table),
  )
