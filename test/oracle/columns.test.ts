/** Columns as people write them, defaults as values of JavaScript: drizzle-kit and diffkit make the same of them. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { postgres } from '../../src/dialects/postgres/index.ts'
import { sqlite } from '../../src/dialects/sqlite/index.ts'
import { useDrizzleKit } from '../support/drizzle-kit.ts'
import { usePostgresBench } from '../support/oracle-postgres.ts'
import { useSqliteBench } from '../support/oracle-sqlite.ts'
import { expectCatalog, expectShown } from '../support/oracle-judge.ts'
import { adoptionOf, byKit, complaint, createByDiffkit, leftByDiffkit } from '../support/oracle.ts'
import type { OracleBench } from '../support/oracle.ts'
import { loadSources, removeSources } from '../support/written-models.ts'
import type { WrittenModels } from '../support/written-models.ts'

/** A column, and what is right where drizzle-kit's is not. */
type Written =
  | string
  | readonly [
      source: string,
      shows: RegExp,
      right: readonly [type: string, value: string],
      reason: string,
    ]

const BIGINT = 'A bigint cannot be written into its snapshot'
const SHAPE = 'The default of a point or line is written as JavaScript prints it'
const DATE = 'The default of a timestamp is a JSON string in an integer column'

const POSTGRES: readonly Written[] = [
  [
    "core.bigint({ mode: 'bigint' }).default(9007199254740993n)",
    /serialize a BigInt/,
    ['bigint', "'9007199254740993'::bigint"],
    BIGINT,
  ],
  "core.bigint({ mode: 'number' }).default(-5)",
  'core.smallint().default(3)',
  'core.real().default(1e21)',
  'core.doublePrecision().default(-0.5)',
  "core.numeric({ precision: 10, scale: 2 }).default('1.50')",
  "core.numeric({ mode: 'number' }).default(1.5)",
  [
    "core.numeric({ mode: 'bigint' }).default(15n)",
    /serialize a BigInt/,
    ['numeric', '15'],
    BIGINT,
  ],
  'core.boolean().default(false)',
  'core.text().default(`it\'s "quoted" \\\\ and\\nlong`)',
  "core.text({ enum: ['a', 'b'] }).default('b')",
  "core.varchar({ length: 20 }).default('')",
  'core.char({ length: 2 }).notNull()',
  'core.timestamp().defaultNow()',
  'core.timestamp({ withTimezone: true, precision: 3 }).notNull().defaultNow()',
  "core.timestamp({ withTimezone: true }).default(new Date('2026-01-31T12:00:00.123Z'))",
  "core.timestamp().default(new Date('2026-01-31T12:00:00.123Z'))",
  "core.timestamp({ mode: 'string' }).default('2026-01-31 12:00:00')",
  'core.date().defaultNow()',
  "core.date({ mode: 'date' }).default(new Date('2026-01-31'))",
  "core.time().default('12:30')",
  "core.interval({ fields: 'day to second', precision: 3 })",
  "core.interval().default('1 day')",
  'core.uuid().defaultRandom()',
  "core.uuid().default('00000000-0000-0000-0000-000000000000')",
  'core.json().default({ a: [1, "x"] })',
  'core.jsonb().default([])',
  'core.jsonb().default({ text: "plain" })',
  [
    `core.jsonb().default({ text: "it's" })`,
    /syntax error at or near "s"/,
    ['jsonb', `'{"text": "it''s"}'::jsonb`],
    'The quotes inside JSON are not doubled',
  ],
  [
    'core.jsonb().default("text")',
    /invalid input syntax for type json/,
    ['jsonb', `'"text"'::jsonb`],
    'A string is taken for JSON as it is',
  ],
  'core.jsonb().default(1)',
  'core.jsonb().default(true)',
  ['core.point().default([1, 2])', /syntax error/, ['point', "'(1,2)'::point"], SHAPE],
  [
    "core.point({ mode: 'xy' }).default({ x: 1, y: 2 })",
    /syntax error/,
    ['point', "'(1,2)'::point"],
    SHAPE,
  ],
  ['core.line().default([1, 2, 3])', /syntax error/, ['line', "'{1,2,3}'::line"], SHAPE],
  'core.integer().array().default([1, 2])',
  "core.text().array().default(['a', 'b c'])",
  [
    "core.text().array().default(['with \"quotes\"', 'a,b', ''])",
    /malformed array literal/,
    ['text[]', `'{"with \\"quotes\\"","a,b",""}'::text[]`],
    'The quotes inside an element are not escaped',
  ],
  'core.text().array().default([])',
  'core.integer().array().array().default([[1, 2], [3, 4]])',
  'core.boolean().array().default([true, false])',
  "mood().default('happy')",
  "mood().array().default(['sad', 'happy'])",
  'core.serial()',
  "core.bigserial({ mode: 'number' })",
  'core.smallserial()',
  'core.integer().generatedAlwaysAsIdentity()',
  "core.bigint({ mode: 'number' }).generatedByDefaultAsIdentity({ name: 'ids', startWith: 10, increment: 2, cache: 5, cycle: true, maxValue: 1000 })",
  'core.text().generatedAlwaysAs(() => sql`upper(${users.name})`)',
  "core.text().generatedAlwaysAs(sql`name || 'x'`)",
  "core.customType({ dataType: () => 'timestamptz' })()",
  "core.customType({ dataType: () => 'character varying(10)' })()",
  "core.customType({ dataType: () => 'int8' })().default(7)",
  'core.text().$default(() => String(Math.random()))',
  'core.timestamp().$onUpdate(() => new Date())',
  'core.text().default(sql`current_user`)',
  [
    'core.integer().default(sql`1 + ${2}`)',
    /we don't support params for `sql` default values/,
    ['integer', '(1 + 2)'],
    'A parameter in a default is refused',
  ],
  'core.inet().default("10.0.0.1")',
  'core.macaddr8().default("08:00:2b:01:02:03:04:05")',
]

const SQLITE: readonly Written[] = [
  'core.integer().default(-5)',
  [
    "core.integer({ mode: 'boolean' }).default(true)",
    /"d":"true"/,
    ['integer', '1'],
    'It writes true where SQLite keeps 1; the value is the same',
  ],
  [
    "core.integer({ mode: 'timestamp' }).default(new Date('2026-01-31T12:00:00Z'))",
    /"d":"'\\"2026-01-31/,
    ['integer', '1769860800'],
    DATE,
  ],
  [
    "core.integer({ mode: 'timestamp_ms' }).default(new Date('2026-01-31T12:00:00.123Z'))",
    /"d":"'\\"2026-01-31/,
    ['integer', '1769860800123'],
    DATE,
  ],
  "core.integer({ mode: 'timestamp' }).default(sql`(unixepoch())`)",
  'core.real().default(0.5)',
  'core.real().default(1e21)',
  'core.text().default(`it\'s "quoted" and\\nlong`)',
  "core.text({ enum: ['a', 'b'] }).default('b')",
  'core.text({ length: 20 })',
  'core.text().default(sql`CURRENT_TIMESTAMP`)',
  'core.text().default(sql`(CURRENT_TIMESTAMP)`)',
  "core.text({ mode: 'json' }).default({ a: [1, 'x'] })",
  "core.text({ mode: 'json' }).default([])",
  "core.blob().default(sql`X'00FF'`)",
  "core.blob({ mode: 'json' })",
  ["core.blob({ mode: 'bigint' }).default(5n)", /serialize a BigInt/, ['blob', "X'35'"], BIGINT],
  [
    "core.blob({ mode: 'buffer' }).default(Buffer.from([0, 255]))",
    /"type\\":\\"Buffer/,
    ['blob', "X'00FF'"],
    'Bytes become the JSON of a Buffer',
  ],
  "core.numeric().default('1.5')",
  "core.numeric({ mode: 'number' }).default(1.5)",
  [
    "core.numeric({ mode: 'bigint' }).default(15n)",
    /serialize a BigInt/,
    ['numeric', "'15'"],
    BIGINT,
  ],
  'core.text().generatedAlwaysAs(() => sql`upper(${users.name})`)',
  "core.text().generatedAlwaysAs(sql`name || 'x'`, { mode: 'stored' })",
  'core.integer().$default(() => 1)',
  "core.customType({ dataType: () => 'DATETIME' })()",
  "core.customType({ dataType: () => 'varchar(10)' })().default('x')",
]

const inSqlite = (name: string, type: string, value: string | null): string =>
  `column ${JSON.stringify({ t: 'users', name, type, n: 0, d: value, pk: 0, hidden: 0 })}`

/** How the witness has the column, and what stands around it. */
const SHOWN = {
  postgresql: {
    around: [
      'extension plpgsql',
      'namespace public',
      'table users p  f f heap',
      'column users.name text f',
    ],
    column: (type: string, value: string) => `column users.value ${type} f ${value}`,
  },
  sqlite: {
    around: [inSqlite('name', 'text', null)],
    column: (type: string, value: string) => inSqlite('value', type, value),
  },
}

const kit = useDrizzleKit()
const onPostgres = usePostgresBench(18, kit).bench
const onSqlite = useSqliteBench(kit)
afterAll(removeSources)

const withEnum = "export const mood = core.pgEnum('mood', ['sad', 'happy'])\n"
const sourceOf = (column: string, dialect: OracleBench['dialect']): string => {
  const [path, maker] =
    dialect === sqlite ? ['sqlite-core', 'core.sqliteTable'] : ['pg-core', 'core.pgTable']
  return `import { sql } from 'drizzle-orm'
import * as core from 'drizzle-orm/${path}'
${column.includes('mood') ? withEnum : ''}export const users = ${maker}('users', {
  name: core.text(),
  value: ${column},
})
`
}

describe.each([
  ['PostgreSQL', onPostgres, postgres, POSTGRES],
  ['SQLite', onSqlite, sqlite, SQLITE],
] as const)('%s', (_name, bench, dialect, columns) => {
  let models: readonly WrittenModels[] = []
  beforeAll(async () => {
    const sources = columns.map((item) => (typeof item === 'string' ? item : item[0]))
    models = await loadSources(
      sources.map((source) => sourceOf(source, dialect)),
      dialect,
    )
  })

  test.each(columns.map((item, at) => [typeof item === 'string' ? item : item[0], at] as const))(
    '%s',
    async (_source, at) => {
      const item = columns[at]
      const after = models[at]
      if (item === undefined || after === undefined) throw new Error('the models are not loaded')
      const ours = await createByDiffkit(after, bench())
      expect(ours.error).toBeNull()
      const theirs = await byKit({ before: null, after, renames: [] }, bench())
      if (typeof item === 'string') {
        expect(complaint(theirs, ours.after), 'drizzle-kit').toBe('')
        expect(await adoptionOf(after, bench()), 'adopted by diffkit').toEqual([])
        return
      }
      const [, shows, right, reason] = item
      const { around, column } = SHOWN[dialect.name]
      const differs = theirs.error === null ? [`- ${column(...right)}`, shows] : shows
      expectShown(theirs, ours.after, { shows: differs, reason })
      expectCatalog(ours.after, [...around, column(...right)])
      expect(await leftByDiffkit(after, bench()), 'left by diffkit').toEqual([])
    },
  )
})
