import * as orm from 'drizzle-orm'
import * as casing from 'drizzle-orm/casing'
import * as core from 'drizzle-orm/pg-core'
import { sqliteTable } from 'drizzle-orm/sqlite-core'
import { describe, expect, test } from 'vitest'
import type { ModelExport, Models } from '../../../src/dialects/dialect.ts'
import { postgres } from '../../../src/dialects/postgres/index.ts'
import { isDiffkitError } from '../../../src/errors.ts'
import { equalSchemas } from '../../../src/schema/equal.ts'
import { creation, execute, introspect, onServers, printed } from './support.ts'

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

const drizzle = { orm, core, casing }

const read = (
  values: Readonly<Record<string, unknown>>,
  casingOption: 'snake_case' | 'camelCase' | null = null,
): Models => {
  const exports: readonly ModelExport[] = Object.entries(values).map(([name, value]) => ({
    name,
    value,
    file: 'schema/all.ts',
  }))
  return postgres.readModels(exports, drizzle, { casing: casingOption })
}

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
    grid: integer().array().array(),
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
    upper: text().generatedAlwaysAs((): orm.SQL => sql`upper(${users.email})`),
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

onServers('models', (server) => {
  test('give the schema that the database has', async () => {
    const connection = await server.database()
    const { schema } = read(all)
    await execute(connection, creation(schema))
    const wanted = await printed(connection, schema)
    const found = await introspect(connection)
    if (!equalSchemas(found, wanted)) expect(found).toEqual(wanted)
  })
})

describe('models', () => {
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

  test('apply the casing option to every name', () => {
    const table = pgTable('users', { fullName: text().unique(), homeTown: text() }, (t) => [
      index().on(t.homeTown),
      check('c', sql`${t.fullName} <> ''`),
    ])
    const { schema, places } = read({ table }, 'snake_case')
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
    expect(places).toContainEqual({
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
})

describe('a model that is refused', () => {
  const refusal = (values: Readonly<Record<string, unknown>>): string => {
    try {
      read(values)
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
    'is a sequence': [{ s: core.pgSequence('s') }, /UNSUPPORTED.*schema\/all\.ts: s/],
    'is a role': [{ r: core.pgRole('r') }, /UNSUPPORTED.*a role/],
    'is a materialized view': [
      { m: core.pgMaterializedView('m').as((qb) => qb.select().from(users)) },
      /UNSUPPORTED.*materialized/,
    ],
    'has view options': [
      {
        v: pgView('v')
          .with({ securityInvoker: true })
          .as((qb) => qb.select().from(users)),
      },
      /UNSUPPORTED.*view v.*securityInvoker/,
    ],
    'has a policy': [
      { t: pgTable('t', { id: integer() }, () => [core.pgPolicy('p')]) },
      /UNSUPPORTED.*table t: policy p/,
    ],
    'has row level security': [
      { t: pgTable('t', { id: integer() }).enableRLS() },
      /UNSUPPORTED.*row level security/,
    ],
    'is of another dialect': [
      { t: sqliteTable('t', {}) },
      /MODEL_INVALID.*t is a table of another/,
    ],
    'has a name twice': [
      { a: table, b: pgTable('users', { id: integer() }) },
      /MODEL_INVALID.*users is declared a second time \(export b\).*a in/,
    ],
    'points at a table that is not exported': [
      { c: pgTable('c', { u: integer().references(() => users.id) }) },
      /table c: its foreign key c_u_users_id_fk points at table users, which no model exports/,
    ],
    'points at no key': [
      { table, c: pgTable('c', { u: integer().references(() => table.id) }) },
      /neither its primary key nor unique/,
    ],
    'has an index name twice': [
      {
        a: pgTable('a', { x: integer() }, (t) => [index('same').on(t.x)]),
        b: pgTable('b', { x: integer() }, (t) => [index('same').on(t.x)]),
      },
      /index same of b and index same of a have the same name/,
    ],
    'has a name that is too long': [{ t: pgTable('t'.repeat(64), {}) }, /63 bytes/],
  }
  for (const [name, [values, says]] of Object.entries(REFUSED)) {
    test(name, () => expect(refusal(values)).toMatch(says))
  }
})
