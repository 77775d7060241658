import { describe, expect, test } from 'vitest'
import { diff } from '../../src/diff/index.ts'
import { mayBeRenamed, maySwap } from '../../src/diff/rename-gate.ts'
import type { RenameTag } from '../../src/diff/rename-tags.ts'
import { resolveRenames } from '../../src/diff/renames.ts'
import { applyAll, describe as line } from '../../src/operations/index.ts'
import { equalSchemas } from '../../src/schema/equal.ts'
import { show } from '../../src/schema/names.ts'
import { completeSchema } from '../../src/schema/spec.ts'
import type { Schema } from '../../src/schema/types.ts'
import { postgres } from '../../src/dialects/postgres/index.ts'

const { features } = postgres

const users = (columns: Readonly<Record<string, string>>, name = 'users'): Schema =>
  completeSchema({
    tables: [
      { name, columns: Object.entries(columns).map(([column, type]) => ({ name: column, type })) },
    ],
  })

const tag = (from: string, part: string | null, object = 'users'): RenameTag => ({
  kind: part === null ? 'table' : 'column',
  object,
  part,
  from,
  file: 'schema/users.ts',
  line: 3,
})

const said = (
  before: Schema,
  after: Schema,
  tags: readonly RenameTag[],
  flags: readonly string[] = [],
): readonly string[] => {
  const { renames } = resolveRenames({ flags, tags }, before, after)
  const operations = diff(before, after, { features, renames })
  expect(equalSchemas(applyAll(before, operations), after)).toBe(true)
  return operations.map(line)
}

const up = ['rename column users.y to z', 'rename column users.x to y']

describe('names that move up', () => {
  const before = users({ id: 'integer', x: 'text', y: 'text' })
  const after = users({ id: 'integer', y: 'text', z: 'text' })
  const tags = [tag('x', 'y'), tag('y', 'z')]

  test('are renames, in whatever order they are written', () => {
    expect(said(before, after, tags)).toEqual(up)
    expect(said(before, after, tags.toReversed())).toEqual(up)
  })

  test('are done once the history has them', () => {
    expect(said(after, after, tags)).toEqual([])
    expect(said(after, users({ id: 'integer', y: 'text' }), tags.slice(0, 1))).toEqual([
      'drop column users.z',
    ])
  })

  test('may be said half by a flag', () => {
    expect(said(before, after, tags.slice(0, 1), ['users.y:z'])).toEqual(up)
    expect(said(before, after, tags.slice(1), ['users.x:y'])).toEqual(up)
  })

  test('may be three, of a table that is renamed as well', () => {
    const [old, now] = [
      users({ a: 'text', b: 'text', c: 'text', id: 'integer', name: 'text' }),
      users({ b: 'text', c: 'text', d: 'text', id: 'integer', name: 'text' }, 'people'),
    ]
    const all = [
      tag('users', null, 'people'),
      tag('a', 'b', 'people'),
      tag('b', 'c', 'people'),
      tag('c', 'd', 'people'),
    ]
    expect(said(old, now, all)).toEqual([
      'rename table users to people',
      'rename column people.c to d',
      'rename column people.b to c',
      'rename column people.a to b',
    ])
    expect(said(now, now, all)).toEqual([])
  })

  test('may be tables', () => {
    const two = (...names: readonly string[]): Schema => ({
      ...users({}),
      tables: names.flatMap((name) => users({ id: 'integer', name: 'text' }, name).tables),
    })
    const all = [tag('drafts', null, 'posts'), tag('posts', null, 'pages')]
    const [old, now] = [two('drafts', 'posts'), two('pages', 'posts')]
    expect(said(old, now, all)).toEqual([
      'rename table posts to pages',
      'rename table drafts to posts',
    ])
    expect(said(now, now, all)).toEqual([])
  })

  test('change their types as well', () => {
    const wide = users({ id: 'integer', y: 'character varying', z: 'text' })
    expect(said(before, wide, tags)).toEqual([
      ...up,
      'alter column users.y: type character varying',
    ])
  })

  test('leave alone what an old tag says of a name that is used again', () => {
    const now = users({ id: 'integer', x: 'text', z: 'text' })
    expect(said(before, now, [tag('x', 'y'), tag('y', 'z')].slice(1))).toEqual([
      'rename column users.y to z',
    ])
  })
})

describe('a name that the history lacks', () => {
  const before = users({ id: 'integer', a: 'text', b: 'text' })

  test.each([
    ['also while another column gets the old name', [tag('b', 'c'), tag('a', 'b')]],
    ['in whatever order', [tag('a', 'b'), tag('b', 'c')]],
  ])('is renamed, names moving up, %s', (_, tags) => {
    const after = users({ id: 'integer', a: 'text', b: 'text', c: 'text' })
    const lines = [
      'rename column users.b to c',
      'rename column users.a to b',
      'add column users.a (text)',
    ]
    expect(said(before, after, tags)).toEqual(lines)
    expect(said(before, after, [], ['users.b:c', 'users.a:b'])).toEqual(lines)
    expect(said(after, after, tags)).toEqual([])
  })

  test('is renamed by a tag alone, with a new column under the old name', () => {
    const after = users({ id: 'integer', a: 'text', b: 'text', c: 'text' })
    const lines = ['rename column users.b to c', 'add column users.b (text)']
    expect(said(before, after, [tag('b', 'c')])).toEqual(lines)
    expect(said(before, after, [], ['users.b:c'])).toEqual(lines)
    // Whatever else changes.
    const less = users({ id: 'integer', b: 'text', c: 'text' })
    expect(said(before, less, [tag('b', 'c')], [])).toEqual([...lines, 'drop column users.a'])
  })

  test('leaves the old name to be asked about', () => {
    const now = users({ id: 'integer', b: 'text', c: 'text' })
    const { open } = resolveRenames({ flags: [], tags: [tag('b', 'c')] }, before, now)
    expect(open.map(({ flag }) => flag)).toEqual(['--rename users.a:b'])
    expect(said(before, now, [tag('b', 'c')], ['users.a:b'])).toEqual([
      'rename column users.b to c',
      'rename column users.a to b',
    ])
  })

  test('is an error where the history lacks the old one, too', () => {
    const after = users({ id: 'integer', a: 'text', b: 'text', c: 'text' })
    const unheard = expect.objectContaining({
      code: 'RENAME_TAG_INVALID',
      message: expect.stringMatching(/^schema\/users\.ts:3: .*neither bb nor c/),
    })
    expect(mayBeRenamed(before, after)).toBe(true)
    expect(() => said(before, after, [tag('bb', 'c')])).toThrow(unheard)
    const people = users({ key: 'uuid' }, 'people')
    const both: Schema = { ...before, tables: [...before.tables, ...people.tables] }
    expect(() => said(before, both, [tag('persons', null, 'people')])).toThrow(
      expect.objectContaining({ code: 'RENAME_TAG_INVALID' }),
    )
    // An older state, a new table, no history.
    const { renames } = resolveRenames(
      { flags: [], tags: [tag('bb', 'c')], isPast: true },
      before,
      after,
    )
    expect(renames).toEqual([])
    expect(said(before, both, [tag('bb', 'key', 'people')])).toEqual(['create table people'])
    expect(said(completeSchema({}), before, [tag('bb', 'a'), tag('people', null)])).toHaveLength(1)
  })

  test('may be unheard of in one of the tables that share a tag', () => {
    const two = (...names: readonly string[]): Schema => ({
      ...before,
      tables: names.flatMap(
        (column, index) =>
          users({ id: 'integer', [column]: 'text' }, ['users', 'posts'][index]).tables,
      ),
    })
    const tags = [tag('old', 'now'), tag('old', 'now', 'posts')]
    expect(said(two('old', 'title'), two('now', 'now'), tags)).toEqual([
      'rename column users.old to now',
      'add column posts.now (text)',
      'drop column posts.title',
    ])
  })

  test('is a value, a sequence, an enum or a table as well', () => {
    const history = completeSchema({
      tables: [{ name: 't', columns: [{ name: 'id', type: 'integer' }] }],
      enums: [{ name: 'mood', values: ['a', 'b'] }],
      sequences: [{ name: 's' }],
    })
    const now = completeSchema({
      tables: [
        { name: 't', columns: [{ name: 'id', type: 'integer' }] },
        { name: 'u', columns: [{ name: 'id', type: 'integer' }] },
      ],
      enums: [
        { name: 'feel', values: ['a', 'b', 'c'] },
        { name: 'mood', values: ['a', 'b'] },
      ],
      sequences: [{ name: 's' }, { name: 'r' }],
    })
    const at = { file: 'schema/users.ts', line: 3 }
    const tags: readonly RenameTag[] = [
      { ...at, kind: 'table', object: 'u', part: null, from: 't' },
      { ...at, kind: 'enum', object: 'feel', part: null, from: 'mood' },
      { ...at, kind: 'value', object: 'feel', part: 'c', from: 'b' },
      { ...at, kind: 'sequence', object: 'r', part: null, from: 's' },
    ]
    expect(said(history, now, tags).toSorted()).toEqual([
      'alter enum feel: values a, b, c',
      'create enum mood (a, b)',
      'create sequence s',
      'create table t',
      'rename enum mood to feel',
      'rename sequence s to r',
      'rename table t to u',
      "rename value 'b' of enum feel to 'c'",
    ])
    expect(said(now, now, tags)).toEqual([])
  })
})

describe('names that go round', () => {
  const before = users({ a: 'text', b: 'integer', gone: 'text' })
  const tags = [tag('a', 'b'), tag('b', 'a')]

  const flags = '`--rename users.a:b --rename users.b:a`'

  test('are taken as done where nothing tells, which is said', () => {
    const after = users({ a: 'text', b: 'integer' })
    expect(said(before, after, tags)).toEqual(['drop column users.gone'])
    for (const now of [before, after]) {
      const { renames, doubts } = resolveRenames({ flags: [], tags }, before, now)
      expect(renames).toEqual([])
      expect(doubts).toEqual([
        expect.stringMatching(
          /^`@renamedFrom a` \(schema\/users\.ts:3\) and `@renamedFrom b` \(schema\/users\.ts:3\): /,
        ),
      ])
      expect(doubts[0]).toContain(flags)
    }
    expect(maySwap(before, ['b', 'a'])).toBe(true)
    expect(maySwap(before, ['a', 'name'])).toBe(false)
  })

  test.each([
    ['types', { type: 'integer' }, { type: 'text' }],
    ['defaults', { type: 'text', default: "'q'" }, { type: 'text' }],
    ['what may be null', { type: 'text', nullable: false }, { type: 'text' }],
  ])('are an error where %s differ, which says how', (_, one, other) => {
    const of = (...names: readonly [string, string]): Schema =>
      completeSchema({
        tables: [
          {
            name: 'users',
            columns: [
              { name: names[0], ...one },
              { name: names[1], ...other },
            ],
          },
        ],
      })
    expect(() => said(of('a', 'b'), of('b', 'a'), tags)).toThrow(
      expect.objectContaining({
        code: 'RENAME_TAG_INVALID',
        message: expect.stringMatching(
          /^schema\/users\.ts:3: `@renamedFrom a` and `@renamedFrom b` \(schema\/users\.ts:3\): .* users\.a and users\.b/,
        ),
        hint: expect.stringContaining(flags),
      }),
    )
  })

  test('may be said half by a flag', () => {
    const after = users({ a: 'integer', b: 'text', gone: 'text' })
    expect(said(before, after, tags.slice(0, 1), ['users.b:a'])).toHaveLength(3)
  })

  test('are no business of a column that takes the name of one that goes', () => {
    const now = users({ b: 'integer', gone: 'text' })
    const { renames, doubts } = resolveRenames({ flags: [], tags: [tag('a', 'b')] }, before, now)
    expect(renames).toEqual([])
    expect(doubts).toEqual([expect.stringMatching(/^`@renamedFrom a` .*so that a is dropped/)])
  })

  test('go with the flags that say the same', () => {
    const after = users({ a: 'integer', b: 'text', gone: 'text' })
    expect(said(before, after, tags, ['users.a:b', 'users.b:a'])).toEqual([
      'rename column users.a to diffkit_renamed_1',
      'rename column users.b to a',
      'rename column users.diffkit_renamed_1 to b',
    ])
  })
})

describe('a table that goes to another namespace', () => {
  const of = (namespace: string | null, name: string): Schema =>
    completeSchema({
      namespaces: [{ name: 'auth' }],
      tables: [{ namespace, name, columns: [{ name: 'id', type: 'integer' }] }],
    })

  test.each([
    ['auth.users', of('auth', 'users'), of(null, 'people'), 'people'],
    ['auth.users', of('auth', 'users'), of(null, 'users'), 'users'],
    ['public.users', of(null, 'users'), of('auth', 'users'), { namespace: 'auth', name: 'users' }],
  ])('moves, where %s is declared', (from, before, after, object) => {
    const all = [{ ...tag(from, null), object }]
    expect(said(before, after, all)).toEqual([
      `rename table ${from.replace('public.', '')} to ${show(object)}`,
    ])
    // Once the history has it, and where it never had the old one.
    expect(said(after, after, all)).toEqual([])
    expect(said(completeSchema({ namespaces: [{ name: 'auth' }] }), after, all)).toHaveLength(1)
  })

  test('is an error, not a drop, where the namespace is not said', () => {
    const all = [tag('users', null, 'people')]
    expect(() => said(of('auth', 'users'), of(null, 'people'), all)).toThrow(
      expect.objectContaining({
        code: 'RENAME_TAG_INVALID',
        hint: expect.stringContaining('`@renamedFrom auth.users`'),
      }),
    )
  })
})

test('a table and a view may swap their names', () => {
  const both = (table: string, view: string): Schema =>
    completeSchema({
      tables: [{ name: table, columns: [{ name: 'id', type: 'integer' }] }],
      views: [{ name: view, definition: `select id from ${table}` }],
    })
  const tags: readonly RenameTag[] = [
    tag('a', null, 'b'),
    { ...tag('b', null, 'a'), kind: 'view', line: 7 },
  ]
  const swapped = said(both('a', 'b'), both('b', 'a'), tags)
  expect(swapped).toEqual([
    'rename view b to diffkit_renamed_1',
    'drop view diffkit_renamed_1',
    'rename table a to b',
    'create view diffkit_renamed_1',
    'rename view diffkit_renamed_1 to a',
  ])
})
