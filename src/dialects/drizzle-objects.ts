/**
 * How Drizzle's objects are known, in every dialect. They belong to the user's copy of drizzle-orm, of
 * whichever version, so they are known by registered symbols and the names of their kinds, never by class.
 */
import type { ModelOptions, DrizzleModules } from './dialect.ts'
import { inlineSql } from './inline-sql.ts'
import { requireText, withoutOpenComment } from './open-comment.ts'

export interface MaybeExplicit {
  /** drizzle-orm 1 records whether the model gave the name. */
  readonly isNameExplicit?: boolean | (() => boolean)
}

const ENTITY_KIND = Symbol.for('drizzle:entityKind')

export const isObject = (value: unknown): value is object =>
  (typeof value === 'object' && value !== null) || typeof value === 'function'

/** The value at a registered symbol: `drizzle:Name`. */
export const readSymbol = (value: object, key: string): unknown =>
  Reflect.get(value, Symbol.for(key))

/** An export may be a proxy that throws whatever it is asked, and is none of Drizzle's then. */
const ask = <T>(question: () => T, otherwise: T): T => {
  try {
    return question()
  } catch {
    return otherwise
  }
}

const kindsOfClasses = new WeakMap<object, readonly string[]>()

const findKinds = (value: object): readonly string[] => {
  // A view is a proxy that answers every property with a column, its own class alone excepted.
  const type: unknown = Object.getPrototypeOf(value)?.constructor
  if (!isObject(type)) return []
  const found = kindsOfClasses.get(type) ?? kindsOfClass(type)
  kindsOfClasses.set(type, found)
  return found
}

const kindsOfClass = (own: object): readonly string[] => {
  const kinds: string[] = []
  let type: unknown = own
  while (isObject(type) && type !== Function.prototype) {
    if (Object.hasOwn(type, ENTITY_KIND)) kinds.push(String(Reflect.get(type, ENTITY_KIND)))
    type = Object.getPrototypeOf(type)
  }
  return kinds
}

/** The names of a value's kinds, its own first. */
export const kindsOf = (value: unknown): readonly string[] =>
  isObject(value) ? ask(() => findKinds(value), []) : []

/** Whether a value is of one of Drizzle's kinds, or of one that extends it. */
export const isKind = (value: unknown, kind: string): value is object =>
  kindsOf(value).includes(kind)

/** An enum is a function. */
export const isEnumObject = (value: unknown): value is object =>
  typeof value === 'function' && ask(() => readSymbol(value, 'drizzle:isPgEnum') === true, false)

/** Whether a name was given by the model; `null` where this drizzle-orm does not record it. */
export const isExplicit = (value: MaybeExplicit): boolean | null => {
  const { isNameExplicit: explicit } = value
  if (explicit === undefined) return null
  return typeof explicit === 'function' ? explicit.call(value) : explicit
}

/** The text of SQL that is nothing else; `null` where columns, tables or parameters are in it. */
const plainText = (sql: object): string | null => {
  const chunks: unknown = Reflect.get(sql, 'queryChunks')
  if (!Array.isArray(chunks)) return null
  const texts = chunks.map((chunk: unknown) =>
    isKind(chunk, 'StringChunk') ? Reflect.get(chunk, 'value') : null,
  )
  return texts.every(Array.isArray) ? texts.flat().join('') : null
}

/** The functions of the user's drizzle-orm that turn its objects into text. */
export interface Spelling<Column> {
  /** The text of an expression, with its parameters in place. */
  render(sql: object): string
  /** A column's name with its casing. */
  columnName(column: Column): string
}

type Constructor<T> = new (argument: unknown) => T
interface UserDialect {
  sqlToQuery(sql: object): { readonly sql: string }
}
interface UserCasing<Column> {
  getColumnCasing(column: Column): string
}

/**
 * The spelling of the user's drizzle-orm.
 *
 * @param dialectNames - The classes of its core that may be its dialect, the first that there is.
 */
export const openSpelling = <Column extends { readonly name: string }>(
  modules: DrizzleModules,
  { casing }: ModelOptions,
  dialectNames: readonly string[],
): Spelling<Column> => {
  const dialectName = dialectNames.find((name) => name in modules.core) ?? ''
  const UserDialect = modules.core[dialectName] as Constructor<UserDialect>
  const dialect = new UserDialect(casing === null ? {} : { casing })
  const CasingCache = modules.casing?.['CasingCache'] as Constructor<UserCasing<Column>> | undefined
  const cased = CasingCache === undefined || casing === null ? null : new CasingCache(casing)
  return {
    render: (sql) => {
      const text = plainText(sql) ?? dialect.sqlToQuery(inlineSql(sql)).sql
      return requireText(withoutOpenComment(text))
    },
    columnName: (column) => cased?.getColumnCasing(column) ?? column.name,
  }
}
