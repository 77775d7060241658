import { describe, expect, test } from 'vitest'
import { sqlite } from '../../../src/dialects/sqlite/index.ts'
import { canonicalSchema, equalSchemas } from '../../../src/schema/equal.ts'
import { connect, databaseOf, introspected, schemaOf, SCOPE } from './open.ts'

const rich = schemaOf({
  tables: [
    {
      name: 'users',
      columns: [
        { name: 'id', type: 'integer', nullable: false, autoincrement: true },
        { name: 'email', type: 'varchar(200)', nullable: false, collation: 'NOCASE' },
        { name: 'name', type: 'text', default: "'it''s'" },
        { name: 'age', type: 'int', default: '-1' },
        { name: 'created_at', type: 'text', nullable: false, default: 'CURRENT_TIMESTAMP' },
        { name: 'random', type: 'integer', default: 'abs(random())' },
        {
          name: 'lower_name',
          type: 'text',
          generated: { expression: 'lower(name)', stored: true },
        },
        { name: 'next_age', type: 'int', generated: { expression: 'age + 1', stored: false } },
        { name: 'picture', type: 'blob', default: "X'00FF'" },
      ],
      constraints: [
        { kind: 'primaryKey', name: 'users_pk', columns: ['id'], named: false },
        { kind: 'check', name: 'age_positive', expression: 'age > -2' },
      ],
      indexes: [
        { name: 'users_email_unique', keys: ['email'], unique: true },
        { name: 'users_name_idx', keys: [{ column: 'name', order: 'desc', collation: 'NOCASE' }] },
        {
          name: 'users_lower_idx',
          keys: [{ expression: 'lower(email)' }, 'age'],
          where: 'age > 3',
        },
      ],
    },
    {
      name: 'posts',
      columns: [
        { name: 'id', type: 'text', nullable: false },
        { name: 'author_id', type: 'integer' },
        { name: 'parent_id', type: 'text' },
        { name: 'odd "name', type: 'numeric' },
      ],
      constraints: [
        { kind: 'primaryKey', name: 'posts_key', columns: ['id'] },
        {
          kind: 'foreignKey',
          name: 'posts_author',
          columns: ['author_id'],
          references: { table: 'users', columns: ['id'] },
          onDelete: 'cascade',
          onUpdate: 'set null',
          deferrable: 'initially deferred',
        },
        {
          kind: 'foreignKey',
          name: 'posts_parent',
          columns: ['parent_id'],
          references: { table: 'posts', columns: ['id'] },
        },
      ],
      indexes: [{ name: 'posts_odd', keys: ['odd "name'], unique: true, origin: 'constraint' }],
      strict: false,
      withoutRowid: true,
    },
    {
      name: 'memberships',
      columns: [
        { name: 'user_id', type: 'integer', nullable: false },
        { name: 'group_id', type: 'integer', nullable: false },
      ],
      constraints: [
        { kind: 'primaryKey', name: 'memberships_pk', columns: ['user_id', 'group_id'] },
      ],
      strict: true,
    },
  ],
  views: [{ name: 'adults', definition: 'select id, name from users where age >= 18' }],
})

describe('introspect', () => {
  test('reads back what was created', async () => {
    const connection = await databaseOf(rich)
    const found = await introspected(connection)
    expect(canonicalSchema(found)).toEqual(canonicalSchema(rich))
    expect(equalSchemas(found, rich)).toBe(true)
    await connection.close()
  })

  test('invents names for constraints that have none', async () => {
    const connection = await connect()
    await connection.execute(`
      CREATE TABLE Users (id INTEGER PRIMARY KEY, email TEXT UNIQUE, n INT CHECK (n > 0), CHECK (n < 9));
      CREATE TABLE 'posts' (a int, b int, [author id] int REFERENCES users ON DELETE CASCADE,
        PRIMARY KEY (a, b) UNIQUE (b), FOREIGN KEY (b) REFERENCES users(ID))
    `)
    const { tables } = await introspected(connection)
    const [users, posts] = tables
    expect(users?.constraints.map(({ name, named }) => [name, named])).toEqual([
      ['Users_pk', false],
      ['Users_check_1', false],
      ['Users_check_2', false],
    ])
    expect(users?.indexes.map(({ name, origin }) => [name, origin])).toEqual([
      ['Users_email_unique', 'constraint'],
    ])
    expect(posts?.constraints.map(({ name }) => name).toSorted()).toEqual([
      'posts_a_b_pk',
      'posts_author id_Users_id_fk',
      'posts_b_Users_id_fk',
    ])
    await connection.close()
  })

  test('reads defaults as SQLite means them', async () => {
    const connection = await connect()
    await connection.execute(
      `CREATE TABLE users (a DEFAULT true, b DEFAULT (((5))), c DEFAULT NULL, d text DEFAULT bare, e DEFAULT 'x', f DEFAULT (1 + 2), g DEFAULT - 5)`,
    )
    const [users] = (await introspected(connection)).tables
    expect(users?.columns.map((column) => column.default?.sql ?? null)).toEqual([
      '1',
      '5',
      null,
      "'bare'",
      "'x'",
      '1 + 2',
      '- 5',
    ])
    await connection.close()
  })

  test('lists what a schema cannot describe, and hides shadow tables', async () => {
    const connection = await connect()
    await connection.execute(`
      CREATE TABLE users (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT);
      CREATE VIRTUAL TABLE search USING fts5(name, content='users');
      CREATE TRIGGER users_ai AFTER INSERT ON users BEGIN SELECT 1; END;
      CREATE VIEW named(x) AS SELECT id FROM users;
      CREATE TEMP TABLE secret (a);
    `)
    const { schema, unmodelled } = await sqlite.introspect(connection, SCOPE)
    expect(schema.tables.map(({ name }) => name)).toEqual(['users'])
    expect(unmodelled.map(({ kind, name }) => [kind, name])).toEqual([
      ['virtual table', 'search'],
      ['view', 'named'],
      ['trigger', 'users_ai'],
    ])
    await connection.close()
  })

  test('never sees the hidden tables', async () => {
    const connection = await connect()
    await connection.execute(
      'CREATE TABLE diffkit_version (a); CREATE INDEX i ON diffkit_version (a)',
    )
    const { schema } = await sqlite.introspect(connection, {
      ...SCOPE,
      hidden: ['diffkit_version'],
    })
    expect(schema.tables).toEqual([])
    await connection.close()
  })
})
