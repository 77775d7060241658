/** Each attribute of a model, edited alone. */
import { describe, expect, test } from 'vitest'
import { sqlite } from '../../../src/dialects/sqlite/index.ts'
import { identityDefaults, tableOptions } from '../../../src/schema/types.ts'
import { readSqlite, versions } from '../../support/drizzle.ts'
import type { DrizzleVersion } from '../../support/drizzle.ts'
import {
  column,
  expectLaws,
  findings,
  edit,
  parts,
  thereAndBack,
  untouched,
} from '../../support/single-edits.ts'
import type { Edit, EditBench, Loose, Tools } from '../../support/single-edits.ts'
import { connect } from './open.ts'

const TYPE = ['alterColumn type']
const DEFAULT = ['alterColumn default']
const GENERATED = ['alterColumn generated']
const INDEX = ['dropIndex', 'createIndex']
const CONSTRAINT = ['dropConstraint', 'addConstraint']
const DAY = new Date('2020-01-02T03:04:05.678Z')

const columns: readonly Edit[] = [
  column('integer to text', TYPE, [(t) => t.integer(), (t) => t.text()]),
  column('text to real', TYPE, [(t) => t.text(), (t) => t.real()]),
  column('text to blob', TYPE, [(t) => t.text(), (t) => t.blob({ mode: 'buffer' })]),
  column('numeric to integer', TYPE, [(t) => t.numeric(), (t) => t.integer()]),
  column('a length', TYPE, [(t) => t.text(), (t) => t.text({ length: 10 })]),
  column('another length', TYPE, [(t) => t.text({ length: 9 }), (t) => t.text({ length: 10 })]),
  column('a custom type', TYPE, [(t) => t.type('DATETIME'), (t) => t.type('VARCHAR(10)')]),
  column(
    'a collation',
    ['alterColumn collation'],
    [(t) => t.type('text'), (t) => t.type('text collate nocase')],
  ),
  column(
    'another collation',
    ['alterColumn collation'],
    [(t) => t.type('text collate rtrim'), (t) => t.type('text collate nocase')],
  ),
  column('NOT NULL', ['alterColumn nullable'], [(t) => t.text(), (t) => t.text().notNull()]),
  column('no NOT NULL', ['alterColumn nullable'], [(t) => t.text().notNull(), (t) => t.text()]),
  column('a default', DEFAULT, [(t) => t.text(), (t) => t.text().default('a')]),
  column('no default', DEFAULT, [(t) => t.text().default('a'), (t) => t.text()]),
  column('a text', DEFAULT, [(t) => t.text().default('a'), (t) => t.text().default("it's")]),
  column('a number', DEFAULT, [(t) => t.integer().default(1), (t) => t.integer().default(-2)]),
  column('a boolean', DEFAULT, [
    (t) => t.integer({ mode: 'boolean' }).default(false),
    (t) => t.integer({ mode: 'boolean' }).default(true),
  ]),
  column('a time', DEFAULT, [
    (t) => t.integer({ mode: 'timestamp' }).default(DAY),
    (t) => t.integer({ mode: 'timestamp' }).default(new Date(0)),
  ]),
  column('the unit of a time', DEFAULT, [
    (t) => t.integer({ mode: 'timestamp' }).default(DAY),
    (t) => t.integer({ mode: 'timestamp_ms' }).default(DAY),
  ]),
  column('a json', DEFAULT, [
    (t) => t.text({ mode: 'json' }).default({}),
    (t) => t.text({ mode: 'json' }).default({ a: "it's" }),
  ]),
  column('bytes', DEFAULT, [
    (t) => t.blob({ mode: 'buffer' }).default(Buffer.from([0])),
    (t) => t.blob({ mode: 'buffer' }).default(Buffer.from([1, 39])),
  ]),
  column('a value to SQL', DEFAULT, [
    (t) => t.text().default('x'),
    (t) => t.text().default(t.sql`CURRENT_TIMESTAMP`),
  ]),
  column('SQL', DEFAULT, [
    (t) => t.integer().default(t.sql`(unixepoch())`),
    (t) => t.integer().default(t.sql`(unixepoch() + 1)`),
  ]),
  column('an expression that generates', GENERATED, [
    (t) => t.integer().generatedAlwaysAs(t.sql`id + 1`),
    (t) => t.integer().generatedAlwaysAs(t.sql`id + 2`),
  ]),
  column('virtual to stored', GENERATED, [
    (t) => t.integer().generatedAlwaysAs(t.sql`id + 1`, { mode: 'virtual' }),
    (t) => t.integer().generatedAlwaysAs(t.sql`id + 1`, { mode: 'stored' }),
  ]),
  column('a column that becomes generated', GENERATED, [
    (t) => t.integer(),
    (t) => t.integer().generatedAlwaysAs(t.sql`id + 1`, { mode: 'stored' }),
  ]),
  column('a column that stays as it was generated', GENERATED, [
    (t) => t.integer().generatedAlwaysAs(t.sql`id + 1`),
    (t) => t.integer(),
  ]),
  column('unique', ['createIndex'], [(t) => t.text(), (t) => t.text().unique()]),
  column('no unique', ['dropIndex'], [(t) => t.text().unique(), (t) => t.text()]),
  column(
    'the name of a unique',
    ['renameIndex'],
    [(t) => t.text().unique('n1'), (t) => t.text().unique('n2')],
  ),
  column(
    'a primary key',
    ['addConstraint', 'alterColumn nullable'],
    [(t) => t.text(), (t) => t.text().primaryKey()],
  ),
  column(
    'a primary key of numbers',
    ['addConstraint', 'alterColumn nullable'],
    [(t) => t.integer(), (t) => t.integer().primaryKey()],
  ),
  column(
    'no primary key',
    ['dropConstraint', 'alterColumn nullable'],
    [(t) => t.text().primaryKey(), (t) => t.text()],
  ),
  column(
    'AUTOINCREMENT',
    ['alterColumn autoincrement'],
    [(t) => t.integer().primaryKey(), (t) => t.integer().primaryKey({ autoIncrement: true })],
  ),
  column(
    'no AUTOINCREMENT',
    ['alterColumn autoincrement'],
    [(t) => t.integer().primaryKey({ autoIncrement: true }), (t) => t.integer().primaryKey()],
  ),
]

const none = () => []
const index = (t: Tools) => t.index(`${t.name}_i`)
const inParts: readonly Edit[] = [
  parts('a unique key', ['createIndex'], [none, (t, c) => [t.unique('k1').on(c.x, c.y)]]),
  parts('another column of a key', INDEX, [
    (t, c) => [t.unique('k2').on(c.x, c.y)],
    (t, c) => [t.unique('k2').on(c.x, c.z)],
  ]),
  parts('a check', ['addConstraint'], [none, (t, c) => [t.check('c1', t.sql`${c.x} > 0`)]]),
  parts('no check', ['dropConstraint'], [(t, c) => [t.check('c2', t.sql`${c.x} > 0`)], none]),
  parts('the text of a check', CONSTRAINT, [
    (t, c) => [t.check('c3', t.sql`${c.x} > 0`)],
    (t, c) => [t.check('c3', t.sql`${c.x} > 1`)],
  ]),
  parts(
    'the name of a check',
    ['renameConstraint'],
    [(t, c) => [t.check('c5', t.sql`${c.x} > 0`)], (t, c) => [t.check('c6', t.sql`${c.x} > 0`)]],
  ),
  parts('an index', ['createIndex'], [none, (t, c) => [index(t).on(c.x)]]),
  parts('no index', ['dropIndex'], [(t, c) => [index(t).on(c.x)], none]),
  parts('a unique index', INDEX, [
    (t, c) => [index(t).on(c.x)],
    (t, c) => [t.uniqueIndex(`${t.name}_i`).on(c.x)],
  ]),
  parts('another key', INDEX, [(t, c) => [index(t).on(c.x)], (t, c) => [index(t).on(c.y)]]),
  parts('one more key', INDEX, [(t, c) => [index(t).on(c.x)], (t, c) => [index(t).on(c.x, c.y)]]),
  parts('the order of keys', INDEX, [
    (t, c) => [index(t).on(c.x, c.y)],
    (t, c) => [index(t).on(c.y, c.x)],
  ]),
  parts('down', INDEX, [(t, c) => [index(t).on(c.x)], (t, c) => [index(t).on(t.sql`${c.x} desc`)]]),
  parts('the collation of a key', INDEX, [
    (t, c) => [index(t).on(c.y)],
    (t, c) => [index(t).on(t.sql`${c.y} collate nocase`)],
  ]),
  parts('an expression', INDEX, [
    (t, c) => [index(t).on(t.sql`lower(${c.y})`)],
    (t, c) => [index(t).on(t.sql`upper(${c.y})`)],
  ]),
  parts('a predicate', INDEX, [
    (t, c) => [index(t).on(c.x)],
    (t, c) => [
      index(t)
        .on(c.x)
        .where(t.sql`${c.y} is null`),
    ],
  ]),
  parts('the text of a predicate', INDEX, [
    (t, c) => [
      index(t)
        .on(c.x)
        .where(t.sql`${c.x} > 0`),
    ],
    (t, c) => [
      index(t)
        .on(c.x)
        .where(t.sql`${c.x} > 1`),
    ],
  ]),
  parts(
    'the name of an index',
    ['renameIndex'],
    [(t, c) => [index(t).on(c.x)], (t, c) => [t.index(`${t.name}_j`).on(c.x)]],
  ),
]

const composite =
  (name: string, ...names: readonly ('x' | 'y' | 'z')[]) =>
  (t: Tools) => ({
    a: t.sqliteTable(
      t.name,
      { x: t.integer().notNull(), y: t.text().notNull(), z: t.text().notNull() },
      (c: Loose) => [t.primaryKey({ name, columns: names.map((item) => c[item]) })],
    ),
  })
const reference = (make: (t: Tools, to: Loose, c: Loose) => unknown) => (t: Tools) => {
  const to = t.sqliteTable(`${t.name}_to`, {
    id: t.integer().primaryKey(),
    x: t.integer().unique(),
  })
  const own = { id: t.integer(), x: t.integer() }
  return { to, from: t.sqliteTable(t.name, own, (c: Loose) => [make(t, to, c)].flat()) }
}
const toId = (rest: (key: Loose) => unknown = (key) => key, name = 'fk') =>
  reference((t, to, c) =>
    rest(t.foreignKey({ name: `${t.name}_${name}`, columns: [c.x], foreignColumns: [to.id] })),
  )
const table = (make: (t: Tools) => object) => (t: Tools) => ({ a: t.sqliteTable(t.name, make(t)) })
const view = (text: string | null) => (t: Tools) => {
  const a = t.sqliteTable(t.name, { x: t.integer() })
  return text === null
    ? { a }
    : {
        a,
        v: t
          .sqliteView(`${t.name}_v`, { x: t.integer() })
          .as(t.sql`select x from ${a} where ${t.sql.raw(text)}`),
      }
}

const objects: readonly Edit[] = [
  edit('another column of a primary key', CONSTRAINT, [
    composite('p1', 'x', 'y'),
    composite('p1', 'x', 'z'),
  ]),
  edit('the order of a primary key', CONSTRAINT, [
    composite('p2', 'x', 'y'),
    composite('p2', 'y', 'x'),
  ]),
  edit('a foreign key', ['addConstraint'], [reference(none), toId()]),
  edit('no foreign key', ['dropConstraint'], [toId(), reference(none)]),
  ...['cascade', 'restrict', 'set null', 'set default'].flatMap((action) => [
    edit(`on delete ${action}`, CONSTRAINT, [toId(), toId((key) => key.onDelete(action))]),
    edit(`on update ${action}`, CONSTRAINT, [toId(), toId((key) => key.onUpdate(action))]),
  ]),
  edit(
    'the name of a primary key',
    ['renameConstraint'],
    [composite('p3', 'x', 'y'), composite('p4', 'x', 'y')],
  ),
  edit('the name of a foreign key', ['renameConstraint'], [toId(), toId(undefined, 'other')]),
  edit('the column of a foreign key', CONSTRAINT, [
    toId(),
    reference((t, to, c) =>
      t.foreignKey({ name: `${t.name}_fk`, columns: [c.id], foreignColumns: [to.id] }),
    ),
  ]),
  edit('what a foreign key points at', CONSTRAINT, [
    toId(),
    reference((t, to, c) =>
      t.foreignKey({ name: `${t.name}_fk`, columns: [c.x], foreignColumns: [to.x] }),
    ),
  ]),
  edit('a table', ['createTable'], [() => ({}), table((t) => ({ x: t.text() }))]),
  edit('no table', ['dropTable'], [table((t) => ({ x: t.text() })), () => ({})]),
  edit(
    'a column',
    ['addColumn'],
    [table((t) => ({ x: t.text() })), table((t) => ({ x: t.text(), y: t.text() }))],
  ),
  edit(
    'no column',
    ['dropColumn'],
    [table((t) => ({ x: t.text(), y: t.text() })), table((t) => ({ x: t.text() }))],
  ),
  edit('a view', ['createView'], [view(null), view('x > 0')]),
  edit('no view', ['dropView'], [view('x > 0'), view(null)]),
  edit('the query of a view', ['dropView', 'createView'], [view('x > 0'), view('x > 1')]),
]

/** What reads differently and is the same. */
const same: readonly Edit[] = [
  column('the case of a type', [], [(t) => t.type('DateTime'), (t) => t.type('DATETIME')]),
  column(
    'the spaces of a type',
    [],
    [(t) => t.type('DECIMAL(10,2)'), (t) => t.type('decimal ( 10, 2 )')],
  ),
  column('the mode', [], [(t) => t.integer(), (t) => t.integer({ mode: 'boolean' })]),
  column('the values of a text', [], [(t) => t.text(), (t) => t.text({ enum: ['a', 'b'] })]),
  column('text that holds JSON', [], [(t) => t.text(), (t) => t.text({ mode: 'json' })]),
  column(
    'the default of the application',
    [],
    [(t) => t.text(), (t) => t.text().$default(() => 'x')],
  ),
  column(
    'the update of the application',
    [],
    [(t) => t.text(), (t) => t.text().$onUpdate(() => 'x')],
  ),
  column('a default that is null', [], [(t) => t.text(), (t) => t.text().default(null)]),
  column(
    'a default as SQL',
    [],
    [(t) => t.text().default('a'), (t) => t.text().default(t.sql`('a')`)],
  ),
  column(
    'the usual mode of a generated column',
    [],
    [
      (t) => t.integer().generatedAlwaysAs(t.sql`id + 1`),
      (t) => t.integer().generatedAlwaysAs(t.sql`(id + 1)`, { mode: 'virtual' }),
    ],
  ),
  parts(
    'a unique as an index',
    [],
    [(t, c) => [t.unique(`${t.name}_k`).on(c.x)], (t, c) => [t.uniqueIndex(`${t.name}_k`).on(c.x)]],
  ),
  parts(
    'layout and a comment',
    [],
    [
      (t, c) => [t.check('c7', t.sql`${c.x} > 0 and ${c.x} < 9`)],
      (t, c) => [t.check('c7', t.sql`( ${c.x}>0   AND /* why */ x < 9 )`)],
    ],
  ),
  edit(
    'the order of columns',
    [],
    [table((t) => ({ x: t.text(), y: t.text() })), table((t) => ({ y: t.text(), x: t.text() }))],
  ),
  edit(
    'the name of a property',
    [],
    [table((t) => ({ x: t.text('x') })), table((t) => ({ other: t.text('x') }))],
  ),
]

const COMMENTED =
  'column enum index namespace policy role sequence view check exclude foreignKey primaryKey unique'.split(
    ' ',
  )
const COUNTING = ['cache', 'cycle', 'increment', 'max', 'min', 'start', 'type']

/** What drizzle-orm has no builder for, or SQLite has not; a unique is an index there. */
const UNDECLARED: readonly string[] = [
  ...COMMENTED.map((what) => `${what}.comment`),
  'check.noInherit',
  'check.notEnforced',
  'check.notValid',
  'column.compression',
  'column.identity',
  'column.sequence',
  'column.statistics',
  'column.storage',
  'enum.values',
  'exclude.definition',
  'foreignKey.deferrable',
  'foreignKey.matchFull',
  'foreignKey.notEnforced',
  'foreignKey.notValid',
  'foreignKey.onDeleteColumns',
  'foreignKey.period',
  ...Object.keys(identityDefaults)
    .filter((key) => key !== 'name')
    .map((key) => `identity.${key}`)
    .toSorted(),
  'index.clustered',
  'index.include',
  'index.method',
  'index.nullsNotDistinct',
  'index.tablespace',
  'index.with',
  'indexKey.nulls',
  'indexKey.opclass',
  'indexKey.opclassParameters',
  ...['as', 'for', 'to', 'using', 'withCheck'].map((key) => `policy.${key}`),
  'primaryKey.clustered',
  'primaryKey.deferrable',
  'primaryKey.include',
  'primaryKey.period',
  'primaryKey.tablespace',
  'primaryKey.with',
  ...['createDb', 'createRole', 'inherit'].map((key) => `role.${key}`),
  ...[...COUNTING, 'ownedBy'].toSorted().map((key) => `sequence.${key}`),
  ...COUNTING.map((key) => `serial.${key}`),
  ...tableOptions.map((key) => `table.${key}`).toSorted(),
  'unique.clustered',
  'unique.columns',
  'unique.deferrable',
  'unique.include',
  'unique.nullsNotDistinct',
  'unique.period',
  'unique.tablespace',
  'unique.with',
  'view.indexes',
  'view.materialized',
  'view.method',
  'view.options',
  'view.tablespace',
].toSorted()

const edits = [columns, inParts, objects, same].flat()

const benchOf = (version: DrizzleVersion): EditBench => ({
  dialect: sqlite,
  target: '3.35',
  version,
  read: readSqlite,
})

describe.each(versions)('drizzle-orm $major', (version) => {
  test(`each of ${edits.length} single edits is found, and nothing else is`, () => {
    expect(findings(edits, benchOf(version))).toEqual([])
  })

  test('no attribute of a schema is left out that drizzle-orm can declare', () => {
    expect(untouched(edits, benchOf(version))).toEqual(UNDECLARED)
  })

  test('single edits obey the laws, as a migration file too', async () => {
    await expectLaws(edits, benchOf(version))
  })

  test('single edits go there and back', async () => {
    const connection = await connect()
    await thereAndBack(edits, benchOf(version), connection)
    await connection.close()
  })
})
