import { expect, test } from 'vitest'
import { postgres } from '../../../src/dialects/postgres/index.ts'
import { canonicalSchema } from '../../../src/schema/equal.ts'
import type { SchemaSpec } from '../../../src/schema/spec.ts'
import { equalSchemas } from '../../../src/schema/equal.ts'
import type { Connection } from '../../../src/dialects/dialect.ts'
import { creation, execute, introspect, onServers, printed, schemaOf } from './support.ts'

const TYPES = [
  'smallint',
  'int4',
  'int8',
  'real',
  'float8',
  'numeric',
  'decimal(10)',
  'numeric(10, 2)',
  'bool',
  'text',
  'varchar',
  'varchar(255)',
  'char(3)',
  'char',
  'bpchar',
  '"char"',
  'name',
  'uuid',
  'json',
  'jsonb',
  'bytea',
  'date',
  'time',
  'time(3)',
  'timetz',
  'timestamp',
  'timestamp (3)',
  'timestamptz',
  'timestamp (6) with time zone',
  'interval',
  'interval day to second(3)',
  'inet',
  'cidr',
  'macaddr',
  'macaddr8',
  'point',
  'line',
  'bit',
  'bit(3)',
  'varbit(5)',
  'tsvector',
  'int4range',
  'text[]',
  'varchar(10)[]',
  'int[][]',
  'numeric(5,1)[3]',
  'mood',
  'auth.role',
  'mood[]',
  '"User Kind"',
]

const RICH: SchemaSpec = {
  namespaces: [{ name: 'auth' }],
  enums: [
    { name: 'mood', values: ['sad', "it's fine", 'happy'] },
    { namespace: 'auth', name: 'role', values: ['admin', 'member'] },
    { name: 'User Kind', values: ['a'] },
  ],
  tables: [
    { name: 'types', columns: TYPES.map((type, index) => ({ name: `c${index}`, type })) },
    {
      name: 'users',
      columns: [
        { name: 'id', type: 'serial' },
        { name: 'email', type: 'text', nullable: false },
        { name: 'age', type: 'integer', default: '18' },
        { name: 'mood', type: 'mood', default: "'sad'" },
        { name: 'full', type: 'text', generated: { expression: "email || ' x'" } },
        { name: 'created', type: 'timestamptz', default: 'now()', nullable: false },
        { name: 'tags', type: 'text[]', default: "'{}'" },
        { name: 'code', type: 'text', collation: 'C' },
        { name: 'nothing', type: 'text', default: 'NULL' },
      ],
      constraints: [
        { kind: 'primaryKey', name: 'users_pkey', columns: ['id'] },
        { kind: 'unique', name: 'users_email_unique', columns: ['email'] },
        { kind: 'check', name: 'users_age_check', expression: 'age > 0 AND age IN (1, 18, 21)' },
      ],
      indexes: [
        { name: 'users_age_index', keys: ['age'] },
        { name: 'users_lower', keys: [{ expression: 'lower(email)' }], unique: true },
        {
          name: 'users_adults',
          keys: [{ column: 'age', order: 'desc', nulls: 'last' }, { column: 'email' }],
          where: 'age >= 18',
          include: ['created'],
          with: { fillfactor: '70' },
        },
        { name: 'users_tags', keys: ['tags'], method: 'gin' },
        { name: 'users_like', keys: [{ column: 'email', opclass: 'text_pattern_ops' }] },
        { name: 'users_code', keys: [{ column: 'email', collation: 'C' }] },
        { name: 'users_plain', keys: ['code', { expression: 'lower(code)' }] },
        {
          name: 'users_inner',
          keys: [{ expression: `lower(email COLLATE "C")`, collation: 'default' }],
        },
        {
          name: 'users_collated',
          keys: [
            { column: 'code', collation: 'default' },
            { expression: 'lower(code)' },
            { expression: 'lower(code)', collation: 'default' },
            { expression: 'lower(code)', collation: 'POSIX' },
            { expression: 'lower(email)' },
            { expression: 'lower(email)', collation: 'C' },
            { expression: `lower(email COLLATE "C")` },
          ],
          where: `(lower(code) COLLATE "C") > 'a'`,
        },
      ],
    },
    {
      namespace: 'auth',
      name: 'posts',
      columns: [
        { name: 'id', type: 'bigint', identity: { always: true, start: '5', cache: '3' } },
        { name: 'rank', type: 'smallint', identity: { increment: '-2', start: '-1', cycle: true } },
        { name: 'author', type: 'integer' },
        { name: 'parent', type: 'bigint' },
        { name: 'role', type: 'auth.role', default: "'member'" },
      ],
      constraints: [
        { kind: 'primaryKey', name: 'posts_pk', columns: ['id', 'rank'] },
        { kind: 'unique', name: 'posts_id', columns: ['id'] },
        {
          kind: 'foreignKey',
          name: 'posts_author',
          columns: ['author'],
          references: { table: 'users', columns: ['id'] },
          onDelete: 'set null',
          onUpdate: 'cascade',
        },
        {
          kind: 'foreignKey',
          name: 'posts_parent',
          columns: ['parent'],
          references: { table: { namespace: 'auth', name: 'posts' }, columns: ['id'] },
          deferrable: 'initially deferred',
        },
      ],
    },
  ],
  views: [
    { name: 'adults', definition: 'select id, email from users where age >= 18' },
    {
      namespace: 'auth',
      name: 'titles',
      definition: 'select p.id, u.email from auth.posts p join users u on u.id = p.author',
    },
  ],
}

onServers('introspection', (server) => {
  test('answers what was created', async () => {
    const connection = await server.database()
    const schema = schemaOf(RICH)
    await execute(connection, creation(schema))
    const wanted = canonicalSchema(await printed(connection, schema))
    const found = canonicalSchema(await introspect(connection))
    const bare = (value: unknown): unknown =>
      JSON.parse(JSON.stringify(value, (key, item: unknown) => (key === 'sql' ? undefined : item)))
    expect(bare(found)).toEqual(bare(wanted))
    expect(equalSchemas(found, wanted)).toBe(true)
  })

  test('is in normal form', async () => {
    const connection = await server.database()
    await execute(connection, creation(schemaOf(RICH)))
    const found = await introspect(connection)
    expect(postgres.normalize(found)).toEqual(found)
  })

  test('names collations and operator classes as the server does', async () => {
    const apart = `CREATE SCHEMA apart;
      ALTER EXTENSION plpgsql ADD SCHEMA apart;
      CREATE COLLATION apart."Odd ""name" FROM "C";
      CREATE OPERATOR CLASS apart.whole FOR TYPE integer USING btree
        AS OPERATOR 1 <, OPERATOR 3 =, OPERATOR 5 >, FUNCTION 1 btint4cmp(integer, integer)`
    const [one, other] = [await server.database(), await server.database()]
    await one.execute(apart)
    await other.execute(apart)
    await one.execute(`
      CREATE TABLE t (n integer, plain text, x text COLLATE "C", odd text COLLATE apart."Odd ""name", name name);
      CREATE INDEX a ON t (x, x COLLATE "default", odd, odd COLLATE "C", plain COLLATE apart."Odd ""name");
      CREATE INDEX b ON t (lower(x), lower(x) COLLATE "default", (odd || 'x') COLLATE "POSIX" DESC, lower(plain));
      CREATE INDEX c ON t (lower(plain COLLATE "C"), lower(plain COLLATE "C") COLLATE "default", name, name COLLATE "default");
      CREATE INDEX d ON t (n apart.whole, x text_pattern_ops)`)
    await execute(other, creation(await introspect(one)))
    const witness = async (connection: Connection): Promise<unknown> => {
      const keys = `SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY indexname`
      const columns = `SELECT attname::text, attcollation::regcollation::text FROM pg_attribute
        WHERE attrelid = 't'::regclass AND attnum > 0 ORDER BY attnum`
      return [await connection.query(keys), await connection.query(columns)]
    }
    expect(await witness(other)).toEqual(await witness(one))
  })

  test('reads tables that are alike as it reads each of them alone', async () => {
    const names = ['users', 'Odd "name", [1]', 'posts', 'élan']
    const make = (name: string, at: number): string => {
      const [table, prefix] = [JSON.stringify(name).replaceAll('\\"', '""'), `i${9 - at}`]
      const gone = at % 2 === 0 ? 'gone integer,' : ''
      return `
        CREATE TABLE ${table} (${gone} id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, number serial,
          email text NOT NULL DEFAULT 'x', twice text GENERATED ALWAYS AS (email || email) STORED,
          parent bigint, "a,b" text COLLATE "C" CONSTRAINT ${prefix}_short CHECK (length("a,b") < 9),
          CONSTRAINT ${prefix}_unique UNIQUE (email) INCLUDE (parent),
          CONSTRAINT ${prefix}_parent FOREIGN KEY (parent) REFERENCES ${table} (id) ON DELETE CASCADE);
        CREATE INDEX ${prefix}_lower ON ${table} (lower(email), parent DESC) WHERE parent > 0;
        CREATE INDEX ${prefix}_a ON ${table} ("a,b", email text_pattern_ops) INCLUDE (parent);
        COMMENT ON COLUMN ${table}.email IS 'to [write], "to"';
        ${gone && `ALTER TABLE ${table} DROP COLUMN gone`}`
    }
    const together = await server.database()
    await together.execute(names.map(make).join(';'))
    const { tables } = await introspect(together)
    expect(tables.map(({ name }) => name).toSorted()).toEqual(names.toSorted())
    for (const [at, name] of names.entries()) {
      const alone = await server.database()
      await alone.execute(make(name, at))
      expect((await introspect(alone)).tables).toEqual(
        tables.filter((table) => table.name === name),
      )
      await alone.close()
    }
    const [first] = tables.filter(({ name }) => name === names[1])
    expect(first?.indexes.map(({ name }) => name)).toEqual(['i8_a', 'i8_lower'])
    expect(first?.columns.map(({ name }) => name)).toEqual([
      'id',
      'number',
      'email',
      'twice',
      'parent',
      'a,b',
    ])
  })

  test('reads a foreign key to a partitioned table once, however many partitions there are', async () => {
    const connection = await server.database()
    await connection.execute(`
      CREATE TABLE log (id integer PRIMARY KEY) PARTITION BY LIST (id);
      CREATE TABLE one PARTITION OF log FOR VALUES IN (1);
      CREATE TABLE more PARTITION OF log FOR VALUES IN (2, 3) PARTITION BY LIST (id);
      CREATE TABLE two PARTITION OF more FOR VALUES IN (2);
      CREATE TABLE notes (log_id integer REFERENCES log ON DELETE CASCADE)`)
    const { schema } = await postgres.introspect(connection, { namespaces: null, hidden: [] })
    expect(schema.tables.map(({ name }) => name)).toEqual(['notes'])
    expect(schema.tables[0]?.constraints).toMatchObject([
      { kind: 'foreignKey', name: 'notes_log_id_fkey', references: { table: 'log' } },
    ])
  })

  test('lists what a schema cannot describe', async () => {
    const connection = await server.database()
    await connection.execute(`
      CREATE EXTENSION citext; CREATE EXTENSION btree_gist;
      CREATE TABLE users (id integer PRIMARY KEY, email citext, span int4range, EXCLUDE USING gist (span WITH &&));
      CREATE TABLE log (id integer, day date) PARTITION BY RANGE (day);
      CREATE TABLE log_2026 PARTITION OF log FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
      CREATE TABLE heirs () INHERITS (users);
      CREATE MATERIALIZED VIEW totals AS SELECT count(*) FROM users;
      CREATE INDEX totals_count ON totals (count);
      CREATE SEQUENCE numbers;
      CREATE DOMAIN age AS integer CHECK (VALUE > 0);
      CREATE TYPE pair AS (a integer, b text);
      CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
      CREATE TRIGGER touched BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION touch();
      CREATE POLICY mine ON users USING (id = 1);
      ALTER TABLE users ENABLE ROW LEVEL SECURITY;
      CREATE RULE quiet AS ON DELETE TO users DO INSTEAD NOTHING;
      CREATE TABLE diffkit_version (id text)`)
    const { schema, unmodelled } = await postgres.introspect(connection, {
      namespaces: null,
      hidden: ['diffkit_version'],
    })
    expect(schema.tables.map(({ name }) => name)).toEqual(['users'])
    expect(schema.tables[0]?.columns[1]?.type).toBe('citext')
    expect(schema.views[0]?.indexes.map(({ name, keys }) => [name, keys[0]?.column])).toEqual([
      ['totals_count', 'count'],
    ])
    expect(schema.extensions.map(({ name }) => name).toSorted()).toEqual(['btree_gist', 'citext'])
    expect(unmodelled.map(({ kind, name }) => `${kind} ${name}`).toSorted()).toEqual([
      'composite type pair',
      'domain age',
      'function touch()',
      'inherited table heirs',
      'partition log_2026',
      'partitioned table log',
      'rule users.quiet',
      'trigger users.touched',
    ])
  })

  test('reads parameters of operator classes', async () => {
    const connection = await server.database()
    await connection.execute(`
      CREATE EXTENSION pg_trgm;
      CREATE TABLE t (a text, words tsvector);
      CREATE INDEX signed ON t USING gist (words tsvector_ops (siglen = '0100'), a gist_trgm_ops (siglen = 32)) WITH (fillfactor = 70);
      CREATE INDEX half ON t USING gist (words, a gist_trgm_ops (siglen = 32))`)
    const { schema, unmodelled } = await postgres.introspect(connection, {
      namespaces: null,
      hidden: [],
    })
    const trigrams = { column: 'a', opclass: 'gist_trgm_ops', opclassParameters: { siglen: '32' } }
    expect(
      schema.tables[0]?.indexes.map(({ keys }) =>
        keys.map(({ column, opclass, opclassParameters }) => ({
          column,
          opclass,
          opclassParameters,
        })),
      ),
    ).toEqual([
      [{ column: 'words', opclass: null, opclassParameters: {} }, trigrams],
      [
        { column: 'words', opclass: 'tsvector_ops', opclassParameters: { siglen: '0100' } },
        trigrams,
      ],
    ])
    expect(unmodelled).toEqual([])
  })

  test('lists NOT NULL that is not valid, not inherited or named', async () => {
    const connection = await server.database()
    await connection.execute(`
      CREATE TABLE t (a int NOT NULL, b text, c text, d text CONSTRAINT given NOT NULL);
      ALTER TABLE t RENAME a TO e`)
    const numbered = connection.version.major >= 18
    if (numbered) {
      await connection.execute(`
        ALTER TABLE t ADD CONSTRAINT later NOT NULL b NOT VALID;
        ALTER TABLE t ADD CONSTRAINT mine NOT NULL c NO INHERIT`)
    }
    const { unmodelled } = await postgres.introspect(connection, { namespaces: null, hidden: [] })
    expect(unmodelled.toSorted((a, b) => (a.name < b.name ? -1 : 1))).toEqual(
      numbered
        ? [
            { kind: 'not null', name: 't.given', definition: 'NOT NULL d' },
            { kind: 'not null', name: 't.later', definition: 'NOT NULL b NOT VALID' },
            { kind: 'not null', name: 't.mine', definition: 'NOT NULL c NO INHERIT' },
          ]
        : [],
    )
  })

  test('lists what is set on triggers, columns and tables and has no word in a Schema', async () => {
    const connection = await server.database()
    await connection.execute(`
      CREATE TABLE t (id integer PRIMARY KEY, a integer NOT NULL UNIQUE);
      CREATE TABLE u (id integer);
      CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
      CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();
      ALTER TABLE t DISABLE TRIGGER g; ALTER TABLE t ALTER a SET (n_distinct = 5);
      ALTER TABLE t REPLICA IDENTITY USING INDEX t_a_key; ALTER TABLE u REPLICA IDENTITY FULL;
      CREATE VIEW v AS SELECT id, a FROM t; ALTER VIEW v ALTER a SET DEFAULT 7;
      CREATE MATERIALIZED VIEW m AS SELECT id FROM t; ALTER MATERIALIZED VIEW m ALTER id SET STATISTICS 8;
      CREATE INDEX next ON t (id, (a + 1)); ALTER INDEX next ALTER 2 SET STATISTICS 9;
      CREATE SEQUENCE numbers; CREATE UNLOGGED TABLE w (id serial)`)
    const unlogged = connection.version.major >= 15
    if (unlogged) await connection.execute('ALTER SEQUENCE numbers SET UNLOGGED')
    const { unmodelled } = await postgres.introspect(connection, { namespaces: null, hidden: [] })
    const listed = unmodelled.filter(({ kind }) => kind !== 'function')
    expect(listed).toHaveLength(unlogged ? 8 : 7)
    expect(listed).toEqual(
      expect.arrayContaining([
        {
          kind: 'trigger',
          name: 't.g',
          definition: expect.stringMatching(/EXECUTE FUNCTION public\.f\(\) D$/),
        },
        { kind: 'column options', name: 't.a', definition: 'n_distinct=5' },
        { kind: 'replica identity', name: 't.identity', definition: 'index public.t_a_key' },
        { kind: 'replica identity', name: 'u.identity', definition: 'full' },
        { kind: 'view column default', name: 'v.a', definition: '7' },
        { kind: 'column statistics', name: 'm.id', definition: '8' },
        { kind: 'index statistics', name: 't.next.2', definition: '9' },
        ...(unlogged
          ? [{ kind: 'sequence persistence', name: 'numbers', definition: 'unlogged' }]
          : []),
      ]),
    )
  })

  test('reads only the namespaces that it is asked for', async () => {
    const connection = await server.database()
    await connection.execute(
      'CREATE SCHEMA auth; CREATE SCHEMA other; CREATE TABLE other.t (id integer)',
    )
    const { schema } = await postgres.introspect(connection, { namespaces: ['auth'], hidden: [] })
    expect(schema.namespaces).toEqual([{ name: 'auth', comment: null }])
    expect(schema.tables).toEqual([])
  })
})
