/** Defaults that are made while the models load, so that they are another value at every load. */
import type { ModelExport } from '../../dialects/dialect.ts'
import { DiffkitError } from '../../errors.ts'
import { ENDS } from './chance.ts'
import type { End } from './chance.ts'
import { remember } from '../../util/remember.ts'

interface LoadedDefault {
  readonly table: string
  readonly column: string
  readonly value: unknown
  /** A text that is equal for equal values. */
  readonly text: string
  readonly file: string
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

/** The literal parts of an SQL value; columns and tables in it are not followed. */
const sqlParts = (value: object): unknown => {
  const chunks: unknown = Reflect.get(value, 'queryChunks')
  if (!Array.isArray(chunks)) return null
  return chunks.map((chunk: unknown) => {
    if (!isObject(chunk) || chunk instanceof Date) return chunk
    if (Array.isArray(Reflect.get(chunk, 'queryChunks'))) return sqlParts(chunk)
    const literal: unknown = Reflect.get(chunk, 'value')
    return isObject(literal) && !Array.isArray(literal) && !(literal instanceof Date)
      ? null
      : literal
  })
}

/** For people: SQL with what stands in place of its parameters. */
const showDefault = ({ value, text }: LoadedDefault): string =>
  isObject(value) && 'queryChunks' in value
    ? `sql\`${[sqlParts(value)].flat(Infinity).map(String).join('')}\``
    : text

/** SQL that is a single text. */
const singleText = (value: unknown): string | null => {
  if (!isObject(value) || !('queryChunks' in value)) return null
  const parts = [sqlParts(value)].flat(Infinity)
  return parts.every((part) => typeof part === 'string') ? parts.join('') : null
}

const textOf = (value: unknown): string => {
  if (typeof value === 'string' || typeof value === 'number') return JSON.stringify(value)
  const plain = isObject(value) && 'queryChunks' in value ? sqlParts(value) : value
  try {
    const text = JSON.stringify(plain, (_key, item: unknown) =>
      typeof item === 'bigint' ? `${item}n` : item,
    )
    return text ?? ''
  } catch {
    return ''
  }
}

/** Whether the text may be a time, a random number or an identifier without the clock or the dice being asked: `true`, `0`, `"draft"` are none. */
const mayVary = (text: string): boolean =>
  /\d/.test(text) ? !/^-?[01]n?$/.test(text) : text.length > 16

const defaultsIn = ({ value, file }: ModelExport): readonly LoadedDefault[] => {
  if (!isObject(value) || !(Symbol.for('drizzle:Name') in value)) return []
  const table: unknown = Reflect.get(value, Symbol.for('drizzle:Name'))
  const columns: unknown = Reflect.get(value, Symbol.for('drizzle:Columns'))
  if (typeof table !== 'string' || !isObject(columns)) return []
  return Object.entries(columns).flatMap(([key, column]: [string, unknown]) => {
    const given: unknown = isObject(column) ? Reflect.get(column, 'default') : undefined
    if (given === undefined || given === null) return []
    return [{ table, column: key, value: given, text: textOf(given), file }]
  })
}

/** What cannot even be asked is no table. */
const defaultsOf = (source: ModelExport): readonly LoadedDefault[] => {
  try {
    return defaultsIn(source)
  } catch {
    return []
  }
}

const keyOf = ({ table, column, file }: LoadedDefault): string =>
  `${file}\u0000${table}\u0000${column}`

export interface Reading {
  /** Whether the clock or the dice were asked while the models loaded. */
  readonly isAsked: boolean
  /** The text of a file of models. */
  readonly sourceOf: (file: string) => string
  loadAgain(end: End): Promise<readonly ModelExport[]>
}

const escape = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')

/** What drizzle-orm itself writes for `defaultNow()` and `defaultRandom()`. */
const FROM_DRIZZLE = [
  'now()',
  'gen_random_uuid()',
  "(cast((julianday('now') - 2440587.5)*86400000 as integer))",
]

/** Whether the source says `.default('0')` or `.default(sql`…`)`, so that nothing makes the value. */
const isWritten = (text: string, sql: string | null, source: string): boolean => {
  if (sql !== null) {
    const tag = 'sql(?:<[^<>`]*>)?'
    return new RegExp(`\\.default\\(\\s*${tag}\`${escape(sql)}\`\\s*,?\\s*\\)`).test(source)
  }
  const bare = text.replace(/^"(.*)"$/, '$1')
  return new RegExp(`\\.default\\(\\s*(['"\`]?)${escape(bare)}\\1\\s*,?\\s*\\)`).test(source)
}

const byKey = (exports: readonly ModelExport[]): ReadonlyMap<string, LoadedDefault> =>
  new Map(exports.flatMap(defaultsOf).map((item) => [keyOf(item), item]))

/**
 * Throws for a default that another load makes another: one at another time, with the dice fallen to one
 * end and then to the other, so that neither a date nor a throw can come out alike. It is loaded again
 * only where the clock or the dice were asked, or where a default that is not written out in the source
 * looks like a time, a number or an identifier.
 */
export const requireSteadyDefaults = async (
  exports: readonly ModelExport[],
  { isAsked, sourceOf, loadAgain }: Reading,
): Promise<void> => {
  const sources = remember(sourceOf)
  const known = new Map<string, boolean>()
  const isFixed = (item: LoadedDefault): boolean => {
    const key = `${item.file}\u0000${item.text}`
    const found = known.get(key)
    if (found !== undefined) return found
    const sql = singleText(item.value)
    const answer =
      (sql !== null && FROM_DRIZZLE.includes(sql)) || isWritten(item.text, sql, sources(item.file))
    known.set(key, answer)
    return answer
  }
  const all = exports.flatMap(defaultsOf)
  const suspects = isAsked ? all : all.filter((item) => mayVary(item.text) && !isFixed(item))
  if (suspects.length === 0) return
  for (const end of isAsked ? ENDS : ENDS.slice(0, 1)) {
    // Models that cannot be loaded twice in one process are none that could be judged.
    const again = byKey(await loadAgain(end).catch(() => []))
    for (const item of suspects) {
      const other = again.get(keyOf(item)) ?? item
      if (other.text === item.text) continue
      const { file, table, column } = item
      const [first, second] = [showDefault(item), showDefault(other)]
      throw new DiffkitError('DEFAULT_VARIES', { file, table, column, first, second })
    }
  }
}
