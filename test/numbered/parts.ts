/** Constraints and indexes. */
import type { NumberedCase } from './walk.ts'

const TWO = `export const a = p.pgTable('a', { id: p.integer().primaryKey(), x: p.integer().notNull(), y: p.integer().notNull() }, (t) => [p.unique('a_x_y').on(t.x, t.y), p.unique('a_x').on(t.x)])`

/** A table `b` that refers to `a` by these keys. */
const keys = (text: string): string => `${TWO}
export const b = p.pgTable('b', { id: p.integer().primaryKey(), x: p.integer(), y: p.integer(), z: p.integer(), 'Mixed': p.integer('Mixed') }, (t) => [
  ${text}
])`

const key = (name: string, column: string, rest = ''): string =>
  `p.foreignKey({ name: '${name}', columns: [t.${column}], foreignColumns: [a.id] })${rest},`

/** A table of three columns with these indexes. */
const indexes = (text: string): string =>
  `export const users = p.pgTable('users', { id: p.integer().primaryKey(), a: p.text(), b: p.integer(), c: p.integer() }, (t) => [\n  ${text}\n])`

const json = (text: string): string =>
  `export const users = p.pgTable('users', { id: p.integer().primaryKey(), data: p.jsonb(), name: p.text() }, (t) => [\n  ${text}\n])`

const long = (letter: string): string => letter.repeat(70)

export const partCases: readonly NumberedCase[] = [
  {
    number: 14,
    name: 'foreign keys come, go and stay, of several columns and of mixed case',
    operations: [
      'drop constraint b.b_x_fk',
      'add foreign key b.b_y_x_fk (z, y) to a (x, y)',
      'add foreign key b.b_z_fk (z) to a (id)',
    ],
    before: keys(`${key('b_x_fk', 'x')} ${key('Mixed_FK', 'Mixed')}
  p.foreignKey({ name: 'b_x_y_fk', columns: [t.x, t.y], foreignColumns: [a.x, a.y] }),`),
    after: keys(`${key('b_z_fk', 'z')} ${key('Mixed_FK', 'Mixed')}
  p.foreignKey({ name: 'b_x_y_fk', columns: [t.x, t.y], foreignColumns: [a.x, a.y] }),
  p.foreignKey({ name: 'b_y_x_fk', columns: [t.z, t.y], foreignColumns: [a.x, a.y] }),`),
  },
  {
    number: 15,
    name: 'the name of a foreign key changes its case alone',
    operations: ['rename constraint b.b_to_a to B_to_A'],
    before: keys(key('b_to_a', 'x')),
    after: keys(key('B_to_A', 'x')),
  },
  {
    number: 16,
    name: 'actions of foreign keys come, change and go',
    operations: [
      'drop constraint b.k1',
      'drop constraint b.k2',
      'drop constraint b.k3',
      'drop constraint b.k6',
      'add foreign key b.k1 (x) to a (id)',
      'add foreign key b.k2 (y) to a (id)',
      'add foreign key b.k3 (z) to a (id)',
      'add foreign key b.k6 (y) to a (id)',
    ],
    before:
      keys(`${key('k1', 'x')} ${key('k2', 'y', ".onDelete('cascade')")} ${key('k3', 'z', ".onDelete('restrict')")}
  ${key('k4', 'Mixed', ".onDelete('restrict').onUpdate('cascade')")} ${key('k5', 'x', ".onDelete('no action')")} ${key('k6', 'y', ".onDelete('set null')")}`),
    after:
      keys(`${key('k1', 'x', ".onDelete('set null')")} ${key('k2', 'y')} ${key('k3', 'z', ".onDelete('cascade')")}
  ${key('k4', 'Mixed', ".onDelete('restrict').onUpdate('cascade')")} ${key('k5', 'x')} ${key('k6', 'y', ".onDelete('set null').onUpdate('set default')")}`),
  },
  {
    number: 18,
    name: 'several foreign keys lead to one parent, through a table that is left out, and across schemas',
    operations: [
      'drop constraint b.b_three_a_x_fk',
      'drop constraint b.b_two_a_id_fk',
      'add foreign key b.b_three_a_id_fk (three) to a (id)',
      'drop constraint far.c.c_b_b_id_fk',
      'add column far.c.a (integer)',
      'add foreign key far.c.c_a_a_id_fk (a) to a (id)',
    ],
    around: 'CREATE TABLE left_out (id integer PRIMARY KEY)',
    before: `
export const far = p.pgSchema('far')
export const a = p.pgTable('a', { id: p.integer().primaryKey(), x: p.integer().unique() })
export const b = p.pgTable('b', { id: p.integer().primaryKey(), one: p.integer().references(() => a.id), two: p.integer().references(() => a.id), three: p.integer().references(() => a.x) })
export const c = far.table('c', { id: p.integer().primaryKey(), b: p.integer().references(() => b.id) })`,
    after: `
export const far = p.pgSchema('far')
export const a = p.pgTable('a', { id: p.integer().primaryKey(), x: p.integer().unique() })
export const b = p.pgTable('b', { id: p.integer().primaryKey(), one: p.integer().references(() => a.id), two: p.integer(), three: p.integer().references(() => a.id) })
export const c = far.table('c', { id: p.integer().primaryKey(), b: p.integer(), a: p.integer().references(() => a.id) })`,
  },
  {
    number: 19,
    name: 'unique constraints come, go and change, named and unnamed, in any order in the models',
    operations: [
      'drop constraint users.named',
      'drop constraint users.users_a_unique',
      'drop constraint users.users_b_c_unique',
      'add unique constraint users.comes (d, b)',
      'add unique constraint users.named (a, c)',
      'add unique constraint users.users_c_b_unique (c, b)',
    ],
    before: `
export const users = p.pgTable('users', { id: p.integer().primaryKey(), a: p.text().unique(), b: p.text(), c: p.text().unique(), d: p.text() }, (t) => [
  p.unique('named').on(t.a, t.b), p.unique('goes').on(t.b), p.unique('stays').on(t.d), p.unique().on(t.b, t.c)])`,
    after: `
export const users = p.pgTable('users', { id: p.integer().primaryKey(), a: p.text(), b: p.text().unique(), c: p.text().unique(), d: p.text() }, (t) => [
  p.unique('stays').on(t.d), p.unique('named').on(t.a, t.c), p.unique('comes').on(t.d, t.b), p.unique().on(t.c, t.b)])`,
  },
  {
    number: 20,
    name: 'a unique constraint and an index change places under one name',
    operations: [
      'drop index users.three',
      'drop index users.two',
      'drop constraint users.one',
      'add unique constraint users.two (b)',
      'create unique index users.one (a)',
      'create unique index users.three (c)',
    ],
    before: indexes(
      `p.unique('one').on(t.a), p.uniqueIndex('two').on(t.b), p.index('three').on(t.c),`,
    ),
    after: indexes(
      `p.uniqueIndex('one').on(t.a), p.unique('two').on(t.b), p.uniqueIndex('three').on(t.c),`,
    ),
  },
  {
    number: 21,
    name: 'names longer than 63 bytes are cut and stay',
    before: indexes(
      `p.index('${long('i')}').on(t.a), p.unique('${long('u')}').on(t.b), p.check('${long('c')}', sql\`b > 0\`),`,
    ),
    after: indexes(
      `p.index('${long('i')}x').on(t.a), p.unique('${long('u')}').on(t.b), p.check('${long('c')}', sql\`b > 0\`),`,
    ),
  },
  {
    number: 22,
    name: 'names of mixed case stay',
    before: `export const users = p.pgTable('Users', { id: p.integer('Id').primaryKey(), a: p.text('userName') }, (t) => [p.index('Ix_Name').on(t.a), p.unique('Uq_Name').on(t.a), p.check('Ck', sql\`"userName" <> 'X'\`)])`,
  },
  {
    number: 23,
    name: 'the columns of an index change their order',
    operations: [
      'drop index users.one',
      'drop index users.two',
      'create index users.one (b, a)',
      'create unique index users.two (c, b)',
    ],
    before: indexes(
      `p.index('one').on(t.a, t.b), p.uniqueIndex('two').on(t.b, t.c), p.index('three').on(t.c, t.b),`,
    ),
    after: indexes(
      `p.index('one').on(t.b, t.a), p.uniqueIndex('two').on(t.c, t.b), p.index('three').on(t.c, t.b),`,
    ),
  },
  {
    number: 24,
    name: 'the sorting of an index changes, and defaults that are written out do not',
    operations: [
      'drop index users.i0',
      'drop index users.i1',
      'drop index users.i10',
      'drop index users.i2',
      'drop index users.i3',
      'drop index users.i8',
      'create index users.i0 (a)',
      'create index users.i1 (a)',
      'create index users.i10 (a)',
      'create index users.i2 (a)',
      'create index users.i3 (a)',
      'create index users.i8 (a)',
    ],
    before: indexes(
      [
        't.a',
        't.a.desc()',
        't.a.asc().nullsFirst()',
        't.a',
        't.a.desc().nullsLast()',
        't.a.desc()',
        't.a',
        't.a.asc()',
        't.a.desc()',
        't.a.asc().nullsLast()',
        't.a.desc().nullsFirst()',
      ]
        .map((column, index) => `p.index('i${index}').on(${column}),`)
        .join('\n  '),
    ),
    after: indexes(
      [
        't.a.desc()',
        't.a',
        't.a',
        't.a.asc().nullsFirst()',
        't.a.desc()',
        't.a.desc().nullsLast()',
        't.a.asc()',
        't.a.asc().nullsLast()',
        't.a.desc().nullsFirst()',
        't.a',
        't.a.desc()',
      ]
        .map((column, index) => `p.index('i${index}').on(${column}),`)
        .join('\n  '),
    ),
  },
  {
    number: 25,
    name: 'indexes over expressions come, go and change, and what is only written otherwise stays',
    operations: [
      'drop index users.changes',
      'drop index users.more',
      'drop index users.sorted',
      'drop index users.unique',
      'rename index users.goes to comes',
      'create index users.changes (upper(a))',
      'create index users.more (b, b - c)',
      'create index users.sorted (b * 2)',
      "create index users.unique (coalesce(a, ''))",
    ],
    before:
      indexes(`p.index('goes').on(sql\`lower(a)\`), p.index('changes').on(sql\`lower(a)\`), p.index('more').on(t.b, sql\`(b + c)\`), p.index('sorted').on(sql\`(b * 2)\`),
  p.index('same').on(sql\`lower( a )\`), p.index('cast').on(sql\`(a::varchar)\`), p.index('asc').on(sql\`(b+1)\`), p.uniqueIndex('unique').on(sql\`coalesce(a, '')\`),`),
    after:
      indexes(`p.index('comes').on(sql\`lower(a)\`), p.index('changes').on(sql\`upper(a)\`), p.index('more').on(t.b, sql\`(b - c)\`), p.index('sorted').on(sql\`(b * 2) desc\`),
  p.index('same').on(sql\`LOWER(a)\`), p.index('cast').on(sql\`cast(a as character varying)\`), p.index('asc').on(sql\`(b + 1) ASC\`), p.index('unique').on(sql\`coalesce(a, '')\`),`),
  },
  {
    number: 26,
    name: 'indexes over jsonb: paths, casts and operator classes',
    operations: [
      'drop index users.cast',
      'drop index users.class',
      'drop index users.like',
      'drop index users.path',
      'drop index users.text',
      "create index users.cast ((data ->> 'n')::bigint)",
      'create index users.class (data)',
      'create index users.like (name)',
      "create index users.path (data -> 'b')",
      "create index users.text (data -> 'a')",
    ],
    before:
      json(`p.index('path').on(sql\`(data -> 'a')\`), p.index('text').on(sql\`(data ->> 'a')\`), p.index('cast').on(sql\`((data ->> 'n')::int)\`), p.index('class').using('gin', t.data.op('jsonb_path_ops')),
  p.index('like').on(t.name.op('text_pattern_ops')), p.index('same').on(sql\`(data->>'b')\`), p.index('plain').using('gin', t.data),`),
    after:
      json(`p.index('path').on(sql\`(data -> 'b')\`), p.index('text').on(sql\`(data -> 'a')\`), p.index('cast').on(sql\`((data ->> 'n')::bigint)\`), p.index('class').using('gin', t.data),
  p.index('like').on(t.name), p.index('same').on(sql\`(data ->> 'b'::text)\`), p.index('plain').using('gin', t.data.op('jsonb_ops')),`),
  },
  {
    number: 27,
    name: 'the predicate, method, operator class and options of an index change',
    operations: [
      'drop index users.class',
      'drop index users.using',
      'drop index users.where',
      'drop index users.with',
      'create index users.class (a)',
      'create index users.using (b)',
      'create index users.where (a)',
      'create index users.with (b)',
    ],
    before: indexes(
      `p.index('where').on(t.a).where(sql\`b > 0\`), p.index('using').using('btree', t.b), p.index('class').on(t.a), p.index('with').on(t.b).with({ fillfactor: 70 }), p.index('same').on(t.c).where(sql\`c > 0 and b > 0\`),`,
    ),
    after: indexes(
      `p.index('where').on(t.a).where(sql\`b > 1\`), p.index('using').using('hash', t.b), p.index('class').on(t.a.op('text_pattern_ops')), p.index('with').on(t.b).with({ fillfactor: 80 }), p.index('same').on(t.c).where(sql\`(c > 0) AND (b > 0)\`),`,
    ),
  },
  {
    number: 29,
    name: 'tables of one name in two schemas have their own indexes and constraints',
    operations: [
      'drop constraint other.users.users_u',
      'add unique constraint other.users.users_u (x, id)',
      'drop index users.users_x',
    ],
    before: `
export const other = p.pgSchema('other')
export const a = p.pgTable('users', { id: p.integer().primaryKey(), x: p.text() }, (t) => [p.index('users_x').on(t.x), p.unique('users_u').on(t.x)])
export const b = other.table('users', { id: p.integer().primaryKey(), x: p.text() }, (t) => [p.index('users_x').on(t.x), p.unique('users_u').on(t.x)])`,
    after: `
export const other = p.pgSchema('other')
export const a = p.pgTable('users', { id: p.integer().primaryKey(), x: p.text() }, (t) => [p.unique('users_u').on(t.x)])
export const b = other.table('users', { id: p.integer().primaryKey(), x: p.text() }, (t) => [p.index('users_x').on(t.x), p.unique('users_u').on(t.x, t.id)])`,
  },
  {
    number: 30,
    name: 'checks come, go, and change under one name',
    operations: [
      'create table comes',
      'drop constraint far.posts.far_check',
      'add check far.posts.far_check ("a" between 1 and 6)',
      'drop constraint users.changes',
      'drop constraint users.goes',
      'add check users.changes ("a" > 2)',
      'add check users.comes ("a" < 10)',
      'drop table goes',
    ],
    before: `
export const far = p.pgSchema('far')
export const users = p.pgTable('users', { id: p.integer().primaryKey(), a: p.integer(), b: p.text({ enum: ['x', 'y'] }) }, (t) => [
  p.check('goes', sql\`\${t.a} > 0\`), p.check('changes', sql\`\${t.a} > 1\`), p.check('stays', sql\`\${t.b} in ('x', 'y')\`)])
export const posts = far.table('posts', { id: p.integer().primaryKey(), a: p.integer() }, (t) => [p.check('far_check', sql\`\${t.a} between 1 and 5\`)])
export const goes = p.pgTable('goes', { id: p.integer().primaryKey() }, (t) => [p.check('goes_check', sql\`\${t.id} > 0\`)])`,
    after: `
export const far = p.pgSchema('far')
export const users = p.pgTable('users', { id: p.integer().primaryKey(), a: p.integer(), b: p.text({ enum: ['x', 'y'] }) }, (t) => [
  p.check('changes', sql\`\${t.a} > 2\`), p.check('stays', sql\`\${t.b} IN ('x','y')\`), p.check('comes', sql\`\${t.a} < 10\`)])
export const posts = far.table('posts', { id: p.integer().primaryKey(), a: p.integer() }, (t) => [p.check('far_check', sql\`\${t.a} between 1 and 6\`)])
export const comes = p.pgTable('comes', { id: p.integer().primaryKey() }, (t) => [p.check('comes_check', sql\`\${t.id} > 0\`)])`,
  },
  {
    number: 38,
    name: 'primary keys come, go, change their columns and their name',
    operations: [
      'add primary key a.a_pkey (id)',
      'drop constraint b.b_pkey',
      'drop constraint c.c_pkey',
      'add primary key c.c_id_x_pk (id, x)',
      'rename constraint d.old_name to new_name',
    ],
    before: `
export const a = p.pgTable('a', { id: p.integer().notNull(), x: p.integer().notNull() })
export const b = p.pgTable('b', { id: p.integer().primaryKey(), x: p.integer().notNull() })
export const c = p.pgTable('c', { id: p.integer().primaryKey(), x: p.integer().notNull() })
export const d = p.pgTable('d', { id: p.integer(), x: p.integer() }, (t) => [p.primaryKey({ name: 'old_name', columns: [t.id, t.x] })])`,
    after: `
export const a = p.pgTable('a', { id: p.integer().primaryKey(), x: p.integer().notNull() })
export const b = p.pgTable('b', { id: p.integer().notNull(), x: p.integer().notNull() })
export const c = p.pgTable('c', { id: p.integer().notNull(), x: p.integer().notNull() }, (t) => [p.primaryKey({ columns: [t.id, t.x] })])
export const d = p.pgTable('d', { id: p.integer(), x: p.integer() }, (t) => [p.primaryKey({ name: 'new_name', columns: [t.id, t.x] })])`,
  },
  {
    number: 17,
    name: 'deferrable foreign keys come and go by hand, and stay',
    operations: [
      'drop constraint b.k1',
      'drop constraint b.k2',
      'add foreign key b.k1 (x) to a (id)',
      'add foreign key b.k2 (y) to a (id)',
    ],
    before: keys(`${key('k1', 'x')} ${key('k2', 'y')}`),
    hand: {
      upgrade: `op.dropConstraint('b', 'k1')
  op.dropConstraint('b', 'k2')
  op.addConstraint('b', { kind: 'foreignKey', name: 'k1', columns: ['x'], references: { table: 'a', columns: ['id'] }, deferrable: 'initially deferred' })
  op.addConstraint('b', { kind: 'foreignKey', name: 'k2', columns: ['y'], references: { table: 'a', columns: ['id'] }, deferrable: 'initially immediate' })`,
      downgrade: `op.dropConstraint('b', 'k1')
  op.dropConstraint('b', 'k2')
  op.addConstraint('b', { kind: 'foreignKey', name: 'k1', columns: ['x'], references: { table: 'a', columns: ['id'] } })
  op.addConstraint('b', { kind: 'foreignKey', name: 'k2', columns: ['y'], references: { table: 'a', columns: ['id'] } })`,
    },
  },
  {
    number: 27,
    name: 'columns that an index includes come by hand, and stay',
    operations: ['drop index users.one', 'create index users.one (a)'],
    before: indexes(`p.index('one').on(t.a),`),
    hand: {
      upgrade: `op.dropIndex('users', 'one')
  op.createIndex('users', { name: 'one', keys: ['a'], include: ['b', 'c'] })`,
      downgrade: `op.dropIndex('users', 'one')
  op.createIndex('users', { name: 'one', keys: ['a'] })`,
    },
  },
  {
    number: 28,
    name: 'an exclusion constraint comes and goes by hand, and stays',
    operations: [
      'add exclusion constraint users.apart USING gist (int4range(b, c) WITH &&) WHERE (b < c)',
    ],
    before: indexes(`p.index('one').on(t.a),`),
    hand: {
      upgrade: `op.addConstraint('users', { kind: 'exclude', name: 'apart', definition: 'USING gist (int4range(b, c) WITH &&) WHERE (b < c)' })`,
      downgrade: `op.dropConstraint('users', 'apart')`,
    },
  },
]
