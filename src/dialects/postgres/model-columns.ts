/** A Drizzle column → a Column. */
import { typeName } from '../../schema/names.ts'
import type { Column, Expression, Generated, Identity } from '../../schema/types.ts'
import { literal } from '../shared.ts'
import { enumOf } from './drizzle.ts'
import type { DrizzleColumn } from './drizzle.ts'
import { checkedName, invalid, isSql, reasonOf, renderSql } from './model-context.ts'
import type { ModelContext } from './model-context.ts'
import { canonicalType, isArray, isSerial } from './types.ts'

const dimensionsOf = (column: DrizzleColumn): number =>
  column.baseColumn === undefined ? (column.dimensions ?? 0) : 1 + dimensionsOf(column.baseColumn)

/** The column's type in canonical spelling; PostgreSQL knows arrays of one kind only. */
const readType = (context: ModelContext, column: DrizzleColumn): string => {
  const found = enumOf(column)
  if (found !== null) {
    const namespace = found.schema === 'public' ? null : (found.schema ?? null)
    const name = typeName({ namespace, name: found.enumName })
    return dimensionsOf(column) > 0 ? `${name}[]` : name
  }
  const text: unknown = column.getSQLType()
  if (typeof text !== 'string' || text.trim() === '') {
    throw invalid(context, `column ${column.name} has no SQL type`)
  }
  const canonical = canonicalType(text)
  return (column.dimensions ?? 0) > 0 && !isArray(canonical) ? `${canonical}[]` : canonical
}

const bytesLiteral = (value: Uint8Array): string =>
  literal(`\\x${Buffer.from(value).toString('hex')}`)

const isPlain = (value: unknown): boolean =>
  (typeof value === 'number' && Number.isFinite(value)) ||
  typeof value === 'bigint' ||
  typeof value === 'boolean'

const valueLiteral = (value: unknown): string => {
  if (isPlain(value)) return String(value)
  if (typeof value === 'string' || typeof value === 'number') return literal(String(value))
  if (value instanceof Date) return literal(value.toISOString())
  if (value instanceof Uint8Array) return bytesLiteral(value)
  return literal(JSON.stringify(value))
}

/** Values that mean what they say; all others go through the column's own mapping. */
const isDirect = (value: unknown, column: DrizzleColumn, type: string): boolean =>
  (isPlain(value) || typeof value === 'string') &&
  column.columnType !== 'PgCustomColumn' &&
  type !== 'json' &&
  type !== 'jsonb'

const driverValue = (value: unknown, column: DrizzleColumn): unknown => {
  try {
    return column.mapToDriverValue(value)
  } catch {
    return value
  }
}

const defaultText = (context: ModelContext, column: DrizzleColumn, type: string): string | null => {
  const value = column.default
  const what = `the default of column ${column.name}`
  if (isSql(value)) return renderSql(context, value, what)
  if (isDirect(value, column, type)) return valueLiteral(value)
  const mapped = driverValue(value, column)
  if (isSql(mapped)) return renderSql(context, mapped, what)
  if (mapped === null) return null
  const isJson = type === 'json' || type === 'jsonb'
  // A later drizzle-orm hands JSON to the driver as it is.
  if (isJson && mapped === value) return literal(JSON.stringify(value))
  return valueLiteral(mapped)
}

const readDefault = (
  context: ModelContext,
  column: DrizzleColumn,
  type: string,
): Expression | null => {
  if (column.default === undefined || column.default === null || isSerial(type)) return null
  const sql = defaultText(context, column, type)
  return sql === null ? null : { sql }
}

const readGenerated = (context: ModelContext, column: DrizzleColumn): Generated | null => {
  if (column.generated === undefined) return null
  const { as, mode } = column.generated
  const value: unknown = typeof as === 'function' ? (as as () => unknown)() : as
  const what = `the generated expression of column ${column.name}`
  const sql = isSql(value) ? renderSql(context, value, what) : valueLiteral(value)
  return { expression: { sql }, stored: mode !== 'virtual' }
}

const readIdentity = (column: DrizzleColumn): Identity | null => {
  const declared = column.generatedIdentity
  if (declared === undefined) return null
  const options = declared.sequenceOptions ?? {}
  const text = (value: number | string | undefined): string | null =>
    value === undefined ? null : String(value)
  const increment = text(options.increment) ?? '1'
  const [min, max] = [text(options.minValue), text(options.maxValue)]
  const start = increment.startsWith('-') ? (max ?? '-1') : (min ?? '1')
  return {
    always: declared.type === 'always',
    name: declared.sequenceName ?? null,
    start: text(options.startWith) ?? start,
    increment,
    min,
    max,
    cache: text(options.cache) ?? '1',
    cycle: options.cycle ?? false,
  }
}

/** A column in canonical spelling. */
export const readColumn = (context: ModelContext, column: DrizzleColumn): Column => {
  const name = checkedName(context, context.drizzle.columnName(column))
  try {
    const type = readType(context, column)
    return {
      name,
      type,
      nullable: !column.notNull && !column.primary,
      default: readDefault(context, column, type),
      generated: readGenerated(context, column),
      identity: readIdentity(column),
      autoincrement: false,
      collation: null,
    }
  } catch (error) {
    if (error instanceof Error && error.name === 'DiffkitError') throw error
    throw invalid(context, `column ${name} cannot be read: ${reasonOf(error)}`)
  }
}
