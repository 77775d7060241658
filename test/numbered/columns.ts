/** Columns: types, defaults, counters, generated columns, keys. */
import type { NumberedCase } from './walk.ts'

/** One table of these columns. */
const table = (columns: string, name = 'users'): string =>
  `export const ${name} = p.pgTable('${name}', {\n  id: p.integer().primaryKey(),\n  ${columns}\n})\n`

export const columnCases: readonly NumberedCase[] = [
  {
    number: 1,
    name: 'models equal the database after a create, for every type',
    before: `
export const mood = p.pgEnum('mood', ['sad', 'ok'])
export const all = p.pgTable('all', {
  a: p.bigint({ mode: 'number' }), b: p.bigserial({ mode: 'bigint' }), c: p.boolean(), d: p.char({ length: 3 }), e: p.cidr(),
  f: p.date(), g: p.doublePrecision(), h: p.inet(), i: p.integer(), j: p.interval({ fields: 'day to second', precision: 3 }),
  k: p.json(), l: p.jsonb(), m: p.line(), n: p.macaddr(), o: p.macaddr8(), q: p.numeric({ precision: 8, scale: 2 }), r: p.numeric(),
  s: p.point(), t: p.real(), u: p.serial(), v: p.smallint(), w: p.smallserial(), x: p.text(), y: p.time({ precision: 3, withTimezone: true }),
  z: p.timestamp({ precision: 6, withTimezone: true }), aa: p.timestamp(), ab: p.uuid(), ac: p.varchar({ length: 20 }), ad: p.varchar(),
  ae: mood(), af: mood().array(), ag: p.integer().array(), ah: p.varchar({ length: 5 }).array().array(), ai: p.bit({ dimensions: 4 }),
  aj: p.interval(), ak: p.time(), al: p.numeric({ precision: 5 }), am: p.integer().generatedAlwaysAsIdentity(),
  an: p.customType({ dataType: () => 'tstzrange' })(), ao: p.customType({ dataType: () => 'bytea' })(), ap: p.char(),
})`,
  },
  {
    number: 2,
    name: 'users, addresses and orders change in one plan, in dependency order',
    operations: [
      'create table item',
      'add column address.street (character varying(50))',
      'add unique constraint address.uq_email (email)',
      'alter column order.amount: type numeric(10,2), drop not null',
      'add foreign key order.order_user_users_id_fk (user) to users (id)',
      'drop index users.pw_idx',
      'alter column users.name: set not null',
      "alter column users.a1: default 'x'",
      'drop column users.pw',
      'drop table extra',
    ],
    before: `
export const users = p.pgTable('users', { id: p.integer().primaryKey(), name: p.varchar({ length: 50 }), a1: p.text(), pw: p.varchar({ length: 50 }) }, (t) => [p.index('pw_idx').on(t.pw)])
export const address = p.pgTable('address', { id: p.integer().primaryKey(), email: p.varchar({ length: 100 }).notNull() })
export const order = p.pgTable('order', { id: p.integer().primaryKey(), amount: p.numeric({ precision: 8, scale: 2 }).notNull(), user: p.integer() })
export const extra = p.pgTable('extra', { x: p.char(), user: p.integer().references(() => users.id) })`,
    after: `
export const users = p.pgTable('users', { id: p.integer().primaryKey(), name: p.varchar({ length: 50 }).notNull(), a1: p.text().default('x') })
export const address = p.pgTable('address', { id: p.integer().primaryKey(), email: p.varchar({ length: 100 }).notNull(), street: p.varchar({ length: 50 }) }, (t) => [p.unique('uq_email').on(t.email)])
export const order = p.pgTable('order', { id: p.integer().primaryKey(), amount: p.numeric({ precision: 10, scale: 2 }), user: p.integer().references(() => users.id) })
export const item = p.pgTable('item', { id: p.integer().primaryKey(), description: p.varchar({ length: 100 }), order: p.integer().references(() => order.id) })`,
  },
  {
    number: 3,
    name: 'a varchar becomes longer, and loses its length',
    operations: [
      'alter column users.a: type character varying(30)',
      'alter column users.b: type character varying',
    ],
    before: table(
      `a: p.varchar({ length: 20 }), b: p.varchar({ length: 20 }), c: p.varchar({ length: 20 }),`,
    ),
    after: table(`a: p.varchar({ length: 30 }), b: p.varchar(), c: p.varchar({ length: 20 }),`),
    rows: `INSERT INTO users VALUES (1, 'a', 'b', 'c')`,
    kept: ['SELECT * FROM users'],
  },
  {
    number: 4,
    name: 'precision and scale of a numeric change',
    operations: [
      'alter column users.a: type numeric(10,2)',
      'alter column users.b: type numeric(8,2)',
    ],
    before: table(
      `a: p.numeric({ precision: 8, scale: 2 }), b: p.numeric({ precision: 8 }), c: p.numeric({ precision: 8, scale: 2 }),`,
    ),
    after: table(
      `a: p.numeric({ precision: 10, scale: 2 }), b: p.numeric({ precision: 8, scale: 2 }), c: p.numeric({ precision: 8, scale: 2 }),`,
    ),
  },
  {
    number: 5,
    name: 'timestamps with and without time zone stay what they are',
    before: table(
      `a: p.timestamp(), b: p.timestamp({ withTimezone: true }), c: p.timestamp({ precision: 3 }), d: p.time({ withTimezone: true }),`,
    ),
  },
  {
    number: 6,
    name: 'defaults that are written otherwise and mean the same',
    before: table(
      `a: p.text().default(''), b: p.text().default('hi'), c: p.interval().default(sql\`interval '14 days'\`), d: p.uuid().default(sql\`gen_random_uuid()\`),
  e: p.integer().array().default(sql\`ARRAY[]::integer[]\`), f: p.timestamp().default(sql\`TIMEZONE('utc', CURRENT_TIMESTAMP)\`), g: p.integer().default(5),
  h: p.numeric().default('5.2'), i: p.doublePrecision().default(5.0), j: p.varchar({ length: 20 }).default('im a default'), k: p.timestamp().default(sql\`now()\`),`,
    ),
    after: table(
      `a: p.text().default(sql\`''::text\`), b: p.text().default(sql\`'hi'::text\`), c: p.interval().default(sql\`'14 days'::interval\`), d: p.uuid().defaultRandom(),
  e: p.integer().array().default(sql\`array[ ]::int[]\`), f: p.timestamp().default(sql\`timezone( 'utc' , current_timestamp )\`), g: p.integer().default(sql\`(5)\`),
  h: p.numeric().default(sql\`(5.2)\`), i: p.doublePrecision().default(5), j: p.varchar({ length: 20 }).default(sql\`'im a default'::character varying\`), k: p.timestamp().default(sql\`NOW()\`),`,
    ),
  },
  {
    number: 7,
    name: 'defaults that differ, and one of json',
    operations: [
      'alter column users.a: default 7',
      "alter column users.b: default 'there'",
      'alter column users.d: default \'{"a":2}\'',
      "alter column users.e: default '[]'",
    ],
    before: table(
      `a: p.integer().default(5), b: p.text().default('hello'), c: p.json().default({}), d: p.jsonb().default({ a: 1 }), e: p.json().default({}),`,
    ),
    after: table(
      `a: p.integer().default(7), b: p.text().default('there'), c: p.json().default({}), d: p.jsonb().default({ a: 2 }), e: p.json().default([]),`,
    ),
  },
  {
    number: 9,
    name: 'defaults with quotes, slashes and backslashes',
    before: table(
      `a: p.text().default("has '' quote"), b: p.text().default("it's"), c: p.text().default('a/b'), d: p.text().default('a\\\\\\\\b'), e: p.text().default('"x"'), f: p.text().default('a\\\\nb'), g: p.varchar({ length: 9 }).default("'"), h: p.text().default('$1 \${x} %s'),`,
    ),
  },
  {
    number: 10,
    name: 'serial columns, owned sequences and sequences of their own',
    before: `
export const other = p.pgSchema('other')
export const numbers = p.pgSequence('numbers')
export const far = other.sequence('far', { startWith: 5 })
export const users = p.pgTable('users', {
  id: p.serial().primaryKey(), a: p.bigserial({ mode: 'number' }), b: p.integer().default(sql\`nextval('numbers')\`),
  c: p.numeric().default(sql\`nextval('numbers'::regclass)\`), d: p.bigint({ mode: 'number' }).default(sql\`nextval('other.far')\`),
})
export const posts = other.table('posts', { id: p.serial().primaryKey(), a: p.integer().default(sql\`nextval('other.far'::regclass)\`) })`,
    rows: 'INSERT INTO users (id) VALUES (default); INSERT INTO other.posts (id) VALUES (default)',
  },
  {
    number: 11,
    name: 'identity columns come, go and change, and a serial becomes one',
    operations: [
      'alter column a.id: type integer, identity',
      'alter column a.n: identity',
      'alter column b.id: drop identity',
      'alter column c.id: identity',
      'drop column d.id',
      'add column e.id (integer)',
    ],
    before: `
export const a = p.pgTable('a', { id: p.serial().primaryKey(), n: p.integer().notNull() })
export const b = p.pgTable('b', { id: p.integer().generatedAlwaysAsIdentity().primaryKey() })
export const c = p.pgTable('c', { id: p.integer().generatedAlwaysAsIdentity({ startWith: 3 }), x: p.integer() })
export const d = p.pgTable('d', { id: p.integer().generatedByDefaultAsIdentity(), x: p.integer() })
export const e = p.pgTable('e', { x: p.integer() })`,
    after: `
export const a = p.pgTable('a', { id: p.integer().generatedByDefaultAsIdentity().primaryKey(), n: p.integer().notNull().generatedAlwaysAsIdentity({ startWith: 100 }) })
export const b = p.pgTable('b', { id: p.integer().primaryKey() })
export const c = p.pgTable('c', { id: p.integer().generatedByDefaultAsIdentity({ startWith: 3, increment: 2 }), x: p.integer() })
export const d = p.pgTable('d', { x: p.integer() })
export const e = p.pgTable('e', { x: p.integer(), id: p.integer().generatedAlwaysAsIdentity({ startWith: 10 }) })`,
    rows: 'INSERT INTO a (n) VALUES (1), (2); INSERT INTO b DEFAULT VALUES; INSERT INTO c (x) VALUES (1); INSERT INTO e VALUES (1)',
    kept: ['SELECT * FROM a', 'SELECT * FROM b', 'SELECT * FROM c', 'SELECT x FROM e'],
  },
  {
    number: 12,
    name: 'generated columns come, go and change, and what is only spaced otherwise stays',
    operations: [
      'add column users.f (integer)',
      'alter column users.a: generated',
      'alter column users.b: drop generated',
      'alter column users.c: generated',
      'drop column users.d',
    ],
    before: table(
      `n: p.integer(), a: p.integer().generatedAlwaysAs(sql\`n * 2\`), b: p.integer().generatedAlwaysAs(sql\`n + 1\`), c: p.integer(), d: p.integer().generatedAlwaysAs(sql\`n*3\`), e: p.integer().generatedAlwaysAs(sql\`(n) + (2)\`),`,
    ),
    after: table(
      `n: p.integer(), a: p.integer().generatedAlwaysAs(sql\`n * 20\`), b: p.integer(), c: p.integer().generatedAlwaysAs(sql\`n - 1\`), e: p.integer().generatedAlwaysAs(sql\`n+2\`), f: p.integer().generatedAlwaysAs(sql\`n * 4\`),`,
    ),
    rows: 'INSERT INTO users (id, n, c) VALUES (1, 10, 9)',
    kept: ['SELECT id, n, b, e FROM users'],
  },
  {
    number: 13,
    name: 'comments of tables and columns come, change and stay, with quotes in them',
    operations: [
      "comment on table users: Those who've come",
      'comment on column users.b: has changed',
      "comment on column users.c: it\\'s new",
    ],
    before: `
/** @comment People */
export const users = p.pgTable('users', {
  id: p.integer().primaryKey(),
  /** @comment It's "here" */
  a: p.text(),
  /** @comment changes */
  b: p.text(),
  c: p.text(),
})`,
    after: `
/** @comment Those who've come */
export const users = p.pgTable('users', {
  id: p.integer().primaryKey(),
  /** @comment It's "here" */
  a: p.text(),
  /** @comment has changed */
  b: p.text(),
  /** @comment it\\'s new */
  c: p.text(),
})`,
  },
  {
    number: 13,
    name: 'a comment that no model declares comes and goes by hand, and stays',
    operations: ['alter table users: comment By hand'],
    before: `export const users = p.pgTable('users', { id: p.integer().primaryKey() })`,
    hand: {
      upgrade: "op.alterTable('users', { comment: 'By hand' })",
      downgrade: "op.alterTable('users', { comment: null })",
    },
  },
]

export const sqliteCases: readonly NumberedCase[] = [
  {
    number: 8,
    name: 'defaults that are written otherwise and mean the same, and others that differ, on SQLite',
    operations: [
      'alter column users.f: default 7',
      'alter column users.g: default 5.3',
      "alter column users.h: default 'there'",
    ],
    before: `export const users = p.sqliteTable('users', { id: p.integer().primaryKey(), a: p.text().default(sql\`CURRENT_TIMESTAMP\`), b: p.text().default(sql\`(datetime('now', 'localtime'))\`),
  c: p.integer().default(5), d: p.real().default(5.2), e: p.text().default('im a default'), f: p.integer().default(5), g: p.real().default(5.2), h: p.text().default('hello') })`,
    after: `export const users = p.sqliteTable('users', { id: p.integer().primaryKey(), a: p.text().default(sql\`current_timestamp\`), b: p.text().default(sql\`(datetime( 'now','localtime' ))\`),
  c: p.integer().default(sql\`(5)\`), d: p.real().default(sql\`5.2\`), e: p.text().default(sql\`'im a default'\`), f: p.integer().default(7), g: p.real().default(5.3), h: p.text().default('there') })`,
  },
  {
    number: 45,
    name: 'an INTEGER PRIMARY KEY without NOT NULL is what the models say',
    around: 'CREATE TABLE other (id INTEGER PRIMARY KEY)',
    before: `export const users = p.sqliteTable('users', { id: p.integer().primaryKey(), a: p.text() })
export const posts = p.sqliteTable('posts', { id: p.integer().primaryKey({ autoIncrement: true }) })`,
  },
]
