import { id, table, age, email, users, child, check, plain } from './build.ts'
import type { Case } from './build.ts'

export const constraintCases: readonly Case[] = [
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
    name: 'refer to itself',
    before: users(),
    after: { tables: [child('users', 'users', 'cascade')] },
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
