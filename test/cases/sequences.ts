import type { ColumnSpec, SchemaSpec } from '../../src/schema/spec.ts'
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

const tickets = { name: 'tickets' }

const serial = (sequence: NonNullable<ColumnSpec['sequence']>): SchemaSpec =>
  users({ columns: [{ name: 'number', type: 'serial', sequence }] })

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
    name: 'turn a sequence',
    only,
    before: { ...users({ columns: [email] }), sequences: [numbers] },
    after: { ...users({ columns: [email] }), sequences: [{ ...numbers, increment: '-1' }] },
  },
  {
    name: 'turn a sequence to bounds of its own',
    only,
    before: { ...users({ columns: [email] }), sequences: [numbers] },
    after: {
      ...users({ columns: [email] }),
      sequences: [{ ...numbers, increment: '-1', start: '-5', min: '-99', max: '-1' }],
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
  {
    name: 'create a serial with a sequence of its own',
    only,
    before: {},
    after: serial({ ...tickets, type: 'bigint', start: '5', increment: '10' }),
  },
  {
    name: 'add a serial with a sequence of its own',
    only,
    before: users(),
    after: serial({ cache: '20', cycle: true, max: '5000' }),
  },
  {
    name: 'change the sequence of a serial',
    only,
    before: serial({}),
    after: serial({ ...tickets, type: 'bigint', min: '-10', start: '3', cache: '20' }),
  },
  {
    name: 'turn the sequence of a serial',
    only,
    before: serial(tickets),
    after: serial({ ...tickets, increment: '-1', start: '-1' }),
  },
  {
    name: 'change the type of a serial with a sequence of its own',
    only,
    before: serial({ ...tickets, max: '30000' }),
    after: users({ columns: [{ name: 'number', type: 'bigserial', sequence: tickets }] }),
  },
  {
    name: 'make a serial with a sequence of its own an identity',
    only,
    before: serial({ ...tickets, type: 'smallint' }),
    after: users({
      columns: [{ name: 'number', type: 'integer', identity: { ...tickets, cache: '9' } }],
    }),
  },
  {
    name: 'make a serial with a sequence of its own a plain column',
    only,
    before: serial({ ...tickets, cache: '9' }),
    after: users({ columns: [{ name: 'number', type: 'integer', nullable: false }] }),
  },
  {
    name: 'make a serial of a column with the sequence that it draws from',
    only,
    before: {
      ...users({ columns: [{ ...drawn("nextval('tickets')"), nullable: false }] }),
      sequences: [{ name: 'tickets', type: 'smallint', start: '5', cache: '3' }],
    },
    after: users({
      columns: [
        { name: 'number', type: 'bigserial', sequence: { ...tickets, start: '5', cache: '3' } },
      ],
    }),
  },
  {
    name: 'leave a column its sequence that is no serial any more',
    only,
    before: serial({ ...tickets, type: 'bigint' }),
    after: {
      ...users({ columns: [{ ...drawn("nextval('tickets')"), type: 'integer' }] }),
      sequences: [{ name: 'tickets', ownedBy: { table: 'users', column: 'number' } }],
    },
  },
  {
    name: 'drop a sequence that a column owns while another begins to count',
    only,
    before: {
      ...users({ columns: [age, { name: 'number', type: 'integer', nullable: false }] }),
      sequences: [{ ...numbers, ownedBy: { table: 'users', column: 'age' } }],
    },
    after: users({ columns: [age, { name: 'number', type: 'serial', sequence: tickets }] }),
  },
  {
    name: 'change the sequence of a serial that is renamed with its table',
    only,
    before: serial(tickets),
    after: {
      tables: [
        {
          ...table('users', {
            columns: [{ name: 'count', type: 'serial', sequence: { ...tickets, cache: '5' } }],
          }),
          name: 'people',
        },
      ],
    },
    renames: [
      { kind: 'table', from: 'users', to: 'people' },
      { kind: 'column', table: 'people', from: 'number', to: 'count' },
    ],
  },
  ...(['serial', 'identity'] as const).map((kind): Case => ({
    name: `create a sequence under the name of the ${kind} of a table that goes`,
    only,
    before: users({
      columns: [
        {
          name: 'number',
          type: 'integer',
          ...(kind === 'serial' ? { type: kind } : { identity: {} }),
        },
      ],
    }),
    after: { sequences: [{ name: 'users_number_seq' }], tables: [table('people', {})] },
  })),
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
