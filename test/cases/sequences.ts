import type { SchemaSpec } from '../../src/schema/spec.ts'
import { age, email, table, users } from './build.ts'
import type { Case } from './build.ts'

const only = 'postgresql'
const drawn = (sql: string) => ({ name: 'number', type: 'bigint', default: sql })
const numbers = { name: 'numbers' }

/** A table that draws from the sequence which it owns; not required, it is no serial. */
const owning = (name: string): SchemaSpec => ({
  sequences: [{ ...numbers, ownedBy: { table: name, column: 'number' } }],
  tables: [table(name, { columns: [drawn("nextval('numbers')")] })],
})

export const sequenceCases: readonly Case[] = [
  {
    name: 'create a sequence with a default that draws from it',
    only,
    before: {},
    after: {
      sequences: [{ ...numbers, start: '1000', increment: '10', cache: '5', cycle: true }],
      tables: [table('users', { columns: [drawn("nextval('numbers')")] })],
    },
  },
  {
    name: 'create a sequence that counts down in another namespace',
    only,
    before: users(),
    after: {
      ...users({ columns: [drawn(`nextval('auth."Odd name"')`)] }),
      namespaces: [{ name: 'auth' }],
      sequences: [
        { namespace: 'auth', name: 'Odd name', increment: '-1', min: '-500', type: 'integer' },
      ],
    },
  },
  {
    name: 'change a sequence',
    only,
    before: { ...users({ columns: [email] }), sequences: [numbers] },
    after: {
      ...users({ columns: [email] }),
      sequences: [{ ...numbers, start: '7', min: '5', max: '500', cache: '3' }],
    },
  },
  {
    name: 'move a sequence to bounds that leave its old start out',
    only,
    before: { ...users({ columns: [email] }), sequences: [{ ...numbers, max: '50' }] },
    after: {
      ...users({ columns: [email] }),
      sequences: [{ ...numbers, min: '100', max: '200' }],
    },
  },
  {
    name: 'draw from another sequence',
    only,
    before: { ...users({ columns: [drawn("nextval('numbers')")] }), sequences: [numbers] },
    after: {
      ...users({ columns: [drawn("nextval('others')")] }),
      sequences: [{ name: 'others' }],
    },
  },
  {
    name: 'rename a sequence that a default draws from and change it',
    only,
    before: {
      ...users({ columns: [drawn("nextval('numbers')"), { ...email, default: "'numbers'" }] }),
      sequences: [{ ...numbers, start: '5' }],
    },
    after: {
      ...users({ columns: [drawn("nextval('counts')"), { ...email, default: "'numbers'" }] }),
      sequences: [{ name: 'counts', start: '5', increment: '10' }],
    },
    renames: [{ kind: 'sequence', from: 'numbers', to: 'counts' }],
  },
  {
    name: 'move a sequence under another name to a new namespace',
    only,
    before: { ...users({ columns: [drawn("nextval('numbers')")] }), sequences: [numbers] },
    after: {
      ...users({ columns: [drawn(`nextval('auth."All Counts"')`)] }),
      namespaces: [{ name: 'auth' }],
      sequences: [{ namespace: 'auth', name: 'All Counts' }],
    },
    renames: [{ kind: 'sequence', from: 'numbers', to: { namespace: 'auth', name: 'All Counts' } }],
  },
  {
    name: 'move a sequence together with the table that owns it, and another away from its own',
    only,
    before: {
      ...owning('users'),
      tables: [...(owning('users').tables ?? []), table('posts', { columns: [age] })],
      sequences: [
        ...(owning('users').sequences ?? []),
        { name: 'others', ownedBy: { table: 'posts', column: 'age' } },
      ],
    },
    after: {
      namespaces: [{ name: 'auth' }],
      tables: [
        {
          ...table('users', {
            columns: [drawn("nextval('auth.counts')")],
          }),
          namespace: 'auth',
        },
        table('posts', { columns: [age] }),
      ],
      sequences: [
        {
          namespace: 'auth',
          name: 'counts',
          ownedBy: { table: { namespace: 'auth', name: 'users' }, column: 'number' },
        },
        { namespace: 'auth', name: 'others' },
      ],
    },
    renames: [
      { kind: 'table', from: 'users', to: { namespace: 'auth', name: 'users' } },
      { kind: 'sequence', from: 'numbers', to: { namespace: 'auth', name: 'counts' } },
      { kind: 'sequence', from: 'others', to: { namespace: 'auth', name: 'others' } },
    ],
  },
  {
    name: 'swap a sequence and a table',
    only,
    before: {
      ...users({ columns: [drawn("nextval('numbers'::regclass)")] }),
      sequences: [numbers],
    },
    after: {
      tables: [
        { ...table('users', { columns: [drawn("nextval('users'::regclass)")] }), name: 'numbers' },
      ],
      sequences: [{ name: 'users' }],
    },
    renames: [
      { kind: 'sequence', from: 'numbers', to: 'users' },
      { kind: 'table', from: 'users', to: 'numbers' },
    ],
  },
  {
    name: 'drop a sequence with the column that draws from it',
    only,
    before: { ...users({ columns: [drawn("nextval('public.numbers')")] }), sequences: [numbers] },
    after: users(),
  },
  {
    name: 'create a sequence with the table that owns it and draws from it',
    only,
    before: {},
    after: owning('users'),
  },
  {
    name: 'drop a sequence with the table that owns it and draws from it',
    only,
    before: owning('users'),
    after: {},
  },
  {
    name: 'create a sequence that an old column owns',
    only,
    before: users({ columns: [age] }),
    after: {
      ...users({ columns: [age] }),
      sequences: [{ ...numbers, cache: '3', ownedBy: { table: 'users', column: 'age' } }],
    },
  },
  {
    name: 'drop a sequence and the column that owns it',
    only,
    before: {
      ...users({ columns: [age] }),
      sequences: [{ ...numbers, ownedBy: { table: 'users', column: 'age' } }],
    },
    after: users(),
  },
  {
    name: 'keep the sequence of a column that goes',
    only,
    before: owning('users'),
    after: { ...users(), sequences: [numbers] },
  },
  {
    name: 'move a sequence from the table that goes to one that comes',
    only,
    before: owning('users'),
    after: owning('posts'),
  },
  {
    name: 'change a sequence with its owner',
    only,
    before: {
      ...users({ columns: [age, email] }),
      sequences: [{ ...numbers, ownedBy: { table: 'users', column: 'age' } }],
    },
    after: {
      ...users({ columns: [age, email] }),
      sequences: [
        { ...numbers, type: 'integer', cache: '7', ownedBy: { table: 'users', column: 'email' } },
      ],
    },
  },
  {
    name: 'rename the table and the column that own a sequence',
    only,
    before: owning('users'),
    after: {
      sequences: [{ ...numbers, ownedBy: { table: 'people', column: 'count' } }],
      tables: [
        {
          ...table('users', { columns: [{ ...drawn("nextval('numbers')"), name: 'count' }] }),
          name: 'people',
        },
      ],
    },
    renames: [
      { kind: 'table', from: 'users', to: 'people' },
      { kind: 'column', table: 'people', from: 'number', to: 'count' },
    ],
  },
  {
    name: 'move a table away from the sequence that it owns',
    only,
    before: owning('users'),
    after: {
      namespaces: [{ name: 'auth' }],
      sequences: [numbers],
      tables: [
        {
          ...table('users', { columns: [drawn("nextval('public.numbers')")] }),
          namespace: 'auth',
        },
      ],
    },
    renames: [{ kind: 'table', from: 'users', to: { namespace: 'auth', name: 'users' } }],
  },
  ...['users_number_seq', 'numbers'].flatMap((name): readonly Case[] => [
    {
      name: `make a column that draws from ${name} a serial`,
      only,
      before: {
        ...users({ columns: [{ ...drawn(`nextval('${name}')`), nullable: false }] }),
        sequences: [{ name, start: '5', cache: '3' }],
      },
      after: users({ columns: [{ name: 'number', type: 'serial' }] }),
    },
    {
      name: `make a column that draws from ${name} an identity`,
      only,
      before: {
        ...users({ columns: [{ ...drawn(`nextval('${name}')`), nullable: false }] }),
        sequences: [{ name, type: 'integer' }],
      },
      after: users({
        columns: [{ name: 'number', type: 'bigint', identity: { name: 'users_number_seq' } }],
      }),
    },
  ]),
]
