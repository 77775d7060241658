import { age, email, users, unique, plain } from './build.ts'
import type { Case } from './build.ts'

export const indexCases: readonly Case[] = [
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
    name: 'collate the key of a column that has a collation',
    only: 'postgresql',
    before: users({
      columns: [{ ...email, collation: 'C' }],
      indexes: [{ name: 'i', keys: ['email'] }],
    }),
    after: users({
      columns: [{ ...email, collation: 'C' }],
      indexes: [{ name: 'i', keys: [{ column: 'email', collation: 'default' }] }],
    }),
  },
]
