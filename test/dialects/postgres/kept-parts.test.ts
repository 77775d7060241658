/** A column that changes keeps its rows' meaning, and all that stands on it. */
import { expect, test } from 'vitest'
import type { Connection } from '../../../src/dialects/dialect.ts'
import { diff } from '../../../src/diff/index.ts'
import { postgres } from '../../../src/dialects/postgres/index.ts'
import { withConversions } from '../../../src/operations/conversions.ts'
import { reverseAll } from '../../../src/operations/index.ts'
import { recordingBuilder } from '../../../src/operations/recorder.ts'
import type { Operation, Operations } from '../../../src/operations/index.ts'
import { executeInTransaction } from '../../../src/runtime/run/execute.ts'
import type { ColumnSpec } from '../../../src/schema/spec.ts'
import { creation, execute, introspect, onServers, schemaOf } from './support.ts'

const record = (does: (op: Operations) => void): readonly Operation[] => {
  const operations: Operation[] = []
  does(recordingBuilder((op) => operations.push(op)))
  return operations
}

const schemaWith = (column: ColumnSpec) =>
  schemaOf({
    enums: [{ name: 'mood', values: ['sad', 'happy'] }],
    tables: [
      {
        name: 'users',
        columns: [{ name: 'id', type: 'integer' }, column],
        indexes: [{ name: 'users_value', keys: ['id'], where: 'value IS NOT NULL' }],
      },
    ],
  })

/** A type, another one, and values of the first as text with what they become; all come back as they were. */
const CHANGES: readonly (readonly [string, string, readonly (readonly [string, string])[]])[] = [
  [
    'text',
    'uuid',
    [['6f1c2f0e-8a55-4a0c-9d0b-0c7d3a1f2b11', '6f1c2f0e-8a55-4a0c-9d0b-0c7d3a1f2b11']],
  ],
  [
    'text',
    'integer',
    [
      ['12', '12'],
      ['-7', '-7'],
    ],
  ],
  [
    'text',
    'boolean',
    [
      ['true', 'true'],
      ['false', 'false'],
    ],
  ],
  [
    'text',
    'jsonb',
    [
      ['{"a": 1}', '{"a": 1}'],
      ['"x"', '"x"'],
    ],
  ],
  ['text', 'mood', [['sad', 'sad']]],
  ['character varying(20)', 'integer', [['3', '3']]],
  [
    'text[]',
    'integer[]',
    [
      ['{1,2}', '{1,2}'],
      ['{}', '{}'],
    ],
  ],
  ['text', 'text[]', [['a b', '{"a b"}']]],
  [
    'integer',
    'boolean',
    [
      ['1', 'true'],
      ['0', 'false'],
    ],
  ],
  ['bigint', 'boolean', [['1', 'true']]],
  ['integer', 'bigint', [['7', '7']]],
  ['integer', 'jsonb', [['7', '7']]],
  [
    'uuid',
    'jsonb',
    [['6f1c2f0e-8a55-4a0c-9d0b-0c7d3a1f2b11', '"6f1c2f0e-8a55-4a0c-9d0b-0c7d3a1f2b11"']],
  ],
  ['mood', 'jsonb', [['happy', '"happy"']]],
  ['boolean', 'json', [['true', 'true']]],
  ['mood[]', 'text[]', [['{sad,happy}', '{sad,happy}']]],
  ['timestamp', 'timestamp with time zone', [['2024-01-15 12:00:00', '2024-01-15 07:00:00-05']]],
  ['timestamp with time zone', 'timestamp', [['2024-07-15 12:00:00-04', '2024-07-15 16:00:00']]],
  ['date', 'timestamp with time zone', [['2024-01-15', '2024-01-14 19:00:00-05']]],
  ['date', 'timestamp', [['2024-01-15', '2024-01-15 00:00:00']]],
  ['json', 'jsonb', [['{"a": 1}', '{"a": 1}']]],
  ['numeric(10,2)', 'numeric', [['1.50', '1.50']]],
]

const valuesOf = async (connection: Connection): Promise<readonly unknown[]> =>
  (await connection.query('SELECT value::text AS value FROM users ORDER BY id')).map(
    ({ value }) => value,
  )

const PARTS = `
CREATE FUNCTION nothing() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER seen BEFORE UPDATE OF value ON users FOR EACH ROW EXECUTE FUNCTION nothing();
CREATE TRIGGER changed AFTER UPDATE ON users FOR EACH ROW WHEN (OLD.value IS DISTINCT FROM NEW.value) EXECUTE FUNCTION nothing();
ALTER TABLE users DISABLE TRIGGER changed;
COMMENT ON TRIGGER changed ON users IS 'it''s off';
CREATE RULE kept AS ON DELETE TO users WHERE OLD.value IS NOT NULL DO INSTEAD NOTHING;
COMMENT ON RULE kept ON users IS 'nobody goes';
COMMENT ON INDEX users_value IS 'of those who have one';
COMMENT ON CONSTRAINT users_check ON users IS 'checked';`

const partsOf = async (connection: Connection): Promise<readonly unknown[]> =>
  connection.query(`
SELECT concat_ws(' ', pg_get_triggerdef(oid), tgenabled, obj_description(oid, 'pg_trigger')) AS line FROM pg_trigger WHERE NOT tgisinternal
UNION ALL SELECT concat_ws(' ', pg_get_ruledef(oid), obj_description(oid, 'pg_rewrite')) FROM pg_rewrite WHERE rulename = 'kept'
UNION ALL SELECT obj_description('users_value'::regclass, 'pg_class')
UNION ALL SELECT obj_description(oid, 'pg_constraint') FROM pg_constraint WHERE conname = 'users_check'
ORDER BY 1`)

/** What no model holds, and stands on the column by way of others. */
const READERS = `
CREATE FUNCTION sum_of() RETURNS bigint BEGIN ATOMIC SELECT count(value) FROM users; END;
COMMENT ON FUNCTION sum_of() IS 'all of it';
REVOKE EXECUTE ON FUNCTION sum_of() FROM PUBLIC;
CREATE FUNCTION twice() RETURNS bigint BEGIN ATOMIC SELECT 2 * sum_of(); END;
CREATE VIEW hand (id, "It's") WITH (security_barrier = true) AS SELECT id, value FROM users WHERE value > 0 WITH LOCAL CHECK OPTION;
COMMENT ON VIEW hand IS 'it''s by hand';
COMMENT ON COLUMN hand."It's" IS 'a value';
ALTER VIEW hand ALTER COLUMN id SET DEFAULT 7;
GRANT SELECT ON hand TO PUBLIC;
CREATE RULE ignore AS ON DELETE TO hand DO INSTEAD NOTHING;
COMMENT ON RULE ignore ON hand IS 'nobody goes';
CREATE MATERIALIZED VIEW stored AS SELECT h.id, "It's", twice() AS n FROM hand h;
CREATE UNIQUE INDEX stored_id ON stored (id);
COMMENT ON INDEX stored_id IS 'one each';
CLUSTER stored USING stored_id;
CREATE STATISTICS stored_stat ON id, n FROM stored;
CREATE MATERIALIZED VIEW empty AS SELECT id FROM stored WITH NO DATA;
CREATE TABLE notes (id integer);
CREATE RULE look AS ON INSERT TO notes DO ALSO SELECT "It's" FROM hand;
ALTER TABLE notes DISABLE RULE look;
CREATE PUBLICATION listed FOR TABLE users (id, value) WHERE (id > 3);
CREATE PUBLICATION filtered FOR TABLE users WHERE (value > 3);
CREATE STATISTICS counted ON id, value FROM users;
ALTER STATISTICS counted SET STATISTICS 99;`

const readersOf = async (connection: Connection): Promise<readonly unknown[]> =>
  connection.query(`
SELECT pg_get_functiondef(oid) || proacl::text AS line FROM pg_proc WHERE pronamespace = 'public'::regnamespace
UNION ALL SELECT concat_ws(' ', oid::regclass, relkind, reloptions, relacl, relispopulated, pg_get_viewdef(oid)) FROM pg_class WHERE relkind IN ('v', 'm') AND relnamespace = 'public'::regnamespace
UNION ALL SELECT concat_ws(' ', pg_get_indexdef(indexrelid), indisclustered) FROM pg_index WHERE indexrelid > 16383 AND indrelid::regclass::text !~ 'pg_toast'
UNION ALL SELECT concat_ws(' ', pg_get_ruledef(oid), ev_enabled) FROM pg_rewrite WHERE ev_class > 16383
UNION ALL SELECT pg_describe_object(classoid, objoid, objsubid) || description FROM pg_description WHERE objoid > 16383
UNION ALL SELECT concat_ws(' ', pubname, attnames, rowfilter) FROM pg_publication_tables
UNION ALL SELECT concat_ws(' ', pg_get_statisticsobjdef(oid), stxstattarget) FROM pg_statistic_ext
UNION ALL SELECT concat_ws(' ', id, "It's", n) FROM stored
UNION ALL SELECT concat_ws(' ', attname, pg_get_expr(adbin, adrelid)) FROM pg_attrdef JOIN pg_attribute ON attrelid = adrelid AND attnum = adnum
ORDER BY 1`)

/** Whatever the type: all that the server refuses to change one under. */
const STANDING = `${PARTS}
CREATE VIEW hand AS SELECT value FROM users;
CREATE MATERIALIZED VIEW stored AS SELECT value FROM hand;
CREATE FUNCTION sum_of() RETURNS bigint BEGIN ATOMIC SELECT count(value) FROM users; END;
CREATE PUBLICATION listed FOR TABLE users (id, value) WHERE (id > 3)`

const standingOf = async (connection: Connection): Promise<readonly unknown[]> =>
  connection.query(`
SELECT concat_ws(' ', pg_get_triggerdef(oid), tgenabled, obj_description(oid, 'pg_trigger')) AS line FROM pg_trigger WHERE NOT tgisinternal
UNION ALL SELECT concat_ws(' ', ev_class::regclass, pg_get_ruledef(oid), obj_description(oid, 'pg_rewrite')) FROM pg_rewrite WHERE ev_class > 16383
UNION ALL SELECT pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace
UNION ALL SELECT concat_ws(' ', pubname, attnames, rowfilter) FROM pg_publication_tables
UNION ALL SELECT concat_ws(' ', to_jsonb(p), obj_description(pg_policy.oid, 'pg_policy')) FROM pg_policies p JOIN pg_policy ON polname = policyname
UNION ALL SELECT obj_description(indexrelid, 'pg_class') FROM pg_index WHERE indrelid = 'users'::regclass
ORDER BY 1`)

/** Changes that keep what is printed: the old type, what is set, and with which `using`. */
const WITHIN: readonly (readonly [string, string, Omit<Partial<ColumnSpec>, 'name'>, object])[] = [
  ['a length', 'varchar(30)', { type: 'character varying(40)' }, {}],
  ['a precision', 'numeric(5)', { type: 'numeric(6,0)' }, {}],
  ['a length of elements', 'bit(3)[]', { type: 'bit(5)[]' }, {}],
  ['a precision of times', 'timestamp(3)', { type: 'timestamp(6) without time zone' }, {}],
  ['a collation', 'text', { collation: 'C' }, {}],
  ['rows that are filled', 'text', { nullable: false }, { using: "coalesce(value, '')" }],
]

onServers('a column that changes', (server) => {
  test.each(CHANGES)('from %s to %s keeps its values, there and back', async (from, to, values) => {
    const connection = await server.database()
    const before = schemaWith({ name: 'value', type: from })
    await execute(connection, creation(before))
    await connection.execute("SET TimeZone = 'America/New_York'")
    for (const [index, [value]] of values.entries()) {
      await connection.query(`INSERT INTO users VALUES ($1, $2::text::${from})`, [index, value])
    }
    const first = await valuesOf(connection)
    const there = record((op) => op.alterColumn('users', 'value', { type: to }))
    const program = withConversions(there, before, postgres.conversion)
    const after = await execute(connection, program, before)
    expect(await valuesOf(connection)).toEqual(values.map(([, value]) => value))
    const back = withConversions(reverseAll(program, before), after, postgres.conversion)
    await execute(connection, back, after)
    expect(await valuesOf(connection)).toEqual(first)
  })

  test('keeps triggers, rules and comments as they were', async () => {
    const connection = await server.database()
    const column = { name: 'value', type: 'integer' }
    const [plain] = schemaWith(column).tables
    const before = schemaOf({
      tables: [
        {
          name: 'users',
          columns: [{ name: 'id', type: 'integer' }, column],
          indexes: plain?.indexes ?? [],
          constraints: [{ kind: 'check', name: 'users_check', expression: 'value > 0' }],
        },
      ],
    })
    await execute(connection, creation(before))
    await connection.execute(PARTS)
    const parts = await partsOf(connection)
    expect(parts).toHaveLength(5)
    const there = record((op) => {
      op.alterColumn('users', 'value', { type: 'bigint' })
      op.dropConstraint('users', 'users_check')
      op.alterColumn('users', 'value', { type: 'numeric' })
    })
    const after = await execute(connection, there, before)
    const left = parts.filter((line) => JSON.stringify(line) !== '{"line":"checked"}')
    expect(await partsOf(connection)).toEqual(left)
    await execute(connection, reverseAll(there, before), after)
    expect(await partsOf(connection)).toEqual([...left, { line: null }])
  })

  test('keeps views, functions and publications that no model holds', async () => {
    const connection = await server.database()
    const before = schemaWith({ name: 'value', type: 'integer' })
    await execute(connection, creation(before))
    await connection.execute(READERS)
    await connection.execute(
      'INSERT INTO users VALUES (1, 7), (2, 8); REFRESH MATERIALIZED VIEW stored',
    )
    const readers = await readersOf(connection)
    expect(readers.length).toBeGreaterThan(20)
    const there = record((op) => op.alterColumn('users', 'value', { type: 'bigint' }))
    const after = await execute(connection, there, before)
    expect(await readersOf(connection)).toEqual(readers)
    await execute(connection, reverseAll(there, before), after)
    expect(await readersOf(connection)).toEqual(readers)
  })

  test.each(WITHIN)('in %s alone keeps all that stands on it', async (_, type, set, fill) => {
    const connection = await server.database()
    const storage = type.startsWith('timestamp') ? null : 'external'
    const before = schemaOf({
      tables: [
        {
          name: 'users',
          columns: [
            { name: 'id', type: 'integer' },
            { name: 'value', type, storage },
            { name: 'known', type: 'boolean', generated: { expression: 'value IS NOT NULL' } },
          ],
          indexes: [{ name: 'users_value', keys: ['id'], where: 'value IS NOT NULL' }],
          constraints: [{ kind: 'check', name: 'users_check', expression: 'value IS NOT NULL' }],
          policies: [
            { name: 'some', using: 'value IS NOT NULL', comment: 'not all' },
            { name: 'far', for: 'insert', withCheck: 'id IN (SELECT id FROM posts)' },
            { name: 'computed', as: 'restrictive', using: 'known' },
          ],
        },
        {
          name: 'posts',
          columns: [{ name: 'id', type: 'integer' }],
          policies: [
            { name: 'theirs', using: 'EXISTS (SELECT FROM users WHERE users.value IS NOT NULL)' },
          ],
        },
      ],
    })
    await execute(connection, creation(before))
    await connection.execute(STANDING)
    const standing = await standingOf(connection)
    expect(standing).toHaveLength(13)
    const { tables } = await introspect(connection)
    const there = record((op) => op.alterColumn('users', 'value', set, fill))
    const after = await execute(connection, there, before)
    expect(await standingOf(connection)).toEqual(standing)
    const users = after.tables.find(({ name }) => name === 'users')
    expect((await introspect(connection)).tables[1]?.columns[1]).toEqual(users?.columns[1])
    await execute(connection, reverseAll(there, before), after)
    expect(await standingOf(connection)).toEqual(standing)
    expect((await introspect(connection)).tables).toEqual(tables)
  })

  test('that is computed, and one made anew with it, keep what hangs on them', async () => {
    const connection = await server.database()
    const computed = (type: string, expression: string) =>
      schemaOf({
        tables: [
          {
            name: 'users',
            columns: [
              { name: 'id', type: 'integer' },
              { name: 'age', type },
              { name: 'value', type: 'bigint', generated: { expression } },
            ],
            indexes: [{ name: 'users_next', keys: [{ expression: 'age + value' }] }],
          },
        ],
      })
    const [before, retyped, after] = [
      computed('integer', 'age * 2'),
      computed('bigint', 'age * 2'),
      computed('bigint', 'age * 3'),
    ]
    await execute(connection, creation(before))
    await connection.execute(`
      GRANT SELECT (value) ON users TO PUBLIC;
      ALTER TABLE users ALTER value SET STATISTICS 77;
      ALTER TABLE users ALTER value SET (n_distinct = 5);
      ALTER INDEX users_next ALTER 1 SET STATISTICS 33;
      CREATE STATISTICS counted ON age, value FROM users;
      ALTER STATISTICS counted SET STATISTICS 99;
      COMMENT ON STATISTICS counted IS 'both';
      CREATE VIEW hand AS SELECT value FROM users`)
    const hanging = () =>
      connection.query(`
        SELECT concat_ws(' ', attacl, attstattarget, attoptions) AS line FROM pg_attribute WHERE attrelid = 'users'::regclass AND attname = 'value'
        UNION ALL SELECT concat_ws(' ', pg_get_statisticsobjdef(oid), stxstattarget, obj_description(oid, 'pg_statistic_ext')) FROM pg_statistic_ext
        UNION ALL SELECT attstattarget::text FROM pg_attribute WHERE attrelid = 'users_next'::regclass
        UNION ALL SELECT pg_get_viewdef('hand')`)
    const all = await hanging()
    expect(all).toContainEqual({ line: '33' })
    const options = { features: postgres.features, renames: [] }
    await execute(connection, diff(before, retyped, options), before)
    expect(await hanging()).toEqual(all)
    await execute(connection, diff(retyped, after, options), retyped)
    expect(await hanging()).toEqual(all)
  })

  test('stops at what cannot be made again, and says by which statement', async () => {
    const connection = await server.database()
    const before = schemaWith({ name: 'value', type: 'integer' })
    await execute(connection, creation(before))
    await connection.execute(`
      CREATE FUNCTION sum_of() RETURNS bigint BEGIN ATOMIC SELECT sum(value) FROM users; END;
      CREATE TABLE notes (id bigint DEFAULT sum_of())`)
    const there = record((op) => op.alterColumn('users', 'value', { type: 'bigint' }))
    const running = executeInTransaction(there, before, {
      connection,
      dialect: postgres,
      target: '14',
      revision: null,
      run: { kind: 'skip' },
    })
    await expect(running).rejects.toThrow(
      /default value for column id of table notes depends on function sum_of\(\).*\n\nDROP FUNCTION public.sum_of\(\)\n$/,
    )
  })

  test('that is of an enum keeps its triggers when the type is made anew', async () => {
    const connection = await server.database()
    const before = schemaWith({ name: 'value', type: 'mood' })
    await execute(connection, creation(before))
    await connection.execute(PARTS.replace(/COMMENT ON CONSTRAINT.*/, ''))
    const parts = await partsOf(connection)
    expect(parts).toHaveLength(4)
    const there = record((op) => op.alterEnum('mood', { values: ['happy', 'sad'] }))
    await execute(connection, there, before)
    expect(await partsOf(connection)).toEqual(parts)
  })

  test('that is of arrays of an enum is stored as before when the type is made anew', async () => {
    const connection = await server.database()
    const settings = { storage: 'external', compression: 'pglz', statistics: 50 }
    const before = schemaWith({ name: 'value', type: 'mood[]', ...settings })
    await execute(connection, creation(before))
    const there = record((op) => op.alterEnum('mood', { values: ['happy', 'sad'] }))
    const after = await execute(connection, there, before)
    const [, column] = (await introspect(connection)).tables[0]?.columns ?? []
    expect(column).toMatchObject(settings)
    expect(column).toEqual(after.tables[0]?.columns[1])
  })
})
