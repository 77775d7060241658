/** Enums, namespaces and views of PostgreSQL, and changes that cross objects. */
import type { ConstraintSpec, TableSpec } from '../../../src/schema/spec.ts'
import type { Case } from '../../cases/index.ts'
import { age, check, email, i, key, parent, table, users } from './build.ts'

const unique = (...keys: readonly string[]): ConstraintSpec => ({
  kind: 'unique',
  name: `users_${keys.join('_')}_unique`,
  columns: keys,
})
const identity = { name: 'users_age_seq', always: true }
const mood = (...values: readonly string[]) => ({ name: 'mood', values })
const enumCase = (
  name: string,
  [before, after]: readonly [readonly string[], readonly string[]],
  extra: Partial<TableSpec> = {},
  type = 'mood',
): Case => {
  const more: Partial<TableSpec> = { ...extra, columns: [{ name: 'mood', type }] }
  return {
    name: `enum: ${name}`,
    before: { ...users(more), enums: [mood(...before)] },
    after: { ...users(more), enums: [mood(...after)] },
  }
}
const auth = (table: TableSpec): TableSpec => ({ ...table, namespace: 'auth' })
export const postgresObjects: readonly Case[] = [
  enumCase('value at the end', [
    ['a', 'b'],
    ['a', 'b', 'c'],
  ]),
  enumCase('value at the start', [
    ['a', 'b'],
    ['c', 'a', 'b'],
  ]),
  enumCase('value between', [
    ['a', 'b'],
    ['a', 'c', 'b'],
  ]),
  enumCase('value with a quote', [
    ['a', 'b'],
    ['a', 'b', "it's"],
  ]),
  enumCase('value removed', [
    ['a', 'b', 'c'],
    ['a', 'c'],
  ]),
  enumCase(
    'value removed, of an array',
    [
      ['a', 'b', 'c'],
      ['a', 'c'],
    ],
    {},
    'mood[]',
  ),
  enumCase(
    'value removed, under an index',
    [
      ['a', 'b', 'c'],
      ['a', 'c'],
    ],
    { indexes: [{ name: 'i', keys: ['mood'] }] },
  ),
  enumCase(
    'value removed, under a partial index',
    [
      ['a', 'b', 'c'],
      ['a', 'c'],
    ],
    {
      indexes: [{ name: 'i', keys: ['id'], where: "mood = 'a'" }],
    },
  ),
  {
    name: 'enum: dropped with its column',
    before: { ...users({ columns: [{ name: 'mood', type: 'mood' }] }), enums: [mood('a')] },
    after: users(),
  },
  {
    name: 'enum: a new value as the default of a new column',
    before: { ...users(), enums: [mood('a')] },
    after: {
      ...users({ columns: [{ name: 'mood', type: 'mood', default: "'b'" }] }),
      enums: [mood('a', 'b')],
    },
  },
  {
    name: 'enum: changed, with a new column of it',
    before: { ...users(), enums: [mood('a', 'b')] },
    after: { ...users({ columns: [{ name: 'mood', type: 'mood' }] }), enums: [mood('a')] },
  },
  {
    name: 'enum: changed, and its column dropped',
    before: { ...users({ columns: [{ name: 'mood', type: 'mood' }] }), enums: [mood('a', 'b')] },
    after: { ...users(), enums: [mood('a')] },
  },
  {
    name: 'enum: text becomes one and loses its default',
    before: {
      ...users({ columns: [{ name: 'mood', type: 'text', default: "'a'" }] }),
      enums: [mood('a', 'b')],
    },
    after: {
      ...users({ columns: [{ name: 'mood', type: 'mood' }] }),
      enums: [mood('a', 'b')],
    },
  },
  {
    name: 'enum: text becomes one',
    before: { ...users({ columns: [{ name: 'mood', type: 'text' }] }), enums: [mood('a')] },
    after: { ...users({ columns: [{ name: 'mood', type: 'mood' }] }), enums: [mood('a')] },
  },
  {
    name: 'enum: a column stops being one',
    before: { ...users({ columns: [{ name: 'mood', type: 'mood' }] }), enums: [mood('a')] },
    after: users({ columns: [{ name: 'mood', type: 'text' }] }),
  },
  {
    name: 'namespace: with a table that points home',
    before: users(),
    after: {
      namespaces: [{ name: 'auth' }],
      tables: [
        table('users'),
        auth(
          table('keys', {
            columns: [parent],
            constraints: [{ ...key({ name: 'keys_fk' }) }],
            indexes: [{ name: 'i', keys: ['parent_id'] }],
          }),
        ),
      ],
    },
  },
  {
    name: 'namespace: a column is added there',
    before: { namespaces: [{ name: 'auth' }], tables: [auth(table('keys'))] },
    after: {
      namespaces: [{ name: 'auth' }],
      tables: [auth(table('keys', { columns: [age], indexes: [{ name: 'i', keys: ['age'] }] }))],
    },
  },
  {
    name: 'namespace: dropped with all in it',
    before: {
      namespaces: [{ name: 'auth' }],
      enums: [{ ...mood('a'), namespace: 'auth' }],
      tables: [auth(table('keys', { columns: [{ name: 'mood', type: 'auth.mood' }] }))],
    },
    after: {},
  },
  {
    name: 'namespace: two tables of one name',
    before: {},
    after: { namespaces: [{ name: 'auth' }], tables: [table('users'), auth(table('users'))] },
  },
  {
    name: 'view: created',
    before: users({ columns: [email] }),
    after: {
      ...users({ columns: [email] }),
      views: [
        {
          name: 'mails',
          definition: "select id, lower(email) as mail from users where email <> ''",
        },
      ],
    },
  },
  {
    name: 'view: changed',
    before: {
      ...users({ columns: [email] }),
      views: [{ name: 'v', definition: 'select id from users' }],
    },
    after: {
      ...users({ columns: [email] }),
      views: [{ name: 'v', definition: 'select email from users' }],
    },
  },
  {
    name: 'view: dropped',
    before: { ...users(), views: [{ name: 'v', definition: 'select id from users' }] },
    after: users(),
  },
  {
    name: 'view: dropped, with the view over it',
    before: {
      ...users(),
      views: [
        { name: 'a', definition: 'select id from users' },
        { name: 'b', definition: 'select id from a' },
      ],
    },
    after: users(),
  },
  {
    name: 'column: dropped with the generated one over it',
    before: users({ columns: [age, { ...parent, generated: { expression: 'age + 1' } }] }),
    after: users(),
  },
  {
    name: 'view: dropped with its table',
    before: { ...users(), views: [{ name: 'v', definition: 'select id from users' }] },
    after: {},
  },
  {
    name: 'view: in a namespace',
    before: { ...users(), namespaces: [{ name: 'auth' }] },
    after: {
      ...users(),
      namespaces: [{ name: 'auth' }],
      views: [{ namespace: 'auth', name: 'v', definition: 'select id from users' }],
    },
  },
  {
    name: 'view: over a column that becomes bigger',
    before: {
      ...users({ columns: [age] }),
      views: [{ name: 'v', definition: 'select age from users' }],
    },
    after: {
      ...users({ columns: [{ ...age, type: 'bigint' }] }),
      views: [{ name: 'v', definition: 'select age from users' }],
    },
  },
  {
    name: 'column: dropped under an index, a unique and a check',
    before: users({
      columns: [age, email],
      constraints: [unique('age'), check('age > 0')],
      indexes: [i(['age', 'email'])],
    }),
    after: users({ columns: [email] }),
  },
  {
    name: 'unique: dropped, with the foreign key that needs it',
    before: {
      tables: [
        table('users', { columns: [age], constraints: [unique('age')] }),
        table('posts', {
          columns: [parent],
          constraints: [key({ references: { table: 'users', columns: ['age'] } })],
        }),
      ],
    },
    after: { tables: [table('users', { columns: [age] }), table('posts', { columns: [parent] })] },
  },
  {
    name: 'integer to integer[]',
    before: users({ columns: [{ name: 'value', type: 'integer' }] }),
    after: users({ columns: [{ name: 'value', type: 'integer[]' }] }),
  },
  {
    name: 'integer to serial',
    before: users({ columns: [{ ...age, nullable: false }] }),
    after: users({ columns: [{ ...age, type: 'serial' }] }),
  },
  {
    name: 'serial to identity',
    before: users({ columns: [{ ...age, type: 'serial' }] }),
    after: users({ columns: [{ ...age, nullable: false, identity }] }),
  },
]
