/** What is read of Drizzle's objects for PostgreSQL. */
import type { QualifiedName } from '../../../schema/types.ts'
import type { DrizzleModules, ModelOptions } from '../../dialect.ts'
import {
  isEnumObject,
  isKind,
  isObject,
  openSpelling,
  type Owner,
  readSymbol,
  type MaybeExplicit,
} from '../../drizzle-objects.ts'
import { clipIdentifiers, clipName } from '../relation-names.ts'

export type DrizzleTable = object

export interface DrizzleEnum {
  readonly enumName: string
  readonly enumValues: readonly string[]
  readonly schema: string | undefined
}

export interface DrizzleColumn {
  readonly name: string
  readonly keyAsName?: boolean
  readonly table: DrizzleTable
  readonly primary: boolean
  readonly notNull: boolean
  readonly default: unknown
  readonly isUnique: boolean
  readonly uniqueName: string | undefined
  readonly uniqueType: string | undefined
  readonly columnType: string
  readonly generated: { readonly as: unknown; readonly mode?: string } | undefined
  readonly generatedIdentity:
    | {
        readonly type: 'always' | 'byDefault'
        readonly sequenceName?: string
        readonly sequenceOptions?: SequenceOptions
      }
    | undefined
  readonly enum?: DrizzleEnum
  readonly baseColumn?: DrizzleColumn
  /** drizzle-orm 1: how many dimensions the array has. drizzle-orm 0.45: the length of a vector. */
  readonly dimensions?: number
  getSQLType(): string
  mapToDriverValue(value: unknown): unknown
}

interface SequenceOptions {
  readonly startWith?: number | string
  readonly increment?: number | string
  readonly minValue?: number | string
  readonly maxValue?: number | string
  readonly cache?: number | string
  readonly cycle?: boolean
}

export interface IndexedColumn {
  readonly name: string
  readonly indexConfig?: {
    readonly order?: 'asc' | 'desc'
    readonly nulls?: 'first' | 'last'
    readonly opClass?: string
  }
}

export interface DrizzleIndex extends MaybeExplicit {
  readonly config: {
    readonly name?: string
    readonly columns: readonly unknown[]
    readonly unique: boolean
    readonly method?: string
    readonly with?: Readonly<Record<string, unknown>>
    readonly where?: unknown
  }
}
export interface DrizzleKey extends MaybeExplicit {
  readonly name?: string
  readonly columns: readonly DrizzleColumn[]
  readonly nullsNotDistinct?: boolean
}
export interface DrizzleForeignKey extends MaybeExplicit {
  readonly onDelete: string | undefined
  readonly onUpdate: string | undefined
  reference(): {
    readonly name?: string
    readonly columns: readonly DrizzleColumn[]
    readonly foreignTable: DrizzleTable
    readonly foreignColumns: readonly DrizzleColumn[]
  }
}
export interface DrizzleTableConfig {
  readonly name: string
  readonly schema: string | undefined
  readonly columns: readonly DrizzleColumn[]
  readonly indexes: readonly DrizzleIndex[]
  readonly foreignKeys: readonly DrizzleForeignKey[]
  readonly checks: readonly { readonly name: string; readonly value: unknown }[]
  readonly primaryKeys: readonly DrizzleKey[]
  readonly uniqueConstraints: readonly DrizzleKey[]
  readonly policies: readonly unknown[]
  readonly enableRLS: boolean | undefined
}
interface DrizzleView {
  readonly name: string
  readonly schema: string | undefined
  /** Undefined for a view that something else makes. */
  readonly query: unknown
}

export const isEnum = (value: unknown): value is DrizzleEnum & object => isEnumObject(value)

/** The enum behind a column, the element type of an array included. */
export const enumOf = (column: DrizzleColumn): DrizzleEnum | null => {
  if (column.baseColumn !== undefined) return enumOf(column.baseColumn)
  return column.enum ?? null
}

/** A namespace as a Schema has it: `null` for `public`. */
export const homeNamespace = (schema: unknown): string | null =>
  typeof schema === 'string' && schema !== 'public' ? clipName(schema) : null

/** The address of a Drizzle enum. */
export const enumAddress = ({ schema, enumName }: DrizzleEnum): QualifiedName => ({
  namespace: homeNamespace(schema),
  name: clipName(enumName),
})

/** The name of a Drizzle table as it is written, however long. */
export const writtenName = (table: DrizzleTable): string =>
  String(readSymbol(table, 'drizzle:Name'))

/** The address of a Drizzle table. */
export const tableAddress = (table: DrizzleTable): QualifiedName => ({
  namespace: homeNamespace(readSymbol(table, 'drizzle:Schema')),
  name: clipName(writtenName(table)),
})

export const columnsByKey = (table: DrizzleTable): Readonly<Record<string, DrizzleColumn>> =>
  readSymbol(table, 'drizzle:Columns') as Readonly<Record<string, DrizzleColumn>>

/** The property that declares a column. */
export const keyOfColumn = (column: DrizzleColumn): string | null =>
  Object.entries(columnsByKey(column.table)).find(([, item]) => item === column)?.[0] ?? null

export const readView = (view: object): DrizzleView =>
  readSymbol(view, 'drizzle:ViewBaseConfig') as DrizzleView

interface DrizzleViewConfig {
  readonly with?: Readonly<Record<string, unknown>> | undefined
  readonly using?: string | undefined
  readonly tablespace?: string | undefined
  readonly withNoData?: boolean | undefined
}

/** What a view says besides its query. */
export const readViewConfig = (view: object): DrizzleViewConfig => {
  const key = isKind(view, 'PgMaterializedView') ? 'PgMaterializedViewConfig' : 'PgViewConfig'
  const config = readSymbol(view, `drizzle:${key}`)
  return isObject(config) ? { ...config } : {}
}

/** The user's drizzle-orm at work. */
export interface Drizzle {
  /** drizzle-orm 0.45 gives an inline unique a name where the model gave none. */
  readonly fillsNames: boolean
  tableConfig(table: DrizzleTable): DrizzleTableConfig
  /** The text of an expression, with its parameters in place and its names cut as PostgreSQL cuts them. */
  render(sql: object, owner?: Owner): string
  /** A column's name with its casing, however long. */
  writtenColumnName(column: DrizzleColumn): string
  /** A column's name in the database, cut as PostgreSQL cuts it. */
  columnName(column: DrizzleColumn): string
  /** How many dimensions an array column has; 0: it is none. */
  dimensions(column: DrizzleColumn): number
  /** The column of an array's elements: in drizzle-orm 1 the column itself. */
  elementColumn(column: DrizzleColumn): DrizzleColumn
}

/** drizzle-orm 0.45 nests a column in a column, drizzle-orm 1 counts. */
const nesting = (column: DrizzleColumn): number =>
  column.baseColumn === undefined ? 0 : 1 + nesting(column.baseColumn)

const innermost = (column: DrizzleColumn): DrizzleColumn =>
  column.baseColumn === undefined ? column : innermost(column.baseColumn)

/** The functions of the user's drizzle-orm that turn its objects into text. */
export const openDrizzle = (modules: DrizzleModules, options: ModelOptions): Drizzle => {
  const configOf = modules.core['getTableConfig'] as (table: DrizzleTable) => DrizzleTableConfig
  const { render, columnName } = openSpelling<DrizzleColumn>(modules, options, ['PgDialect'])
  return {
    fillsNames: 'PgArray' in modules.core,
    tableConfig: (table) => configOf(table),
    render: (sql, owner) => clipIdentifiers(render(sql, owner)),
    writtenColumnName: columnName,
    columnName: (column) => clipName(columnName(column)),
    dimensions: 'PgArray' in modules.core ? nesting : (column) => column.dimensions ?? 0,
    elementColumn: innermost,
  }
}
