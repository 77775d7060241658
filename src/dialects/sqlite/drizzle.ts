/**
 * What is read of Drizzle's objects. They belong to the user's copy of drizzle-orm, of whichever
 * version, so they are known by registered symbols and the names of their kinds, never by class.
 */
import type { DrizzleModules, ModelOptions } from '../dialect.ts'
import { inlineSql } from '../inline-sql.ts'
import { withoutOpenComment } from '../open-comment.ts'

export interface DrizzleColumn {
  readonly name: string
  readonly primary: boolean
  readonly notNull: boolean
  readonly default: unknown
  readonly isUnique: boolean
  readonly uniqueName: string | undefined
  readonly autoIncrement?: boolean
  readonly generated: { readonly as: unknown; readonly mode?: string } | undefined
  getSQLType(): string
  mapToDriverValue(value: unknown): unknown
}

interface MaybeExplicit {
  /** drizzle-orm 1 records whether the model gave the name. */
  readonly isNameExplicit?: boolean | (() => boolean)
}

export interface DrizzleIndex extends MaybeExplicit {
  readonly config: {
    readonly name?: string
    readonly columns: readonly unknown[]
    readonly unique: boolean
    readonly where?: unknown
  }
}

export interface DrizzleKey extends MaybeExplicit {
  readonly name?: string
  readonly columns: readonly DrizzleColumn[]
}

export interface DrizzleForeignKey extends MaybeExplicit {
  readonly onDelete: string | undefined
  readonly onUpdate: string | undefined
  reference(): {
    readonly name?: string
    readonly columns: readonly DrizzleColumn[]
    readonly foreignTable: object
    readonly foreignColumns: readonly DrizzleColumn[]
  }
}

export interface DrizzleTableConfig {
  readonly name: string
  readonly columns: readonly DrizzleColumn[]
  readonly indexes: readonly DrizzleIndex[]
  readonly foreignKeys: readonly DrizzleForeignKey[]
  readonly checks: readonly { readonly name: string; readonly value: unknown }[]
  readonly primaryKeys: readonly DrizzleKey[]
  readonly uniqueConstraints: readonly DrizzleKey[]
}

export interface DrizzleView {
  readonly name: string
  /** Undefined for a view that something else makes. */
  readonly query: unknown
}

const ENTITY_KIND = Symbol.for('drizzle:entityKind')

const isObject = (value: unknown): value is object =>
  (typeof value === 'object' && value !== null) || typeof value === 'function'

const readSymbol = (value: object, key: string): unknown => Reflect.get(value, Symbol.for(key))

/** The names of a value's kinds, its own first. */
const kindsOf = (value: unknown): readonly string[] => {
  const kinds: string[] = []
  // A view is a proxy that answers every property with a column, its own class alone excepted.
  let type: unknown = isObject(value) ? Object.getPrototypeOf(value)?.constructor : undefined
  while (isObject(type) && type !== Function.prototype) {
    if (Object.hasOwn(type, ENTITY_KIND)) kinds.push(String(Reflect.get(type, ENTITY_KIND)))
    type = Object.getPrototypeOf(type)
  }
  return kinds
}

/** Whether a value is of one of Drizzle's kinds, or of one that extends it. */
export const isKind = (value: unknown, kind: string): value is object =>
  kindsOf(value).includes(kind)

/** Whether a value declares something of another dialect. */
export const isForeign = (value: unknown): boolean => {
  // An enum is a function. Of other values nothing is asked: an export may be a proxy that throws.
  if (typeof value === 'function' && readSymbol(value, 'drizzle:isPgEnum') === true) return true
  const kinds = kindsOf(value)
  if (kinds.some((kind) => /^Pg(Schema|Sequence|Role|Policy|MaterializedView)$/.test(kind))) {
    return true
  }
  if (kinds.includes('Table')) return !kinds.includes('SQLiteTable')
  return kinds.includes('View') && !kinds.some((kind) => kind.startsWith('SQLite'))
}

/** Whether a name was given by the model; `null` where this drizzle-orm does not record it. */
export const isExplicit = (value: MaybeExplicit): boolean | null => {
  const { isNameExplicit: explicit } = value
  if (explicit === undefined) return null
  return typeof explicit === 'function' ? explicit.call(value) : explicit
}

export const tableName = (table: object): string => String(readSymbol(table, 'drizzle:Name'))

export const columnsByKey = (table: object): Readonly<Record<string, DrizzleColumn>> =>
  readSymbol(table, 'drizzle:Columns') as Readonly<Record<string, DrizzleColumn>>

export const readView = (view: object): DrizzleView =>
  readSymbol(view, 'drizzle:ViewBaseConfig') as DrizzleView

/** The user's drizzle-orm at work. */
export interface Drizzle {
  /** drizzle-orm 0.45 gives an inline unique a name where the model gave none. */
  readonly fillsNames: boolean
  tableConfig(table: object): DrizzleTableConfig
  /** The text of an expression, with its parameters in place. */
  render(sql: object): string
  /** A column's name in the database. */
  columnName(column: DrizzleColumn): string
}

type Constructor<T> = new (argument: unknown) => T
interface UserDialect {
  sqlToQuery(sql: object): { readonly sql: string }
}
interface UserCasing {
  getColumnCasing(column: DrizzleColumn): string
}

/** The functions of the user's drizzle-orm that turn its objects into text. */
export const openDrizzle = (modules: DrizzleModules, { casing }: ModelOptions): Drizzle => {
  const configOf = modules.core['getTableConfig'] as (table: object) => DrizzleTableConfig
  // drizzle-orm 0.45 has two dialects over an abstract one, drizzle-orm 1 has one.
  const UserDialect = (modules.core['SQLiteSyncDialect'] ??
    modules.core['SQLiteDialect']) as Constructor<UserDialect>
  const dialect = new UserDialect(casing === null ? {} : { casing })
  const CasingCache = modules.casing?.['CasingCache'] as Constructor<UserCasing> | undefined
  const cased = CasingCache === undefined || casing === null ? null : new CasingCache(casing)
  return {
    fillsNames: 'SQLiteSyncDialect' in modules.core,
    tableConfig: (table) => configOf(table),
    render: (sql) => withoutOpenComment(dialect.sqlToQuery(inlineSql(sql)).sql),
    columnName: (column) => cased?.getColumnCasing(column) ?? column.name,
  }
}
