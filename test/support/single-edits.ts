/** Single edits of models: what is found, and whether it goes there and back on a real database. */
import { expect } from 'vitest'
import type { Connection, Dialect, Models } from '../../src/dialects/dialect.ts'
import { diff } from '../../src/diff/index.ts'
import { withConversions } from '../../src/operations/conversions.ts'
import { applyAll, describe, reverseAll } from '../../src/operations/index.ts'
import type { Operation } from '../../src/operations/index.ts'
import { compareSchemas } from '../../src/runtime/judge/compare.ts'
import { executeInTransaction } from '../../src/runtime/run/execute.ts'
import { objectName } from '../../src/schema/names.ts'
import { equal } from '../../src/schema/equal.ts'
import {
  checkDefaults,
  columnDefaults,
  enumDefaults,
  emptySchema,
  foreignKeyDefaults,
  generatedDefaults,
  identityDefaults,
  indexDefaults,
  indexKeyDefaults,
  namespaceDefaults,
  policyDefaults,
  primaryKeyDefaults,
  roleDefaults,
  sequenceDefaults,
  serialSequenceDefaults,
  tableOptions,
  uniqueDefaults,
  viewDefaults,
} from '../../src/schema/types.ts'
import { excludeDefaults } from '../../src/schema/constraint.ts'
import type { Schema, Table } from '../../src/schema/types.ts'
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
  readonly enableRLS: Loose
  readonly existing: Loose
  readonly from: Loose
  readonly generatedAlwaysAs: Loose
  readonly generatedAlwaysAsIdentity: Loose
  readonly generatedByDefaultAsIdentity: Loose
  readonly notNull: Loose
  readonly link: Loose
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
  readonly tablespace: Loose
  readonly unique: Loose
  readonly using: Loose
  readonly where: Loose
  readonly with: Loose
  readonly withNoData: Loose
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
  | 'pgMaterializedView'
  | 'pgPolicy'
  | 'pgRole'
  | 'pgSchema'
  | 'pgSequence'
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

/** The kind of an operation, with the attributes of an alteration, and with what a comment is on: `alterColumn default`. */
const summarize = (op: Operation): string => {
  if (op.kind === 'commentOn') {
    const words = Object.keys(op.on)
    return `commentOn ${words.find((word) => word !== 'table') ?? 'table'}`
  }
  return 'set' in op ? `${op.kind} ${Object.keys(op.set).toSorted().join(' ')}` : op.kind
}

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

const differing = (what: string, a: object | null, b: object | null): readonly string[] =>
  a === null || b === null
    ? []
    : Object.keys(b)
        .filter((key) => !equal(Reflect.get(a, key), Reflect.get(b, key)))
        .map((key) => `${what}.${key}`)

const byName = <T extends { readonly name: string }>(items: readonly T[], name: string): T | null =>
  items.find((item) => item.name === name) ?? null

const inTable = (a: Table, b: Table): readonly string[] => [
  ...differing('table', a, b),
  ...b.columns.flatMap((now) => {
    const was = byName(a.columns, now.name)
    return [
      ...differing('column', was, now),
      ...differing('generated', was?.generated ?? null, now.generated),
      ...differing('identity', was?.identity ?? null, now.identity),
      ...(was?.type.endsWith('serial') === true
        ? differing(
            'serial',
            was.sequence ?? serialSequenceDefaults,
            now.sequence ?? serialSequenceDefaults,
          )
        : []),
    ]
  }),
  ...b.constraints.flatMap((now) => differing(now.kind, byName(a.constraints, now.name), now)),
  ...b.policies.flatMap((now) => differing('policy', byName(a.policies, now.name), now)),
  ...b.indexes.flatMap((now) => {
    const was = byName(a.indexes, now.name)
    const keys = now.keys.flatMap((key, at) => differing('indexKey', was?.keys[at] ?? null, key))
    return [...differing('index', was, now), ...keys]
  }),
]

/** What differs between objects of one name. */
const inSchema = (before: Schema, after: Schema): readonly string[] => [
  ...after.tables.flatMap((now) => {
    const was = byName(before.tables, now.name)
    return was === null ? [] : inTable(was, now)
  }),
  ...after.views.flatMap((now) => differing('view', byName(before.views, now.name), now)),
  ...after.namespaces.flatMap((now) =>
    differing('namespace', byName(before.namespaces, now.name), now),
  ),
  ...after.roles.flatMap((now) => differing('role', byName(before.roles, now.name), now)),
  ...after.enums.flatMap((now) => differing('enum', byName(before.enums, now.name), now)),
  ...after.sequences.flatMap((now) =>
    differing('sequence', byName(before.sequences, now.name), now),
  ),
]

const TABLES = {
  table: Object.fromEntries(tableOptions.map((key) => [key, null])),
  view: { definition: '', ...viewDefaults },
  enum: { values: [], ...enumDefaults },
  namespace: namespaceDefaults,
  role: roleDefaults,
  sequence: sequenceDefaults,
  column: { name: '', type: '', ...columnDefaults },
  generated: { expression: '', ...generatedDefaults },
  identity: identityDefaults,
  serial: serialSequenceDefaults,
  primaryKey: { columns: [], ...primaryKeyDefaults },
  unique: { columns: [], ...uniqueDefaults },
  foreignKey: { columns: [], references: '', ...foreignKeyDefaults },
  check: { expression: '', ...checkDefaults },
  exclude: { definition: '', ...excludeDefaults },
  policy: policyDefaults,
  index: { keys: [], ...indexDefaults },
  indexKey: indexKeyDefaults,
}

/** The attributes of a Schema that no edit changes while all else keeps its name. */
export const untouched = (edits: readonly Edit[], bench: EditBench): readonly string[] => {
  const touched = new Set(
    edits.flatMap((_edit, at) => {
      const { before, after } = sides(edits, bench).one(at)
      return inSchema(before, after)
    }),
  )
  return Object.entries(TABLES)
    .flatMap(([what, attributes]) => Object.keys(attributes).map((key) => `${what}.${key}`))
    .filter(
      (name) => !touched.has(name) && !/\.(?:name|named|namespace|origin|withData)$/.test(name),
    )
    .toSorted()
}

/** All of them in one program obey the laws that need no database, through a migration file too. */
export const expectLaws = async (edits: readonly Edit[], bench: EditBench): Promise<void> =>
  expectPureLaws({ ...sides(edits, bench).all(), renames: [] }, bench.dialect)

/** A row in every table that takes one of defaults, and that the edit leaves room for; the tables. */
const seed = async (
  edits: readonly Edit[],
  schema: Schema,
  { connection, dialect }: { readonly connection: Connection; readonly dialect: Dialect },
): Promise<readonly string[]> => {
  const seeded: string[] = []
  for (const table of schema.tables) {
    const edit = edits[Number(/^e(\d+)/.exec(table.name)?.[1])]
    if (edit?.finds.some((item) => item.includes('nullable')) !== false) continue
    const name = dialect.identifier(objectName(table))
    const inserted = connection.execute(`INSERT INTO ${name} DEFAULT VALUES`)
    await inserted.then(
      () => seeded.push(name),
      // A column that is required and has no default.
      () => {},
    )
  }
  return seeded
}

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
  const seeded = await seed(edits, before, { connection, dialect })
  expect(seeded.length).toBeGreaterThan(edits.length / 2)
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
  const lost: string[] = []
  for (const name of seeded) {
    const rows = await connection.query(`SELECT 1 FROM ${name}`)
    if (rows.length !== 1) lost.push(name)
  }
  // A table that is dropped comes back empty.
  expect(lost).toHaveLength(edits.filter(({ finds }) => finds.includes('dropTable')).length)
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
