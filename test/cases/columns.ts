import { id, key, age, email, users, check, view, plain, rename } from './build.ts'
import type { Case } from './build.ts'

export const columnCases: readonly Case[] = [
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
    name: 'narrow an identity whose bound the smaller type does not have',
    only: 'postgresql',
    before: {
      tables: [
        {
          name: 'users',
          columns: [
            { ...id, type: 'bigint', identity: { name: 'users_id_seq', max: '5000000000' } },
            age,
          ],
        },
      ],
    },
    after: {
      tables: [{ name: 'users', columns: [{ ...id, identity: { name: 'users_id_seq' } }, age] }],
    },
  },
  {
    name: 'move the bounds of an identity that nobody drew from',
    only: 'postgresql',
    before: {
      tables: [
        {
          name: "user's",
          columns: [
            {
              ...id,
              type: 'bigint',
              identity: { name: "user's_id_seq", min: '1', max: '50', start: '1' },
            },
          ],
        },
      ],
    },
    after: {
      tables: [
        {
          name: "user's",
          columns: [
            {
              ...id,
              type: 'bigint',
              identity: { name: "user's_id_seq", min: '100', max: '200', start: '100' },
            },
          ],
        },
      ],
    },
  },
  {
    name: 'add an identity that begins within its bounds',
    only: 'postgresql',
    before: users(),
    after: {
      tables: [
        {
          name: 'users',
          columns: [{ ...id, identity: { name: 'users_id_seq', min: '0' } }],
          constraints: [key('users')],
        },
      ],
    },
  },
  {
    name: 'widen an identity with the least number of its type',
    only: 'postgresql',
    before: {
      tables: [
        {
          name: 'users',
          columns: [
            { ...id, type: 'smallint', identity: { name: 'users_id_seq', min: '-32768' } },
            age,
          ],
        },
      ],
    },
    after: {
      tables: [
        {
          name: 'users',
          columns: [{ ...id, identity: { name: 'users_id_seq', min: '-32768' } }, age],
        },
      ],
    },
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
]
