/** Parameters in place, as they must stand in DDL: SQL of the user's drizzle-orm, of either dialect. */

const chunksOf = (sql: object): readonly unknown[] | null => {
  const chunks: unknown = Reflect.get(sql, 'queryChunks')
  return Array.isArray(chunks) ? chunks : null
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

const ownColumn = (encoder: object): object | null => {
  const table: unknown = Reflect.get(encoder, 'table')
  const columns: unknown = isObject(table)
    ? Reflect.get(table, Symbol.for('drizzle:Columns'))
    : null
  if (!isObject(columns)) return null
  const name: unknown = Reflect.get(encoder, 'name')
  const all: readonly unknown[] = Object.values(columns)
  return all.filter(isObject).find((column) => Reflect.get(column, 'name') === name) ?? null
}

const encoded = (parameter: object, value: unknown): unknown => {
  const encoder: unknown = Reflect.get(parameter, 'encoder')
  const encode: unknown = isObject(encoder) ? Reflect.get(encoder, 'mapToDriverValue') : null
  return typeof encode === 'function' ? encode.call(encoder, value) : value
}

/** The columns that a table's checks and indexes are given convert nothing: their table's own do. */
const converted = (parameter: object, value: Date): unknown => {
  const encoder: unknown = Reflect.get(parameter, 'encoder')
  const column = isObject(encoder) ? ownColumn(encoder) : null
  const convert: unknown = column === null ? null : Reflect.get(column, 'mapToDriverValue')
  return typeof convert === 'function' ? convert.call(column, value) : value
}

const textOf = (value: unknown): unknown => (value instanceof Date ? value.toISOString() : value)

const copyOf = (value: object, changes: object): object =>
  Object.assign(Object.create(Object.getPrototypeOf(value)), value, changes)

const ENTITY_KIND = Symbol.for('drizzle:entityKind')

/** SQL as it stands, known to the user's drizzle-orm by the name of its kind. */
class RawText {
  static readonly [ENTITY_KIND] = 'StringChunk'
  readonly value: readonly string[]

  constructor(text: string) {
    this.value = [text]
  }
}

/**
 * drizzle-orm inlines a date as `Date.prototype.toString` has it, which no database reads; drizzle-orm
 * 0.45 inlines no bigint.
 */
const withPlainValues = (chunk: unknown): unknown => {
  if (typeof chunk === 'bigint') return new RawText(String(chunk))
  if (!isObject(chunk) || chunk instanceof Date) return textOf(chunk)
  const value: unknown = Reflect.get(chunk, 'value')
  if (value instanceof Date) return copyOf(chunk, { value: textOf(converted(chunk, value)) })
  if (typeof value === 'bigint') {
    const stored = encoded(chunk, value)
    return typeof stored === 'bigint' ? new RawText(String(stored)) : chunk
  }
  if (Array.isArray(chunk)) return allPlain(chunk)
  const chunks = chunksOf(chunk)
  if (chunks === null) return chunk
  const queryChunks = allPlain(chunks)
  return queryChunks === chunks ? chunk : copyOf(chunk, { queryChunks })
}

const allPlain = (chunks: readonly unknown[]): readonly unknown[] => {
  const plain = chunks.map(withPlainValues)
  return plain.every((item, at) => item === chunks[at]) ? chunks : plain
}

/** The SQL with its parameters inlined; the user's own object stays as it is. */
export const inlineSql = (sql: object): object => {
  const text: unknown = withPlainValues(sql)
  if (!isObject(text) || chunksOf(text) === null) return sql
  return copyOf(text, { shouldInlineParams: true })
}
