/** Enums, tables, renames, what is left out, and what rows say. */
import type { NumberedCase } from './walk.ts'

const user = (columns: string): string =>
  `export const users = p.pgTable('users', { id: p.integer().primaryKey(), ${columns} })\n`

export const objectCases: readonly NumberedCase[] = [
  {
    number: 32,
    name: 'the version table is left out even where it is in the models',
    operations: ['add column users.b (text)'],
    config: { versionTable: { name: 'my_versions' } },
    before: `${user('a: p.text()')}export const versions = p.pgTable('my_versions', { revision: p.text() })`,
    after: `${user('a: p.text(), b: p.text()')}export const versions = p.pgTable('my_versions', { revision: p.text(), more: p.text() })`,
  },
  {
    number: 31,
    name: 'what the configuration includes and excludes, on both sides',
    operations: ['add column a.x (integer)'],
    around: 'CREATE TABLE there (id integer); CREATE TABLE kept_out (id integer, x integer)',
    config: { include: ['*', 'other.*'], exclude: ['kept_*', 'other.skip'] },
    before: `
export const other = p.pgSchema('other')
export const a = p.pgTable('a', { id: p.integer().primaryKey() })
export const out = p.pgTable('kept_out', { id: p.integer() })
export const skip = other.table('skip', { id: p.integer() })`,
    after: `
export const other = p.pgSchema('other')
export const a = p.pgTable('a', { id: p.integer().primaryKey(), x: p.integer() })
export const out = p.pgTable('kept_out', { id: p.integer(), y: p.text() })
export const skip = other.table('skip', { id: p.integer(), y: p.text() })`,
  },
  {
    number: 33,
    name: 'what belongs to a table comes and goes with it, once',
    operations: ['create table b', 'drop table a'],
    before: `export const a = p.pgTable('a', { id: p.integer().primaryKey(), x: p.text().unique() }, (t) => [p.index('a_x').on(t.x), p.check('a_c', sql\`id > 0\`)])`,
    after: `export const b = p.pgTable('b', { id: p.integer().primaryKey(), x: p.text().unique(), y: p.integer() }, (t) => [p.index('b_x').on(t.x), p.check('b_c', sql\`id > 0\`)])`,
  },
  {
    number: 34,
    name: 'several new columns keep the order of the models',
    operations: [
      'add column users.z (text)',
      'add column users.m (integer)',
      'add column users.b (text)',
      'add column users.y (boolean)',
    ],
    before: user('a: p.text()'),
    after: user('a: p.text(), z: p.text(), m: p.integer(), b: p.text(), y: p.boolean()'),
  },
  {
    number: 35,
    name: 'models of several files are one schema',
    operations: ['create table c', 'add column a.x (integer)'],
    before: {
      one: `export const a = p.pgTable('a', { id: p.integer().primaryKey() })`,
      two: `export const b = p.pgTable('b', { id: p.integer().primaryKey() })`,
    },
    after: {
      one: `export const a = p.pgTable('a', { id: p.integer().primaryKey(), x: p.integer() })`,
      two: `export const b = p.pgTable('b', { id: p.integer().primaryKey() })\nexport const c = p.pgTable('c', { id: p.integer().primaryKey() })`,
    },
  },
  {
    number: 35,
    name: 'a table that two files declare is an error that names both',
    before: { one: `export const a = p.pgTable('a', { id: p.integer().primaryKey() })` },
    after: {
      one: `export const a = p.pgTable('a', { id: p.integer().primaryKey() })`,
      two: `export const b = p.pgTable('a', { id: p.integer().primaryKey(), x: p.text() })`,
    },
    refused: /two\.models\.ts:\d+: table a is declared a second time .* in one\.models\.ts:\d+/,
  },
  {
    number: 36,
    name: 'enums come with tables and columns, get, lose, rename and move values, and go with their last user',
    operations: [
      'alter enum grows: values a, between, b, end',
      'alter enum far.away: values x, y, z',
      'alter enum moves: values c, a, b',
      'alter enum shrinks: values a, c',
      'create enum comes (n, m)',
      'create table t3',
      'add column t1.n (comes)',
      "alter column t1.g: default 'between'",
      'drop column t1.x',
      'drop enum goes',
    ],
    before: `
export const far = p.pgSchema('far')
export const grows = p.pgEnum('grows', ['a', 'b'])
export const shrinks = p.pgEnum('shrinks', ['a', 'b', 'c'])
export const moves = p.pgEnum('moves', ['a', 'b', 'c'])
export const goes = p.pgEnum('goes', ['a'])
export const away = far.enum('away', ['x', 'y'])
export const t1 = p.pgTable('t1', { id: p.integer().primaryKey(), g: grows().default('a'), s: shrinks(), m: moves().array(), x: goes(), f: away() })
export const t2 = p.pgTable('t2', { id: p.integer().primaryKey(), g: grows(), m: moves().notNull().default('c') })`,
    after: `
export const far = p.pgSchema('far')
export const grows = p.pgEnum('grows', ['a', 'between', 'b', 'end'])
export const shrinks = p.pgEnum('shrinks', ['a', 'c'])
export const moves = p.pgEnum('moves', ['c', 'a', 'b'])
export const comes = p.pgEnum('comes', ['n', 'm'])
export const away = far.enum('away', ['x', 'y', 'z'])
export const t1 = p.pgTable('t1', { id: p.integer().primaryKey(), g: grows().default('between'), s: shrinks(), m: moves().array(), f: away(), n: comes().default('n') })
export const t2 = p.pgTable('t2', { id: p.integer().primaryKey(), g: grows(), m: moves().notNull().default('c') })
export const t3 = p.pgTable('t3', { id: p.integer().primaryKey(), n: comes().array() })`,
    rows: `INSERT INTO t1 VALUES (1, 'b', 'c', '{a,c}', 'a', 'y'); INSERT INTO t2 VALUES (1, 'a', 'b')`,
    kept: ['SELECT id, g, s, m, f FROM t1', 'SELECT * FROM t2'],
  },
  {
    number: 36,
    name: 'a value of an enum is renamed',
    operations: ["rename value 'sad' of enum mood to 'unhappy'"],
    before: `export const mood = p.pgEnum('mood', ['sad', 'ok'])\n${user("m: mood().default('sad'), all: mood().array()")}`,
    after: `export const mood = p.pgEnum('mood', ['unhappy', 'ok'])\n${user("m: mood().default('unhappy'), all: mood().array()")}`,
    renames: ['mood.sad:unhappy'],
    rows: `INSERT INTO users VALUES (1, 'sad', '{sad,ok}')`,
  },
  {
    number: 37,
    name: 'texts become uuid, numbers, booleans, json and enums, with defaults and indexes',
    operations: [
      'alter column users.a: type uuid',
      'alter column users.b: type integer, default 5',
      'alter column users.c: type boolean',
      'alter column users.d: type jsonb',
      'alter column users.e: type mood',
      'alter column users.f: type integer[]',
      'alter column users.g: type timestamp with time zone',
    ],
    before: `
export const mood = p.pgEnum('mood', ['sad', 'ok'])
export const users = p.pgTable('users', { id: p.integer().primaryKey(), a: p.text(), b: p.text().default('5'), c: p.text(), d: p.text(), e: p.text().default('ok'), f: p.text().array(), g: p.varchar({ length: 40 }) }, (t) => [
  p.index('users_a').on(t.a), p.index('users_b').on(t.b), p.index('users_e').on(t.e)])`,
    after: `
export const mood = p.pgEnum('mood', ['sad', 'ok'])
export const users = p.pgTable('users', { id: p.integer().primaryKey(), a: p.uuid(), b: p.integer().default(5), c: p.boolean(), d: p.jsonb(), e: mood().default('ok'), f: p.integer().array(), g: p.timestamp({ withTimezone: true }) }, (t) => [
  p.index('users_a').on(t.a), p.index('users_b').on(t.b), p.index('users_e').on(t.e)])`,
    rows: `INSERT INTO users VALUES (1, 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', '7', 'true', '{"a": 1}', 'sad', '{1,2}', '2026-01-01 00:00:00+00')`,
    kept: ['SELECT id, a::text, b::text, c::text, d::text, e::text, f::text FROM users'],
  },
  {
    number: 39,
    name: 'cycles of two and three tables and a table that refers to itself come and go',
    operations: [
      'create table a',
      'create table c',
      'create table b',
      'add foreign key a.a_b_b_id_fk (b) to b (id)',
      'drop constraint x.x_y_y_id_fk',
      'drop table y',
      'drop table x',
    ],
    before: `
export const x: any = p.pgTable('x', { id: p.integer().primaryKey(), y: p.integer().references((): any => y.id) })
export const y: any = p.pgTable('y', { id: p.integer().primaryKey(), x: p.integer().references((): any => x.id) })`,
    after: `
export const a: any = p.pgTable('a', { id: p.integer().primaryKey(), b: p.integer().references((): any => b.id) })
export const b: any = p.pgTable('b', { id: p.integer().primaryKey(), c: p.integer().references((): any => c.id) })
export const c: any = p.pgTable('c', { id: p.integer().primaryKey(), a: p.integer().references((): any => a.id), c: p.integer().references((): any => c.id) })`,
  },
  {
    number: 40,
    name: 'a parent goes together with the column of its child, and a chain of three goes whole',
    operations: [
      'drop constraint child.child_parent_parent_id_fk',
      'drop column child.parent',
      'drop table parent',
      'drop table three',
      'drop table two',
      'drop table one',
    ],
    before: `
export const parent = p.pgTable('parent', { id: p.integer().primaryKey() })
export const child = p.pgTable('child', { id: p.integer().primaryKey(), parent: p.integer().references(() => parent.id) })
export const one = p.pgTable('one', { id: p.integer().primaryKey() })
export const two = p.pgTable('two', { id: p.integer().primaryKey(), one: p.integer().references(() => one.id) })
export const three = p.pgTable('three', { id: p.integer().primaryKey(), two: p.integer().references(() => two.id) })`,
    after: `export const child = p.pgTable('child', { id: p.integer().primaryKey() })`,
  },
  {
    number: 41,
    name: 'columns and tables are renamed, with a change of type and with foreign keys to them',
    operations: [
      'rename table users to people',
      'rename column people.name to full_name',
      'rename column people.age to years',
      'rename column posts.author to writer',
      'alter column people.years: type bigint',
    ],
    before: `
export const users = p.pgTable('users', { id: p.integer().primaryKey(), name: p.text(), age: p.integer(), x: p.text() })
export const posts = p.pgTable('posts', { id: p.integer().primaryKey(), author: p.integer().references(() => users.id) }, (t) => [p.index('posts_author').on(t.author)])`,
    after: `
export const users = p.pgTable('people', { id: p.integer().primaryKey(), name: p.text('full_name'), age: p.bigint('years', { mode: 'number' }), x: p.text() })
export const posts = p.pgTable('posts', { id: p.integer().primaryKey(), author: p.integer('writer').references(() => users.id) }, (t) => [p.index('posts_author').on(t.author)])`,
    renames: ['users:people', 'users.name:full_name', 'users.age:years', 'posts.author:writer'],
    rows: `INSERT INTO users VALUES (1, 'a', 5, 'x'); INSERT INTO posts VALUES (1, 1)`,
  },
  {
    number: 41,
    name: 'nobody asked and nothing answered, a pair that could be a rename is a drop and an add',
    operations: [
      'add column users.c (text)',
      'add column users.d (text)',
      'drop column users.a',
      'drop column users.b',
    ],
    before: user('a: p.text(), b: p.text()'),
    after: user('c: p.text(), d: p.text()'),
  },
  {
    number: 42,
    name: 'a required column is refused where there are rows, and nothing is done',
    before: user('a: p.text()'),
    after: user('a: p.text(), b: p.text().notNull()'),
    rows: `INSERT INTO users VALUES (1, 'x')`,
    refused: /users/,
  },
  {
    number: 42,
    name: 'NOT NULL is refused where a row has none, and nothing is done',
    before: user('a: p.text()'),
    after: user('a: p.text().notNull()'),
    rows: `INSERT INTO users VALUES (1, NULL)`,
    refused: /users/,
  },
  {
    number: 42,
    name: 'a required column with a default comes to a table with rows',
    operations: ['add column users.b (text)'],
    before: user('a: p.text()'),
    after: user("a: p.text(), b: p.text().notNull().default('x')"),
    rows: `INSERT INTO users VALUES (1, 'x')`,
    kept: ['SELECT id, a FROM users'],
  },
  {
    number: 43,
    name: 'partitions, tables that inherit, members of extensions, views and materialized views of others are never touched',
    operations: ['add column users.b (text)'],
    around: `
CREATE EXTENSION pg_stat_statements;
CREATE TABLE parted (id integer, day date) PARTITION BY RANGE (day);
CREATE TABLE parted_1 PARTITION OF parted FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
CREATE TABLE base (id integer); CREATE TABLE heir (x integer) INHERITS (base);
CREATE VIEW others AS SELECT id FROM base; CREATE MATERIALIZED VIEW stored AS SELECT id FROM base;
CREATE FUNCTION f() RETURNS integer LANGUAGE sql AS 'SELECT 1'; CREATE DOMAIN small AS integer CHECK (VALUE < 10);`,
    before: user('a: p.text()'),
    after: user('a: p.text(), b: p.text()'),
    kept: [
      `SELECT c.relname, c.relkind FROM pg_class c WHERE relname IN ('parted', 'parted_1', 'base', 'heir', 'others', 'stored', 'pg_stat_statements') ORDER BY 1`,
    ],
  },
  {
    number: 44,
    name: 'a column under a view changes its type: the view gives way and comes back',
    operations: ['drop view v', 'alter column users.a: type bigint', 'create view v'],
    before: `
export const users = p.pgTable('users', { id: p.integer().primaryKey(), a: p.integer() })
export const v = p.pgView('v', { id: p.integer(), a: p.integer() }).as(sql\`select id, a from users\`)`,
    after: `
export const users = p.pgTable('users', { id: p.integer().primaryKey(), a: p.bigint({ mode: 'number' }) })
export const v = p.pgView('v', { id: p.integer(), a: p.bigint({ mode: 'number' }) }).as(sql\`select id, a from users\`)`,
  },
  {
    number: 44,
    name: "a column under somebody else's view does not go: the view is named, and nothing is done",
    before: user('a: p.text(), b: p.text()'),
    after: user('b: p.text()'),
    rows: 'CREATE VIEW reads_a AS SELECT a FROM users',
    refused: /reads_a/,
  },
]
