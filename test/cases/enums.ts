import type { ColumnSpec, SchemaSpec, TableSpec, ViewSpec } from '../../src/schema/spec.ts'
import { check, table, users, view } from './build.ts'
import type { Case } from './build.ts'

const only = 'postgresql'
const mood: ColumnSpec = { name: 'mood', type: 'mood' }
const note: ColumnSpec = { name: 'note', type: 'text' }

/** Rows hold the first two values. */
const moods = (
  values: readonly string[],
  more: Partial<TableSpec> = {},
  views: readonly ViewSpec[] = [],
): SchemaSpec => ({
  enums: [{ name: 'mood', values }],
  tables: [table('users', { columns: [mood], ...more })],
  views,
})
const two = ['sad', 'ok']
const three = [...two, 'happy']
const glad = [...three, 'glad']

/** Everything that can hang on an enum, with `value` in it. */
const hung = (values: readonly string[], value: string): SchemaSpec =>
  moods(
    values,
    {
      columns: [
        { ...mood, default: `'${value}'` },
        { name: 'moods', type: 'mood[]', default: `'{${value},ok}'` },
        { ...note, default: "'sad'" },
        { name: 'is_it', type: 'boolean', generated: { expression: `mood = '${value}'` } },
      ],
      constraints: [check(`mood <> '${value}' or mood in ('${value}', 'ok') or note = 'sad'`)],
      indexes: [
        { name: 'some', keys: ['mood'], where: `mood = '${value}' and note <> 'sad'` },
        { name: 'is', keys: [{ expression: `(mood = '${value}')` }] },
        { name: 'each', keys: ['mood', 'note'], unique: true },
      ],
    },
    [
      view('these', `select id, mood, note from users where mood = '${value}' and note <> 'sad'`),
      view('those', 'select id, mood from these'),
      view('counted', `select count(*) as n from those where mood = '${value}'`),
    ],
  )

const renamed = (from: string, to: string): NonNullable<Case['renames']> => [
  { kind: 'value', enum: 'mood', from, to },
]

/** Two tables of one enum, with a key from one to the other. */
const shared = (values: readonly string[]): SchemaSpec => ({
  enums: [{ name: 'mood', values }],
  tables: [
    table('posts', {
      columns: [{ ...mood, nullable: false, default: "'ok'" }],
      constraints: [
        {
          kind: 'foreignKey',
          name: 'posts_mood_fk',
          columns: ['mood'],
          references: { table: 'users', columns: ['mood'] },
        },
      ],
    }),
    table('users', {
      columns: [mood],
      constraints: [{ kind: 'unique', name: 'users_mood_key', columns: ['mood'] }],
    }),
  ],
})

/** A text that is read as an enum. */
const named = (values: readonly string[]): SchemaSpec => ({
  enums: [{ name: 'mood', values }],
  tables: [
    table('users', {
      columns: [{ ...note, default: "('y'::mood)::text" }],
      constraints: [check('note::mood is not null')],
    }),
  ],
  views: [view('one', "select 'y'::mood as it"), view('two', 'select it from one')],
})

const inAuth = (values: readonly string[]): SchemaSpec => ({
  namespaces: [{ name: 'auth' }],
  enums: [
    { namespace: 'auth', name: 'role', values },
    { name: 'role', values: ['sad', 'ok'] },
  ],
  tables: [
    {
      ...table('users', {
        columns: [
          { name: 'role', type: 'auth.role', default: "'ok'" },
          { name: 'other', type: 'role', default: "'ok'" },
        ],
        constraints: [check("role <> 'ok' or other <> 'ok' or role = 'ok'::auth.role")],
      }),
      namespace: 'auth',
    },
  ],
})

const typed = (type: string, more: Partial<ColumnSpec> = {}): TableSpec =>
  table('users', { columns: [{ name: 'word', type, ...more }] })
const word = (values: readonly string[]) => ({ name: 'word', values })

export const enumCases: readonly Case[] = [
  {
    name: 'create an enum with its column',
    only: 'postgresql',
    before: users(),
    after: {
      enums: [{ name: 'mood', values: ['y', 'z'] }],
      tables: [table('users', { columns: [{ name: 'mood', type: 'mood', default: "'y'" }] })],
    },
  },
  {
    name: 'add and move enum values',
    only: 'postgresql',
    before: {
      enums: [{ name: 'mood', values: ['y', 'z'] }],
      tables: [table('users', { columns: [{ name: 'mood', type: 'mood' }] })],
    },
    after: {
      enums: [{ name: 'mood', values: ['z', 'new', 'y'] }],
      tables: [table('users', { columns: [{ name: 'mood', type: 'mood', default: "'new'" }] })],
    },
  },
  { name: 'create an enum', only, before: users(), after: { ...users(), enums: [word(two)] } },
  {
    name: 'add values at any place',
    only,
    before: moods(three),
    after: moods(['first', 'sad', "isn't", 'next', 'ok', 'happy', 'last']),
  },
  {
    name: 'use a new value as a default',
    only,
    before: moods(three),
    after: moods(glad, { columns: [{ ...mood, default: "'glad'" }] }),
  },
  {
    name: 'use a new value in the default of an array',
    only,
    before: moods(three, { columns: [{ name: 'moods', type: 'mood[]' }] }),
    after: moods(glad, { columns: [{ name: 'moods', type: 'mood[]', default: "'{ok,glad}'" }] }),
  },
  {
    name: 'use a new value in a check',
    only,
    before: moods(three),
    after: moods(glad, { constraints: [check("mood <> 'glad'")] }),
  },
  {
    name: 'use a new value in a partial index',
    only,
    before: moods(three),
    after: moods(glad, { indexes: [{ name: 'glad', keys: ['id'], where: "mood = 'glad'" }] }),
  },
  {
    name: 'use a new value in a generated column',
    only,
    before: moods(three),
    after: moods(glad, {
      columns: [mood, { name: 'is', type: 'boolean', generated: { expression: "mood = 'glad'" } }],
    }),
  },
  {
    name: 'use a new value in a view',
    only,
    before: moods(three),
    after: moods(glad, {}, [view('glad', "select id from users where mood = 'glad'")]),
  },
  {
    name: 'remove a value under all that hangs on an enum',
    only,
    before: hung(glad, 'ok'),
    after: hung(three, 'ok'),
  },
  {
    name: 'remove the value that all hangs on',
    only,
    before: hung(three, 'happy'),
    after: hung([...two, 'glad'], 'glad'),
  },
  {
    name: 'reorder values under all that hangs on an enum',
    only,
    before: hung(three, 'ok'),
    after: hung(['happy', 'ok', 'sad'], 'ok'),
  },
  {
    name: 'rename a value under all that hangs on an enum',
    only,
    before: hung(three, 'sad'),
    after: hung(['gloomy', 'ok', 'happy'], 'gloomy'),
    renames: renamed('sad', 'gloomy'),
  },
  {
    name: 'rename, add and remove values at once',
    only,
    before: hung(glad, 'sad'),
    after: hung(['new', 'ok', 'gloomy', 'glad'], 'gloomy'),
    renames: renamed('sad', 'gloomy'),
  },
  {
    name: 'rename and add values',
    only,
    before: hung(three, 'sad'),
    after: hung(['gloomy', 'ok', 'new', 'happy'], 'gloomy'),
    renames: renamed('sad', 'gloomy'),
  },
  {
    name: 'reorder an enum that tables share',
    only,
    before: shared(three),
    after: shared(['happy', 'ok', 'sad']),
  },
  {
    name: 'reorder an enum that expressions name and no column has',
    only,
    before: named(['y', 'z', 'old']),
    after: named(['z', 'y', 'new']),
  },
  {
    name: 'remove a value of an enum in another namespace',
    only,
    before: inAuth(three),
    after: inAuth(['ok', 'sad']),
  },
  {
    name: 'drop an enum with its last user',
    only,
    before: moods(three),
    after: users(),
  },
  {
    name: 'change an enum to another that shares values',
    only,
    before: {
      enums: [word(['y', 'z', 'old']), { name: 'other', values: ['new', 'z', 'y'] }],
      tables: [typed('word', { default: "'y'" })],
    },
    after: {
      enums: [word(['y', 'z', 'old']), { name: 'other', values: ['new', 'z', 'y'] }],
      tables: [typed('other', { default: "'new'" })],
    },
  },
  {
    name: 'make an enum a text',
    only,
    before: { enums: [word(['y', 'z'])], tables: [typed('word', { default: "'y'" })] },
    after: { tables: [typed('text', { default: "'y'" })] },
  },
  {
    name: 'make a text an enum',
    only,
    before: { tables: [typed('text', { default: "'y'" })] },
    after: { enums: [word(['z', 'y'])], tables: [typed('word', { default: "'y'" })] },
  },
  {
    name: 'make an array of an enum one of texts',
    only,
    before: { enums: [word(['y', 'z'])], tables: [typed('word[]', { default: "'{y}'" })] },
    after: { tables: [typed('text[]', { default: "'{y}'" })] },
  },
  {
    name: 'make an array of texts one of an enum',
    only,
    before: { tables: [typed('text[]')] },
    after: { enums: [word(['z', 'y'])], tables: [typed('word[]', { default: "'{y,z}'" })] },
  },
  {
    name: 'remove a value of an enum with an odd name',
    only,
    before: {
      enums: [{ name: 'Order', values: ["it's", 'a "b"', 'c,{d}', 'gone'] }],
      tables: [
        table('users', {
          columns: [
            { name: 'order', type: '"Order"', default: "'it''s'" },
            { name: 'Orders', type: '"Order"[]', default: `'{"c,{d}","a \\"b\\""}'` },
          ],
        }),
      ],
    },
    after: {
      enums: [{ name: 'Order', values: ['c,{d}', 'a "b"', "it's"] }],
      tables: [
        table('users', {
          columns: [
            { name: 'order', type: '"Order"', default: "'it''s'" },
            { name: 'Orders', type: '"Order"[]', default: `'{"c,{d}","a \\"b\\""}'` },
          ],
        }),
      ],
    },
  },
  {
    name: 'rename an enum with a value of it and change its values',
    only,
    before: {
      enums: [word(['y', 'z'])],
      tables: [
        table('users', {
          columns: [
            { name: 'word', type: 'word', default: "'y'::word" },
            { name: 'words', type: 'word[]', default: "array['z'::public.word]" },
          ],
          constraints: [check("word = cast('y' as word) or words[1] = word 'z'")],
          indexes: [{ name: 'users_word', keys: ['word'], where: "word > 'y'::word" }],
        }),
      ],
      views: [view('spoken', "select id as word from users where word = 'y'::word")],
    },
    after: {
      enums: [{ name: 'term', values: ['y', 'w', 'x'] }],
      tables: [
        table('users', {
          columns: [
            { name: 'word', type: 'term', default: "'y'::term" },
            { name: 'words', type: 'term[]', default: "array['w'::public.term]" },
          ],
          constraints: [check("word = cast('y' as term) or words[1] = term 'w'")],
          indexes: [{ name: 'users_word', keys: ['word'], where: "word > 'y'::term" }],
        }),
      ],
      views: [view('spoken', "select id as word from users where word = 'y'::term")],
    },
    renames: [
      { kind: 'enum', from: 'word', to: 'term' },
      { kind: 'value', enum: 'word', from: 'z', to: 'w' },
    ],
  },
  {
    name: 'move an enum to a new namespace and swap two',
    only,
    before: {
      enums: [word(['y', 'z']), { name: 'a', values: ['1'] }, { name: 'b', values: ['2'] }],
      tables: [
        typed('word', { default: "'y'::word" }),
        table('posts', {
          columns: [
            { name: 'a', type: 'a', default: "'1'::a" },
            { name: 'b', type: 'b[]', default: "'{2}'::b[]" },
          ],
        }),
      ],
    },
    after: {
      namespaces: [{ name: 'auth' }],
      enums: [
        { namespace: 'auth', name: 'Word', values: ['y', 'z'] },
        { name: 'a', values: ['2'] },
        { name: 'b', values: ['1'] },
      ],
      tables: [
        typed('auth."Word"', { default: `'y'::auth."Word"` }),
        table('posts', {
          columns: [
            { name: 'a', type: 'b', default: "'1'::b" },
            { name: 'b', type: 'a[]', default: "'{2}'::a[]" },
          ],
        }),
      ],
    },
    renames: [
      { kind: 'enum', from: 'word', to: { namespace: 'auth', name: 'Word' } },
      { kind: 'enum', from: 'a', to: 'b' },
      { kind: 'enum', from: 'b', to: 'a' },
    ],
  },
]
