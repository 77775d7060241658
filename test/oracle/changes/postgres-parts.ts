/** Constraints and indexes of PostgreSQL. */
import type { ColumnSpec, ConstraintSpec, SchemaSpec, TableSpec } from '../../../src/schema/spec.ts'
import type { Case } from '../../cases/index.ts'
import {
  age,
  changeConstraints,
  changeIndex,
  check,
  i,
  id,
  key,
  parent,
  table,
  users,
} from './build.ts'

const posts = (more: Partial<TableSpec>): SchemaSpec => ({
  tables: [
    table('users', {
      columns: [{ name: 'team', type: 'integer' }],
      constraints: [{ kind: 'unique', name: 'users_team_key', columns: ['id', 'team'] }],
    }),
    table('posts', more),
  ],
})

const unique = (...keys: readonly string[]): ConstraintSpec => ({
  kind: 'unique',
  name: `users_${keys.join('_')}_unique`,
  columns: keys,
})
const foreignKey = (name: string, before: ConstraintSpec | null, after: ConstraintSpec): Case => ({
  name,
  before: posts({ columns: [parent, age], constraints: before === null ? [] : [before] }),
  after: posts({ columns: [parent, age], constraints: [after] }),
})

const constraints: readonly Case[] = [
  changeConstraints('unique: added', [], [unique('email')]),
  changeConstraints('unique: dropped', [unique('email')], []),
  changeConstraints('unique: over two columns', [unique('email')], [unique('email', 'age')]),
  changeConstraints(
    'unique: columns in another order',
    [unique('age', 'email')],
    [{ ...unique('age', 'email'), columns: ['email', 'age'] } as ConstraintSpec],
  ),
  changeConstraints(
    'unique: nulls not distinct',
    [],
    [{ kind: 'unique', name: 'u', columns: ['email'], nullsNotDistinct: true }],
  ),
  changeConstraints(
    'unique: nulls become not distinct',
    [unique('email')],
    [{ kind: 'unique', name: 'users_email_unique', columns: ['email'], nullsNotDistinct: true }],
  ),
  changeConstraints(
    'unique: renamed',
    [unique('email')],
    [{ kind: 'unique', name: 'other', columns: ['email'] }],
  ),
  changeConstraints('check: IN', [], [check("email in ('a', 'b')")]),
  changeConstraints(
    'check: a regular expression and a quote',
    [],
    [check("email ~ '^it''s \\d+$'")],
  ),
  changeConstraints('check: with a percent sign', [], [check("email like '%@%'")]),
  changeConstraints('check: with a semicolon', [], [check("email <> ';'")]),
  changeConstraints('check: changed to another column', [check('age > 0')], [check("email <> ''")]),
  foreignKey('foreign key: cascade', null, key({ onDelete: 'cascade', onUpdate: 'cascade' })),
  foreignKey('foreign key: set null', null, key({ onDelete: 'set null' })),
  foreignKey('foreign key: set default', null, key({ onDelete: 'set default' })),
  foreignKey('foreign key: restrict', null, key({ onDelete: 'restrict', onUpdate: 'restrict' })),
  foreignKey(
    'foreign key: action changes',
    key({ onDelete: 'cascade' }),
    key({ onUpdate: 'set null' }),
  ),
  foreignKey(
    'foreign key: of two columns',
    null,
    key({
      name: 'posts_parent_id_age_users_id_team_fk',
      columns: ['parent_id', 'age'],
      references: { table: 'users', columns: ['id', 'team'] },
    }),
  ),
  foreignKey('foreign key: renamed', key(), key({ name: 'posts_owner' })),
  {
    name: 'primary key: composite from the start',
    before: {},
    after: {
      tables: [
        {
          name: 'members',
          columns: [id, { ...age, nullable: false }],
          constraints: [{ kind: 'primaryKey', name: 'members_id_age_pk', columns: ['id', 'age'] }],
        },
      ],
    },
  },
  {
    name: 'primary key: a composite one loses a column',
    before: {
      tables: [
        {
          name: 'members',
          columns: [id, { ...age, nullable: false }],
          constraints: [{ kind: 'primaryKey', name: 'members_pk', columns: ['id', 'age'] }],
        },
      ],
    },
    after: {
      tables: [
        {
          name: 'members',
          columns: [id, { ...age, nullable: false }],
          constraints: [{ kind: 'primaryKey', name: 'members_pk', columns: ['age'] }],
        },
      ],
    },
  },
  {
    name: 'primary key: dropped',
    before: users(),
    after: { tables: [{ name: 'users', columns: [id] }] },
  },
  {
    name: 'primary key: added',
    before: { tables: [{ name: 'users', columns: [id] }] },
    after: users(),
  },
]

const tags: ColumnSpec = { name: 'tags', type: 'jsonb' }
const place: ColumnSpec = { name: 'place', type: 'point' }
const indexes: readonly Case[] = [
  changeIndex('plain', null, i(['age'])),
  changeIndex('unique over two', null, i(['age', 'email'], { unique: true })),
  changeIndex('descending', null, i([{ column: 'age', order: 'desc' }, 'email'])),
  changeIndex('descending, nulls last', null, i([{ column: 'age', order: 'desc', nulls: 'last' }])),
  changeIndex('ascending, nulls first', null, i([{ column: 'age', nulls: 'first' }])),
  changeIndex('gin', null, i(['tags'], { method: 'gin' }), [tags]),
  changeIndex(
    'gin with an operator class',
    null,
    i([{ column: 'tags', opclass: 'jsonb_path_ops' }], { method: 'gin' }),
    [tags],
  ),
  changeIndex('gist', null, i(['place'], { method: 'gist' }), [place]),
  changeIndex('hash', null, i(['email'], { method: 'hash' })),
  changeIndex('brin', null, i(['age'], { method: 'brin' })),
  changeIndex('operator class', null, i([{ column: 'email', opclass: 'text_pattern_ops' }])),
  changeIndex('storage parameters', null, i(['age'], { with: { fillfactor: '70' } })),
  changeIndex('expression', null, i([{ expression: 'lower(email)' }])),
  changeIndex('expression, descending', null, i([{ expression: 'lower(email)', order: 'desc' }])),
  changeIndex('expression with a comma', null, i([{ expression: "coalesce(email, '')" }, 'age'])),
  changeIndex('collation', null, i([{ column: 'email', collation: 'C' }])),
  changeIndex('predicate', null, i(['age'], { where: "email is not null and email <> 'x'" })),
  changeIndex('becomes unique', i(['age']), i(['age'], { unique: true })),
  changeIndex('method changes', i(['email']), i(['email'], { method: 'hash' })),
  changeIndex(
    'expression changes',
    i([{ expression: 'lower(email)' }]),
    i([{ expression: 'upper(email)' }]),
  ),
  changeIndex(
    'operator class changes',
    i(['email']),
    i([{ column: 'email', opclass: 'text_pattern_ops' }]),
  ),
  changeIndex(
    'storage parameters change',
    i(['age'], { with: { fillfactor: '70' } }),
    i(['age'], { with: { fillfactor: '80' } }),
  ),
]

export const postgresParts: readonly Case[] = [...constraints, ...indexes]
