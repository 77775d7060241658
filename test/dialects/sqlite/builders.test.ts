/**
 * Every column that drizzle-orm can build for SQLite: the lists are drizzle-orm's own, so that a
 * builder or a column class that a later version adds fails here by its name.
 */
import type Database from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import type { Connection } from '../../../src/dialects/dialect.ts'
import { sqlite } from '../../../src/dialects/sqlite/index.ts'
import { diff } from '../../../src/diff/index.ts'
import {
  applyAll,
  describe as describeOperation,
  reverseAll,
} from '../../../src/operations/index.ts'
import { compareSchemas } from '../../../src/runtime/judge/compare.ts'
import { emptySchema } from '../../../src/schema/types.ts'
import type { Schema } from '../../../src/schema/types.ts'
import { columnClasses, kindsOf, readSqlite, versions } from '../../support/drizzle.ts'
import type { Builder, DrizzleVersion } from '../../support/drizzle.ts'
import { connect, introspected, run } from './open.ts'

interface Sample {
  readonly make: (core: DrizzleVersion['sqlite']) => unknown
  /** Values that the column takes as defaults. */
  readonly values: readonly unknown[]
}

const DAY = new Date('2020-01-02T03:04:05.678Z')
const ODD = 'it\'s \\ "quoted" -- /* ; \n\t é 🙂 NULL'

/** For each builder of the callback form of `sqliteTable`, one sample of each class that it makes. */
const SAMPLES: Readonly<Record<string, readonly Sample[]>> = {
  blob: [
    { make: ({ blob }) => blob({ mode: 'buffer' }), values: [Buffer.from([0, 39, 255])] },
    { make: ({ blob }) => blob({ mode: 'bigint' }), values: [2n ** 80n, -1n] },
    { make: ({ blob }) => blob({ mode: 'json' }), values: [{ quote: "it's" }, [], 'x', 1] },
  ],
  customType: [
    {
      make: ({ customType }) =>
        customType<{ data: Date; driverData: string }>({
          dataType: () => 'DATETIME',
          toDriver: (value) => value.toISOString(),
        })(),
      values: [DAY],
    },
    {
      make: ({ customType }) =>
        customType<{ data: string }>({ dataType: () => 'varchar ( 10 )' })(),
      values: ['x', ODD],
    },
    {
      make: ({ customType }) =>
        customType<{ data: number }>({ dataType: () => 'DECIMAL(10, 2)' })(),
      values: [1.5, -3],
    },
  ],
  integer: [
    { make: ({ integer }) => integer(), values: [0, -1, 2147483648, Number.MAX_SAFE_INTEGER] },
    { make: ({ integer }) => integer({ mode: 'boolean' }), values: [true, false] },
    { make: ({ integer }) => integer({ mode: 'timestamp' }), values: [DAY] },
    { make: ({ integer }) => integer({ mode: 'timestamp_ms' }), values: [DAY] },
  ],
  numeric: [
    { make: ({ numeric }) => numeric(), values: ['0.10', '12'] },
    { make: ({ numeric }) => numeric({ mode: 'number' }), values: [1.25, 3] },
    { make: ({ numeric }) => numeric({ mode: 'bigint' }), values: [9007199254740993n] },
  ],
  real: [{ make: ({ real }) => real(), values: [1.5, -1.5e-9, 1e21, 0, Infinity, -Infinity] }],
  text: [
    { make: ({ text }) => text(), values: ['', ODD, 'CURRENT_TIMESTAMP', 'null', '12', "X'00'"] },
    { make: ({ text }) => text({ enum: ["a'b", 'c'], length: 10 }), values: ["a'b"] },
    {
      make: ({ text }) => text({ mode: 'json' }),
      values: [{ quote: "it's" }, [1, null], 'x', true],
    },
  ],
}

const buildersOf = ({ sqlite: core }: DrizzleVersion): readonly string[] => {
  let names: readonly string[] = []
  core.sqliteTable('probe', (builders) => {
    names = Object.keys(builders)
    return {}
  })
  return names
}

interface Named extends Sample {
  readonly name: string
}

const samplesOf = (version: DrizzleVersion): readonly Named[] =>
  buildersOf(version).flatMap((builder) =>
    (SAMPLES[builder] ?? []).map((sample, at) => ({ ...sample, name: `${builder}_${at}` })),
  )

const tablesOf = (version: DrizzleVersion, sample: Named): Readonly<Record<string, object>> => {
  const make = () => sample.make(version.sqlite) as Builder
  const table = version.sqlite.sqliteTable as unknown as (name: string, columns: object) => object
  const key = `${sample.name}_key`
  const columns: Record<string, Builder> = {
    plain: make(),
    required: make().notNull(),
    once: make().unique(),
  }
  for (const [at, value] of sample.values.entries()) {
    columns[`filled${at}`] = make().default(value).notNull()
    columns[`given${at}`] = make()
  }
  return {
    [sample.name]: table(sample.name, columns),
    [key]: table(key, { id: make().primaryKey() }),
  }
}

const differences = async (
  connection: Connection,
  expected: Schema,
): Promise<readonly string[]> => {
  const found = await introspected(connection)
  const { operations } = await compareSchemas(found, expected, { dialect: sqlite, printers: [] })
  return operations.map(describeOperation)
}

/**
 * The table without the columns that are to be filled in: into a column that has a default drizzle
 * writes that very value itself on SQLite, where INSERT knows no DEFAULT.
 */
const writerOf = (version: DrizzleVersion, sample: Named): object => {
  const make = () => sample.make(version.sqlite) as Builder
  const given = sample.values.map((_value, at) => [`given${at}`, make()] as const)
  const columns = { required: make(), ...Object.fromEntries(given) }
  const table = version.sqlite.sqliteTable as unknown as (name: string, columns: object) => object
  return table(sample.name, columns)
}

/** Whether each default is what that drizzle-orm itself stores when it is given the value. */
const wrongDefaults = async (
  connection: Connection,
  version: DrizzleVersion,
  sample: Named,
): Promise<readonly string[]> => {
  const row: Record<string, unknown> = { required: sample.values[0] }
  for (const [at, value] of sample.values.entries()) row[`given${at}`] = value
  const table = writerOf(version, sample)
  const db = version.betterSqlite.drizzle({ client: connection.driver as Database.Database })
  await db.insert(table as never).values(row as never)
  const wrong: string[] = []
  for (const [at] of sample.values.entries()) {
    const [stored] = await connection.query(
      `SELECT typeof(filled${at}) || quote(filled${at}) AS filled, typeof(given${at}) || quote(given${at}) AS given FROM "${sample.name}"`,
    )
    if (stored?.['filled'] === stored?.['given']) continue
    wrong.push(`${sample.name} ${at}: ${stored?.['filled']}, not ${stored?.['given']}`)
  }
  return wrong
}

describe.each(versions)('drizzle-orm $major', (version) => {
  test('has no builder of columns without a sample', () => {
    expect(buildersOf(version).filter((name) => !(name in SAMPLES))).toEqual([])
  })

  test('has no class of columns without a sample', () => {
    const seen = samplesOf(version).map((sample) => {
      const table = tablesOf(version, sample)[sample.name] as { plain: object }
      return kindsOf(table.plain.constructor)[0] ?? ''
    })
    // The base of the three kinds of integers.
    const wanted = columnClasses(version.sqlite, 'SQLiteColumn').filter(
      (name) => name !== 'SQLiteBaseInteger',
    )
    expect([...new Set(seen)].toSorted()).toEqual(wanted)
  })

  test('has columns that all go there and back', async () => {
    const connection = await connect()
    const samples = samplesOf(version)
    const tables: Record<string, object> = {}
    for (const sample of samples) Object.assign(tables, tablesOf(version, sample))
    const { schema } = readSqlite(version, tables)
    const program = diff(emptySchema, schema, { features: sqlite.features, renames: [] })
    await run(connection, program, emptySchema)
    expect(await differences(connection, schema)).toEqual([])
    const wrong: string[] = []
    for (const sample of samples) wrong.push(...(await wrongDefaults(connection, version, sample)))
    expect(wrong).toEqual([])
    await run(connection, reverseAll(program, emptySchema), applyAll(emptySchema, program))
    expect(await differences(connection, emptySchema)).toEqual([])
    await connection.close()
  })
})
