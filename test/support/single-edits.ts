/** Single edits of models: what is found, and whether it goes there and back on a real database. */
import { expect } from 'vitest'
import type { Connection, Dialect, Models } from '../../src/dialects/dialect.ts'
import { diff } from '../../src/diff/index.ts'
import { withConversions } from '../../src/operations/conversions.ts'
import { applyAll, describe, reverseAll } from '../../src/operations/index.ts'
import type { Operation } from '../../src/operations/index.ts'
import { compareSchemas } from '../../src/runtime/compare.ts'
import { executeInTransaction } from '../../src/runtime/execute.ts'
import { emptySchema } from '../../src/schema/types.ts'
import type { Schema } from '../../src/schema/types.ts'
import { expectPureLaws } from './case-laws.ts'
import type { DrizzleVersion } from './drizzle.ts'

/** Drizzle's builders without their types, which differ between columns, dialects and majors. */
export interface Loose {
  (...args: readonly unknown[]): Loose
  readonly [Symbol.iterator]: never
  readonly $default: Loose
  readonly $onUpdate: Loose
  readonly $type: Loose
  readonly array: Loose
  readonly as: Loose
  readonly asc: Loose
  readonly concurrently: Loose
  readonly default: Loose
  readonly defaultNow: Loose
  readonly desc: Loose
  readonly from: Loose
  readonly generatedAlwaysAs: Loose
  readonly generatedAlwaysAsIdentity: Loose
  readonly generatedByDefaultAsIdentity: Loose
  readonly notNull: Loose
  readonly nullsFirst: Loose
  readonly nullsLast: Loose
  readonly nullsNotDistinct: Loose
  readonly on: Loose
  readonly onDelete: Loose
  readonly onUpdate: Loose
  readonly op: Loose
  readonly primaryKey: Loose
  readonly raw: Loose
  readonly references: Loose
  readonly select: Loose
  readonly table: Loose
  readonly enum: Loose
  readonly unique: Loose
  readonly using: Loose
  readonly where: Loose
  readonly with: Loose
  readonly id: Loose
  readonly x: Loose
  readonly y: Loose
  readonly z: Loose
}

type BuilderName =
  | 'bigint'
  | 'blob'
  | 'boolean'
  | 'char'
  | 'check'
  | 'customType'
  | 'date'
  | 'doublePrecision'
  | 'foreignKey'
  | 'index'
  | 'integer'
  | 'interval'
  | 'json'
  | 'jsonb'
  | 'numeric'
  | 'pgEnum'
  | 'pgSchema'
  | 'pgTable'
  | 'pgView'
  | 'primaryKey'
  | 'real'
  | 'serial'
  | 'smallint'
  | 'smallserial'
  | 'sqliteTable'
  | 'sqliteView'
  | 'text'
  | 'time'
  | 'timestamp'
  | 'unique'
  | 'uniqueIndex'
  | 'uuid'
  | 'varchar'
  | 'sql'

/** The builders of one dialect with `sql`, and the name that is this edit's own. */
export type Tools = Readonly<Record<BuilderName, Loose>> & {
  readonly name: string
  /** A column of any type. */
  type(text: string): Loose
}

export type Define = (tools: Tools) => Readonly<Record<string, unknown>>

export interface Edit {
  readonly title: string
  /** What autogenerate finds, each as `summarize` says it; empty for what is no change. */
  readonly finds: readonly string[]
  readonly before: Define
  readonly after: Define
}

/** The kind of an operation, and of an alteration the attributes too: `alterColumn default`. */
const summarize = (op: Operation): string =>
  'set' in op ? `${op.kind} ${Object.keys(op.set).toSorted().join(' ')}` : op.kind

const toolsOf = (version: DrizzleVersion, dialect: Dialect, name: string): Tools => {
  const core = dialect.name === 'sqlite' ? version.sqlite : version.pg
  const tools = { ...core, sql: version.orm.sql, name }
  const custom = core.customType as unknown as (of: object) => () => Loose
  return {
    ...(tools as unknown as Omit<Tools, 'type'>),
    type: (text) => custom({ dataType: () => text })(),
  }
}

export interface EditBench {
  readonly dialect: Dialect
  readonly target: string
  readonly version: DrizzleVersion
  read(version: DrizzleVersion, values: Readonly<Record<string, unknown>>): Models
}

const sides = (edits: readonly Edit[], { dialect, version, read }: EditBench) => {
  const define = (side: 'before' | 'after', only: readonly (readonly [number, Edit])[]): Schema => {
    const all = only.map(([at, edit]) =>
      Object.entries(edit[side](toolsOf(version, dialect, `e${at}`))).map(
        ([key, value]) => [`${key}_${at}`, value] as const,
      ),
    )
    return read(version, Object.fromEntries(all.flat())).schema
  }
  const numbered = [...edits.entries()]
  return {
    one: (at: number) => {
      const only = numbered.slice(at, at + 1)
      return { before: define('before', only), after: define('after', only) }
    },
    all: () => ({ before: define('before', numbered), after: define('after', numbered) }),
  }
}

/** Each edit alone: exactly what it should be is found, and back again nothing is left. */
export const findings = (edits: readonly Edit[], bench: EditBench): readonly string[] => {
  const { one } = sides(edits, bench)
  const { features } = bench.dialect
  return edits.flatMap(({ title, finds }, at) => {
    const { before, after } = one(at)
    const found = diff(before, after, { features, renames: [] }).map(summarize).toSorted()
    const expected = finds.toSorted()
    return found.join(', ') === expected.join(', ')
      ? []
      : [
          `${title}: found ${found.join(', ') || 'nothing'}, not ${expected.join(', ') || 'nothing'}`,
        ]
  })
}

/** All of them in one program obey the laws that need no database, through a migration file too. */
export const expectLaws = async (edits: readonly Edit[], bench: EditBench): Promise<void> =>
  expectPureLaws({ ...sides(edits, bench).all(), renames: [] }, bench.dialect)

/** All of them in one database: upgrade and downgrade as they were found, judged by introspection. */
export const thereAndBack = async (
  edits: readonly Edit[],
  bench: EditBench,
  connection: Connection,
): Promise<void> => {
  const { dialect, target } = bench
  const { before, after } = sides(edits, bench).all()
  const run = (operations: readonly Operation[], from: Schema): Promise<number> =>
    executeInTransaction(dialect.groupBatches(operations, from, target), from, {
      connection,
      dialect,
      target,
      revision: null,
      run: { kind: 'skip' },
    })
  const tools = { dialect, printers: [async () => connection] }
  const against = async (schema: Schema): Promise<readonly Operation[]> => {
    const { schema: found } = await dialect.introspect(connection, { namespaces: null, hidden: [] })
    const { operations, undecided } = await compareSchemas(found, schema, tools)
    expect(undecided).toEqual([])
    return operations
  }
  await run(diff(emptySchema, before, { features: dialect.features, renames: [] }), emptySchema)
  expect((await against(before)).map(describe)).toEqual([])
  // The models after, seen from the database before.
  const expected = edits.flatMap(({ finds }) => finds).toSorted()
  expect((await against(after)).map(summarize).toSorted()).toEqual(expected)
  const changes = diff(before, after, { features: dialect.features, renames: [] })
  const program = withConversions(changes, before, dialect.conversion)
  await run(program, before)
  expect((await against(after)).map(describe)).toEqual([])
  const reversed = withConversions(
    reverseAll(program, before),
    applyAll(before, program),
    dialect.conversion,
  )
  await run(reversed, after)
  expect((await against(before)).map(describe)).toEqual([])
}

/** An edit of whatever the two sides export. */
export const edit = (
  title: string,
  finds: readonly string[],
  [before, after]: readonly [before: Define, after: Define],
): Edit => ({ title, finds, before, after })

/** A table `{ id, x }`, of which `x` is edited. */
export const column = (
  title: string,
  finds: readonly string[],
  define: readonly [before: (tools: Tools) => unknown, after: (tools: Tools) => unknown],
): Edit => {
  const side =
    (make: (tools: Tools) => unknown): Define =>
    (tools) => {
      const table = tools.sqliteTable ?? tools.pgTable
      return { table: table(tools.name, { id: tools.integer(), x: make(tools) }) }
    }
  return { title, finds, before: side(define[0]), after: side(define[1]) }
}

type Parts = (tools: Tools, columns: Loose) => readonly unknown[]

/** A table `{ id, x, y, z }` with a primary key, an integer and two texts, of which the parts are edited. */
export const parts = (
  title: string,
  finds: readonly string[],
  define: readonly [before: Parts, after: Parts],
): Edit => {
  const side =
    (make: Parts): Define =>
    (tools) => {
      const table = tools.sqliteTable ?? tools.pgTable
      const columns = {
        id: tools.integer().primaryKey(),
        x: tools.integer(),
        y: tools.text(),
        z: tools.text(),
      }
      return { table: table(tools.name, columns, (t: Loose) => make(tools, t)) }
    }
  return { title, finds, before: side(define[0]), after: side(define[1]) }
}
