/** A column of a Drizzle model → a Column. */
import type { Column, Expression } from '../../../schema/types.ts'
import { isDiffkitError } from '../../../errors.ts'
import { remember } from '../../../util/remember.ts'
import { driverValue } from '../../driver-value.ts'
import { literal, TYPE_ONLY } from '../../shared.ts'
import { Cursor } from '../parse/cursor.ts'
import type { DrizzleColumn } from './drizzle.ts'
import { invalid, isSql, reasonOf, renderSql, unsupported } from './context.ts'
import type { ModelContext } from './context.ts'
import { parseColumn } from '../parse/table.ts'

const numberLiteral = (context: ModelContext, value: number, what: string): string => {
  if (Number.isFinite(value)) return String(value)
  // https://sqlite.org/faq.html#q31: a number that is too large is infinite.
  if (!Number.isNaN(value)) return value > 0 ? '9e999' : '-9e999'
  throw invalid(context, `${what} is ${value}, which SQLite cannot write`)
}

/** A value that the driver would be given, as SQL text. */
const valueLiteral = (context: ModelContext, value: unknown, what: string): string => {
  if (typeof value === 'string') return literal(value)
  if (typeof value === 'number') return numberLiteral(context, value, what)
  if (typeof value === 'bigint') return String(value)
  if (typeof value === 'boolean') return value ? '1' : '0'
  if (value instanceof Uint8Array) return `X'${Buffer.from(value).toString('hex').toUpperCase()}'`
  if (value === null) return 'NULL'
  throw invalid(context, `${what} is neither a number, a text, a boolean nor bytes`)
}

const readDefault = (context: ModelContext, column: DrizzleColumn): Expression | null => {
  const { default: value, name } = column
  const what = `the default of ${name}`
  if (value === undefined || value === null) return null
  if (isSql(value)) return { sql: renderSql(context, value, what) }
  let mapped: unknown
  try {
    mapped = driverValue(value, column)
  } catch (error) {
    throw invalid(context, `${what} cannot be converted: ${reasonOf(error)}`)
  }
  if (isSql(mapped)) return { sql: renderSql(context, mapped, what) }
  // A number of a NUMERIC column goes to the driver as text; drizzle-kit writes the number, which is stored alike.
  const stored = typeof value === 'number' && mapped === String(value) ? value : mapped
  return { sql: valueLiteral(context, stored, what) }
}

const readGenerated = (context: ModelContext, column: DrizzleColumn): Column['generated'] => {
  const { generated, name } = column
  if (generated === undefined) return null
  const as: unknown = typeof generated.as === 'function' ? generated.as() : generated.as
  const what = `the expression of ${name}`
  const sql = isSql(as) ? renderSql(context, as, what) : valueLiteral(context, as, what)
  return { expression: { sql }, stored: generated.mode === 'stored' }
}

/** A custom type may carry a collation: `text collate nocase`. `null`: its text is no type. */
const parseType = remember((written) => {
  try {
    const cursor = new Cursor(`"name" ${written}`)
    const { type, clauses } = parseColumn(cursor)
    if (!cursor.done) return null
    const collate = clauses.findLast((clause) => clause.kind === 'collate')
    return {
      isWhole: clauses.every(({ kind }) => kind === 'collate'),
      type: type ?? '',
      collation: collate?.kind === 'collate' ? collate.collation : null,
    }
  } catch (error) {
    if (isDiffkitError(error)) return null
    throw error
  }
})

const readType = (context: ModelContext, column: DrizzleColumn) => {
  const written: unknown = column.getSQLType()
  if (typeof written !== 'string') throw invalid(context, `column ${column.name} has no SQL type`)
  const parsed = parseType(written)
  if (parsed === null) throw unsupported(context, `the type \`${written}\``, TYPE_ONLY)
  const { isWhole, type, collation } = parsed
  if (!isWhole) {
    throw unsupported(context, `a constraint inside the type \`${written}\``, TYPE_ONLY)
  }
  return { type, collation }
}

export const readColumn = (table: ModelContext, column: DrizzleColumn): Column => {
  const context = { ...table, column }
  const { type, collation } = readType(context, column)
  return {
    name: context.drizzle.columnName(column),
    type,
    nullable: !column.notNull,
    default: readDefault(context, column),
    generated: readGenerated(context, column),
    identity: null,
    sequence: null,
    autoincrement: column.autoIncrement === true,
    collation,
    storage: null,
    compression: null,
    statistics: null,
    comment: null,
  }
}
