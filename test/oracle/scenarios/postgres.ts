/** Changes of PostgreSQL tables that hold rows, or that something outside the models stands on. */
import type { ColumnSpec, SchemaSpec } from '../../../src/schema/spec.ts'
import type { Scenario } from '../../support/scenario.ts'
import { table } from '../changes/build.ts'

const users = (...columns: readonly ColumnSpec[]): SchemaSpec => ({
  tables: [table('users', { columns })],
})
const value = (type: string, more: Partial<ColumnSpec> = {}): ColumnSpec => ({
  ...more,
  name: 'value',
  type,
})
const mood = (...values: readonly string[]): SchemaSpec['enums'] => [{ name: 'mood', values }]

const custom = (type: string): string => `import * as core from 'drizzle-orm/pg-core'
const type = core.customType({ dataType: () => '${type}' })
export const users = core.pgTable('users', {
  id: core.integer('id').primaryKey(),
  value: type('value'),
})
`

export const postgresScenarios: readonly Scenario[] = [
  {
    name: 'P1: text to integer',
    before: users(value('text')),
    after: users(value('integer')),
    rows: `INSERT INTO users VALUES (1, '42')`,
    ask: 'SELECT value + 1 FROM users',
    right: ['43'],
    kit: { transaction: /cannot be cast automatically to type integer/ },
  },
  {
    name: 'P2: a value of an enum goes under a partial index that uses it',
    before: {
      enums: mood('a', 'b', 'c'),
      tables: [
        table('users', {
          columns: [value('mood')],
          indexes: [{ name: 'i', keys: ['id'], where: "value = 'a'" }],
        }),
      ],
    },
    after: {
      enums: mood('a', 'c'),
      tables: [
        table('users', {
          columns: [value('mood')],
          indexes: [{ name: 'i', keys: ['id'], where: "value = 'a'" }],
        }),
      ],
    },
    rows: `INSERT INTO users VALUES (1, 'a')`,
    ask: `SELECT value, enum_range(null::mood), (SELECT count(*) FROM pg_indexes WHERE indexname = 'i') FROM users`,
    right: ['a {a,c} 1'],
    kit: { transaction: /operator does not exist: text = mood/ },
  },
  {
    name: 'P3: a new value of an enum is the default at once',
    before: { ...users(value('mood', { default: "'a'" })), enums: mood('a') },
    after: { ...users(value('mood', { default: "'b'" })), enums: mood('a', 'b') },
    rows: `INSERT INTO users VALUES (1, 'a')`,
    ask: `INSERT INTO users VALUES (2) RETURNING value`,
    right: ['b'],
    kit: { transaction: /unsafe use of new value "b"/ },
  },
  {
    name: 'P5: integer to serial',
    before: users(value('integer', { nullable: false })),
    after: users(value('serial')),
    rows: 'INSERT INTO users VALUES (1, 41)',
    ask: 'INSERT INTO users (id) VALUES (2) RETURNING value',
    right: ['42'],
    kit: { transaction: /type "serial" does not exist/ },
  },
  {
    name: 'P5b: serial to identity',
    before: users(value('serial')),
    after: users(
      value('integer', { nullable: false, identity: { name: 'users_value_seq', always: true } }),
    ),
    rows: 'INSERT INTO users (id) VALUES (1), (2)',
    ask: 'INSERT INTO users (id) VALUES (3) RETURNING value',
    right: ['3'],
    kit: { transaction: /relation "users_value_seq" already exists/ },
  },
  {
    name: 'P7: the type of a column that a view reads',
    before: {
      ...users(value('integer')),
      views: [{ name: 'v', definition: 'select value from users' }],
    },
    after: {
      ...users(value('bigint')),
      views: [{ name: 'v', definition: 'select value from users' }],
    },
    rows: 'INSERT INTO users VALUES (1, 7)',
    ask: 'SELECT value, pg_typeof(value) FROM v',
    right: ['7 bigint'],
    kit: { transaction: /cannot alter type of a column used by a view/ },
  },
  {
    name: 'P8: a NOT NULL column without a default comes over rows',
    before: users(),
    after: users(value('integer', { nullable: false })),
    rows: 'INSERT INTO users VALUES (1)',
    ask: 'SELECT * FROM users',
    right: ['1'],
    refuses: /column "value" of relation "users" contains null values/,
    kit: { transaction: /contains null values/ },
  },
  {
    name: 'P9: a check with a semicolon comes',
    before: users(value('text')),
    after: {
      tables: [
        table('users', {
          columns: [value('text')],
          constraints: [{ kind: 'check', name: 'c', expression: "value <> ';'" }],
        }),
      ],
    },
    rows: `INSERT INTO users VALUES (1, 'x')`,
    ask: `SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'c'`,
    right: [`CHECK ((value <> ';'::text))`],
    kit: { transaction: /unterminated quoted string/ },
  },
  {
    // drizzle-kit differs with the database here; between two states of the models it does not.
    name: 'P10: NULLS NOT DISTINCT',
    before: users(value('text')),
    after: {
      tables: [
        table('users', {
          columns: [value('text')],
          constraints: [{ kind: 'unique', name: 'u', columns: ['value'], nullsNotDistinct: true }],
        }),
      ],
    },
    rows: 'INSERT INTO users VALUES (1, NULL)',
    ask: `SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'u'`,
    right: ['UNIQUE NULLS NOT DISTINCT (value)'],
    kit: {},
  },
  {
    name: 'P13: a table goes that a view outside the models reads',
    before: users(value('integer')),
    after: {},
    rows: 'INSERT INTO users VALUES (1, 7); CREATE VIEW reports AS SELECT value FROM users',
    ask: `SELECT count(*) FROM pg_views WHERE viewname = 'reports'`,
    right: ['1'],
    refuses: /cannot drop table users because other objects depend on it/,
    kit: { transaction: /^0$/ },
  },
  {
    name: 'P14: a unique constraint goes with the foreign key that needs it',
    before: {
      tables: [
        table('users', {
          columns: [value('integer')],
          constraints: [{ kind: 'unique', name: 'u', columns: ['value'] }],
        }),
        table('posts', {
          columns: [value('integer')],
          constraints: [
            {
              kind: 'foreignKey',
              name: 'f',
              columns: ['value'],
              references: { table: 'users', columns: ['value'] },
            },
          ],
        }),
      ],
    },
    after: {
      tables: [
        table('users', { columns: [value('integer')] }),
        table('posts', { columns: [value('integer')] }),
      ],
    },
    rows: 'INSERT INTO users VALUES (1, 7); INSERT INTO posts VALUES (1, 7)',
    ask: `SELECT count(*) FROM pg_constraint WHERE conname IN ('u', 'f')`,
    right: ['0'],
    kit: {
      transaction: /cannot drop constraint u on table users because other objects depend on it/,
    },
  },
  {
    name: 'P15: integer to integer[]',
    before: users(value('integer')),
    after: users(value('integer[]')),
    rows: 'INSERT INTO users VALUES (1, 7), (2, NULL)',
    ask: 'SELECT value FROM users ORDER BY id',
    right: ['7', 'null'],
    kit: { transaction: /cannot be cast automatically to type integer\[\]/ },
  },
  {
    name: 'P16: a column gets a custom type that is an alias',
    before: custom('int4'),
    after: custom('int8'),
    rows: 'INSERT INTO users VALUES (1, 7)',
    ask: `SELECT format_type(atttypid, atttypmod) FROM pg_attribute WHERE attrelid = 'users'::regclass AND attname = 'value'`,
    right: ['bigint'],
    kit: { transaction: /schema "undefined" does not exist/ },
  },
  {
    name: 'a table and a column are renamed',
    before: users(value('integer')),
    after: { tables: [table('people', { columns: [{ ...value('integer'), name: 'worth' }] })] },
    renames: [
      { kind: 'table', from: 'users', to: 'people' },
      { kind: 'column', table: 'users', from: 'value', to: 'worth' },
    ],
    rows: 'INSERT INTO users VALUES (1, 7)',
    ask: 'SELECT id, worth FROM people',
    right: ['1 7'],
    kit: {},
  },
]
