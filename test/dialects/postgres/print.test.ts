import { expect, test } from 'vitest'
import type { PrintRequest } from '../../../src/dialects/dialect.ts'
import { postgres } from '../../../src/dialects/postgres/index.ts'
import { expressionsOf } from '../../../src/schema/expressions.ts'
import { completeColumn, completeEnum } from '../../../src/schema/spec.ts'
import type { Schema } from '../../../src/schema/types.ts'
import { creation, execute, introspect, onServers, printed, schemaOf } from './support.ts'

const CHECKS = [
  'age > 0',
  "name <> 'x' AND age IN (1, 2, 3)",
  "name LIKE 'a%' OR name IS NULL",
  "mood = 'sad'",
  "mood IN ('sad', 'happy')",
  "'sad'::mood = ANY (moods)",
  'users.age BETWEEN 1 AND 5',
  'length(name) <= 10',
  "name ~* '^[a-z]+$'",
  "(data ->> 'k') IS NOT NULL",
  "at > '2020-01-01'",
  "at AT TIME ZONE 'UTC' > timestamp '2020-01-01'",
  'NOT (age = 1 OR age = 2)',
  "CASE WHEN age > 1 THEN name = 'a' ELSE true END",
  'coalesce(age, 0) + 1 > 0',
  "code <> 'x'",
  "role = 'admin' OR role = 'member'::auth.role",
  'price * 1.5 > 10',
  "tags @> ARRAY['a']",
  "CAST(age AS text) <> ''",
  'array_length(enum_range(NULL::mood), 1) > 0',
]
const DEFAULTS: Readonly<Record<string, readonly [type: string, sql: string]>> = {
  a: ['text', "'x'"],
  b: ['character varying(5)', "'x'"],
  c: ['integer', '-1'],
  d: ['numeric(10,2)', '1.50'],
  e: ['jsonb', `'{"a": 1}'`],
  f: ['timestamp with time zone', 'now()'],
  g: ['timestamp with time zone', "'2020-01-01T00:00:00Z'"],
  h: ['mood', "'happy'"],
  i: ['mood[]', "'{sad}'"],
  j: ['uuid', 'gen_random_uuid()'],
  k: ['date', 'CURRENT_DATE'],
  l: ['text[]', "ARRAY['a', 'b']"],
  m: ['boolean', 'true AND false'],
  n: ['auth.role', "'admin'"],
  o: ['interval', "'1 day'"],
  p: ['bigint', '9007199254740993'],
}
const KEYS = ['lower(name)', 'age + 1', '(age % 2) * 3', "name || 'x'", "(data ->> 'k')"]
const WHERES = ['age > 1', "mood = 'sad'", "name = 'x' AND code = 'y'"]

const SCHEMA: Schema = schemaOf({
  namespaces: [{ name: 'auth' }],
  enums: [
    { name: 'mood', values: ['sad', 'happy'] },
    { namespace: 'auth', name: 'role', values: ['admin', 'member'] },
  ],
  tables: [
    {
      name: 'users',
      columns: [
        { name: 'id', type: 'serial' },
        { name: 'name', type: 'text' },
        { name: 'age', type: 'integer' },
        { name: 'mood', type: 'mood' },
        { name: 'moods', type: 'mood[]' },
        { name: 'role', type: 'auth.role' },
        { name: 'data', type: 'jsonb' },
        { name: 'at', type: 'timestamptz' },
        { name: 'code', type: 'varchar(20)' },
        { name: 'price', type: 'numeric' },
        { name: 'tags', type: 'text[]' },
        ...Object.entries(DEFAULTS).map(([name, [type, sql]]) => ({ name, type, default: sql })),
        { name: 'n1', type: 'bigint', default: "nextval('numbers')" },
        { name: 'n2', type: 'bigint', default: `nextval('auth."Odd one"'::regclass) + 1` },
        { name: 'g1', type: 'text', generated: { expression: "name || 'x'" } },
        { name: 'g2', type: 'boolean', generated: { expression: "mood = 'sad'" } },
      ],
      constraints: [
        { kind: 'primaryKey', name: 'users_pkey', columns: ['id'] },
        ...CHECKS.map((expression, position) => ({
          kind: 'check' as const,
          name: `check_${position}`,
          expression,
        })),
      ],
      indexes: [
        ...KEYS.map((sql, position) => ({ name: `key_${position}`, keys: [{ expression: sql }] })),
        ...WHERES.map((where, position) => ({ name: `where_${position}`, keys: ['age'], where })),
      ],
      policies: [
        { name: 'near', using: "age in (1, 2) and mood = 'sad'", withCheck: 'age > 0' },
        {
          name: 'far',
          for: 'select',
          using:
            'exists (select 1 from members m where m.user_id = users.id and age > 1) or id in (select id from adults)',
        },
        { name: 'counts', using: 'age < (select last_value from numbers)' },
        { name: 'self', using: 'age > (select avg(u.age) from users u where u.id <> users.id)' },
      ],
    },
    { name: 'members', columns: [{ name: 'user_id', type: 'integer' }] },
    {
      namespace: 'auth',
      name: 'accounts',
      columns: [{ name: 'user_id', type: 'integer' }],
      policies: [
        {
          name: 'of members',
          using: 'exists (select 1 from members where members.user_id = auth.accounts.user_id)',
        },
      ],
    },
  ],
  sequences: [{ name: 'numbers' }, { namespace: 'auth', name: 'Odd one' }],
  views: [
    { name: 'adults', definition: "select * from users where age > 17 and mood = 'sad'" },
    { name: 'by_mood', definition: 'select u.mood, count(*) from users u group by u.mood' },
    { name: 'over', definition: 'select a.id from adults a join users using (id)' },
    { name: 'grouped', definition: 'select id, name from users group by id' },
    { name: 'last', definition: 'select last_value from numbers' },
    { name: 'odd', definition: 'select "auth"."Odd one"."is_called" from "auth"."Odd one"' },
    { name: 'counted', definition: 'select s.last_value, u.id from users_id_seq s, users u' },
    { name: 'drawn', definition: "select nextval('numbers') as n, nextval('users_id_seq')" },
    { name: 'over_all', definition: 'select last_value, n from last, drawn' },
  ],
})

/** Two tables and two views of one name each; policies of either read the other one. */
const NAMESAKES: Schema = schemaOf({
  namespaces: [{ name: 'app' }],
  tables: [null, 'app'].map((namespace) => ({
    namespace,
    name: 't',
    columns: [
      { name: 'id', type: 'integer' },
      { name: namespace ?? 'plain', type: 'text' },
    ],
    policies: (namespace === null
      ? [
          'exists (select 1 from "app"."t" where "app"."t"."id" = "t"."id")',
          'exists (select from app.t where app.t.app = plain and public.t.id = t.id)',
          'id in (select a.id from app.t a join t on t.id = a.id)',
          'id > (select max(id) from t)',
        ]
      : [
          'exists (select 1 from t where t.plain = app.t.app)',
          'id in (select far.of::integer from app.far join public.t as p on p.id = app.t.id)',
          'id > (select avg(b.id) from app.t b where b.id < app.t.id)',
        ]
    ).map((using, at) => ({ name: `p${at}`, using })),
  })),
  views: [
    { name: 'bare', definition: 'select id, plain from t' },
    { name: 'quoted', definition: 'select "t"."plain" from "t" where "t"."id" > 1' },
    { name: 'far', definition: 'select "app"."t"."id", "app" from "app"."t"' },
    { name: 'both', definition: 'select a.id, a.app, t.plain from t join app.t a on a.id = t.id' },
    { namespace: 'app', name: 'far', definition: 'select app as of from app.t' },
    { name: 'over', definition: 'select b.of, a.app from far a, app.far b, app.t c' },
  ],
})

onServers('a print', (server) => {
  const expectPrints = async (where: 'present' | 'absent', all: Schema): Promise<void> => {
    const real = await server.database()
    await execute(real, creation(all))
    const connection = where === 'present' ? real : await server.database()
    const texts = (schema: Schema): Readonly<Record<string, string | undefined>> =>
      Object.fromEntries(
        expressionsOf(schema).map(({ place: { role, object, part, key }, expression }) => [
          JSON.stringify([role, object, part, key]),
          expression.printed?.text,
        ]),
      )
    expect(texts(await printed(connection, all))).toEqual(texts(await introspect(real)))
  }

  test('is what a real table prints', () => expectPrints('present', SCHEMA))
  test('needs neither the table nor its enums to be there', () => expectPrints('absent', SCHEMA))
  test('tells real tables of one name apart', () => expectPrints('present', NAMESAKES))
  test('tells tables of one name apart that are not there', () => expectPrints('absent', NAMESAKES))

  test('leaves nothing behind', async () => {
    const connection = await server.database()
    await printed(connection, SCHEMA)
    const rows = await connection.query(
      "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace OR relname LIKE 'diffkit%'",
    )
    expect(rows).toEqual([])
  })

  test('is null where the server refuses', async () => {
    const connection = await server.database()
    const object = 'users'
    const requests: readonly PrintRequest[] = [
      { place: { role: 'check', object, part: 'a', key: 0 }, sql: 'age > 0' },
      { place: { role: 'check', object, part: 'b', key: 0 }, sql: 'no_such_column > 0' },
      { place: { role: 'check', object, part: 'c', key: 0 }, sql: 'no_such_function(age)' },
      { place: { role: 'default', object, part: 'age', key: 0 }, sql: '7' },
      { place: { role: 'default', object, part: 'name', key: 0 }, sql: 'no_such_function()' },
      { place: { role: 'default', object, part: 'at', key: 0 }, sql: "'no time'" },
      { place: { role: 'default', object: 'members', part: 'user_id', key: 0 }, sql: '1 + 1' },
      { place: { role: 'view', object: 'v', part: null, key: 0 }, sql: 'select nonsense from' },
    ]
    const texts = await postgres.print(connection, requests, SCHEMA)
    expect(texts).toEqual(['age > 0', null, null, '7', null, null, '1 + 1', null])
  })

  test('knows enum values that the server lacks yet', async () => {
    const connection = await server.database()
    await execute(connection, creation(SCHEMA))
    const [users] = SCHEMA.tables
    const next: Schema = {
      ...SCHEMA,
      enums: [completeEnum({ name: 'mood', values: ['sad', 'happy', 'new'] })],
      tables:
        users === undefined
          ? []
          : [
              {
                ...users,
                columns: [...users.columns, completeColumn({ name: 'z', type: 'mood' })],
              },
            ],
    }
    const place = { role: 'default', object: 'users', part: 'z', key: 0 } as const
    const texts = await postgres.print(connection, [{ place, sql: "'new'" }], next)
    expect(texts).toEqual(["'new'::public.mood"])
  })
})
