/** The two majors of drizzle-orm that models may be written with, side by side. */
import * as orm from 'drizzle-orm'
import * as orm1 from 'drizzle-orm-1'
import * as casing from 'drizzle-orm/casing'
import * as casing1 from 'drizzle-orm-1/casing'
import * as nodePostgres from 'drizzle-orm/node-postgres'
import * as nodePostgres1 from 'drizzle-orm-1/node-postgres'
import * as betterSqlite from 'drizzle-orm/better-sqlite3'
import * as betterSqlite1 from 'drizzle-orm-1/better-sqlite3'
import * as pg from 'drizzle-orm/pg-core'
import * as pg1 from 'drizzle-orm-1/pg-core'
import * as sqlite from 'drizzle-orm/sqlite-core'
import * as sqlite1 from 'drizzle-orm-1/sqlite-core'
import type { ModelExport, Models, ModelOptions } from '../../src/dialects/dialect.ts'
import { postgres as postgresDialect } from '../../src/dialects/postgres/index.ts'
import { sqlite as sqliteDialect } from '../../src/dialects/sqlite/index.ts'

export interface DrizzleVersion {
  readonly major: '0.45' | '1.0'
  readonly orm: typeof orm
  /** Typed as 0.45: what the two have in common is written once. */
  readonly pg: typeof pg
  readonly sqlite: typeof sqlite
  readonly casing: Readonly<Record<string, unknown>>
  readonly nodePostgres: typeof nodePostgres
  readonly betterSqlite: typeof betterSqlite
}

export const versions: readonly [DrizzleVersion, DrizzleVersion] = [
  { major: '0.45', orm, pg, sqlite, casing, nodePostgres, betterSqlite },
  {
    major: '1.0',
    orm: orm1 as unknown as typeof orm,
    pg: pg1 as unknown as typeof pg,
    sqlite: sqlite1 as unknown as typeof sqlite,
    casing: casing1,
    nodePostgres: nodePostgres1 as unknown as typeof nodePostgres,
    betterSqlite: betterSqlite1 as unknown as typeof betterSqlite,
  },
]

/** Column builders whose methods differ in their types alone. */
export interface Builder {
  default(value: unknown): Builder
  notNull(): Builder
  unique(): Builder
  primaryKey(): Builder
  /** drizzle-orm 0.45 takes a size, drizzle-orm 1 as many `[]` as there are dimensions. */
  array(dimensions?: string): Builder
}

/** An array column of so many dimensions, in the way of that major. */
export const arrayOf = ({ major }: DrizzleVersion, column: Builder, dimensions: number): Builder =>
  major === '1.0'
    ? column.array('[]'.repeat(dimensions))
    : Array.from({ length: dimensions }).reduce<Builder>((item) => item.array(), column)

const exportsOf = (values: Readonly<Record<string, unknown>>): readonly ModelExport[] =>
  Object.entries(values).map(([name, value]) => ({ name, value, file: 'schema/all.ts' }))

const NONE: ModelOptions = { casing: null }

export const readPostgres = (
  { orm: root, pg: core, casing: cased }: DrizzleVersion,
  values: Readonly<Record<string, unknown>>,
  options = NONE,
): Models =>
  postgresDialect.readModels(exportsOf(values), { orm: root, core, casing: cased }, options)

export const readSqlite = (
  { orm: root, sqlite: core, casing: cased }: DrizzleVersion,
  values: Readonly<Record<string, unknown>>,
  options = NONE,
): Models =>
  sqliteDialect.readModels(exportsOf(values), { orm: root, core, casing: cased }, options)

/** The names of the kinds that a value or a class extends. */
export const kindsOf = (start: unknown): readonly string[] => {
  const kinds: string[] = []
  let type = start as object | null
  while (type !== null && type !== Function.prototype) {
    const key = Symbol.for('drizzle:entityKind')
    if (Object.hasOwn(type, key)) kinds.push(String(Reflect.get(type, key)))
    type = Object.getPrototypeOf(type)
  }
  return kinds
}

/** The classes of columns that a module exports, abstract ones aside. */
export const columnClasses = (
  core: Readonly<Record<string, unknown>>,
  base: 'PgColumn' | 'SQLiteColumn',
): readonly string[] =>
  Object.values(core)
    .filter((value) => typeof value === 'function' && kindsOf(value).includes(base))
    .map((value) => kindsOf(value)[0] ?? '')
    .filter((kind) => kind !== base)
    .toSorted()
