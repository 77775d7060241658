/** Eighteen changes of SQLite tables that hold rows. */
import type { ColumnSpec, ConstraintSpec, TableSpec } from '../../../src/schema/spec.ts'
import type { Scenario } from '../../support/scenario.ts'

const id: ColumnSpec = { name: 'id', type: 'integer', nullable: false }
const table = (name: string, more: Partial<TableSpec> = {}): TableSpec => ({
  ...more,
  name,
  columns: [id, ...(more.columns ?? [])],
  constraints: [
    { kind: 'primaryKey', name: `${name}_pk`, columns: ['id'] },
    ...(more.constraints ?? []),
  ],
})
const age: ColumnSpec = { name: 'age', type: 'integer' }
const required: ColumnSpec = { ...age, nullable: false }
const name: ColumnSpec = { name: 'name', type: 'text' }
const cascade = (from: string, to: string): ConstraintSpec => ({
  kind: 'foreignKey',
  name: `${from}_${to}`,
  columns: [`${to}_id`],
  references: { table: to, columns: ['id'] },
  onDelete: 'cascade',
})
const child = (from: string, ...to: readonly string[]): TableSpec =>
  table(from, {
    columns: to.map((target) => ({ name: `${target}_id`, type: 'integer' })),
    constraints: to.map((target) => cascade(from, target)),
  })

const users = (...columns: readonly ColumnSpec[]): TableSpec => table('users', { columns })
const count = (from: string): string => `SELECT count(*) FROM ${from}`
const family = `INSERT INTO users VALUES (1, 30); INSERT INTO posts VALUES (1, 1), (2, 1)`

export const sqliteScenarios: readonly Scenario[] = [
  {
    name: 'S1: a parent of cascading rows is rebuilt',
    before: { tables: [users(age), child('posts', 'users')] },
    after: { tables: [users(required), child('posts', 'users')] },
    rows: family,
    ask: count('posts'),
    right: ['2'],
    kit: { transaction: /^0$/ },
  },
  {
    name: 'S2: two parents are rebuilt at once',
    before: {
      tables: [users(age), table('teams', { columns: [age] }), child('posts', 'users', 'teams')],
    },
    after: {
      tables: [
        users(required),
        table('teams', { columns: [required] }),
        child('posts', 'users', 'teams'),
      ],
    },
    rows: `INSERT INTO users VALUES (1, 30); INSERT INTO teams VALUES (1, 30);
      INSERT INTO posts VALUES (1, 1, 1), (2, 1, 1)`,
    ask: count('posts'),
    right: ['2'],
    kit: { alone: /^0$/, transaction: /^0$/ },
  },
  {
    name: 'S3: a rebuild with a new column beside it',
    before: { tables: [users(age)] },
    after: { tables: [users(required, { name: 'nick', type: 'text' })] },
    rows: 'INSERT INTO users VALUES (1, 30)',
    ask: 'SELECT id, age, nick FROM users',
    right: ['1 30 null'],
    kit: { alone: /no such column: "nick"/, transaction: /no such column: "?nick"?/ },
  },
  {
    name: 'S3b: NOT NULL over a row without a value',
    before: { tables: [users(age)] },
    after: { tables: [users(required)] },
    rows: 'INSERT INTO users VALUES (1, NULL)',
    ask: `SELECT name, (SELECT count(*) FROM users) FROM sqlite_schema WHERE type = 'table'`,
    right: ['users 1'],
    refuses: /NOT NULL constraint failed/,
    kit: {
      alone: /NOT NULL constraint failed.*__new_users/s,
      transaction: /NOT NULL constraint failed/,
    },
  },
  {
    name: 'S4: a table that a view reads is rebuilt',
    before: {
      tables: [users(age)],
      views: [{ name: 'ages', definition: 'select age from users' }],
    },
    after: {
      tables: [users(required)],
      views: [{ name: 'ages', definition: 'select age from users' }],
    },
    rows: 'INSERT INTO users VALUES (1, 30)',
    ask: 'SELECT age FROM ages',
    right: ['30'],
    kit: {
      alone: /error in view ages.*no such table: main.users/s,
      transaction: /error in view ages/,
    },
  },
  {
    name: 'S5: a table with a trigger is rebuilt',
    before: { tables: [users(age), table('log')] },
    after: { tables: [users(required), table('log')] },
    rows: `INSERT INTO users VALUES (1, 30);
      CREATE TRIGGER written AFTER INSERT ON users BEGIN INSERT INTO log (id) VALUES (new.id); END`,
    ask: `SELECT name FROM sqlite_schema WHERE type = 'trigger'`,
    right: ['written'],
    kit: { alone: /^$/, transaction: /^$/ },
  },
  {
    name: 'S6: a table with a stored generated column is rebuilt',
    before: {
      tables: [
        users(age, { name: 'twice', type: 'integer', generated: { expression: 'age * 2' } }),
      ],
    },
    after: {
      tables: [
        users(required, { name: 'twice', type: 'integer', generated: { expression: 'age * 2' } }),
      ],
    },
    rows: 'INSERT INTO users (id, age) VALUES (1, 30)',
    ask: 'SELECT twice FROM users',
    right: ['60'],
    kit: {
      alone: /cannot INSERT into generated column/,
      transaction: /cannot INSERT into generated/,
    },
  },
  {
    name: 'S7: an index of the same name gets another column',
    before: {
      tables: [table('users', { columns: [age, name], indexes: [{ name: 'i', keys: ['age'] }] })],
    },
    after: {
      tables: [table('users', { columns: [age, name], indexes: [{ name: 'i', keys: ['name'] }] })],
    },
    rows: `INSERT INTO users VALUES (1, 30, 'x')`,
    ask: `SELECT name FROM pragma_index_info('i')`,
    right: ['name'],
    kit: {},
  },
  {
    name: 'S8: an index of the same name becomes unique and partial',
    before: {
      tables: [table('users', { columns: [age], indexes: [{ name: 'i', keys: ['age'] }] })],
    },
    after: {
      tables: [
        table('users', {
          columns: [age],
          indexes: [{ name: 'i', keys: ['age'], unique: true, where: 'age > 0' }],
        }),
      ],
    },
    rows: 'INSERT INTO users VALUES (1, 30)',
    ask: `SELECT "unique", partial FROM pragma_index_list('users')`,
    right: ['1 1'],
    kit: {},
  },
  {
    name: 'S9: an index over an expression with a comma comes',
    before: { tables: [users(name)] },
    after: {
      tables: [
        table('users', {
          columns: [name],
          indexes: [{ name: 'i', keys: [{ expression: "coalesce(name, '')" }] }],
        }),
      ],
    },
    rows: `INSERT INTO users VALUES (1, 'x')`,
    ask: `SELECT count(*) FROM pragma_index_list('users')`,
    right: ['1'],
    kit: { alone: /no such column: /, transaction: /no such column: / },
  },
  {
    name: 'S10: a check with a semicolon comes',
    before: { tables: [users(name)] },
    after: {
      tables: [
        table('users', {
          columns: [name],
          constraints: [{ kind: 'check', name: 'c', expression: "name <> ';'" }],
        }),
      ],
    },
    rows: `INSERT INTO users VALUES (1, 'x')`,
    ask: 'SELECT name FROM users',
    right: ['x'],
    kit: { alone: /unrecognized token/, transaction: /unrecognized token/ },
  },
  {
    name: 'S11: ids that were used once are not used again',
    before: { tables: [{ ...users(age), columns: [{ ...id, autoincrement: true }, age] }] },
    after: {
      tables: [{ ...users(required), columns: [{ ...id, autoincrement: true }, required] }],
    },
    rows: 'INSERT INTO users VALUES (1, 30), (2, 30), (3, 30); DELETE FROM users WHERE id = 3',
    ask: `SELECT seq FROM sqlite_sequence WHERE name = 'users'`,
    right: ['3'],
    kit: { alone: /^2$/, transaction: /^2$/ },
  },
  {
    name: 'S12: a column goes that has an index',
    before: {
      tables: [table('users', { columns: [age], indexes: [{ name: 'i', keys: ['age'] }] })],
    },
    after: { tables: [users()] },
    rows: 'INSERT INTO users VALUES (1, 30)',
    ask: 'SELECT * FROM users',
    right: ['1'],
    kit: {},
  },
  {
    name: 'S13: a unique column comes',
    before: { tables: [users()] },
    after: {
      tables: [
        table('users', {
          columns: [name],
          indexes: [{ name: 'users_name_unique', keys: ['name'], unique: true }],
        }),
      ],
    },
    rows: 'INSERT INTO users VALUES (1), (2)',
    ask: 'SELECT * FROM users',
    right: ['1 null', '2 null'],
    kit: {},
  },
  {
    name: 'S14: a check changes',
    before: {
      tables: [
        table('users', {
          columns: [age],
          constraints: [{ kind: 'check', name: 'c', expression: 'age > 0' }],
        }),
        child('posts', 'users'),
      ],
    },
    after: {
      tables: [
        table('users', {
          columns: [age],
          constraints: [{ kind: 'check', name: 'c', expression: 'age > 1' }],
        }),
        child('posts', 'users'),
      ],
    },
    rows: family,
    ask: count('posts'),
    right: ['2'],
    kit: { transaction: /^0$/ },
  },
  {
    name: 'S15: a NOT NULL column comes with the time as its default',
    before: { tables: [users()] },
    after: {
      tables: [users({ name: 'at', type: 'text', nullable: false, default: 'CURRENT_TIMESTAMP' })],
    },
    rows: 'INSERT INTO users VALUES (1)',
    ask: 'SELECT length(at) FROM users',
    right: ['19'],
    kit: {
      alone: /Cannot add a column with non-constant default/,
      transaction: /Cannot add a column with non-constant default/,
    },
  },
  {
    name: 'S16: a foreign key comes over rows without a parent',
    before: {
      tables: [users(age), table('posts', { columns: [{ name: 'users_id', type: 'integer' }] })],
    },
    after: { tables: [users(age), child('posts', 'users')] },
    rows: 'INSERT INTO posts VALUES (1, 7)',
    ask: `SELECT count(*), (SELECT count(*) FROM pragma_foreign_key_check) FROM posts`,
    right: ['1 0'],
    refuses: /rows? of posts would have no row of users/,
    kit: { alone: /^1 1$/, transaction: /FOREIGN KEY constraint failed/ },
  },
  {
    name: 'S17: a table of cascading rows over itself is rebuilt',
    before: {
      tables: [
        { ...child('users', 'users'), columns: [id, age, { name: 'users_id', type: 'integer' }] },
      ],
    },
    after: {
      tables: [
        {
          ...child('users', 'users'),
          columns: [id, required, { name: 'users_id', type: 'integer' }],
        },
      ],
    },
    rows: 'INSERT INTO users VALUES (1, 30, NULL), (2, 30, 1)',
    ask: count('users'),
    right: ['2'],
    kit: { transaction: /^1$/ },
  },
  {
    name: 'S18: a parent goes, and the key of its child with it',
    before: { tables: [users(age), child('posts', 'users')] },
    after: { tables: [table('posts', { columns: [{ name: 'users_id', type: 'integer' }] })] },
    rows: family,
    ask: count('posts'),
    right: ['2'],
    kit: { alone: /^0$/, transaction: /^0$/ },
  },
  {
    name: 'a check of table a reads a JSON path with `data.`',
    before: { tables: [table('a', { columns: [name] })] },
    after: {
      tables: [
        table('a', {
          columns: [name],
          constraints: [{ kind: 'check', name: 'c', expression: "name ->> '$.data.x' > 0" }],
        }),
      ],
    },
    rows: `INSERT INTO a VALUES (1, '{"data": {"x": 1}}')`,
    ask: `SELECT sql LIKE '%$.data.x%', (SELECT count(*) FROM a) FROM sqlite_schema WHERE name = 'a'`,
    right: ['1 1'],
    kit: { alone: /^0 1$|CHECK constraint failed/, transaction: /^0 1$|CHECK constraint failed/ },
  },
]
