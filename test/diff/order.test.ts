import { describe, expect, test } from 'vitest'
import type { ColumnSpec, ConstraintSpec } from '../../src/schema/spec.ts'
import { sqliteSpace } from '../support/schema-space.ts'
import { id, lines, table } from './lines.ts'

describe('tables and foreign keys', () => {
  test('a table comes after those that it points at, and goes before them', () => {
    const chain = [table('a', ['b']), table('b', ['c']), table('c')]
    expect(lines({}, { tables: chain })).toEqual([
      'create table c',
      'create table b',
      'create table a',
    ])
    expect(lines({ tables: chain }, {})).toEqual(['drop table a', 'drop table b', 'drop table c'])
  })

  test('a table may point at itself', () => {
    expect(lines({}, { tables: [table('users', ['users'])] })).toEqual(['create table users'])
  })

  test('a cycle of two is cut once', () => {
    const cycle = [table('a', ['b']), table('b', ['a'])]
    expect(lines({}, { tables: cycle })).toEqual([
      'create table a',
      'create table b',
      'add foreign key a.a_b_fk (b_id) to b (id)',
    ])
    expect(lines({ tables: cycle }, {})).toEqual([
      'drop constraint a.a_b_fk',
      'drop table b',
      'drop table a',
    ])
  })

  test('a cycle of three is cut once, and what points at it is not cut', () => {
    const tables = [table('a', ['b']), table('b', ['c']), table('c', ['a']), table('0', ['a'])]
    const created = lines({}, { tables })
    expect(created.filter((text) => text.startsWith('add'))).toEqual([
      'add foreign key a.a_b_fk (b_id) to b (id)',
    ])
    expect(lines({}, { tables: tables.toReversed() })).toEqual(created)
  })

  test('a parent goes together with the column that points at it', () => {
    const before = { tables: [table('users'), table('posts', ['users'])] }
    expect(lines(before, { tables: [table('posts')] })).toEqual([
      'drop constraint posts.posts_users_fk',
      'drop column posts.users_id',
      'drop table users',
    ])
  })

  test('the key of a foreign key comes before it, in a table that stays', () => {
    const slug: ColumnSpec = { name: 'slug', type: 'text' }
    const unique: ConstraintSpec = { kind: 'unique', name: 'posts_slug_unique', columns: ['slug'] }
    const posts = table('posts')
    const after = table('posts', [], {
      columns: [id, slug],
      constraints: [...(posts.constraints ?? []), unique],
    })
    const likes = table('likes', [], {
      columns: [id, slug],
      constraints: [
        {
          kind: 'foreignKey',
          name: 'likes_slug_fk',
          columns: ['slug'],
          references: { table: 'posts', columns: ['slug'] },
        },
      ],
    })
    expect(lines({ tables: [posts] }, { tables: [likes, after] })).toEqual([
      'add column posts.slug (text)',
      'add unique constraint posts.posts_slug_unique (slug)',
      'create table likes',
    ])
  })

  test('a foreign key stands aside while the types at its ends change', () => {
    const typed = (type: string) => [
      { ...table('users'), columns: [{ ...id, type }] },
      { ...table('posts', ['users']), columns: [id, { name: 'users_id', type }] },
    ]
    expect(lines({ tables: typed('integer') }, { tables: typed('text') })).toEqual([
      'drop constraint posts.posts_users_fk',
      'alter column posts.users_id: type text',
      'alter column users.id: type text',
      'add foreign key posts.posts_users_fk (users_id) to users (id)',
    ])
    expect(lines({ tables: typed('integer') }, { tables: typed('bigint') })).toHaveLength(2)
  })

  test('a primary key changes under a foreign key', () => {
    const posts = table('posts', ['users'])
    const after = {
      ...table('users'),
      constraints: [
        { kind: 'primaryKey', name: 'users_key', columns: ['id', 'site'] } as const,
        { kind: 'unique', name: 'users_id_unique', columns: ['id'] } as const,
      ],
      columns: [id, { name: 'site', type: 'integer', nullable: false }],
    }
    const before = {
      ...table('users'),
      columns: [id, { name: 'site', type: 'integer' }],
    }
    expect(lines({ tables: [before, posts] }, { tables: [after, posts] })).toEqual([
      'drop constraint posts.posts_users_fk',
      'drop constraint users.users_pkey',
      'alter column users.site: set not null',
      'add primary key users.users_key (id, site)',
      'add unique constraint users.users_id_unique (id)',
      'add foreign key posts.posts_users_fk (users_id) to users (id)',
    ])
  })

  test('the changes of one table stand together', () => {
    const both = (type: string, extra: readonly ColumnSpec[]) => [
      { ...table('a'), columns: [id, { name: 'x', type }, ...extra] },
      { ...table('b'), columns: [id, { name: 'x', type }, ...extra] },
    ]
    const after = both('text', [{ name: 'y', type: 'integer' }])
    const tables = { before: both('integer', []), after }
    expect(lines({ tables: tables.before }, { tables: after }, sqliteSpace.features)).toEqual([
      'add column a.y (integer)',
      'alter column a.x: type text',
      'add column b.y (integer)',
      'alter column b.x: type text',
    ])
  })
})
