/**
 * Every column that drizzle-orm can build for PostgreSQL: the lists are drizzle-orm's own, so that a
 * builder or a column class that a later version adds fails here by its name.
 */
import type { Client } from 'pg'
import { describe, expect, test } from 'vitest'
import type { Connection } from '../../../src/dialects/dialect.ts'
import { postgres } from '../../../src/dialects/postgres/index.ts'
import { canonicalType } from '../../../src/dialects/postgres/types.ts'
import { diff } from '../../../src/diff/index.ts'
import { describe as describeOperation, reverseAll } from '../../../src/operations/index.ts'
import { compareSchemas } from '../../../src/runtime/judge/compare.ts'
import { emptySchema } from '../../../src/schema/types.ts'
import type { Schema } from '../../../src/schema/types.ts'
import { arrayOf, columnClasses, kindsOf, readPostgres, versions } from '../../support/drizzle.ts'
import type { Builder, DrizzleVersion } from '../../support/drizzle.ts'
import { execute, introspect, onServers } from './support.ts'

type Core = DrizzleVersion['pg']
type Make = (core: Core) => unknown

interface Sample {
  readonly make: Make
  /** A value that the column takes as a default; absent where it takes none. */
  readonly value?: unknown
  /** Whether a unique index can be made over the type. */
  readonly comparable?: false
  /** Serial columns are neither arrays nor NULL. */
  readonly serial?: true
  /** The servers of the tests do not know the type: it is read alone. */
  readonly absent?: true
}

const DAY = new Date('2020-01-02T03:04:05.678Z')
const own = (core: Core, name: string): ((config?: unknown) => unknown) =>
  Reflect.get(core, name) as (config?: unknown) => unknown

/** For each builder of the callback form of `pgTable`, one sample of each class that it makes. */
const SAMPLES: Readonly<Record<string, readonly Sample[]>> = {
  bigint: [
    { make: ({ bigint }) => bigint({ mode: 'number' }), value: 9007199254740991 },
    { make: ({ bigint }) => bigint({ mode: 'bigint' }), value: 9223372036854775807n },
  ],
  bigserial: [
    { make: ({ bigserial }) => bigserial({ mode: 'number' }), serial: true },
    { make: ({ bigserial }) => bigserial({ mode: 'bigint' }), serial: true },
  ],
  bit: [{ make: ({ bit }) => bit({ dimensions: 3 }), value: '101' }],
  boolean: [{ make: ({ boolean }) => boolean(), value: true }],
  bytea: [{ make: (core) => own(core, 'bytea')(), value: Buffer.from([0, 39, 92, 255]) }],
  char: [
    { make: ({ char }) => char(), value: 'x' },
    { make: ({ char }) => char({ length: 3, enum: ["a'b", 'c'] }), value: "a'b" },
  ],
  cidr: [{ make: ({ cidr }) => cidr(), value: '10.0.0.0/8' }],
  customType: [
    {
      make: ({ customType }) =>
        customType<{ data: string[]; driverData: string }>({
          dataType: () => 'character varying (40)',
          toDriver: (value) => value.join('|'),
        })(),
      value: ['a', "it's"],
    },
  ],
  date: [
    { make: ({ date }) => date(), value: '2020-01-02' },
    { make: ({ date }) => date({ mode: 'date' }), value: DAY },
  ],
  decimal: [{ make: ({ decimal }) => decimal({ precision: 10 }), value: '12' }],
  doublePrecision: [{ make: ({ doublePrecision }) => doublePrecision(), value: -1.5e-9 }],
  geometry: [
    { make: ({ geometry }) => geometry({ type: 'point' }), value: [1, 2], absent: true },
    {
      make: ({ geometry }) => geometry({ type: 'point', mode: 'xy' }),
      value: { x: 1, y: -2 },
      absent: true,
    },
  ],
  halfvec: [
    { make: ({ halfvec }) => halfvec({ dimensions: 3 }), value: [1, 2, 3], comparable: false },
  ],
  inet: [{ make: ({ inet }) => inet(), value: '::1' }],
  integer: [{ make: ({ integer }) => integer(), value: -2147483648 }],
  interval: [
    { make: ({ interval }) => interval(), value: '1 day' },
    {
      make: ({ interval }) => interval({ fields: 'day to second', precision: 3 }),
      value: '1 day 02:03:04.567',
    },
  ],
  json: [
    { make: ({ json }) => json(), value: { quote: "it's", list: [1, null] }, comparable: false },
  ],
  jsonb: [{ make: ({ jsonb }) => jsonb(), value: [{ back: 'a\\b', double: '"' }, 'x'] }],
  line: [
    { make: ({ line }) => line(), value: [1, 2, 3], comparable: false },
    { make: ({ line }) => line({ mode: 'abc' }), value: { a: 1, b: 2, c: 3 }, comparable: false },
  ],
  macaddr: [{ make: ({ macaddr }) => macaddr(), value: '08:00:2b:01:02:03' }],
  macaddr8: [{ make: ({ macaddr8 }) => macaddr8(), value: '08:00:2b:01:02:03:04:05' }],
  numeric: [
    { make: ({ numeric }) => numeric({ precision: 10, scale: 2 }), value: '1.50' },
    { make: ({ numeric }) => numeric({ mode: 'number' }), value: 1.25 },
    { make: ({ numeric }) => numeric({ mode: 'bigint', precision: 30 }), value: 10n ** 25n },
  ],
  pgEnum: [
    { make: ({ pgEnum }) => pgEnum('mood', ['sad', "it's"])(), value: "it's" },
    {
      make: ({ pgEnum }) => pgEnum('State', { Open: 'open', Shut: 'shut,ted' })(),
      value: 'shut,ted',
    },
  ],
  point: [
    { make: ({ point }) => point(), value: [1, -2.5], comparable: false },
    { make: ({ point }) => point({ mode: 'xy' }), value: { x: 1, y: 2 }, comparable: false },
  ],
  real: [{ make: ({ real }) => real(), value: 1.5 }],
  serial: [{ make: ({ serial }) => serial(), serial: true }],
  smallint: [{ make: ({ smallint }) => smallint(), value: 7 }],
  smallserial: [{ make: ({ smallserial }) => smallserial(), serial: true }],
  sparsevec: [
    {
      make: ({ sparsevec }) => sparsevec({ dimensions: 5 }),
      value: '{1:1,3:2}/5',
      comparable: false,
    },
  ],
  text: [
    { make: ({ text }) => text(), value: 'it\'s \\ "quoted" {a,b} NULL\n\t é 🙂' },
    { make: ({ text }) => text({ enum: ['NULL', ''] }), value: '' },
  ],
  time: [
    { make: ({ time }) => time(), value: '01:02:03' },
    { make: ({ time }) => time({ precision: 3, withTimezone: true }), value: '01:02:03.456+02' },
  ],
  timestamp: [
    { make: ({ timestamp }) => timestamp(), value: DAY },
    { make: ({ timestamp }) => timestamp({ withTimezone: true, precision: 6 }), value: DAY },
    {
      make: ({ timestamp }) => timestamp({ mode: 'string', precision: 0 }),
      value: '2020-01-02 03:04:05',
    },
  ],
  uuid: [{ make: ({ uuid }) => uuid(), value: '123e4567-e89b-12d3-a456-426614174000' }],
  varchar: [
    { make: ({ varchar }) => varchar(), value: 'NULL' },
    { make: ({ varchar }) => varchar({ length: 30 }), value: '{}' },
  ],
  vector: [
    { make: ({ vector }) => vector({ dimensions: 3 }), value: [1, 2.5, 3], comparable: false },
  ],
}

/** What only drizzle-orm 1 makes of a builder that both have. */
const LATER: Readonly<Record<string, readonly Sample[]>> = {
  bigint: [
    {
      make: (core) => own(core, 'bigint')({ mode: 'string' }),
      value: '9223372036854775807',
    },
  ],
}

/** Not of the callback form: made by other means. */
const OTHER_MEANS = ['pgEnum']
/** Abstract, made by the reader of an index, or seen in the array forms. */
const NO_SAMPLE = ['ExtraConfigColumn', 'PgArray']

const buildersOf = ({ pg }: DrizzleVersion): readonly string[] => {
  let names: readonly string[] = []
  pg.pgTable('probe', (builders) => {
    names = Object.keys(builders)
    return {}
  })
  return names
}

interface Named extends Sample {
  readonly name: string
}

const samplesOf = (version: DrizzleVersion): readonly Named[] =>
  [...buildersOf(version), ...OTHER_MEANS].flatMap((builder) =>
    [
      ...(SAMPLES[builder] ?? []),
      ...((version.major === '1.0' ? LATER[builder] : undefined) ?? []),
    ].map((sample, at) => ({ ...sample, name: `${builder}_${at}` })),
  )

/** The column, its arrays, and all of them with defaults; beside each default a column to write to. */
const columnsOf = (version: DrizzleVersion, sample: Named): Readonly<Record<string, Builder>> => {
  const make = () => sample.make(version.pg) as Builder
  const list = (dimensions: number) => arrayOf(version, make(), dimensions)
  const { value } = sample
  return {
    plain: make(),
    required: make().notNull(),
    ...(sample.comparable === false ? {} : { once: make().unique() }),
    ...(value === undefined
      ? {}
      : {
          list: list(1),
          grid: list(2),
          given: make(),
          givenList: list(1),
          givenGrid: list(2),
          filled: make().default(value).notNull(),
          filledList: list(1).default([value, null, value]),
          filledGrid: list(2).default([[value], [value]]),
          emptyList: list(1).default([]).notNull(),
        }),
  }
}

const rowOf = ({ value }: Named): object => ({
  required: value,
  given: value,
  givenList: [value, null, value],
  givenGrid: [[value], [value]],
})

const tablesOf = (version: DrizzleVersion, sample: Named): Readonly<Record<string, object>> => {
  const table = version.pg.pgTable as unknown as (name: string, columns: object) => object
  const key = { id: (sample.make(version.pg) as Builder).primaryKey() }
  return {
    [sample.name]: table(sample.name, columnsOf(version, sample)),
    ...(sample.comparable === false
      ? {}
      : { [`${sample.name}_key`]: table(`${sample.name}_key`, key) }),
  }
}

/** Types of an extension that the servers do not bring, as text with a length. */
const standIn = (name: string): string => `
CREATE TYPE ${name};
CREATE FUNCTION ${name}_in(cstring) RETURNS ${name} AS 'textin' LANGUAGE internal IMMUTABLE STRICT;
CREATE FUNCTION ${name}_out(${name}) RETURNS cstring AS 'textout' LANGUAGE internal IMMUTABLE STRICT;
CREATE TYPE ${name} (INPUT = ${name}_in, OUTPUT = ${name}_out, INTERNALLENGTH = VARIABLE,
  STORAGE = extended, TYPMOD_IN = varchartypmodin, TYPMOD_OUT = varchartypmodout);`

const differences = async (
  connection: Connection,
  expected: Schema,
): Promise<readonly string[]> => {
  const { operations, undecided } = await compareSchemas(await introspect(connection), expected, {
    dialect: postgres,
    printers: [async () => connection],
  })
  return [
    ...operations.map(describeOperation),
    ...undecided.map(({ left, right }) => `${left} ? ${right}`),
  ]
}

/** Whether each default is what that drizzle-orm itself stores when it is given the value. */
const wrongDefaults = async (
  connection: Connection,
  version: DrizzleVersion,
  written: readonly { readonly sample: Named; readonly table: object }[],
): Promise<readonly string[]> => {
  const wrong: string[] = []
  const db = version.nodePostgres.drizzle({ client: connection.driver as Client })
  for (const { sample, table } of written) {
    await db.insert(table as never).values(rowOf(sample) as never)
    // As texts: a number of JavaScript cannot hold every bigint.
    const values = await connection.query(
      `SELECT key, value::text AS value FROM "${sample.name}" t, jsonb_each(to_jsonb(t))`,
    )
    const stored = new Map(values.map(({ key, value }) => [key, value]))
    for (const kind of ['', 'List', 'Grid']) {
      const [filled, given] = [stored.get(`filled${kind}`), stored.get(`given${kind}`)]
      if (filled === 'null' || filled !== given) {
        wrong.push(`${sample.name}${kind}: ${filled}, not ${given}`)
      }
    }
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
    const wanted = columnClasses(version.pg, 'PgColumn').filter((name) => !NO_SAMPLE.includes(name))
    expect([...new Set(seen)].toSorted()).toEqual(wanted)
  })

  test('has geometry columns that are spelled as PostGIS prints them', () => {
    const samples = samplesOf(version).filter(({ absent }) => absent)
    const tables = Object.assign({}, ...samples.map((sample) => tablesOf(version, sample)))
    const columns = readPostgres(version, tables).schema.tables.flatMap((item) => item.columns)
    const types = new Set(columns.map(({ type }) => type))
    expect([...types]).toEqual(['geometry(point)', 'geometry(point)[]'])
    expect(canonicalType('geometry(Point)[]')).toBe('geometry(point)[]')
    const filled = columns.filter(({ name }) => name.startsWith('filled'))
    expect(filled.map((column) => column.default?.sql)).toEqual([
      `'point(1 2)'`,
      `'{"point(1 2)",NULL,"point(1 2)"}'`,
      `'{{"point(1 2)"},{"point(1 2)"}}'`,
      `'point(1 -2)'`,
      `'{"point(1 -2)",NULL,"point(1 -2)"}'`,
      `'{{"point(1 -2)"},{"point(1 -2)"}}'`,
    ])
  })
})

onServers('every column', (server) => {
  test.each(versions)('of drizzle-orm $major goes there and back', async (version) => {
    const connection = await server.database()
    for (const name of ['vector', 'halfvec', 'sparsevec']) {
      await connection.execute(standIn(name))
    }
    const empty = await introspect(connection)
    const samples = samplesOf(version).filter(({ absent }) => !absent)
    const tables: Record<string, object> = {}
    for (const sample of samples) Object.assign(tables, tablesOf(version, sample))
    // The types stand in for those of extensions, which this server does not have.
    const schema = { ...readPostgres(version, tables).schema, extensions: [] }
    const program = diff(emptySchema, schema, { features: postgres.features, renames: [] })
    const after = await execute(connection, program, emptySchema)
    expect(await differences(connection, schema)).toEqual([])
    const written = samples.flatMap((sample) => {
      const table = tables[sample.name]
      return sample.value === undefined || table === undefined ? [] : [{ sample, table }]
    })
    expect(await wrongDefaults(connection, version, written)).toEqual([])
    await execute(connection, reverseAll(program, emptySchema), after)
    expect(await differences(connection, empty)).toEqual([])
  })
})
