import { describe, expect, test } from 'vitest'
import { diff } from '../../src/diff/index.ts'
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

describe('names that go round', () => {
  const before = users({ a: 'text', b: 'integer', gone: 'text' })
  const tags = [tag('a', 'b'), tag('b', 'a')]

  test('are ignored where nothing shows whether it is done', () => {
    expect(said(before, users({ a: 'text', b: 'integer' }), tags)).toEqual([
      'drop column users.gone',
    ])
  })

  test('are an error where the columns differ, which says how', () => {
    expect(() => said(before, users({ a: 'integer', b: 'text' }), tags)).toThrow(
      expect.objectContaining({
        code: 'RENAME_TAG_INVALID',
        message: expect.stringMatching(/^schema\/users\.ts:3: `@renamedFrom a`: .* a and b/),
        hint: expect.stringContaining('`--rename old:new` for each'),
      }),
    )
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
