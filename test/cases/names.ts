import type { ColumnSpec, SchemaSpec } from '../../src/schema/spec.ts'
import { age, email, table, users, view } from './build.ts'
import type { Case } from './build.ts'

const only = 'postgresql'

const identity = (column: string, name: string): ColumnSpec => ({
  name: column,
  type: 'integer',
  nullable: false,
  identity: { name },
})
const identities = (...names: readonly string[]): SchemaSpec =>
  users({ columns: names.map((name, index) => identity(`n${index}`, name)) })
const index = (name: string, key = 'age') => ({ name, keys: [key] })
const indexed = (...names: readonly string[]): SchemaSpec =>
  users({ columns: [age], indexes: names.map((name) => index(name)) })
const serial = (column: string, name: string): ColumnSpec => ({
  name: column,
  type: 'serial',
  sequence: { name },
})
const adults = 'select id, age from users where age > 17'
const over = view('over', 'select id from adults')

/** Names that go from one thing to another: tables, indexes, views and sequences share them. */
export const nameCases: readonly Case[] = [
  {
    name: 'move the names of the sequences of identities up',
    only,
    before: identities('a', 'b', 'c'),
    after: identities('b', 'c', 'd'),
  },
  {
    name: 'swap the names of the sequences of identities',
    only,
    before: identities('a', 'b'),
    after: identities('b', 'a'),
  },
  {
    name: 'turn the names of the sequences of identities and serials round',
    only,
    before: users({ columns: [identity('n', 'a'), serial('m', 'b'), serial('k', 'c')] }),
    after: users({ columns: [identity('n', 'b'), serial('m', 'c'), serial('k', 'a')] }),
  },
  {
    name: 'take the name of the sequence of a serial that counts no more',
    only,
    before: users({
      columns: [serial('m', 'b'), { name: 'k', type: 'serial' }],
      indexes: [index('a', 'm')],
    }),
    after: users({
      columns: [
        { name: 'm', type: 'integer', nullable: false },
        { name: 'k', type: 'integer', nullable: false, identity: { name: 'b' } },
      ],
      indexes: [index('users_k_seq', 'm')],
    }),
  },
  {
    name: 'swap the names of a sequence and an index',
    only,
    before: { ...indexed('a'), sequences: [{ name: 'b' }] },
    after: { ...indexed('b'), sequences: [{ name: 'a' }] },
    renames: [{ kind: 'sequence', from: 'b', to: 'a' }],
  },
  {
    name: 'rename a sequence to the name of an index that goes',
    only,
    before: { ...indexed('a'), sequences: [{ name: 'b' }] },
    after: { ...indexed(), sequences: [{ name: 'a' }] },
    renames: [{ kind: 'sequence', from: 'b', to: 'a' }],
  },
  {
    name: 'swap the names of a sequence and a unique constraint',
    only,
    before: {
      ...users({
        columns: [email],
        constraints: [{ kind: 'unique', name: 'a', columns: ['email'] }],
      }),
      sequences: [{ name: 'b' }],
    },
    after: {
      ...users({
        columns: [email],
        constraints: [{ kind: 'unique', name: 'b', columns: ['email'] }],
      }),
      sequences: [{ name: 'a' }],
    },
    renames: [{ kind: 'sequence', from: 'b', to: 'a' }],
  },
  {
    name: 'swap the names of a sequence and the sequence of an identity',
    only,
    before: { ...identities('a'), sequences: [{ name: 'b' }] },
    after: { ...identities('b'), sequences: [{ name: 'a' }] },
    renames: [{ kind: 'sequence', from: 'b', to: 'a' }],
  },
  {
    name: 'swap the names of an index and the sequence of an identity',
    only,
    before: users({ columns: [identity('n', 'a')], indexes: [index('b', 'n')] }),
    after: users({ columns: [identity('n', 'b')], indexes: [index('a', 'n')] }),
  },
  {
    name: 'swap the names of a table and its index',
    before: indexed('people'),
    after: {
      tables: [
        { ...table('users', { columns: [age] }), name: 'people', indexes: [index('users')] },
      ],
    },
    renames: [{ kind: 'table', from: 'users', to: 'people' }],
  },
  {
    name: 'swap a table and a view over it',
    only,
    before: { ...users({ columns: [age] }), views: [view('adults', adults)] },
    after: {
      tables: [{ ...table('users', { columns: [age] }), name: 'adults' }],
      views: [view('users', adults.replace('users', 'adults'))],
    },
    renames: [
      { kind: 'table', from: 'users', to: 'adults' },
      { kind: 'view', from: 'adults', to: 'users' },
    ],
  },
  {
    name: 'rename a view under a view to the name of a table that is renamed',
    only,
    before: { ...users({ columns: [age] }), views: [view('adults', adults), over] },
    after: {
      tables: [{ ...table('users', { columns: [age] }), name: 'people' }],
      views: [
        view('users', adults.replace('users', 'people')),
        view('over', 'select id from users'),
      ],
    },
    renames: [
      { kind: 'table', from: 'users', to: 'people' },
      { kind: 'view', from: 'adults', to: 'users' },
    ],
  },
  {
    name: 'rename a view under a view to the name of a table that goes',
    only,
    before: {
      tables: [table('users', { columns: [age] }), table('posts')],
      views: [view('adults', adults), over],
    },
    after: {
      ...users({ columns: [age] }),
      views: [view('posts', adults), view('over', 'select id from posts')],
    },
    renames: [{ kind: 'view', from: 'adults', to: 'posts' }],
  },
  {
    name: 'rename a materialized view to the name of a sequence that is renamed',
    only,
    before: {
      ...users({ columns: [age] }),
      sequences: [{ name: 'numbers' }],
      views: [{ ...view('adults', adults), materialized: true }],
    },
    after: {
      ...users({ columns: [age] }),
      sequences: [{ name: 'counts' }],
      views: [{ ...view('numbers', adults), materialized: true }],
    },
    renames: [
      { kind: 'sequence', from: 'numbers', to: 'counts' },
      { kind: 'view', from: 'adults', to: 'numbers' },
    ],
  },
  {
    name: 'rename a view to the name of an enum that is renamed, and a table to that of a sequence that goes',
    only,
    before: {
      ...users({ columns: [age, { name: 'mood', type: 'mood' }] }),
      enums: [{ name: 'mood', values: ['sad', 'happy'] }],
      sequences: [{ name: 'people' }],
      views: [view('adults', adults)],
    },
    after: {
      tables: [
        {
          ...table('users', { columns: [age, { name: 'mood', type: 'feeling' }] }),
          name: 'people',
        },
      ],
      enums: [{ name: 'feeling', values: ['sad', 'happy'] }],
      views: [view('mood', adults.replace('users', 'people'))],
    },
    renames: [
      { kind: 'enum', from: 'mood', to: 'feeling' },
      { kind: 'table', from: 'users', to: 'people' },
      { kind: 'view', from: 'adults', to: 'mood' },
    ],
  },
]
