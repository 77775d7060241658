/** The default of a Drizzle column as SQL text: what the application itself would have stored. */
import type { Expression } from '../../../schema/types.ts'
import { stripParentheses } from '../../../util/tokens.ts'
import { driverValue } from '../../driver-value.ts'
import { literal } from '../../shared.ts'
import type { DrizzleColumn } from './drizzle.ts'
import { invalid, isSql, renderSql } from './context.ts'
import type { ModelContext } from './context.ts'
import { elementType, isArray, isSerial } from '../types.ts'

const isPlain = (value: unknown): value is number | bigint | boolean =>
  (typeof value === 'number' && Number.isFinite(value)) ||
  typeof value === 'bigint' ||
  typeof value === 'boolean'

/** The text that PostgreSQL's input function of the type reads. */
const inputText = (value: unknown): string => {
  if (typeof value === 'string') return value
  if (isPlain(value) || typeof value === 'number') return String(value)
  if (value instanceof Date) return value.toISOString()
  if (value instanceof Uint8Array) return `\\x${Buffer.from(value).toString('hex')}`
  // A function or a symbol has no text, whatever the types say.
  const text: string | undefined = JSON.stringify(value)
  if (text === undefined) throw new Error(`its default is a ${typeof value}, not a value`)
  return text
}

/** A value as SQL: a number or boolean bare, all else a string that the column's type reads. */
export const valueLiteral = (value: unknown): string =>
  isPlain(value) ? String(value) : literal(inputText(value))

const isJson = (type: string): boolean => type === 'json' || type === 'jsonb'

/** Values that mean what they say; all others go through the column's own mapping. */
const isDirect = (value: unknown, column: DrizzleColumn, type: string): boolean =>
  (isPlain(value) || typeof value === 'string') &&
  column.columnType !== 'PgCustomColumn' &&
  !isJson(type)

const toDriver = (value: unknown, column: DrizzleColumn): unknown => {
  try {
    return driverValue(value, column)
  } catch {
    return value
  }
}

/** A single value as the driver would be given it; drizzle-orm 1 hands JSON over as it is. */
const scalarValue = (value: unknown, column: DrizzleColumn, type: string): unknown => {
  if (isDirect(value, column, type)) return value
  const mapped = toDriver(value, column)
  return isJson(type) && mapped === value ? JSON.stringify(value) : mapped
}

/** https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO */
const quoteElement = (text: string): string =>
  `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`

const arrayText = (value: unknown, depth: number, element: (value: unknown) => string): string => {
  if (value === null || value === undefined) return 'NULL'
  if (depth === 0 || !Array.isArray(value)) return element(value)
  return `{${value.map((item) => arrayText(item, depth - 1, element)).join(',')}}`
}

const elementText = (value: unknown): string =>
  isPlain(value) ? inputText(value) : quoteElement(inputText(value))

/** As node-postgres writes a list: an array, however deep. */
const listText = (value: unknown): string => arrayText(value, Infinity, elementText)

/** drizzle-orm 0.45 maps an element by its own column, drizzle-orm 1 an array as a whole. */
const arrayDefault = (
  context: ModelContext,
  column: DrizzleColumn,
  type: { readonly depth: number; readonly element: string },
): string => {
  const leaf = context.drizzle.elementColumn(column)
  const whole = leaf === column
  const mapped = (item: unknown): unknown => {
    if (!whole) return scalarValue(item, leaf, type.element)
    return isJson(type.element) ? JSON.stringify(item) : item
  }
  const value = whole ? toDriver(column.default, column) : column.default
  const text = isArray(leaf.getSQLType()) ? listText : elementText
  return literal(arrayText(value, type.depth, (item) => text(mapped(item))))
}

const defaultText = (context: ModelContext, column: DrizzleColumn, type: string): string | null => {
  const value = column.default
  const what = `the default of column ${column.name}`
  if (isSql(value)) return renderSql(context, value, what)
  const depth = context.drizzle.dimensions(column)
  if (depth > 0 && Array.isArray(value)) {
    return arrayDefault(context, column, { depth, element: elementType(type) })
  }
  const mapped = scalarValue(value, column, type)
  if (isSql(mapped)) return renderSql(context, mapped, what)
  // node-postgres writes any list as an array; as JSON it is read by other types, vectors among them.
  if (Array.isArray(mapped) && isArray(type))
    return literal(arrayText(mapped, Infinity, elementText))
  return mapped === null ? null : valueLiteral(mapped)
}

interface FoundDefault {
  /** Of the column. */
  readonly name: string
  readonly sql: string
  readonly type: string
}

const FOLDED =
  /^(?:(date|time|timetz|timestamp|timestamptz)\s*)?'\s*(?:now|today|tomorrow|yesterday)\b[^']*'(?:\s*::\s*((?:date|time)[^:]*))?$/i

/**
 * Throws for a word that PostgreSQL takes for the moment at which the default is made, and keeps.
 * https://www.postgresql.org/docs/current/datatype-datetime.html#DATATYPE-DATETIME-SPECIAL-VALUES
 */
const requireUnfolded = (context: ModelContext, { name, sql, type }: FoundDefault): void => {
  const found = FOLDED.exec(stripParentheses(sql.trim()))
  if (found === null) return
  const [text, before, after] = found
  const isTime = /^(?:date|time)/.test(type) && !isArray(type)
  if (!isTime && before === undefined && after === undefined) return
  throw invalid(
    context,
    `the default of column ${name}, ${text}, is the moment at which the migration runs, for every row and another time at every run`,
    'Write `.defaultNow()`, or an expression that is worked out for each row: sql`current_date + 1`.',
  )
}

/** The bits of the integer types. https://www.postgresql.org/docs/current/datatype-numeric.html */
const BITS: Readonly<Record<string, number>> = { smallint: 16, integer: 32, bigint: 64 }

const NUMBER = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i

/** As PostgreSQL rounds it, halves away from zero; `null` for what is no finite number. */
const wholeNumber = (sql: string): bigint | null => {
  if (/^-?\d+$/.test(sql)) return BigInt(sql)
  const value = NUMBER.test(sql) ? Number(sql) : NaN
  return Number.isFinite(value) ? BigInt(Math.sign(value) * Math.round(Math.abs(value))) : null
}

/** Throws for a number that PostgreSQL takes for a default, but in no row. */
const requireInRange = (context: ModelContext, { name, sql, type }: FoundDefault): void => {
  const bits = BITS[type]
  const value = bits === undefined ? null : wholeNumber(stripParentheses(sql.trim()))
  if (bits === undefined || value === null || BigInt.asIntN(bits, value) === value) return
  throw invalid(
    context,
    `the default of column ${name}, ${sql}, is out of the range of ${type}: every row that takes it would be refused`,
    'Take a number that fits, or another type.',
  )
}

/** `null` where the database is to fill in nothing; `$default` is the application's. */
export const readDefault = (
  context: ModelContext,
  column: DrizzleColumn,
  type: string,
): Expression | null => {
  if (column.default === undefined || column.default === null || isSerial(type)) return null
  const sql = defaultText(context, column, type)
  if (sql === null) return null
  const found = { name: context.drizzle.columnName(column), sql, type }
  requireUnfolded(context, found)
  requireInRange(context, found)
  return { sql }
}
