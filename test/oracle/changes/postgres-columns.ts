/** Columns of PostgreSQL: every type, and every option of a column. */
import type { Case } from '../../cases/index.ts'
import { addColumns, age, changeColumn, email, id, users } from './build.ts'

/** Every type that has a builder, and some that have none, with a default of each. */
const TYPES: readonly (readonly [string, string | null])[] = [
  ['smallint', '1'],
  ['integer', '-18'],
  ['bigint', '9007199254740991'],
  ['smallserial', null],
  ['serial', null],
  ['bigserial', null],
  ['boolean', 'true'],
  ['text', "'it''s \\ \"x\"'"],
  ['text', "lower('A')"],
  ['character varying(80)', "'x'"],
  ['character varying', "''"],
  ['character(3)', "'abc'"],
  ['numeric', "'1.50'"],
  ['numeric(10,2)', "'0.00'"],
  ['numeric(4,0)', "'7'"],
  ['real', '0.5'],
  ['double precision', '-0.25'],
  ['date', "'2026-01-31'"],
  ['date', 'CURRENT_DATE'],
  ['timestamp without time zone', 'now()'],
  ['timestamp(3) without time zone', "'2026-01-31 12:00:00'"],
  ['timestamp with time zone', 'now()'],
  ['timestamp(0) with time zone', 'CURRENT_TIMESTAMP'],
  ['time without time zone', "'12:00:00'"],
  ['time(2) with time zone', "'12:00:00+00'"],
  ['interval', "'1 day'"],
  ['interval(3)', null],
  ['json', `'{"a": "it''s"}'`],
  ['jsonb', `'{"a": [1, 2]}'`],
  ['uuid', 'gen_random_uuid()'],
  ['inet', "'127.0.0.1'"],
  ['cidr', "'10.0.0.0/8'"],
  ['macaddr', "'08:00:2b:01:02:03'"],
  ['macaddr8', null],
  ['point', "'(1,2)'"],
  ['line', null],
  ['bit(4)', "'0101'"],
  ['integer[]', "'{1,2}'"],
  ['text[]', "'{}'"],
  ['numeric(6,2)[]', null],
  ['timestamp(3) with time zone[]', null],
  ['tsvector', null],
  ['bytea', "'\\x00ff'"],
  ['money', null],
  ['xml', null],
  ['int4range', null],
]

const FREE: readonly (readonly [string, string])[] = [
  ['integer', 'bigint'],
  ['integer', 'smallint'],
  ['integer', 'text'],
  ['character varying(80)', 'character varying(20)'],
  ['character varying(80)', 'text'],
  ['numeric(10,2)', 'numeric(12,4)'],
  ['real', 'double precision'],
  ['date', 'timestamp without time zone'],
  ['timestamp without time zone', 'timestamp with time zone'],
  ['timestamp without time zone', 'timestamp(3) without time zone'],
  ['integer[]', 'bigint[]'],
  ['json', 'jsonb'],
]
const ASKING = ['integer', 'boolean', 'jsonb', 'uuid', 'text[]']

const changeTypes: readonly Case[] = [
  {
    name: 'change types that PostgreSQL converts by itself',
    before: users({ columns: FREE.map(([type], at) => ({ name: `v${at}`, type })) }),
    after: users({ columns: FREE.map(([, type], at) => ({ name: `v${at}`, type })) }),
  },
  ...ASKING.map((type): Case => ({
    name: `change text to ${type}`,
    before: users({ columns: [{ name: 'value', type: 'text' }] }),
    after: users({ columns: [{ name: 'value', type }] }),
  })),
]

const identity = { name: 'users_age_seq', always: true }
const columns: readonly Case[] = [
  changeColumn('default of a function', {}, { type: 'text', default: "md5('a' || 'b')" }),
  changeColumn('default: value to SQL', { default: '1' }, { default: '1 + 1' }),
  changeColumn('identity: always', { nullable: false }, { nullable: false, identity }),
  changeColumn(
    'identity: with every option',
    { nullable: false },
    {
      nullable: false,
      identity: {
        name: 'ages',
        start: '100',
        increment: '5',
        min: '10',
        max: '1000',
        cache: '3',
        cycle: true,
      },
    },
  ),
  changeColumn(
    'identity: downwards',
    { nullable: false },
    { nullable: false, identity: { ...identity, increment: '-1', start: '-1' } },
  ),
  changeColumn(
    'identity: an option changes',
    { nullable: false, identity },
    { nullable: false, identity: { ...identity, increment: '2' } },
  ),
  changeColumn(
    'identity: always to by default',
    { nullable: false, identity },
    { nullable: false, identity: { ...identity, always: false } },
  ),
  changeColumn('identity: dropped', { nullable: false, identity }, { nullable: false }),
  changeColumn('NOT NULL together with a default', {}, { nullable: false, default: '1' }),
  changeColumn(
    'type, default and NOT NULL at once',
    { default: '1' },
    {
      type: 'bigint',
      nullable: false,
      default: '2',
    },
  ),
  changeColumn(
    'bigint identity',
    { type: 'bigint', nullable: false },
    {
      type: 'bigint',
      nullable: false,
      identity: { ...identity, max: '99' },
    },
  ),
  {
    name: 'generated: a stored column stops being one',
    before: users({ columns: [age, { ...email, generated: { expression: 'age::text' } }] }),
    after: users({ columns: [age, email] }),
  },
  {
    name: 'names with capitals, spaces and quotes',
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

export const postgresColumns: readonly Case[] = [...addColumns(TYPES), ...changeTypes, ...columns]
