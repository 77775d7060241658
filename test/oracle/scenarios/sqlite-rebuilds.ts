/** The first ten of the changes of SQLite tables that hold rows. */
import type { ColumnSpec, ConstraintSpec, TableSpec } from '../../../src/schema/spec.ts'
import type { Scenario } from '../../support/scenario.ts'
import { age, table } from '../changes/build.ts'

export const required: ColumnSpec = { ...age, nullable: false }
export const name: ColumnSpec = { name: 'name', type: 'text' }
const cascade = (from: string, to: string): ConstraintSpec => ({
  kind: 'foreignKey',
  name: `${from}_${to}`,
  columns: [`${to}_id`],
  references: { table: to, columns: ['id'] },
  onDelete: 'cascade',
})
export const child = (from: string, ...to: readonly string[]): TableSpec =>
  table(from, {
    columns: to.map((target) => ({ name: `${target}_id`, type: 'integer' })),
    constraints: to.map((target) => cascade(from, target)),
  })

export const users = (...columns: readonly ColumnSpec[]): TableSpec => table('users', { columns })
export const count = (from: string): string => `SELECT count(*) FROM ${from}`
export const family = `INSERT INTO users VALUES (1, 30); INSERT INTO posts VALUES (1, 1), (2, 1)`

export const sqliteRebuilds: readonly Scenario[] = [
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
    refuses: /Column users\.age is NOT NULL, and would be NULL in 1 row/,
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
      alone: /The view ages does not compile.*no such table: main\.users/s,
      transaction: /The view ages does not compile/,
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
]
