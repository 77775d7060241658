import { email, table, users } from './build.ts'
import type { Case } from './build.ts'

const only = 'postgresql'
const drawn = (sql: string) => ({ name: 'number', type: 'bigint', default: sql })
const numbers = { name: 'numbers' }

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
    name: 'drop a sequence with the column that draws from it',
    only,
    before: { ...users({ columns: [drawn("nextval('public.numbers')")] }), sequences: [numbers] },
    after: users(),
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
