/** Expressions that change together with what is under them: no moment fits both. */
import type { ColumnSpec, SchemaSpec, TableSpec } from '../../src/schema/spec.ts'
import { check, table, view } from './build.ts'
import type { Case } from './build.ts'

const only = 'postgresql'
/** Rows hold the first two values. */
const enums = [
  { name: 'level', values: ['ok', 'high', 'low'] },
  { name: 'mood', values: ['ok', 'high', 'sad'] },
]

const over = (
  type: string,
  column: Pick<ColumnSpec, 'type'> & { readonly expression: string },
): SchemaSpec => ({
  enums,
  tables: [
    table('users', {
      columns: [
        { name: 'mood', type },
        { name: 'known', type: column.type, generated: { expression: column.expression } },
      ],
    }),
  ],
})

const judged = (values: readonly string[], using: string): SchemaSpec => ({
  enums: [{ name: 'mood', values }],
  tables: [
    table('users', {
      columns: [{ name: 'mood', type: 'mood' }],
      rowSecurity: true,
      policies: [{ name: 'some', using }],
    }),
  ],
})

/** The enum stands in texts alone. */
const named = (values: readonly string[], value: string): SchemaSpec => {
  const known = `'${value}'::mood <> 'ok'`
  const users: TableSpec = table('users', {
    columns: [
      { name: 'note', type: 'text', default: `('${value}'::mood)::text` },
      { name: 'known', type: 'boolean', generated: { expression: known } },
    ],
    constraints: [check(`${known} or id > 0`)],
    indexes: [{ name: 'some', keys: ['id'], where: known }],
    rowSecurity: true,
    policies: [{ name: 'some', using: known }],
  })
  return {
    enums: [{ name: 'mood', values }],
    tables: [users],
    views: [view('one', `select '${value}'::mood as it`)],
  }
}

/** Two enums that one check, one generated column, one index, one view and a foreign key hold together. */
const together = (
  [aa, bb]: readonly [readonly string[], readonly string[]],
  x: string,
  y: string,
): SchemaSpec => ({
  enums: [
    { name: 'aa', values: aa },
    { name: 'bb', values: bb },
  ],
  tables: [
    table('posts', {
      columns: [
        { name: 'x', type: 'aa' },
        { name: 'user_id', type: 'integer' },
      ],
      constraints: [
        {
          kind: 'foreignKey',
          name: 'posts_users_fk',
          columns: ['x', 'user_id'],
          references: { table: 'users', columns: ['x', 'id'] },
        },
      ],
    }),
    table('users', {
      columns: [
        { name: 'x', type: 'aa', default: `'${x}'` },
        { name: 'y', type: 'bb', default: `'${y}'` },
        { name: 'xs', type: 'aa[]', default: `'{${x}}'` },
        { name: 'both', type: 'boolean', generated: { expression: `x = '${x}' and y = '${y}'` } },
        { name: 'some', type: 'aa', generated: { expression: `coalesce(x, '${x}')` } },
      ],
      constraints: [
        check(`x <> '${x}' or y <> '${y}' or id > 0`),
        { kind: 'unique', name: 'users_x_key', columns: ['x', 'id'] },
        { kind: 'unique', name: 'users_some_key', columns: ['some', 'id'] },
      ],
      indexes: [{ name: 'users_x_idx', keys: ['x'], where: `y = '${y}'` }],
    }),
  ],
  views: [view('those', `select x, y from users where x = '${x}' or y = '${y}'`)],
})

const TWO = [
  ['ok', 'high', 'p'],
  ['ok', 'high', 'q'],
] as const

/** A column that leaves its enum for a new one, while that loses a value. */
const leaving = (
  values: readonly string[],
  next: { readonly type: string; readonly value: string },
): SchemaSpec => ({
  enums: [
    { name: 'mood', values },
    ...(next.type === 'mood' ? [] : [{ name: next.type, values: ['high', 'ok', next.value] }]),
  ],
  tables: [
    table('users', {
      columns: [
        { name: 'first', type: 'mood', default: "'ok'" },
        { name: 'second', type: next.type, default: `'${next.value}'` },
      ],
      constraints: [check(`second <> '${next.value}' or first <> 'ok' or id > 0`)],
    }),
  ],
})

export const retypedCases: readonly Case[] = [
  {
    name: 'change a generated column and the enum under it',
    only,
    before: over('mood', { type: 'boolean', expression: "mood = 'sad'" }),
    after: over('level', { type: 'boolean', expression: "mood = 'low'" }),
  },
  {
    name: 'change a generated column and the type under it',
    only,
    before: over('integer', { type: 'boolean', expression: 'mood > 1' }),
    after: over('text', { type: 'boolean', expression: "lower(mood) = 'x'" }),
  },
  {
    name: 'change the type of a generated column with the one under it',
    only,
    before: over('integer', { type: 'integer', expression: 'mood' }),
    after: over('text', { type: 'text', expression: 'mood' }),
  },
  {
    name: 'change a policy with the value that it holds',
    only,
    before: judged(['ok', 'high', 'sad'], "mood = 'sad'"),
    after: judged(['ok', 'high', 'low'], "mood = 'low'"),
  },
  {
    name: 'change what only names a value that goes',
    only,
    before: named(['sad', 'ok'], 'sad'),
    after: named(['low', 'ok'], 'low'),
  },
  {
    name: 'change the values of two enums that stand together',
    only,
    before: together(TWO, 'p', 'q'),
    after: together(
      [
        ['ok', 'high', 'r'],
        ['s', 'ok', 'high'],
      ],
      'r',
      's',
    ),
  },
  {
    name: 'rename and move the values of two enums that stand together',
    only,
    before: together(TWO, 'p', 'q'),
    after: together(
      [
        ['pp', 'high', 'ok'],
        ['ok', 'high', 'qq', 'rr'],
      ],
      'pp',
      'qq',
    ),
    renames: [
      { kind: 'value', enum: 'aa', from: 'p', to: 'pp' },
      { kind: 'value', enum: 'bb', from: 'q', to: 'qq' },
    ],
  },
  {
    name: 'change a column to a new enum while the old one loses a value',
    only,
    before: leaving(['ok', 'high', 'sad'], { type: 'mood', value: 'sad' }),
    after: leaving(['ok', 'high'], { type: 'level', value: 'low' }),
  },
]
