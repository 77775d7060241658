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

/** The table whose columns stand bare in a text. */
export interface Owner {
  readonly namespace: string | null
  readonly name: string
}

type NameOf = (column: object) => string

/** What could make something else of a name behind it, or belong to one. */
const ENTANGLED = /['"`$.[]|--|\/\*/
const ORDINARY = /^\w+$/

/** The name of a column of the table; `null` for another one, and where drizzle-orm may write it in another way. */
const bareName = (column: object, owner: Owner, nameOf: NameOf): string | null => {
  const table: unknown = Reflect.get(column, 'table')
  if (!isObject(table) || readSymbol(table, 'drizzle:IsAlias') === true) return null
  const isOwn =
    readSymbol(table, 'drizzle:Name') === owner.name &&
    (readSymbol(table, 'drizzle:Schema') ?? null) === owner.namespace
  const name = nameOf(column)
  return isOwn && ORDINARY.test(name) ? `"${name}"` : null
}

/** The text of a piece of SQL that is nothing but text: a list of them in drizzle-orm 0.45. */
const pieceOf = (chunk: unknown): string | null => {
  if (!isKind(chunk, 'StringChunk')) return null
  const text: unknown = Reflect.get(chunk, 'value')
  if (Array.isArray(text)) return text.join('')
  return typeof text === 'string' ? text : null
}

/**
 * The text of SQL of nothing but texts and columns of the table, which stand without its qualifier; `null`
 * for all other. drizzle-orm writes the same, and more slowly.
 */
const plainText = (sql: object, owner: Owner | null, nameOf: NameOf): string | null => {
  const chunks: unknown = Reflect.get(sql, 'queryChunks')
  if (!Array.isArray(chunks)) return null
  let [whole, texts] = ['', '']
  for (const chunk of chunks) {
    const piece = pieceOf(chunk)
    const isOrdinary = owner !== null && isKind(chunk, 'Column') && !ENTANGLED.test(texts)
    const text = piece ?? (isOrdinary ? bareName(chunk, owner, nameOf) : null)
    if (text === null || (piece?.startsWith('.') && whole.endsWith('"'))) return null
    whole += text
    texts += piece ?? ''
  }
  return whole
}

/** The functions of the user's drizzle-orm that turn its objects into text. */
export interface Spelling<Column> {
  /** The text of an expression, with its parameters in place; the owner's qualifier may be left out. */
  render(sql: object, owner?: Owner): string
  /** A column's name with its casing. */
  columnName(column: Column): string
}

type Constructor<T> = new (argument: unknown) => T
interface UserDialect {
  sqlToQuery(sql: object): { readonly sql: string }
}
interface UserCasing {
  getColumnCasing(column: object): string
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
  const CasingCache = modules.casing?.['CasingCache'] as Constructor<UserCasing> | undefined
  const cased = CasingCache === undefined || casing === null ? null : new CasingCache(casing)
  const columnName = (column: object): string =>
    cased?.getColumnCasing(column) ?? String(Reflect.get(column, 'name'))
  return {
    render: (sql, owner) => {
      const plain = plainText(sql, owner ?? null, columnName)
      return requireText(withoutOpenComment(plain ?? dialect.sqlToQuery(inlineSql(sql)).sql))
    },
    columnName,
  }
}
