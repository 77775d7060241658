import type { SchemaSpec } from '../../src/schema/spec.ts'
import { age, check, child, email, key, plain, span, table, users, view } from './build.ts'
import type { Case } from './build.ts'

const commented = (comment: string | null): SchemaSpec => ({
  namespaces: [{ name: 'auth', comment }],
  enums: [{ name: 'mood', values: ['sad', 'happy'], comment }],
  sequences: [{ namespace: 'auth', name: 'numbers', comment }],
  tables: [
    {
      ...table('users', {
        columns: [age],
        constraints: [{ ...check('age > 0'), comment }],
        indexes: [{ name: 'users_age_idx', keys: ['age'], comment }],
        policies: [{ name: 'own', using: 'age > 1', comment }],
        rowSecurity: true,
      }),
      namespace: 'auth',
    },
  ],
  views: [{ ...view('counted', 'select count(*) from auth.users'), materialized: true, comment }],
})

export const tableCases: readonly Case[] = [
  { name: 'create a table', before: {}, after: plain },
  { name: 'drop a table', before: plain, after: {} },
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
    name: 'rename a table with a child',
    before: { tables: [table('users'), child('posts', 'users')] },
    after: { tables: [{ ...table('users'), name: 'people' }, child('posts', 'people')] },
    renames: [{ kind: 'table', from: 'users', to: 'people' }],
  },
  {
    name: 'move a table with a child to another namespace',
    only: 'postgresql',
    before: { tables: [table('users'), child('posts', 'users')] },
    after: {
      namespaces: [{ name: 'auth' }],
      tables: [
        { ...table('users'), namespace: 'auth' },
        {
          ...table('posts', { columns: [{ name: 'parent_id', type: 'integer' }] }),
          constraints: [
            key('posts'),
            {
              kind: 'foreignKey',
              name: 'posts_parent_id_fk',
              columns: ['parent_id'],
              references: { table: { namespace: 'auth', name: 'users' }, columns: ['id'] },
            },
          ],
        },
      ],
    },
    renames: [{ kind: 'table', from: 'users', to: { namespace: 'auth', name: 'users' } }],
  },
  {
    name: 'move a table under another name out of a namespace',
    only: 'postgresql',
    before: {
      namespaces: [{ name: 'auth' }],
      tables: [{ ...table('users', { columns: [email] }), namespace: 'auth' }],
    },
    after: { tables: [{ ...table('users', { columns: [email] }), name: 'people' }] },
    renames: [{ kind: 'table', from: { namespace: 'auth', name: 'users' }, to: 'people' }],
  },
  {
    name: 'add a strict table',
    only: 'sqlite',
    before: {},
    after: users({ columns: [age], strict: true }),
  },
  {
    name: 'comment a table and its columns',
    only: 'postgresql',
    before: users({ columns: [{ ...email, comment: 'Where to write' }] }),
    after: users({ columns: [{ ...email, comment: "It's unique" }], comment: 'People' }),
  },
  {
    name: 'comment whatever can have a comment',
    only: 'postgresql',
    before: commented(null),
    after: commented('Noted'),
  },
  {
    name: 'create a table with all that Drizzle cannot declare',
    only: 'postgresql',
    before: {},
    after: users({
      columns: [{ ...age, comment: 'In years' }, { ...email, collation: 'C' }, span],
      constraints: [
        { kind: 'unique', name: 'a', columns: ['age'], include: ['email'] },
        { kind: 'unique', name: 'b', columns: ['email'], deferrable: 'initially deferred' },
        { kind: 'check', name: 'c', expression: 'age > 0', notValid: true },
        { kind: 'check', name: 'd', expression: 'age > 0', noInherit: true },
        { kind: 'exclude', name: 'e', definition: 'USING gist (span WITH &&) WHERE (age > 0)' },
      ],
      comment: 'People',
      forceRowSecurity: true,
      rowSecurity: true,
      unlogged: true,
      with: { fillfactor: '70' },
    }),
  },
  {
    name: 'change the options of a table',
    only: 'postgresql',
    before: users({ with: { fillfactor: '70' }, unlogged: true, comment: 'People' }),
    after: users({ with: { autovacuum_enabled: 'false' }, forceRowSecurity: true }),
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
]
