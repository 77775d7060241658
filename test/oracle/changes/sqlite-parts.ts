/** Constraints, indexes and views of SQLite, and changes that cross objects. */
import type { ColumnSpec, ConstraintSpec, SchemaSpec } from '../../../src/schema/spec.ts'
import type { Case } from '../../cases/index.ts'
import {
  age,
  changeConstraints,
  changeIndex,
  check,
  email,
  i,
  id,
  key,
  parent,
  table,
  users,
} from './build.ts'

const generated = (expression: string, stored: boolean): ColumnSpec => ({
  name: 'twice',
  type: 'integer',
  generated: { expression, stored },
})

const foreignKey = (
  name: string,
  before: ConstraintSpec | null,
  after: ConstraintSpec | null,
): Case => {
  const of = (item: ConstraintSpec | null): SchemaSpec => ({
    tables: [
      table('users', {
        columns: [age],
        indexes: [{ name: 'users_id_age', keys: ['id', 'age'], unique: true }],
      }),
      table('posts', { columns: [parent, age], constraints: item === null ? [] : [item] }),
    ],
  })
  return { name, before: of(before), after: of(after) }
}

const members = (key: readonly string[] | null): SchemaSpec => ({
  tables: [
    {
      name: 'members',
      columns: [id, { ...age, nullable: false }],
      constraints:
        key === null
          ? []
          : [{ kind: 'primaryKey', name: `members_${key.join('_')}_pk`, columns: key }],
    },
  ],
})

const constraints: readonly Case[] = [
  changeConstraints('check: IN', [], [check("email in ('a', 'b')")]),
  changeConstraints('check: a quote and a percent sign', [], [check("email like 'it''s%'")]),
  changeConstraints('check: with a semicolon', [], [check("email <> ';'")]),
  changeConstraints('check: changed to another column', [check('age > 0')], [check("email <> ''")]),
  changeConstraints(
    'check: of two checks one goes',
    [check('age > 0'), { kind: 'check', name: 'other', expression: "email <> ''" }],
    [check('age > 0')],
  ),
  foreignKey('foreign key: cascade', null, key({ onDelete: 'cascade', onUpdate: 'cascade' })),
  foreignKey('foreign key: set null', null, key({ onDelete: 'set null' })),
  foreignKey('foreign key: set default', null, key({ onDelete: 'set default' })),
  foreignKey('foreign key: restrict', null, key({ onDelete: 'restrict', onUpdate: 'restrict' })),
  foreignKey(
    'foreign key: action changes',
    key({ onDelete: 'cascade' }),
    key({ onUpdate: 'set null' }),
  ),
  foreignKey('foreign key: dropped', key(), null),
  foreignKey(
    'foreign key: of two columns',
    null,
    key({
      name: 'posts_parent_id_age_users_id_age_fk',
      columns: ['parent_id', 'age'],
      references: { table: 'users', columns: ['id', 'age'] },
    }),
  ),
  { name: 'primary key: composite', before: {}, after: members(['id', 'age']) },
  { name: 'primary key: loses a column', before: members(['id', 'age']), after: members(['age']) },
  {
    name: 'primary key: in another order',
    before: members(['id', 'age']),
    after: members(['age', 'id']),
  },
  { name: 'primary key: dropped', before: members(['id']), after: members(null) },
  { name: 'primary key: added', before: members(null), after: members(['id']) },
]

const indexes: readonly Case[] = [
  changeIndex('plain', null, i(['age'])),
  changeIndex('unique over two', null, i(['age', 'email'], { unique: true })),
  changeIndex('descending', null, i([{ column: 'age', order: 'desc' }, 'email'])),
  changeIndex('collation', null, i([{ column: 'email', collation: 'nocase' }])),
  changeIndex('expression', null, i([{ expression: 'lower(email)' }])),
  changeIndex('expression with a comma', null, i([{ expression: "coalesce(email, '')" }])),
  changeIndex('predicate', null, i(['age'], { where: "email is not null and email <> 'x'" })),
  changeIndex('unique and partial', null, i(['age'], { unique: true, where: 'age > 0' })),
  changeIndex('becomes unique', i(['age']), i(['age'], { unique: true })),
  changeIndex(
    'expression changes',
    i([{ expression: 'lower(email)' }]),
    i([{ expression: 'upper(email)' }]),
  ),
  changeIndex('predicate goes', i(['age'], { where: 'age > 0' }), i(['age'])),
]

const mails = (definition: string): SchemaSpec => ({
  ...users({ columns: [age, email] }),
  views: [{ name: 'mails', definition }],
})

const overGenerated = (column: ColumnSpec): SchemaSpec => ({
  ...users({ columns: [age, column] }),
  views: [{ name: 'v', definition: 'select twice from users' }],
})

const objects: readonly Case[] = [
  {
    name: 'a generated column that a view reads stops being one',
    before: overGenerated(generated('age * 2', true)),
    after: overGenerated({ name: 'twice', type: 'integer' }),
  },
  {
    name: 'view: created',
    before: users({ columns: [age, email] }),
    after: mails("select id, lower(email) as mail from users where email <> ''"),
  },
  {
    name: 'view: changed',
    before: mails('select id from users'),
    after: mails('select email from users'),
  },
  {
    name: 'view: dropped',
    before: mails('select id from users'),
    after: users({ columns: [age, email] }),
  },
  { name: 'view: dropped with its table', before: mails('select id from users'), after: {} },
  {
    name: 'a rebuild of what a view uses',
    before: mails('select id from users'),
    after: {
      ...mails('select id from users'),
      tables: [table('users', { columns: [{ ...age, nullable: false }, email] })],
    },
  },
  {
    name: 'column: dropped under an index, a unique and a check',
    before: users({
      columns: [age, email],
      constraints: [check('age > 0')],
      indexes: [i(['age', 'email']), { name: 'users_age_unique', keys: ['age'], unique: true }],
    }),
    after: users({ columns: [email] }),
  },
  {
    name: 'column: added together with its foreign key',
    before: { tables: [table('users'), table('posts')] },
    after: {
      tables: [table('users'), table('posts', { columns: [parent], constraints: [key()] })],
    },
  },
  {
    name: 'column: added unique',
    before: users(),
    after: users({
      columns: [email],
      indexes: [{ name: 'users_email_unique', keys: ['email'], unique: true }],
    }),
  },
  {
    name: 'two rebuilds at once',
    before: { tables: [table('users', { columns: [age] }), table('posts', { columns: [age] })] },
    after: {
      tables: [
        table('users', { columns: [{ ...age, nullable: false }] }),
        table('posts', { columns: [{ ...age, type: 'text' }] }),
      ],
    },
  },
]

export const sqliteParts: readonly Case[] = [...constraints, ...indexes, ...objects]
