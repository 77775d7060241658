/** Changes of SQLite tables that hold rows. */
import type { Scenario } from '../../support/scenario.ts'
import { age, id, table } from '../changes/build.ts'
import { required, name, child, users, count, family, sqliteRebuilds } from './sqlite-rebuilds.ts'

export const sqliteScenarios: readonly Scenario[] = [
  ...sqliteRebuilds,
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
    refuses: /The foreign key posts_users of posts refers to nothing in 1 row/,
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
  {
    name: 'a table and a column are renamed',
    before: { tables: [table('users', { columns: [age, name] })] },
    after: { tables: [table('people', { columns: [{ ...age, name: 'years' }, name] })] },
    renames: [
      { kind: 'table', from: 'users', to: 'people' },
      { kind: 'column', table: 'users', from: 'age', to: 'years' },
    ],
    rows: `INSERT INTO users VALUES (1, 30, 'x')`,
    ask: 'SELECT id, years, name FROM people',
    right: ['1 30 x'],
    kit: {},
  },
]
