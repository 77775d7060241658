import type { SQL } from 'drizzle-orm'
import { sqliteTable } from 'drizzle-orm/sqlite-core'
import { describe, expect, test } from 'vitest'
import { isDiffkitError } from '../../../src/errors.ts'
import { equalSchemas } from '../../../src/schema/equal.ts'
import { arrayOf, readPostgres, versions } from '../../support/drizzle.ts'
import type { Builder, DrizzleVersion } from '../../support/drizzle.ts'
import { creation, execute, introspect, onServers, printed } from './support.ts'

const CASED = { casing: 'snake_case' } as const

/** The same models, by whichever major. */
const define = (version: DrizzleVersion) => {
  const { orm, pg: core } = version
  const { sql } = orm
  const { boolean, check, customType, foreignKey, index, integer, pgEnum, pgSchema, pgTable } = core
  const {
    jsonb,
    numeric,
    pgView,
    primaryKey,
    serial,
    text,
    timestamp,
    unique,
    uniqueIndex,
    varchar,
  } = core

  const mood = pgEnum('mood', ['sad', 'happy'])
  const state = pgEnum('state', { Open: 'open', Closed: 'closed' })
  const auth = pgSchema('auth')
  const role = auth.enum('role', ['admin', 'member'])

  const users = pgTable(
    'users',
    {
      id: serial().primaryKey(),
      email: varchar({ length: 255 }).notNull().unique(),
      nick: text().unique('nicks', { nulls: 'not distinct' }),
      age: integer().default(18),
      score: numeric({ precision: 10, scale: 2 }).default('1.50'),
      rate: numeric({ mode: 'number' }).default(1.5),
      mood: mood().default('sad'),
      moods: mood().array().default(['sad']),
      state: state(),
      tags: text().array().notNull().default(['a', "it's", 'b,c']),
      grid: arrayOf(version, integer() as unknown as Builder, 2) as unknown as ReturnType<
        typeof integer
      >,
      settings: jsonb().default({ theme: 'dark', quote: "it's" }),
      list: jsonb().default([]),
      word: jsonb().default('plain'),
      active: boolean().default(true),
      big: core.bigint({ mode: 'bigint' }).default(9007199254740993n),
      born: timestamp({ withTimezone: true }).default(new Date('2020-01-02T03:04:05.000Z')),
      day: core.date().default('2020-01-01'),
      made: timestamp({ precision: 3 }).defaultNow(),
      place: core.point({ mode: 'xy' }).default({ x: 1, y: 2 }),
      fresh: text().$defaultFn(() => 'x'),
      code: customType<{ data: string }>({ dataType: () => 'VARCHAR (20)' })(),
      upper: text().generatedAlwaysAs((): SQL => sql`upper(${users.email})`),
      span: core.interval({ fields: 'day to second', precision: 3 }),
      ratio: core.doublePrecision().default(-0.5),
    },
    (table) => [
      check('age_check', sql`${table.age} > 0 and ${table.mood} <> 'happy'`),
      index().on(table.age.desc(), table.email),
      index('users_lower').on(sql`lower(${table.email})`),
      index('users_tags').using('gin', table.tags).with({ fastupdate: false }),
      uniqueIndex('users_active')
        .on(table.nick)
        .where(sql`${table.active} = ${true}`),
      index('users_like').on(table.email.op('text_pattern_ops').nullsFirst()),
    ],
  )

  const posts = auth.table(
    'posts',
    {
      id: integer().generatedAlwaysAsIdentity({ startWith: 10, increment: 5 }),
      other: core
        .bigint({ mode: 'number' })
        .generatedByDefaultAsIdentity({ name: 'numbers', cycle: true }),
      author: integer().references(() => users.id, { onDelete: 'cascade' }),
      parent: integer(),
      role: role().default('member'),
      roles: role().array(),
    },
    (table) => [
      primaryKey({ columns: [table.id, table.other] }),
      unique().on(table.id),
      foreignKey({ columns: [table.parent], foreignColumns: [table.id] }).onUpdate('restrict'),
    ],
  )

  const adults = pgView('adults').as((qb) =>
    qb
      .select({ id: users.id, loud: sql<string>`upper(${users.email})`.as('loud') })
      .from(users)
      .where(orm.gt(users.age, 17)),
  )
  const titles = auth
    .view('titles')
    .as((qb) =>
      qb
        .select({ id: posts.id, email: users.email })
        .from(posts)
        .innerJoin(users, orm.eq(users.id, posts.author)),
    )
  const existing = pgView('existing', { id: integer() }).existing()
  const all = {
    mood,
    state,
    auth,
    role,
    users,
    posts,
    adults,
    titles,
    existing,
    again: users,
    other: 5,
  }

  return { all, users, existing }
}

onServers('models', (server) => {
  test.each(versions)(
    'of drizzle-orm $major give the schema that the database has',
    async (version) => {
      const connection = await server.database()
      const { schema } = readPostgres(version, define(version).all)
      await execute(connection, creation(schema))
      const wanted = await printed(connection, schema)
      const found = await introspect(connection)
      if (!equalSchemas(found, wanted)) expect(found).toEqual(wanted)
    },
  )
})

onServers('lists for a custom type of an array', (server) => {
  test.each(versions)('are of drizzle-orm $major what node-postgres stores', async (version) => {
    const { customType, pgTable } = version.pg
    const LISTS = {
      'int[]': [1, -2],
      'text[][]': [
        ['a"b', null],
        ["it's", 'c\\,d'],
      ],
      'timestamptz[]': [new Date(0)],
      'bytea[]': [Buffer.from([0, 255])],
    }
    const columns = Object.entries(LISTS).map(([type, list]) => [
      type,
      customType<{ data: unknown }>({ dataType: () => type })().default(list),
    ])
    const lists = pgTable('lists', Object.fromEntries(columns))
    const connection = await server.database()
    await execute(connection, creation(readPostgres(version, { lists }).schema))
    await connection.execute('INSERT INTO lists DEFAULT VALUES')
    await connection.query('INSERT INTO lists VALUES ($1, $2, $3, $4)', Object.values(LISTS))
    const rows = await connection.query('SELECT DISTINCT lists::text AS text FROM lists')
    expect(rows).toHaveLength(1)
  })
})

onServers('names that PostgreSQL cuts', (server) => {
  test.each(versions)('are read of drizzle-orm $major as they are stored', async (version) => {
    const { check, index, integer, pgEnum, pgSchema, pgTable, text, unique } = version.pg
    const long = (letter: string): string => letter.repeat(70)
    const namespace = pgSchema(long('s'))
    const kind = namespace.enum(long('e'), ['a'])
    const users = namespace.table(
      long('ü'),
      {
        id: integer().generatedAlwaysAsIdentity().primaryKey(),
        [long('c')]: text().unique().default('x'),
        [long('d')]: text(),
        kind: kind(),
      },
      (t) => {
        const [c, d] = [t[long('c')], t[long('d')]] as unknown as [typeof t.id, typeof t.id]
        return [
          unique().on(c, d),
          index().on(c, d),
          index(long('i')).on(version.orm.sql`lower(${d})`),
          check(long('k'), version.orm.sql`${c} <> ${d}`),
        ]
      },
    )
    const posts = pgTable(long('p'), {
      author: integer(long('a')).references(() => users.id),
      mood: pgEnum(long('m'), ['a'])().array(),
    })
    const { schema } = readPostgres(version, { namespace, kind, users, posts })
    const connection = await server.database()
    await execute(connection, creation(schema))
    const wanted = await printed(connection, schema)
    const found = await introspect(connection)
    if (!equalSchemas(found, wanted)) expect(found).toEqual(wanted)
  })
})

describe.each(versions)('models of drizzle-orm $major', (version) => {
  const { orm, pg: core } = version
  const { sql } = orm
  const { check, index, integer, pgEnum, pgTable, text, unique } = core
  const { all } = define(version)
  const read = (values: Readonly<Record<string, unknown>>) => readPostgres(version, values)
  /** A table whose columns get snake_case, in the way of that major. */
  const casedTable: typeof pgTable =
    version.major === '1.0'
      ? (Reflect.get(core, 'snakeCase') as { table: typeof pgTable }).table
      : pgTable
  const readCased = (values: Readonly<Record<string, unknown>>) =>
    readPostgres(version, values, version.major === '1.0' ? { casing: null } : CASED)

  test('take no notice of what is no model', () => {
    const { users } = define(version)
    const throwing = new Proxy(
      {},
      {
        get: (_target, key) => {
          throw new Error(String(key))
        },
      },
    )
    const related =
      version.major === '1.0'
        ? (Reflect.get(orm, 'defineRelations') as (schema: object) => object)({ users })
        : orm.relations(users, () => ({}))
    const db = version.nodePostgres.drizzle('postgres://nobody@localhost/none')
    const other = {
      throwing,
      related,
      db,
      type: class Some {},
      make: () => users,
      text: 'x',
      none: null,
    }
    expect(read({ users, ...other }).schema).toEqual(read({ users }).schema)
  })

  test('name what is not named as drizzle-kit does', () => {
    const { schema } = read(all)
    const names = schema.tables.flatMap((table) =>
      [...table.constraints, ...table.indexes].map(({ name, named }) => `${name} ${named}`),
    )
    expect(names.toSorted()).toEqual([
      'age_check true',
      'nicks true',
      'posts_author_users_id_fk false',
      'posts_id_other_pk false',
      'posts_id_unique false',
      'posts_parent_posts_id_fk false',
      'users_active true',
      'users_age_email_index false',
      'users_email_unique false',
      'users_like true',
      'users_lower true',
      'users_pkey false',
      'users_tags true',
    ])
  })

  test('spell types canonically', () => {
    const { schema } = read(all)
    const table = schema.tables.find(({ name }) => name === 'users')
    const types = Object.fromEntries(table?.columns.map(({ name, type }) => [name, type]) ?? [])
    expect(types).toMatchObject({
      moods: 'mood[]',
      grid: 'integer[]',
      code: 'character varying(20)',
      made: 'timestamp(3) without time zone',
      span: 'interval day to second(3)',
    })
  })

  test('apply the casing to every name', () => {
    const table = casedTable('users', { fullName: text().unique(), homeTown: text() }, (t) => [
      index().on(t.homeTown),
      check('c', sql`${t.fullName} <> ''`),
    ])
    const { schema, places } = readCased({ table })
    expect(schema.tables[0]?.columns.map(({ name }) => name)).toEqual(['full_name', 'home_town'])
    expect(schema.tables[0]?.constraints[0]).toMatchObject({
      name: 'users_full_name_unique',
      named: false,
      columns: ['full_name'],
    })
    expect(schema.tables[0]?.indexes[0]?.name).toBe('users_home_town_index')
    expect(schema.tables[0]?.constraints[1]).toMatchObject({
      expression: { sql: `"full_name" <> ''` },
    })
    expect(places()).toContainEqual({
      object: 'users',
      column: 'full_name',
      file: 'schema/all.ts',
      exportName: 'table',
      key: 'fullName',
    })
  })

  test('cut long names as PostgreSQL does', () => {
    const long = 'a'.repeat(40)
    const table = pgTable('users', { [long]: text(), b: text() }, (t) => [
      index().on(t[long] as never, t['b'] as never),
      index('i'.repeat(70)).on(t['b'] as never),
    ])
    const names = read({ table }).schema.tables[0]?.indexes.map(({ name }) => name.length)
    expect(names).toEqual([`users_${long}_b_index`.length, 63])
  })

  test('cut the names of tables, columns and types, in expressions too', () => {
    const [t, c, e] = ['t', 'é', 'e'].map((letter) => letter.repeat(70)) as [string, string, string]
    const kind = pgEnum(e, ['a', 'b'])
    const table = pgTable(
      t,
      { id: integer().primaryKey(), [c]: text().unique(), kind: kind() },
      (x) => [check('c', sql`${x[c] as typeof x.id} <> '${sql.raw(c)}'`)],
    )
    const other = pgTable('other', { ref: integer().references(() => table.id) })
    const { schema } = read({ table, other })
    const [first, second] = [schema.tables[0], schema.tables[1]]
    const cut = 'é'.repeat(31)
    expect(first?.name).toBe(t.slice(0, 63))
    expect(first?.columns.map(({ name, type }) => `${name} ${type}`)).toEqual([
      'id integer',
      `${cut} text`,
      `kind ${e.slice(0, 63)}`,
    ])
    expect(schema.enums[0]?.name).toBe(e.slice(0, 63))
    expect(first?.constraints).toMatchObject([
      { named: false, columns: ['id'] },
      { named: false, columns: [cut] },
      { expression: { sql: `"${cut}" <> '${c}'` } },
    ])
    expect(second?.constraints).toMatchObject([{ references: { table: t.slice(0, 63) } }])
    const names = first?.constraints.map(({ name }) => name) ?? []
    expect(names.slice(0, 2).map((name) => name.slice(0, 55))).toEqual([
      t.slice(0, 54) + '_',
      t.slice(0, 54) + '_',
    ])
    expect(new Set(names).size).toBe(3)
  })

  test('take an enum that is made twice for one, unless its values differ', () => {
    const make = (...values: readonly [string, ...string[]]) => pgEnum('kind', values)
    const tables = (second: ReturnType<typeof make>) => ({
      a: pgTable('a', { kind: make('x', 'y')() }),
      b: pgTable('b', { kind: second() }),
    })
    expect(read(tables(make('x', 'y'))).schema.enums).toHaveLength(1)
    expect(() => read(tables(make('y', 'x')))).toThrow(/enum kind is declared a second time/)
  })

  test('write dates and other parameters into expressions', () => {
    const table = pgTable('t', { at: core.timestamp(), n: integer(), name: text() }, (t) => [
      check('a', sql`${t.at} > ${new Date(0)} and ${orm.lt(t.at, new Date(1))}`),
      check('b', sql`${t.n} in ${[1, 2]} or ${orm.inArray(t.name, ["it's", 'b'])} and ${true}`),
    ])
    expect(read({ table }).schema.tables[0]?.constraints).toMatchObject([
      {
        expression: {
          sql: expect.stringMatching(
            /"at" > '1970-01-01T00:00:00.000Z' and "at" < '1970-01-01T00:00:00.001Z'/,
          ),
        },
      },
      { expression: { sql: `"n" in (1, 2) or "name" in ('it''s', 'b') and true` } },
    ])
  })

  test('write a bigint into expressions, alone, compared and in a list', () => {
    const big = 9007199254740993n
    const total = core.bigint({ mode: 'bigint' })
    const table = pgTable('t', { total: total.default(sql`${big}`) }, (t) => [
      check('a', sql`${orm.gt(t.total, big)} or ${orm.inArray(t.total, [1n, big])}`),
    ])
    const [found] = read({ table }).schema.tables
    expect(found?.columns[0]?.default?.sql).toBe('9007199254740993')
    expect(found?.constraints).toMatchObject([
      { expression: { sql: '"total" > 9007199254740993 or "total" in (1, 9007199254740993)' } },
    ])
  })

  test('write dates in a list', () => {
    const table = pgTable('t', { at: core.timestamp() }, (t) => [
      check('a', orm.inArray(t.at, [new Date(0)])),
    ])
    expect(read({ table }).schema.tables[0]?.constraints).toMatchObject([
      { expression: { sql: `"at" in ('1970-01-01T00:00:00.000Z')` } },
    ])
  })

  test('read every option of a key, an index and an identity', () => {
    const table = pgTable(
      't',
      {
        id: integer().generatedByDefaultAsIdentity({
          name: 'numbers',
          startWith: 100,
          increment: -5,
          minValue: -1000,
          maxValue: '200',
          cache: 20,
          cycle: true,
        }),
        a: text().unique('once', { nulls: 'not distinct' }),
        b: text(),
        run: text().$onUpdate(() => 'x'),
        made: text().$default(() => 'x'),
      },
      (t) => [
        unique('both').on(t.a, t.b).nullsNotDistinct(),
        index('ordered').on(t.a.asc().nullsFirst(), t.b.desc().nullsLast(), t.run.desc()),
        index('hashed')
          .using('hash', t.a.op('text_pattern_ops'))
          .with({ fillfactor: 70 })
          .concurrently(),
      ],
    )
    const [first] = read({ table }).schema.tables
    expect(first).toMatchObject({
      columns: [
        {
          identity: {
            always: false,
            name: 'numbers',
            start: '100',
            increment: '-5',
            min: '-1000',
            max: '200',
            cache: '20',
            cycle: true,
          },
        },
        {},
        {},
        { name: 'run', default: null, generated: null },
        { name: 'made', default: null },
      ],
      constraints: [
        { name: 'once', named: true, nullsNotDistinct: true },
        { name: 'both', named: true, nullsNotDistinct: true },
      ],
      indexes: [
        {
          keys: [
            { order: 'asc', nulls: 'first' },
            { order: 'desc', nulls: 'last' },
            // drizzle-orm says NULLS LAST for every order that does not say otherwise.
            { order: 'desc', nulls: 'last' },
          ],
        },
        { method: 'hash', keys: [{ opclass: 'text_pattern_ops' }], with: { fillfactor: '70' } },
      ],
    })
  })
})

describe('names that drizzle-orm 1 records', () => {
  const [old, later] = versions as readonly [DrizzleVersion, DrizzleVersion]
  const namesOf = (version: DrizzleVersion): readonly string[] => {
    const { index, integer, pgTable, primaryKey, text, unique, foreignKey } = version.pg
    const to = pgTable('to', { id: integer().primaryKey() })
    const a = pgTable(
      'a',
      {
        x: integer().references(() => to.id, { name: 'inline' } as never),
        y: text().unique('a_y_unique'),
        z: text().notNull(),
      },
      (t) => [
        primaryKey({ name: 'a_x_z_pk', columns: [t.x, t.z] }),
        unique('a_z_unique').on(t.z),
        foreignKey({ name: 'a_x_to_id_fk', columns: [t.x], foreignColumns: [to.id] }),
        index('a_x_index').on(t.x),
      ],
    )
    const [table] = readPostgres(version, { a, to }).schema.tables
    return [...(table?.constraints ?? []), ...(table?.indexes ?? [])]
      .map(({ name, named }) => `${name} ${named}`)
      .toSorted()
  }

  test('count as given although they are the invented ones', () => {
    expect(namesOf(later)).toEqual([
      'a_x_index true',
      'a_x_to_id_fk true',
      'a_x_z_pk true',
      'a_y_unique true',
      'a_z_unique true',
      'inline true',
    ])
  })

  test('cannot be told from invented ones in drizzle-orm 0.45', () => {
    const { integer, pgTable, text } = old.pg
    const a = pgTable('a', { x: integer(), y: text().unique('a_y_unique') })
    const [table] = readPostgres(old, { a }).schema.tables
    expect(table?.constraints).toMatchObject([{ name: 'a_y_unique', named: false }])
  })
})

describe('a namespace of drizzle-orm 1 that exists already', () => {
  const [, later] = versions as readonly [DrizzleVersion, DrizzleVersion]
  const existing = () => {
    const namespace = later.pg.pgSchema('auth')
    Reflect.get(namespace, 'existing').call(namespace)
    return namespace
  }

  test('is not made', () => {
    const plain = later.pg.pgSchema('other')
    expect(readPostgres(later, { a: existing(), plain }).schema.namespaces).toEqual([
      { name: 'other', comment: null },
    ])
  })

  test('holds no models', () => {
    const namespace = existing()
    const users = namespace.table('users', { id: later.pg.integer() })
    expect(() => readPostgres(later, { namespace, users })).toThrow(
      /schema\/all\.ts: users: auth\.users in a namespace that is `\.existing\(\)`/,
    )
  })
})

test.each(versions)('words for a time are texts elsewhere, drizzle-orm $major', (version) => {
  const { orm, pg: core } = version
  const { sql } = orm
  const t = core.pgTable('t', {
    word: core.text().default('now'),
    day: core.date().default(sql`('now'::text)::date`),
    long: core.timestamp().default(sql`'epoch'`),
    list: core.date().array().default(['2020-01-01']),
  })
  const columns = readPostgres(version, { t }).schema.tables[0]?.columns ?? []
  expect(columns.map((column) => column.default?.sql)).toEqual([
    "'now'",
    "('now'::text)::date",
    "'epoch'",
    `'{"2020-01-01"}'`,
  ])
})

describe.each(versions)('a model of drizzle-orm $major that is refused', (version) => {
  const { pg: core } = version
  const { sql } = version.orm
  const { index, integer, pgEnum, pgTable, text } = core
  const { users } = define(version)
  const refusal = (values: Readonly<Record<string, unknown>>): string => {
    try {
      readPostgres(version, values)
    } catch (error) {
      if (isDiffkitError(error)) return `${error.code} ${error.message}`
      throw error
    }
    return 'accepted'
  }
  const table = pgTable('users', { id: integer() })

  const REFUSED: Readonly<
    Record<string, readonly [values: Record<string, unknown>, says: RegExp]>
  > = {
    'is a role of the system': [{ r: core.pgRole('pg_r') }, /MODEL_INVALID.*pg_r/],
    'is a namespace of the system': [
      { s: core.pgSchema('pg_mine') },
      /MODEL_INVALID.*namespace pg_mine: PostgreSQL keeps such names for itself/,
    ],
    'is in a namespace of the system': [
      { t: core.pgSchema('information_schema').table('t', { id: integer() }) },
      /MODEL_INVALID.*namespace information_schema/,
    ],
    'has a policy on a table that no model exports': [
      { p: core.pgPolicy('p').link(pgTable('elsewhere', { id: integer() })) },
      /UNSUPPORTED schema\/all\.ts: p: a policy on table elsewhere/,
    ],
    'has a policy for whoever runs the migration': [
      { t: pgTable('t', { id: integer() }, () => [core.pgPolicy('p', { to: 'current_user' })]) },
      /UNSUPPORTED.*the role current_user in policy p/,
    ],
    'is of another dialect': [
      { t: sqliteTable('t', {}) },
      /MODEL_INVALID.*t is a table of another/,
    ],
    'has a name twice': [
      { a: table, b: pgTable('users', { id: integer() }) },
      /MODEL_INVALID.*users is declared a second time \(export b\); the first is a/,
    ],
    'points at a table that is not exported': [
      { c: pgTable('c', { u: integer().references(() => users.id) }) },
      /table c: its foreign key c_u_users_id_fk points at table users, which no model exports/,
    ],
    'points at no key': [
      { table, c: pgTable('c', { u: integer().references(() => table.id) }) },
      /neither its primary key nor unique/,
    ],
    'has a default that is today, whenever that is': [
      { t: pgTable('t', { d: core.date().default('today') }) },
      /table t: the default of column d, 'today', is the moment at which the migration runs/,
    ],
    'has a default that is now, as text': [
      { t: pgTable('t', { at: core.timestamp({ mode: 'string' }).default('now()') }) },
      /the default of column at, 'now\(\)', is the moment/,
    ],
    'has a default that is now, as SQL': [
      { t: pgTable('t', { at: core.timestamp().default(sql`('now'::timestamptz)`) }) },
      /the default of column at, 'now'::timestamptz, is the moment/,
    ],
    'has a default that is yesterday, in a text': [
      { t: pgTable('t', { at: text().default(sql`date 'yesterday'`) }) },
      /the default of column at, date 'yesterday', is the moment/,
    ],
    'has an index name twice': [
      {
        a: pgTable('a', { x: integer() }, (t) => [index('same').on(t.x)]),
        b: pgTable('b', { x: integer() }, (t) => [index('same').on(t.x)]),
      },
      /index same of b and index same of a have the same name/,
    ],
    'has two long names that PostgreSQL cuts to one': [
      { a: pgTable(`${'t'.repeat(63)}a`, {}), b: pgTable(`${'t'.repeat(63)}b`, {}) },
      /table t{63}b is declared a second time \(export b\); the first is a, written t{63}a: PostgreSQL keeps t{63} of both/,
    ],
    'has two columns with long names that PostgreSQL cuts to one': [
      { t: pgTable('t', { a: integer(`${'c'.repeat(63)}a`), b: integer(`${'c'.repeat(63)}b`) }) },
      /column c{63}b of t and column c{63}a of t have the same name: PostgreSQL keeps c{63} of it/,
    ],
    'has long names of two kinds that PostgreSQL cuts to one': [
      {
        t: pgTable('t', { x: integer() }, (t) => [
          index(`${'i'.repeat(63)}a`).on(t.x),
          core.unique(`${'i'.repeat(63)}b`).on(t.x),
        ]),
      },
      /constraint i{63}b of t and index i{63}a of t have the same name: PostgreSQL keeps i{63} of it/,
    ],
    'has a column name twice': [
      { t: pgTable('t', { a: integer('x'), b: text('x') }) },
      /column x of t and column x of t have the same name/,
    ],
    'has an enum of the name of a table': [
      { t: pgTable('t', { a: pgEnum('t', ['a'])() }) },
      /table t and enum t have the same name/,
    ],
    'has a sequence of the name of a table': [
      { t: pgTable('t', {}), s: core.pgSequence('t') },
      /table t and sequence t have the same name/,
    ],
    'has a sequence of the name of an enum': [
      { e: pgEnum('t', ['a']), s: core.pgSequence('t') },
      /sequence t and enum t have the same name/,
    ],
    'has a view of the name of a table': [
      { table, v: core.pgView('users', {}).as(sql`select 1`) },
      /table users and view users have the same name/,
    ],
    'has a materialized view of the name of a sequence': [
      { s: core.pgSequence('v'), v: core.pgMaterializedView('v', {}).as(sql`select 1`) },
      /view v and sequence v have the same name/,
    ],
    'has a view of the name of an enum': [
      { e: pgEnum('v', ['a']), v: core.pgView('v', {}).as(sql`select 1`) },
      /view v and enum v have the same name/,
    ],
    'has an index of the name of a sequence': [
      {
        s: core.pgSequence('i'),
        t: pgTable('t', { x: integer() }, (t) => [index('i').on(t.x)]),
      },
      /index i of t and sequence i have the same name/,
    ],
    'has an index of the name of a view': [
      {
        v: core.pgView('i', {}).as(sql`select 1`),
        t: pgTable('t', { x: integer() }, (t) => [index('i').on(t.x)]),
      },
      /index i of t and view i have the same name/,
    ],
    'has an index of the name of a table': [
      { t: pgTable('t', { x: integer() }, (t) => [index('u').on(t.x)]), u: pgTable('u', {}) },
      /table u and index u of t have the same name/,
    ],
    'has a long sequence that PostgreSQL cuts to the name of a table': [
      { t: pgTable('s'.repeat(63), {}), s: core.pgSequence(`${'s'.repeat(63)}a`) },
      /table s{63} and sequence s{63}a have the same name: PostgreSQL keeps s{63} of it/,
    ],
    ...Object.fromEntries(
      ['1', 'text;', 'text, y int', 'text)', '(text', "it's", '$1', 'text[1,2]'].map((type) => [
        `has a type that is ${type}`,
        [
          { t: pgTable('t', { a: core.customType({ dataType: () => type })() }) },
          /UNSUPPORTED schema\/all\.ts: table t, column a: `.*` inside the type/,
        ] as const,
      ]),
    ),
    'has a type that is a comment': [
      { t: pgTable('t', { a: core.customType({ dataType: () => '-- x' })() }) },
      /MODEL_INVALID.*table t: column a has no SQL type/,
    ],
    'has an enum value that is too long': [
      { e: pgEnum('e', ['v'.repeat(64)]) },
      /enum e: the value v+ is longer than the 63 bytes/,
    ],
    'has an index that lacks its columns': [
      { t: pgTable('t', { a: text() }, () => [index('i') as never]) },
      /table t: index i names no columns/,
    ],
    'has a unique constraint that lacks its columns, in an object': [
      { t: pgTable('t', { a: text() }, () => ({ u: core.unique() as never })) },
      /table t: a unique constraint names no columns/,
    ],
    'hides a default in a type': [
      { t: pgTable('t', { a: core.customType({ dataType: () => 'text not null default 1' })() }) },
      /table t, column a: `not null default 1` inside the type/,
    ],
  }
  for (const [name, [values, says]] of Object.entries(REFUSED)) {
    test(name, () => expect(refusal(values)).toMatch(says))
  }
})
