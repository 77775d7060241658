import { describe, expect, test } from 'vitest'
import { diff } from '../../src/diff/index.ts'
import { applyAll, describe as line, reverseAll } from '../../src/operations/index.ts'
import { equalSchemas } from '../../src/schema/equal.ts'
import { completeSchema } from '../../src/schema/spec.ts'
import type { ColumnSpec, ConstraintSpec, SchemaSpec, TableSpec } from '../../src/schema/spec.ts'
import { postgresSpace, sqliteSpace } from '../support/schema-space.ts'

const lines = (
  before: SchemaSpec,
  after: SchemaSpec,
  features = postgresSpace.features,
): readonly string[] => {
  const [from, to] = [completeSchema(before), completeSchema(after)]
  const operations = diff(from, to, { features, renames: [] })
  expect(equalSchemas(applyAll(from, operations), to)).toBe(true)
  expect(equalSchemas(applyAll(to, reverseAll(operations, from)), from)).toBe(true)
  return operations.map(line)
}

const id: ColumnSpec = { name: 'id', type: 'integer', nullable: false }

const foreignKey = (table: string, target: string): ConstraintSpec => ({
  kind: 'foreignKey',
  name: `${table}_${target}_fk`,
  columns: [`${target}_id`],
  references: { table: target, columns: ['id'] },
})

const table = (name: string, targets: readonly string[] = [], rest: Partial<TableSpec> = {}) => ({
  name,
  columns: [id, ...targets.map((target) => ({ name: `${target}_id`, type: 'integer' }))],
  constraints: [
    { kind: 'primaryKey', name: `${name}_pkey`, columns: ['id'] } as const,
    ...targets.map((target) => foreignKey(name, target)),
  ],
  ...rest,
})

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

describe('parts of a table', () => {
  const users = (rest: Partial<TableSpec>, columns: readonly ColumnSpec[] = []) => ({
    tables: [{ ...table('users'), columns: [id, ...columns], ...rest }],
  })
  const age: ColumnSpec = { name: 'age', type: 'integer' }

  test('what uses a column goes before it', () => {
    const before = users(
      {
        constraints: [{ kind: 'check', name: 'users_age_check', expression: 'age > 0' }],
        indexes: [{ name: 'users_age_idx', keys: ['id'], where: 'age > 18' }],
      },
      [age, { name: 'twice', type: 'integer', generated: { expression: 'age * 2' } }],
    )
    expect(lines(before, users({ constraints: [] }))).toEqual([
      'drop index users.users_age_idx',
      'drop constraint users.users_age_check',
      'drop column users.twice',
      'drop column users.age',
    ])
  })

  test('a generated column changes between its new source and its old one', () => {
    const made = (from: string): readonly ColumnSpec[] => [
      { name: from, type: 'integer' },
      { name: 'twice', type: 'integer', generated: { expression: `${from} * 2` } },
    ]
    expect(lines(users({}, made('age')), users({}, made('years')))).toEqual([
      'add column users.years (integer)',
      'alter column users.twice: generated',
      'drop column users.age',
    ])
  })

  test('a name alone is a rename, a name and a change are not', () => {
    const index = (name: string, where: string | null = null) =>
      users({ indexes: [{ name, keys: ['age'], where }] }, [age])
    expect(lines(index('a'), index('b'))).toEqual(['rename index users.a to b'])
    expect(lines(index('a'), index('b', 'age > 0'))).toEqual([
      'drop index users.a',
      'create index users.b (age)',
    ])
    expect(lines(index('a'), index('a', 'age > 0'))).toHaveLength(2)
  })

  test('names that change places are dropped and created', () => {
    const indexes = (first: string, second: string) =>
      users(
        {
          indexes: [
            { name: first, keys: ['age'] },
            { name: second, keys: ['id'] },
          ],
        },
        [age],
      )
    expect(lines(indexes('a', 'b'), indexes('b', 'a'))).toEqual([
      'drop index users.a',
      'drop index users.b',
      'create index users.a (id)',
      'create index users.b (age)',
    ])
  })

  test('a name is free before another table takes it', () => {
    const indexed = (name: string) => ({ ...table(name), indexes: [{ name: 'i', keys: ['id'] }] })
    expect(lines({ tables: [indexed('z')] }, { tables: [indexed('a'), table('z')] })).toEqual([
      'drop index z.i',
      'create table a',
    ])
  })

  test('an alter holds the keys that change, and how values are converted', () => {
    const [before, after] = [
      users({}, [age]),
      users({}, [{ ...age, type: 'text', default: "'0'" }]),
    ]
    const operations = diff(completeSchema(before), completeSchema(after), {
      features: postgresSpace.features,
      renames: [],
      conversion: ({ name }, from, to) => `convert(${name}, ${from}, ${to})`,
    })
    expect(operations).toEqual([
      {
        kind: 'alterColumn',
        table: 'users',
        name: 'age',
        set: { type: 'text', default: { sql: "'0'" } },
        using: 'convert(age, integer, text)',
      },
    ])
  })
})

describe('enums', () => {
  const moods = (values: readonly string[], fallback: string): SchemaSpec => ({
    enums: [{ name: 'mood', values }],
    tables: [{ ...table('users'), columns: [id, { name: 'm', type: 'mood', default: fallback }] }],
  })

  test('an enum comes before the table that uses it, and goes after it', () => {
    const schema = moods(['ok'], "'ok'")
    expect(lines({}, schema)).toEqual(['create enum mood (ok)', 'create table users'])
    expect(lines(schema, {})).toEqual(['drop table users', 'drop enum mood'])
  })

  test('a default uses a new value after it came, and leaves an old one before it goes', () => {
    const [one, two] = [moods(['ok'], "'ok'"), moods(['ok', 'sad'], "'sad'")]
    expect(lines(one, two)).toEqual([
      'alter enum mood: values ok, sad',
      "alter column users.m: default 'sad'",
    ])
    expect(lines(two, one)).toEqual([
      "alter column users.m: default 'ok'",
      'alter enum mood: values ok',
    ])
  })

  test('a default that goes from an old value to a new one is dropped in between', () => {
    expect(lines(moods(['ok'], "'ok'"), moods(['fine'], "'fine'"))).toEqual([
      'alter column users.m: drop default',
      'alter enum mood: values fine',
      "alter column users.m: default 'fine'",
    ])
  })
})

describe('views', () => {
  const schema = (type: string, shown = 'name'): SchemaSpec => ({
    tables: [
      {
        ...table('users'),
        columns: [id, { name: 'name', type }, { name: 'age', type: 'integer' }],
      },
    ],
    views: [
      { name: 'a_top', definition: 'select * from names' },
      { name: 'names', definition: `select ${shown} from users` },
    ],
  })

  test('a view comes after what it mentions, and goes before it', () => {
    expect(lines({}, schema('text'))).toEqual([
      'create table users',
      'create view names',
      'create view a_top',
    ])
    expect(lines(schema('text'), {})).toEqual([
      'drop view a_top',
      'drop view names',
      'drop table users',
    ])
  })

  test('a view with those over it is taken out of the way of a change of type', () => {
    const around = ['drop view a_top', 'drop view names', 'create view names', 'create view a_top']
    expect(lines(schema('text'), schema('varchar'))).toEqual(
      around.toSpliced(2, 0, 'alter column users.name: type varchar'),
    )
    expect(lines(schema('text', '*'), schema('varchar', '*'))).toHaveLength(5)
    expect(lines(schema('text', 'id'), schema('varchar', 'id'))).toHaveLength(1)
    expect(lines(schema('text'), schema('varchar'), sqliteSpace.features)).toHaveLength(1)
  })
})
