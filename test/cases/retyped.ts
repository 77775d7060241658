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
]
