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

/** drizzle-orm inlines a date as `Date.prototype.toString` has it, which no database reads. */
const withDatesAsText = (chunk: unknown): unknown => {
  if (!isObject(chunk) || chunk instanceof Date) return textOf(chunk)
  const value: unknown = Reflect.get(chunk, 'value')
  if (value instanceof Date) return copyOf(chunk, { value: textOf(converted(chunk, value)) })
  const chunks = chunksOf(chunk)
  if (chunks === null) return chunk
  const queryChunks = chunks.map(withDatesAsText)
  const isSame = queryChunks.every((item, at) => item === chunks[at])
  return isSame ? chunk : copyOf(chunk, { queryChunks })
}

/** The SQL with its parameters inlined; the user's own object stays as it is. */
export const inlineSql = (sql: object): object => {
  const text: unknown = withDatesAsText(sql)
  if (!isObject(text) || chunksOf(text) === null) return sql
  return copyOf(text, { shouldInlineParams: true })
}
