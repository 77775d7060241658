/** Hand-made changes, one idea each; every law is tried on each of them, on every engine that has it. */
import type { Rename } from '../../src/diff/renames.ts'
import type { SchemaSpec, TableSpec } from '../../src/schema/spec.ts'

export interface Case {
  readonly name: string
  readonly only?: 'sqlite' | 'postgresql'
  readonly before: SchemaSpec
  readonly after: SchemaSpec
  readonly renames?: readonly Rename[]
}

const key = (table: string): NonNullable<TableSpec['constraints']>[number] => ({
  kind: 'primaryKey',
  name: `${table}_pkey`,
  columns: ['id'],
})
const id = { name: 'id', type: 'integer', nullable: false }

const table = (name: string, more: Partial<TableSpec> = {}): TableSpec => ({
  ...more,
  name,
  columns: [id, ...(more.columns ?? [])],
  constraints: [key(name), ...(more.constraints ?? [])],
})
const age = { name: 'age', type: 'integer' }
const email = { name: 'email', type: 'text' }
const users = (more: Partial<TableSpec> = {}): SchemaSpec => ({ tables: [table('users', more)] })
const unique = (columns: readonly string[]) =>
  ({ name: `users_${columns.join('_')}_idx`, keys: columns, unique: true }) as const
const parent = (from: string, column: string, to: string) =>
  ({
    kind: 'foreignKey',
    name: `${from}_${column}_fk`,
    columns: [column],
    references: { table: to, columns: ['id'] },
  }) as const
const child = (
  name: string,
  to: string,
  action: 'no action' | 'cascade' = 'no action',
): TableSpec =>
  table(name, {
    columns: [{ name: 'parent_id', type: 'integer' }],
    constraints: [{ ...parent(name, 'parent_id', to), onDelete: action }],
  })
const check = (expression: string) => ({ kind: 'check', name: 'users_check', expression }) as const
const view = (name: string, definition: string) => ({ name, definition })
const plain = users({ columns: [age, email] })
const rename = (from: string, to: string): Rename => ({ kind: 'column', table: 'users', from, to })

export const cases: readonly Case[] = [
  { name: 'create a table', before: {}, after: plain },
  { name: 'drop a table', before: plain, after: {} },
  { name: 'add a nullable column', before: users(), after: users({ columns: [age] }) },
  {
    name: 'add a column with a default',
    before: users(),
    after: users({ columns: [{ ...age, nullable: false, default: '0' }] }),
  },
  { name: 'drop a column', before: plain, after: users({ columns: [age] }) },
  {
    name: 'set NOT NULL',
    before: plain,
    after: users({ columns: [{ ...age, nullable: false }, email] }),
  },
  {
    name: 'drop NOT NULL',
    before: users({ columns: [{ ...age, nullable: false }] }),
    after: users({ columns: [age] }),
  },
  {
    name: 'set a default with a quote',
    before: plain,
    after: users({ columns: [age, { ...email, default: "'it''s'" }] }),
  },
  {
    name: 'change a default',
    before: users({ columns: [{ ...age, default: '1' }] }),
    after: users({ columns: [{ ...age, default: '2' }] }),
  },
  {
    name: 'drop a default',
    before: users({ columns: [{ ...age, default: '1' }] }),
    after: users({ columns: [age] }),
  },
  {
    name: 'change a type',
    before: users({ columns: [age] }),
    after: users({ columns: [{ ...age, type: 'text' }] }),
  },
  {
    name: 'add a unique index',
    before: plain,
    after: users({ columns: [age, email], indexes: [unique(['email'])] }),
  },
  {
    name: 'drop an index',
    before: users({ columns: [age, email], indexes: [unique(['email'])] }),
    after: plain,
  },
  {
    name: 'change the columns of an index',
    before: users({ columns: [age, email], indexes: [{ name: 'i', keys: ['age'] }] }),
    after: users({ columns: [age, email], indexes: [{ name: 'i', keys: ['email', 'age'] }] }),
  },
  {
    name: 'change the order of an index',
    before: users({ columns: [age], indexes: [{ name: 'i', keys: ['age'] }] }),
    after: users({
      columns: [age],
      indexes: [{ name: 'i', keys: [{ column: 'age', order: 'desc' }] }],
    }),
  },
  {
    name: 'add a partial expression index',
    before: plain,
    after: users({
      columns: [age, email],
      indexes: [{ name: 'i', keys: [{ expression: 'lower(email)' }], where: 'age > 0' }],
    }),
  },
  {
    name: 'change the predicate of an index',
    before: users({ columns: [age], indexes: [{ name: 'i', keys: ['age'], where: 'age > 0' }] }),
    after: users({ columns: [age], indexes: [{ name: 'i', keys: ['age'], where: 'age > 1' }] }),
  },
  {
    name: 'rename an index',
    before: users({ columns: [age], indexes: [{ name: 'i', keys: ['age'] }] }),
    after: users({ columns: [age], indexes: [{ name: 'j', keys: ['age'] }] }),
  },
  {
    name: 'add a check',
    before: plain,
    after: users({ columns: [age, email], constraints: [check('age >= 0')] }),
  },
  {
    name: 'change a check of the same name',
    before: users({ columns: [age], constraints: [check('age >= 0')] }),
    after: users({ columns: [age], constraints: [check('age >= 1')] }),
  },
  {
    name: 'drop a check',
    before: users({ columns: [age], constraints: [check('age >= 0')] }),
    after: users({ columns: [age] }),
  },
  {
    name: 'add a foreign key',
    before: {
      tables: [
        table('users'),
        table('posts', { columns: [{ name: 'parent_id', type: 'integer' }] }),
      ],
    },
    after: { tables: [table('users'), child('posts', 'users')] },
  },
  {
    name: 'change the action of a foreign key',
    before: { tables: [table('users'), child('posts', 'users')] },
    after: { tables: [table('users'), child('posts', 'users', 'cascade')] },
  },
  {
    name: 'drop a parent together with the key of its child',
    before: { tables: [table('users'), child('posts', 'users')] },
    after: { tables: [table('posts')] },
  },
  {
    name: 'create a cycle of two',
    before: {},
    after: { tables: [child('posts', 'users'), child('users', 'posts')] },
  },
  {
    name: 'drop a cycle of three',
    before: { tables: [child('a', 'b'), child('b', 'c'), child('c', 'a')] },
    after: {},
  },
  {
    name: 'refer to itself',
    before: users(),
    after: { tables: [child('users', 'users', 'cascade')] },
  },
  {
    name: 'rename a column that a check and an index use',
    before: users({
      columns: [age],
      constraints: [check('age > 0')],
      indexes: [{ name: 'i', keys: [{ expression: 'age + 1' }] }],
    }),
    after: users({
      columns: [{ ...age, name: 'years' }],
      constraints: [check('years > 0')],
      indexes: [{ name: 'i', keys: [{ expression: 'years + 1' }] }],
    }),
    renames: [rename('age', 'years')],
  },
  {
    name: 'rename a column under a view',
    before: { ...users({ columns: [age] }), views: [view('ages', 'select age from users')] },
    after: {
      ...users({ columns: [{ ...age, name: 'years' }] }),
      views: [view('ages', 'select years from users')],
    },
    renames: [rename('age', 'years')],
  },
  {
    name: 'rename a table with a child',
    before: { tables: [table('users'), child('posts', 'users')] },
    after: { tables: [{ ...table('users'), name: 'people' }, child('posts', 'people')] },
    renames: [{ kind: 'table', from: 'users', to: 'people' }],
  },
  {
    name: 'create a view on a view',
    before: plain,
    after: {
      ...plain,
      views: [view('a', 'select id, age from users'), view('b', 'select id from a')],
    },
  },
  {
    name: 'change a view under a view',
    before: {
      ...plain,
      views: [view('a', 'select id, age from users'), view('b', 'select id from a')],
    },
    after: { ...plain, views: [view('a', 'select id from users'), view('b', 'select id from a')] },
  },
  {
    name: 'add a stored generated column',
    before: users({ columns: [age] }),
    after: users({
      columns: [age, { name: 'twice', type: 'integer', generated: { expression: 'age * 2' } }],
    }),
  },
  {
    name: 'drop a generated column',
    before: users({
      columns: [age, { name: 'twice', type: 'integer', generated: { expression: 'age * 2' } }],
    }),
    after: users({ columns: [age] }),
  },
  {
    name: 'change a generated expression',
    before: users({
      columns: [age, { name: 'twice', type: 'integer', generated: { expression: 'age * 2' } }],
    }),
    after: users({
      columns: [age, { name: 'twice', type: 'integer', generated: { expression: 'age * 3' } }],
    }),
  },
  {
    name: 'make a primary key composite',
    before: users({ columns: [{ ...age, nullable: false }] }),
    after: {
      tables: [
        {
          name: 'users',
          columns: [id, { ...age, nullable: false }],
          constraints: [{ kind: 'primaryKey', name: 'users_pkey', columns: ['id', 'age'] }],
        },
      ],
    },
  },
  {
    name: 'add a strict table',
    only: 'sqlite',
    before: {},
    after: users({ columns: [age], strict: true }),
  },
  {
    name: 'count ids',
    only: 'sqlite',
    before: users(),
    after: {
      tables: [
        { name: 'users', columns: [{ ...id, autoincrement: true }], constraints: [key('users')] },
      ],
    },
  },
  {
    name: 'collate a column',
    only: 'sqlite',
    before: plain,
    after: users({ columns: [age, { ...email, collation: 'nocase' }] }),
  },
  {
    name: 'create an enum with its column',
    only: 'postgresql',
    before: users(),
    after: {
      enums: [{ name: 'mood', values: ['y', 'z'] }],
      tables: [table('users', { columns: [{ name: 'mood', type: 'mood', default: "'y'" }] })],
    },
  },
  {
    name: 'add and move enum values',
    only: 'postgresql',
    before: {
      enums: [{ name: 'mood', values: ['y', 'z'] }],
      tables: [table('users', { columns: [{ name: 'mood', type: 'mood' }] })],
    },
    after: {
      enums: [{ name: 'mood', values: ['z', 'new', 'y'] }],
      tables: [table('users', { columns: [{ name: 'mood', type: 'mood', default: "'new'" }] })],
    },
  },
  {
    name: 'work in a namespace',
    only: 'postgresql',
    before: {},
    after: {
      namespaces: [{ name: 'auth' }],
      enums: [{ namespace: 'auth', name: 'role', values: ['y', 'z'] }],
      tables: [
        {
          ...table('users', { columns: [{ name: 'role', type: 'auth.role' }] }),
          namespace: 'auth',
        },
      ],
    },
  },
  {
    name: 'serial to integer',
    only: 'postgresql',
    before: {
      tables: [
        { name: 'users', columns: [{ ...id, type: 'serial' }], constraints: [key('users')] },
      ],
    },
    after: users(),
  },
  {
    name: 'add an identity',
    only: 'postgresql',
    before: users(),
    after: {
      tables: [
        {
          name: 'users',
          columns: [{ ...id, identity: { always: false, name: 'users_id_seq', start: '5' } }],
          constraints: [key('users')],
        },
      ],
    },
  },
  {
    name: 'repeat a unique over the same columns',
    only: 'postgresql',
    before: {},
    after: users({
      columns: [email],
      constraints: [
        { kind: 'unique', name: 'a', columns: ['email'] },
        { kind: 'unique', name: 'b', columns: ['email'] },
      ],
    }),
  },
]
