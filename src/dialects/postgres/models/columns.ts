/** A Drizzle column → a Column. */
import { typeName } from '../../../schema/names.ts'
import type { Column, Generated, Identity } from '../../../schema/types.ts'
import { TYPE_ONLY } from '../../shared.ts'
import { enumAddress, enumOf } from './drizzle.ts'
import type { DrizzleColumn } from './drizzle.ts'
import { invalid, isSql, reasonOf, renderSql, unsupported } from './context.ts'
import type { ModelContext } from './context.ts'
import { readDefault, valueLiteral } from './defaults.ts'
import { canonicalType, isArray, splitType } from '../types.ts'

interface ColumnType {
  readonly type: string
  readonly collation: string | null
}

/** A custom type is any text; `text collate "C"` is a type with a collation. */
const readCustomType = (context: ModelContext, column: DrizzleColumn): ColumnType => {
  const text: unknown = column.getSQLType()
  const { type, collation, rest } = splitType(typeof text === 'string' ? text : '')
  const canonical = canonicalType(type)
  if (typeof text !== 'string' || canonical === '') {
    throw invalid(context, `column ${column.name} has no SQL type`)
  }
  if (rest === null) return { type: canonical, collation }
  throw unsupported(context, `\`${rest}\` inside the type \`${text}\``, TYPE_ONLY)
}

/** The column's type in canonical spelling; PostgreSQL knows arrays of one kind only. */
const readType = (context: ModelContext, column: DrizzleColumn): ColumnType => {
  const isList = context.drizzle.dimensions(column) > 0
  const found = enumOf(column)
  const { type, collation } =
    found === null
      ? readCustomType(context, context.drizzle.elementColumn(column))
      : { type: typeName(enumAddress(found)), collation: null }
  return { type: isList && !isArray(type) ? `${type}[]` : type, collation }
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
export const readColumn = (table: ModelContext, column: DrizzleColumn): Column => {
  const context = { ...table, column }
  const name = context.drizzle.columnName(column)
  try {
    const { type, collation } = readType(context, column)
    return {
      name,
      type,
      nullable: !column.notNull && !column.primary,
      default: readDefault(context, column, type),
      generated: readGenerated(context, column),
      identity: readIdentity(column),
      sequence: null,
      autoincrement: false,
      collation,
      storage: null,
      compression: null,
      statistics: null,
      comment: null,
    }
  } catch (error) {
    if (error instanceof Error && error.name === 'DiffkitError') throw error
    throw invalid(context, `column ${name} cannot be read: ${reasonOf(error)}`)
  }
}
