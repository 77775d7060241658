import {
  id,
  table,
  age,
  email,
  users,
  child,
  check,
  exclude,
  plain,
  rename,
  span,
} from './build.ts'
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
    name: 'add an exclusion constraint',
    only: 'postgresql',
    before: users({ columns: [span] }),
    after: users({ columns: [span], constraints: [exclude('USING gist (span WITH &&)')] }),
  },
  {
    name: 'repeat an exclusion constraint',
    only: 'postgresql',
    before: {},
    after: users({
      columns: [span],
      constraints: [
        exclude('USING gist (span WITH &&)'),
        { ...exclude('USING gist (span WITH &&)'), name: 'users_excl_too' },
      ],
    }),
  },
  {
    name: 'rename a column under an exclusion constraint',
    only: 'postgresql',
    before: users({
      columns: [span],
      constraints: [exclude('USING gist (span WITH &&) WHERE (id > 0)')],
    }),
    after: users({
      columns: [{ ...span, name: 'years' }],
      constraints: [exclude('USING gist (years WITH &&) WHERE (id > 0)')],
    }),
    renames: [rename('span', 'years')],
  },
  {
    name: 'change the type of a column under an exclusion constraint',
    only: 'postgresql',
    before: users({ columns: [age], constraints: [exclude('(age WITH =)')] }),
    after: users({
      columns: [{ ...age, type: 'bigint' }],
      constraints: [exclude('(age WITH =)')],
    }),
  },
  {
    name: 'drop a column with its exclusion constraint',
    only: 'postgresql',
    before: users({ columns: [span], constraints: [exclude('USING gist (span WITH &&)')] }),
    after: users(),
  },
  {
    name: 'validate a check',
    only: 'postgresql',
    before: users({ columns: [age], constraints: [{ ...check('age >= 0'), notValid: true }] }),
    after: users({ columns: [age], constraints: [check('age >= 0')] }),
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
