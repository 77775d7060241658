/** Columns of SQLite: every type, and every option of a column. */
import type { ColumnSpec } from '../../../src/schema/spec.ts'
import type { Case } from '../../cases/index.ts'
import { addColumns, age, changeColumn, email, id, users } from './build.ts'

/** Every type that has a builder, and some that have none, with a default of each. */
const TYPES: readonly (readonly [string, string | null])[] = [
  ['integer', '-18'],
  ['integer', null],
  ['text', "'it''s \"x\"'"],
  ['text', "''"],
  ['real', '0.5'],
  ['numeric', '7'],
  ['blob', "X'00FF'"],
  ['blob', null],
  ['varchar(20)', "'x'"],
  ['boolean', '0'],
  ['datetime', null],
  ['int', '1'],
  ['decimal(10,2)', '1.5'],
]

const createDefaults = [
  'CURRENT_TIMESTAMP',
  'CURRENT_DATE',
  'unixepoch()',
  "datetime('now')",
  '1 + 1',
].map((fallback): Case => ({
  name: `create a table with default ${fallback}`,
  before: {},
  after: users({ columns: [{ name: 'value', type: 'text', default: fallback }] }),
}))

const CONVERSIONS: readonly (readonly [string, string])[] = [
  ['integer', 'text'],
  ['text', 'integer'],
  ['integer', 'real'],
  ['text', 'blob'],
  ['real', 'numeric'],
  ['varchar(20)', 'varchar(30)'],
]

const changeTypes = CONVERSIONS.map(([from, to]): Case => ({
  name: `change ${from} to ${to}`,
  before: users({ columns: [{ name: 'value', type: from }] }),
  after: users({ columns: [{ name: 'value', type: to }] }),
}))

const generated = (expression: string, stored: boolean): ColumnSpec => ({
  name: 'twice',
  type: 'integer',
  generated: { expression, stored },
})

const columns: readonly Case[] = [
  changeColumn('NOT NULL together with a default', {}, { nullable: false, default: '1' }),
  changeColumn('default: value to SQL', { default: '1' }, { default: '1 + 1' }),
  changeColumn(
    'type, default and NOT NULL at once',
    { default: '1' },
    {
      type: 'text',
      nullable: false,
      default: "'2'",
    },
  ),
  changeColumn('collation dropped', { type: 'text', collation: 'nocase' }, { type: 'text' }),
  {
    name: 'a virtual generated column is added',
    before: users({ columns: [age] }),
    after: users({ columns: [age, generated('age * 2', false)] }),
  },
  {
    name: 'a virtual generated column becomes stored',
    before: users({ columns: [age, generated('age * 2', false)] }),
    after: users({ columns: [age, generated('age * 2', true)] }),
  },
  {
    name: 'a virtual generated column changes',
    before: users({ columns: [age, generated('age * 2', false)] }),
    after: users({ columns: [age, generated('age * 3', false)] }),
  },
  {
    name: 'a virtual generated column is dropped',
    before: users({ columns: [age, generated('age * 2', false)] }),
    after: users({ columns: [age] }),
  },
  {
    name: 'NOT NULL beside a stored generated column',
    before: users({ columns: [age, generated('age * 2', true)] }),
    after: users({ columns: [{ ...age, nullable: false }, generated('age * 2', true)] }),
  },
  {
    name: 'two columns change at once, and one comes',
    before: users({ columns: [age, email] }),
    after: users({
      columns: [
        { ...age, nullable: false },
        { ...email, default: "'x'" },
        { name: 'nick', type: 'text' },
      ],
    }),
  },
  {
    name: 'autoincrement is dropped',
    before: {
      tables: [
        {
          name: 'users',
          columns: [{ ...id, autoincrement: true }],
          constraints: [{ kind: 'primaryKey', name: 'users_pk', columns: ['id'] }],
        },
      ],
    },
    after: users(),
  },
  {
    name: 'a key of text',
    before: {},
    after: {
      tables: [
        {
          name: 'users',
          columns: [{ name: 'id', type: 'text', nullable: false }],
          constraints: [{ kind: 'primaryKey', name: 'users_pk', columns: ['id'] }],
        },
      ],
    },
  },
  {
    name: 'names with capitals and spaces',
    before: {},
    after: {
      tables: [
        {
          name: 'My Users',
          columns: [id, { name: 'First Name', type: 'text', default: "'x'" }],
          constraints: [
            { kind: 'primaryKey', name: 'My Key', columns: ['id'] },
            { kind: 'check', name: 'A Check', expression: `"First Name" <> ''` },
          ],
          indexes: [{ name: 'My Index', keys: ['First Name'] }],
        },
      ],
    },
  },
]

export const sqliteColumns: readonly Case[] = [
  ...addColumns(TYPES),
  ...createDefaults,
  ...changeTypes,
  ...columns,
]
