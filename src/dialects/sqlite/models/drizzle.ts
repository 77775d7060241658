/** What is read of Drizzle's objects for SQLite. */
import type { DrizzleModules, ModelOptions } from '../../dialect.ts'
import {
  isEnumObject,
  kindsOf,
  openSpelling,
  readSymbol,
  type MaybeExplicit,
  type Spelling,
} from '../../drizzle-objects.ts'

export interface DrizzleColumn {
  readonly name: string
  readonly table: object
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

/** Whether a value declares something of another dialect. */
export const isForeign = (value: unknown): boolean => {
  if (isEnumObject(value)) return true
  const kinds = kindsOf(value)
  if (kinds.some((kind) => /^Pg(Schema|Sequence|Role|Policy|MaterializedView)$/.test(kind))) {
    return true
  }
  if (kinds.includes('Table')) return !kinds.includes('SQLiteTable')
  return kinds.includes('View') && !kinds.some((kind) => kind.startsWith('SQLite'))
}

export const tableName = (table: object): string => String(readSymbol(table, 'drizzle:Name'))

export const columnsByKey = (table: object): Readonly<Record<string, DrizzleColumn>> =>
  readSymbol(table, 'drizzle:Columns') as Readonly<Record<string, DrizzleColumn>>

/** The property that declares a column. */
export const keyOfColumn = (column: DrizzleColumn): string | null =>
  Object.entries(columnsByKey(column.table)).find(([, item]) => item === column)?.[0] ?? null

export const readView = (view: object): DrizzleView =>
  readSymbol(view, 'drizzle:ViewBaseConfig') as DrizzleView

/** The user's drizzle-orm at work. */
export interface Drizzle extends Spelling<DrizzleColumn> {
  /** drizzle-orm 0.45 gives an inline unique a name where the model gave none. */
  readonly fillsNames: boolean
  tableConfig(table: object): DrizzleTableConfig
}

/** The functions of the user's drizzle-orm that turn its objects into text. */
export const openDrizzle = (modules: DrizzleModules, options: ModelOptions): Drizzle => {
  const configOf = modules.core['getTableConfig'] as (table: object) => DrizzleTableConfig
  // drizzle-orm 0.45 has two dialects over an abstract one, drizzle-orm 1 has one.
  const dialects = ['SQLiteSyncDialect', 'SQLiteDialect']
  return {
    ...openSpelling<DrizzleColumn>(modules, options, dialects),
    fillsNames: 'SQLiteSyncDialect' in modules.core,
    tableConfig: (table) => configOf(table),
  }
}
