/** Each attribute of a model, edited alone. */
import { describe, expect, test } from 'vitest'
import { postgres } from '../../../src/dialects/postgres/index.ts'
import { readPostgres, versions } from '../../support/drizzle.ts'
import type { DrizzleVersion } from '../../support/drizzle.ts'
import {
  column,
  edit,
  expectLaws,
  findings,
  parts,
  thereAndBack,
  untouched,
} from '../../support/single-edits.ts'
import type { Edit, EditBench, Loose, Tools } from '../../support/single-edits.ts'
import { onServers } from './support.ts'
import { UNDECLARED } from './undeclared.ts'

const TYPE = ['alterColumn type']
const DEFAULT = ['alterColumn default']
const IDENTITY = ['alterColumn identity']
const GENERATED = ['alterColumn generated']
const INDEX = ['dropIndex', 'createIndex']
const CONSTRAINT = ['dropConstraint', 'addConstraint']
const DAY = new Date('2020-01-02T03:04:05.678Z')

const types: readonly Edit[] = [
  column('integer to bigint', TYPE, [(t) => t.integer(), (t) => t.bigint({ mode: 'number' })]),
  column('integer to smallint', TYPE, [(t) => t.integer(), (t) => t.smallint()]),
  column('integer to text', TYPE, [(t) => t.integer(), (t) => t.text()]),
  column('text to integer', TYPE, [(t) => t.text(), (t) => t.integer()]),
  column('text to uuid', TYPE, [(t) => t.text(), (t) => t.uuid()]),
  column('boolean to integer', TYPE, [(t) => t.boolean(), (t) => t.integer()]),
  column('text to varchar', TYPE, [(t) => t.text(), (t) => t.varchar({ length: 10 })]),
  column('a length', TYPE, [(t) => t.varchar({ length: 10 }), (t) => t.varchar({ length: 20 })]),
  column('a length that goes', TYPE, [(t) => t.varchar({ length: 10 }), (t) => t.varchar()]),
  column('the length of char', TYPE, [(t) => t.char({ length: 1 }), (t) => t.char({ length: 2 })]),
  column('a precision', TYPE, [
    (t) => t.numeric({ precision: 8 }),
    (t) => t.numeric({ precision: 9 }),
  ]),
  column('a scale', TYPE, [
    (t) => t.numeric({ precision: 8, scale: 1 }),
    (t) => t.numeric({ precision: 8, scale: 2 }),
  ]),
  column('a time zone', TYPE, [(t) => t.timestamp(), (t) => t.timestamp({ withTimezone: true })]),
  column('the precision of a timestamp', TYPE, [
    (t) => t.timestamp(),
    (t) => t.timestamp({ precision: 3 }),
  ]),
  column('the zone of a time', TYPE, [(t) => t.time(), (t) => t.time({ withTimezone: true })]),
  column('the fields of an interval', TYPE, [
    (t) => t.interval(),
    (t) => t.interval({ fields: 'day' }),
  ]),
  column('json to jsonb', TYPE, [(t) => t.json(), (t) => t.jsonb()]),
  column('date to timestamp', TYPE, [(t) => t.date(), (t) => t.timestamp()]),
  column('real to double', TYPE, [(t) => t.real(), (t) => t.doublePrecision()]),
  column('one to a list', TYPE, [(t) => t.text(), (t) => t.text().array()]),
  column('the type of a list', TYPE, [
    (t) => t.integer().array(),
    (t) => t.bigint({ mode: 'number' }).array(),
  ]),
  column('a custom type', TYPE, [(t) => t.type('int4range'), (t) => t.type('text')]),
  column(
    'a collation',
    ['alterColumn collation'],
    [(t) => t.type('text'), (t) => t.type('text collate "C"')],
  ),
  column(
    'serial to integer',
    ['alterColumn type'],
    [(t) => t.serial(), (t) => t.integer().notNull()],
  ),
  column(
    'integer to serial',
    ['alterColumn type'],
    [(t) => t.integer().notNull(), (t) => t.serial()],
  ),
  column(
    'smallserial to serial',
    ['alterColumn type'],
    [(t) => t.smallserial(), (t) => t.serial()],
  ),
]

const values: readonly Edit[] = [
  column('NOT NULL', ['alterColumn nullable'], [(t) => t.text(), (t) => t.text().notNull()]),
  column('no NOT NULL', ['alterColumn nullable'], [(t) => t.text().notNull(), (t) => t.text()]),
  column('a default', DEFAULT, [(t) => t.text(), (t) => t.text().default('a')]),
  column('no default', DEFAULT, [(t) => t.text().default('a'), (t) => t.text()]),
  column('a text', DEFAULT, [(t) => t.text().default('a'), (t) => t.text().default("it's")]),
  column('a number', DEFAULT, [(t) => t.integer().default(1), (t) => t.integer().default(-2)]),
  column('a bigint', DEFAULT, [
    (t) => t.bigint({ mode: 'bigint' }).default(1n),
    (t) => t.bigint({ mode: 'bigint' }).default(9007199254740993n),
  ]),
  column('a boolean', DEFAULT, [
    (t) => t.boolean().default(false),
    (t) => t.boolean().default(true),
  ]),
  column('a date', DEFAULT, [
    (t) => t.timestamp().default(DAY),
    (t) => t.timestamp().default(new Date(0)),
  ]),
  column('a json', DEFAULT, [
    (t) => t.jsonb().default({}),
    (t) => t.jsonb().default({ a: "it's" }),
  ]),
  column('a list', DEFAULT, [
    (t) => t.text().array().default([]),
    (t) => t.text().array().default(['a,b']),
  ]),
  column('SQL', DEFAULT, [
    (t) => t.timestamp().defaultNow(),
    (t) => t.timestamp().default(t.sql`now() - interval '1 day'`),
  ]),
  column('a value to SQL', DEFAULT, [
    (t) => t.integer().default(1),
    (t) => t.integer().default(t.sql`1 + 1`),
  ]),
  column('an expression that generates', GENERATED, [
    (t) => t.integer().generatedAlwaysAs(t.sql`id + 1`),
    (t) => t.integer().generatedAlwaysAs(t.sql`id + 2`),
  ]),
  column('a column that becomes generated', GENERATED, [
    (t) => t.integer(),
    (t) => t.integer().generatedAlwaysAs(t.sql`id + 1`),
  ]),
  column('a column that stays as it was generated', GENERATED, [
    (t) => t.integer().generatedAlwaysAs(t.sql`id + 1`),
    (t) => t.integer(),
  ]),
]

const identity = (options?: object) => (t: Tools) =>
  t.integer().generatedByDefaultAsIdentity(options)
const identities: readonly Edit[] = [
  column('an identity', ['alterColumn identity nullable'], [(t) => t.integer(), identity()]),
  column('an identity of what is required', IDENTITY, [(t) => t.integer().notNull(), identity()]),
  column('no identity', ['alterColumn identity nullable'], [identity(), (t) => t.integer()]),
  column('always', IDENTITY, [identity(), (t) => t.integer().generatedAlwaysAsIdentity()]),
  column('the start', IDENTITY, [identity(), identity({ startWith: 10 })]),
  column('the increment', IDENTITY, [identity(), identity({ increment: 5 })]),
  column('down', IDENTITY, [identity(), identity({ increment: -1 })]),
  column('the least', IDENTITY, [identity(), identity({ minValue: -5, startWith: 1 })]),
  column('the most', IDENTITY, [identity({ maxValue: 99 }), identity({ maxValue: 100 })]),
  column('the cache', IDENTITY, [identity(), identity({ cache: 20 })]),
  column('the cycle', IDENTITY, [identity(), identity({ cycle: true })]),
  column('the name', IDENTITY, [identity(), identity({ name: 'other_numbers' })]),
  column('serial to identity', ['alterColumn identity type'], [(t) => t.serial(), identity()]),
]

const key =
  (name: string, ...columns: readonly ('id' | 'x' | 'y' | 'z')[]) =>
  (t: Tools, c: Loose) => [t.unique(name).on(...columns.map((item) => c[item]))]
const none = () => []

const constraints: readonly Edit[] = [
  column('unique', ['addConstraint'], [(t) => t.text(), (t) => t.text().unique()]),
  column('no unique', ['dropConstraint'], [(t) => t.text().unique(), (t) => t.text()]),
  column('nulls not distinct', CONSTRAINT, [
    (t) => t.text().unique('n1'),
    (t) => t.text().unique('n1', { nulls: 'not distinct' }),
  ]),
  column(
    'the name of a unique',
    ['renameConstraint'],
    [(t) => t.text().unique('n2'), (t) => t.text().unique('n3')],
  ),
  column(
    'a primary key',
    ['addConstraint', 'alterColumn nullable'],
    [(t) => t.text(), (t) => t.text().primaryKey()],
  ),
  column(
    'a primary key of what is required',
    ['addConstraint'],
    [(t) => t.text().notNull(), (t) => t.text().primaryKey()],
  ),
  column(
    'no primary key',
    ['dropConstraint', 'alterColumn nullable'],
    [(t) => t.text().primaryKey(), (t) => t.text()],
  ),
  parts('a unique key', ['addConstraint'], [none, key('k1', 'x', 'y')]),
  parts('another column of a key', CONSTRAINT, [key('k2', 'x', 'y'), key('k2', 'x', 'z')]),
  parts('the order of a key', CONSTRAINT, [key('k3', 'x', 'y'), key('k3', 'y', 'x')]),
  parts('a key over nulls', CONSTRAINT, [
    (t, c) => [t.unique('k4').on(c.x, c.y)],
    (t, c) => [t.unique('k4').on(c.x, c.y).nullsNotDistinct()],
  ]),
  parts('a check', ['addConstraint'], [none, (t, c) => [t.check('c1', t.sql`${c.x} > 0`)]]),
  parts('no check', ['dropConstraint'], [(t, c) => [t.check('c2', t.sql`${c.x} > 0`)], none]),
  parts('the text of a check', CONSTRAINT, [
    (t, c) => [t.check('c3', t.sql`${c.x} > 0`)],
    (t, c) => [t.check('c3', t.sql`${c.x} > 1`)],
  ]),
  parts('the values of a check', CONSTRAINT, [
    (t, c) => [t.check('c4', t.sql`${c.y} in ('a', 'b')`)],
    (t, c) => [t.check('c4', t.sql`${c.y} in ('a', 'b', 'c')`)],
  ]),
  parts(
    'the name of a check',
    ['renameConstraint'],
    [(t, c) => [t.check('c5', t.sql`${c.x} > 0`)], (t, c) => [t.check('c6', t.sql`${c.x} > 0`)]],
  ),
]

const reference = (make: (t: Tools, to: Loose, c: Loose) => unknown) => (t: Tools) => {
  const to = t.pgTable(`${t.name}_to`, { id: t.integer().primaryKey(), x: t.integer().unique() })
  const columns = { id: t.integer(), x: t.integer() }
  return {
    to,
    from: t.pgTable(t.name, columns, (c: Loose) => [make(t, to, c)].flat()),
  }
}
const toId = (rest: (f: Loose) => unknown = (f) => f, name = 'fk') =>
  reference((t, to, c) =>
    rest(t.foreignKey({ name: `${t.name}_${name}`, columns: [c.x], foreignColumns: [to.id] })),
  )
const references: readonly Edit[] = [
  edit('a foreign key', ['addConstraint'], [reference(none), toId()]),
  edit('no foreign key', ['dropConstraint'], [toId(), reference(none)]),
  ...['cascade', 'restrict', 'set null', 'set default'].flatMap((action) => [
    edit(`on delete ${action}`, CONSTRAINT, [toId(), toId((f) => f.onDelete(action))]),
    edit(`on update ${action}`, CONSTRAINT, [toId(), toId((f) => f.onUpdate(action))]),
  ]),
  edit('the name of a foreign key', ['renameConstraint'], [toId(), toId(undefined, 'other')]),
  edit('what a foreign key points at', CONSTRAINT, [
    toId(),
    reference((t, to, c) =>
      t.foreignKey({ name: `${t.name}_fk`, columns: [c.x], foreignColumns: [to.x] }),
    ),
  ]),
  edit('the column of a foreign key', CONSTRAINT, [
    toId(),
    reference((t, to, c) =>
      t.foreignKey({ name: `${t.name}_fk`, columns: [c.id], foreignColumns: [to.id] }),
    ),
  ]),
]

const composite =
  (name: string, ...names: readonly ('x' | 'y' | 'z')[]) =>
  (t: Tools) => ({
    a: t.pgTable(
      t.name,
      { x: t.integer().notNull(), y: t.text().notNull(), z: t.text().notNull() },
      (c: Loose) => [t.primaryKey({ name, columns: names.map((item) => c[item]) })],
    ),
  })
const primaryKeys: readonly Edit[] = [
  edit('another column of a primary key', CONSTRAINT, [
    composite('p1', 'x', 'y'),
    composite('p1', 'x', 'z'),
  ]),
  edit('the order of a primary key', CONSTRAINT, [
    composite('p2', 'x', 'y'),
    composite('p2', 'y', 'x'),
  ]),
  edit(
    'the name of a primary key',
    ['renameConstraint'],
    [composite('p3', 'x', 'y'), composite('p4', 'x', 'y')],
  ),
]

const index = (t: Tools) => t.index(`${t.name}_i`)
/** An index over a column whose collation is not that of its type. */
const collated =
  (key: (t: Tools, c: Loose) => unknown): Edit['before'] =>
  (t) => ({
    table: t.pgTable(t.name, { id: t.integer(), x: t.type('text collate "C"') }, (c: Loose) => [
      index(t).on(key(t, c)),
    ]),
  })
/** An index of words, whose operator class can be told something. */
const worded =
  (key: (t: Tools, c: Loose) => unknown): Edit['before'] =>
  (t) => ({
    table: t.pgTable(t.name, { id: t.integer(), x: t.type('tsvector') }, (c: Loose) => [
      index(t).using('gist', key(t, c)),
    ]),
  })

const indexes: readonly Edit[] = [
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
  parts('down', INDEX, [(t, c) => [index(t).on(c.x)], (t, c) => [index(t).on(c.x.desc())]]),
  parts('nulls', INDEX, [(t, c) => [index(t).on(c.x)], (t, c) => [index(t).on(c.x.nullsFirst())]]),
  parts('nulls of what goes down', INDEX, [
    (t, c) => [index(t).on(c.x.desc().nullsFirst())],
    (t, c) => [index(t).on(c.x.desc().nullsLast())],
  ]),
  parts('an operator class', INDEX, [
    (t, c) => [index(t).on(c.y)],
    (t, c) => [index(t).on(c.y.op('text_pattern_ops'))],
  ]),
  edit('a parameter of an operator class', INDEX, [
    worded((_, c) => c.x),
    worded((_, c) => c.x.op('tsvector_ops(siglen=100)')),
  ]),
  edit('the value of a parameter of an operator class', INDEX, [
    worded((_, c) => c.x.op('tsvector_ops (siglen = 100)')),
    worded((t, c) => t.sql`${c.x} tsvector_ops (siglen = 200)`),
  ]),
  parts('the method', INDEX, [
    (t, c) => [index(t).on(c.x)],
    (t, c) => [index(t).using('hash', c.x)],
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
  parts('an expression', INDEX, [
    (t, c) => [index(t).on(t.sql`lower(${c.y})`)],
    (t, c) => [index(t).on(t.sql`upper(${c.y})`)],
  ]),
  parts('a key to an expression', INDEX, [
    (t, c) => [index(t).on(c.y)],
    (t, c) => [index(t).on(t.sql`lower(${c.y})`)],
  ]),
  parts('the collation of a key', INDEX, [
    (t, c) => [index(t).on(c.y)],
    (t, c) => [index(t).on(t.sql`${c.y} collate "C"`)],
  ]),
  edit('the collation of a key whose column has another', INDEX, [
    collated((t, c) => t.sql`${c.x}`),
    collated((t, c) => t.sql`${c.x} collate "default"`),
  ]),
  edit('the collation of an expression over it', INDEX, [
    collated((t, c) => t.sql`lower(${c.x})`),
    collated((t, c) => t.sql`lower(${c.x}) collate pg_catalog."default"`),
  ]),
  parts('a parameter', INDEX, [
    (t, c) => [index(t).on(c.x)],
    (t, c) => [index(t).on(c.x).with({ fillfactor: 70 })],
  ]),
  parts('the value of a parameter', INDEX, [
    (t, c) => [index(t).on(c.x).with({ fillfactor: 70 })],
    (t, c) => [index(t).on(c.x).with({ fillfactor: 80 })],
  ]),
  parts(
    'the name of an index',
    ['renameIndex'],
    [(t, c) => [index(t).on(c.x)], (t, c) => [t.index(`${t.name}_j`).on(c.x)]],
  ),
  parts(
    'a unique that becomes an index',
    ['dropConstraint', 'createIndex'],
    [(t, c) => [t.unique(`${t.name}_i`).on(c.x)], (t, c) => [t.uniqueIndex(`${t.name}_i`).on(c.x)]],
  ),
]

const mood =
  (...labels: readonly string[]) =>
  (t: Tools) => {
    const kind = t.pgEnum(`${t.name}_mood`, labels)
    return { kind, table: t.pgTable(t.name, { x: kind(), y: kind().array() }) }
  }
const ENUM = ['alterEnum values']
const objects: readonly Edit[] = [
  edit(
    'a table',
    ['createTable'],
    [() => ({}), (t) => ({ a: t.pgTable(t.name, { x: t.text() }) })],
  ),
  edit('no table', ['dropTable'], [(t) => ({ a: t.pgTable(t.name, { x: t.text() }) }), () => ({})]),
  edit(
    'a column',
    ['addColumn'],
    [
      (t) => ({ a: t.pgTable(t.name, { x: t.text() }) }),
      (t) => ({ a: t.pgTable(t.name, { x: t.text(), y: t.text() }) }),
    ],
  ),
  edit(
    'no column',
    ['dropColumn'],
    [
      (t) => ({ a: t.pgTable(t.name, { x: t.text(), y: t.text() }) }),
      (t) => ({ a: t.pgTable(t.name, { x: t.text() }) }),
    ],
  ),
  edit('a namespace', ['createNamespace'], [() => ({}), (t) => ({ a: t.pgSchema(t.name) })]),
  edit(
    'the namespace of a table',
    ['createTable', 'dropTable'],
    [
      (t) => ({ s: t.pgSchema(`${t.name}_s`), a: t.pgTable(t.name, { x: t.text() }) }),
      (t) => {
        const s = t.pgSchema(`${t.name}_s`)
        return { s, a: s.table(t.name, { x: t.text() }) }
      },
    ],
  ),
  edit('an enum', ['createEnum'], [() => ({}), (t) => ({ a: t.pgEnum(t.name, ['a']) })]),
  edit('no enum', ['dropEnum'], [(t) => ({ a: t.pgEnum(t.name, ['a']) }), () => ({})]),
  edit('a last value', ENUM, [mood('a', 'b'), mood('a', 'b', 'c')]),
  edit('a first value', ENUM, [mood('a', 'b'), mood('c', 'a', 'b')]),
  edit('a value between', ENUM, [mood('a', 'b'), mood('a', 'c', 'b')]),
  edit('one value less', ENUM, [mood('a', 'b', 'c'), mood('a', 'c')]),
  edit('the order of values', ENUM, [mood('a', 'b'), mood('b', 'a')]),
  edit(
    'an enum instead of a text',
    [...TYPE, 'createEnum'],
    [
      (t) => ({ a: t.pgTable(t.name, { x: t.text() }) }),
      (t) => ({ a: t.pgTable(t.name, { x: t.pgEnum(`${t.name}_e`, ['a'])() }) }),
    ],
  ),
  ...[
    ['a view', ['createView'], null, 'x > 0'] as const,
    ['no view', ['dropView'], 'x > 0', null] as const,
    ['the query of a view', ['dropView', 'createView'], 'x > 0', 'x > 1'] as const,
  ].map(([title, finds, ...texts]) => {
    const side = (text: string | null) => (t: Tools) => {
      const a = t.pgTable(t.name, { x: t.integer() })
      if (text === null) return { a }
      const query = t.sql`select x from ${a} where ${t.sql.raw(text)}`
      return { a, v: t.pgView(`${t.name}_v`, { x: t.integer() }).as(query) }
    }
    return edit(title, finds, [side(texts[0]), side(texts[1])])
  }),
]

const policySet = (...keys: readonly string[]) => [`alterPolicy ${keys.join(' ')}`]

/** A table with a policy, and what the policy says. */
const policed =
  (config: (t: Tools) => Readonly<Record<string, unknown>>) =>
  (t: Tools): Readonly<Record<string, unknown>> => ({
    a: t.pgTable(t.name, { x: t.integer('x'), y: t.text('y') }, () => [
      t.pgPolicy('mine', config(t)),
    ]),
  })
const bare = (t: Tools): Readonly<Record<string, unknown>> => ({
  a: t.pgTable(t.name, { x: t.integer('x'), y: t.text('y') }),
})
const secured = (t: Tools): Readonly<Record<string, unknown>> => ({
  a: t.pgTable(t.name, { x: t.integer('x'), y: t.text('y') }).enableRLS(),
})
const linked = (t: Tools): Readonly<Record<string, unknown>> => {
  const { a } = secured(t)
  return { a, p: t.pgPolicy('mine', {}).link(a) }
}
const over = (sql: string) =>
  policed((t) => ({ using: t.sql.raw(sql), withCheck: t.sql.raw('x > 0') }))

const policies: readonly Edit[] = [
  edit('row level security', ['alterTable rowSecurity'], [bare, secured]),
  edit('no row level security', ['alterTable rowSecurity'], [secured, bare]),
  edit('a policy', ['createPolicy'], [secured, policed(() => ({}))]),
  edit('no policy', ['dropPolicy'], [policed(() => ({})), secured]),
  edit('a linked policy', ['createPolicy'], [secured, linked]),
  edit('where a policy is declared', [], [linked, policed(() => ({}))]),
  edit(
    'the kind of a policy',
    ['dropPolicy', 'createPolicy'],
    [policed(() => ({})), policed(() => ({ as: 'restrictive' }))],
  ),
  edit(
    'the command of a policy',
    ['dropPolicy', 'createPolicy'],
    [policed(() => ({ for: 'select' })), policed(() => ({ for: 'delete' }))],
  ),
  edit('the roles of a policy', policySet('to'), [
    policed(() => ({ to: 'public' })),
    policed(() => ({ to: 'pg_monitor' })),
  ]),
  edit('one role more', policySet('to'), [
    policed(() => ({ to: 'pg_monitor' })),
    policed((t) => ({ to: [t.pgRole('pg_signal_backend').existing(), 'pg_monitor'] })),
  ]),
  edit('what a policy shows', policySet('using'), [over('x > 1'), over('x > 2')]),
  edit('what a policy lets in', policySet('withCheck'), [
    policed((t) => ({ withCheck: t.sql.raw('x > 1') })),
    policed((t) => ({ withCheck: t.sql.raw('x > 2') })),
  ]),
  edit(
    'an expression of a policy that goes',
    ['dropPolicy', 'createPolicy'],
    [over('x > 1'), policed((t) => ({ using: t.sql.raw('x > 1') }))],
  ),
  edit('the layout of a policy', [], [over('x > 1'), over('( x>1 )')]),
]

const shown =
  (view: (t: Tools) => Loose) =>
  (t: Tools): Readonly<Record<string, unknown>> => ({ v: view(t).as(t.sql.raw('select 1 as x')) })
const plainView = (t: Tools): Loose => t.pgView(t.name, { x: t.integer('x') })
const stored = (t: Tools): Loose => t.pgMaterializedView(t.name, { x: t.integer('x') })
const VIEW = ['dropView', 'createView']

const views: readonly Edit[] = [
  edit('a materialized view', ['createView'], [() => ({}), shown(stored)]),
  edit('no materialized view', ['dropView'], [shown(stored), () => ({})]),
  edit('a view made a materialized one', VIEW, [shown(plainView), shown(stored)]),
  edit('an option of a view', VIEW, [
    shown(plainView),
    shown((t) => plainView(t).with({ securityBarrier: true })),
  ]),
  edit(
    'an option that is off',
    [],
    [shown(plainView), shown((t) => plainView(t).with({ securityBarrier: false }))],
  ),
  edit('a storage parameter', VIEW, [
    shown(stored),
    shown((t) => stored(t).with({ fillfactor: 70, autovacuumEnabled: false })),
  ]),
  edit('the usual access method', [], [shown(stored), shown((t) => stored(t).using('heap'))]),
  edit(
    'the usual tablespace',
    [],
    [shown(stored), shown((t) => stored(t).tablespace('pg_default'))],
  ),
  edit('when it is filled', [], [shown(stored), shown((t) => stored(t).withNoData())]),
  edit(
    'a materialized view of something else',
    [],
    [() => ({}), (t) => ({ v: stored(t).existing() })],
  ),
]

const counter =
  (options: Readonly<Record<string, unknown>>) =>
  (t: Tools): Readonly<Record<string, unknown>> => ({ s: t.pgSequence(t.name, options) })
const counted = (title: string, key: string, options: Readonly<Record<string, unknown>>) =>
  edit(title, [`alterSequence ${key}`], [counter({}), counter(options)])

const sequences: readonly Edit[] = [
  edit('a sequence', ['createSequence'], [() => ({}), counter({})]),
  edit('no sequence', ['dropSequence'], [counter({}), () => ({})]),
  counted('the step of a sequence', 'increment', { increment: 3 }),
  counted('the start of a sequence', 'start', { startWith: '9007199254740993' }),
  counted('the end of a sequence', 'max', { maxValue: 1000 }),
  counted('the cache of a sequence', 'cache', { cache: 20 }),
  counted('a sequence that cycles', 'cycle', { cycle: true }),
  edit(
    'the least of a sequence',
    ['alterSequence min start'],
    [counter({ startWith: 1 }), counter({ startWith: 1, minValue: -5 })],
  ),
  edit(
    'what a sequence does anyway',
    [],
    [
      counter({}),
      counter({
        minValue: 1,
        maxValue: '9223372036854775807',
        startWith: 1,
        cache: 1,
        cycle: false,
      }),
    ],
  ),
]

/** What reads differently and is the same. */
const same: readonly Edit[] = [
  column('a spelling of bigint', [], [(t) => t.bigint({ mode: 'number' }), (t) => t.type('int8')]),
  column(
    'a spelling of varchar',
    [],
    [(t) => t.varchar({ length: 9 }), (t) => t.type('CHARACTER VARYING (9)')],
  ),
  column(
    'a spelling of timestamptz',
    [],
    [(t) => t.timestamp({ withTimezone: true, precision: 3 }), (t) => t.type('timestamptz(3)')],
  ),
  column(
    'the mode',
    [],
    [(t) => t.bigint({ mode: 'number' }), (t) => t.bigint({ mode: 'bigint' })],
  ),
  column('the values of a text', [], [(t) => t.text(), (t) => t.text({ enum: ['a', 'b'] })]),
  column('the TypeScript type', [], [(t) => t.jsonb(), (t) => t.jsonb().$type()]),
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
    [(t) => t.text().default('a'), (t) => t.text().default(t.sql`'a'`)],
  ),
  column('the dimensions of a list', [], [(t) => t.integer().array(), (t) => t.type('int4[3][4]')]),
  parts(
    'an index that is made concurrently',
    [],
    [(t, c) => [index(t).on(c.x)], (t, c) => [index(t).on(c.x).concurrently()]],
  ),
  parts(
    'the usual method',
    [],
    [(t, c) => [index(t).on(c.x)], (t, c) => [index(t).using('btree', c.x)]],
  ),
  parts(
    'the usual operator class',
    [],
    [(t, c) => [index(t).on(c.y)], (t, c) => [index(t).on(c.y.op('text_ops'))]],
  ),
  edit(
    'the spelling of a parameter of an operator class',
    [],
    [
      worded((_, c) => c.x.op('tsvector_ops(siglen=100)')),
      worded((t, c) => t.sql`${c.x} pg_catalog.tsvector_ops (SIGLEN = '100')`),
    ],
  ),
  parts(
    'the usual order of nulls',
    [],
    [(t, c) => [index(t).on(c.x)], (t, c) => [index(t).on(c.x.asc().nullsLast())]],
  ),
  edit(
    'the order of columns',
    [],
    [
      (t) => ({ a: t.pgTable(t.name, { x: t.text(), y: t.text() }) }),
      (t) => ({ a: t.pgTable(t.name, { y: t.text(), x: t.text() }) }),
    ],
  ),
  edit(
    'the name of a property',
    [],
    [
      (t) => ({ a: t.pgTable(t.name, { x: t.text('x') }) }),
      (t) => ({ a: t.pgTable(t.name, { other: t.text('x') }) }),
    ],
  ),
  edit(
    'the values of an enum as an object',
    [],
    [
      (t) => ({ a: t.pgEnum(t.name, ['a', 'b']) }),
      (t) => ({ a: t.pgEnum(t.name, { First: 'a', Second: 'b' }) }),
    ],
  ),
]

/** What drizzle-orm has no builder for. */
const role = (
  title: string,
  finds: readonly string[],
  [before, after]: readonly [object | null, object | null],
): Edit => {
  const side = (options: object | null) => (t: Tools) => ({
    table: t.pgTable(t.name, { id: t.integer() }),
    ...(options === null ? {} : { role: t.pgRole(`role_${t.name}`, options) }),
  })
  return { title, finds, before: side(before), after: side(after) }
}

const server: readonly Edit[] = [
  role('a role', ['createRole'], [null, {}]),
  role('a role that goes', ['dropRole'], [{}, null]),
  role('CREATEDB', ['alterRole createDb'], [{}, { createDb: true }]),
  role('CREATEROLE', ['alterRole createRole'], [{ createRole: true }, {}]),
  role('INHERIT', ['alterRole inherit'], [{}, { inherit: false }]),
  role('the defaults of a role', [], [{}, { createDb: false, createRole: false, inherit: true }]),
  column(
    'a type of an extension',
    ['createExtension', 'alterColumn type'],
    [(t) => t.text(), (t) => t.type('citext')],
  ),
  parts(
    'an operator class of an extension',
    ['createExtension', 'createIndex'],
    [() => [], (t, { y }) => [t.index(`${t.name}_y`).using('gin', y.op('gin_trgm_ops'))]],
  ),
  parts(
    'a method over scalars',
    ['createExtension', 'createIndex'],
    [() => [], (t, { x }) => [t.index(`${t.name}_x`).using('gist', x)]],
  ),
]

const edits = [
  types,
  values,
  identities,
  constraints,
  primaryKeys,
  references,
  indexes,
  objects,
  policies,
  views,
  sequences,
  server,
  same,
].flat()

const benchOf = (version: DrizzleVersion): EditBench => ({
  dialect: postgres,
  target: '14',
  version,
  read: readPostgres,
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
})

onServers('single edits', (server) => {
  test.each(versions)('of drizzle-orm $major go there and back', async (version) => {
    await thereAndBack(edits, benchOf(version), await server.database())
  })
})
