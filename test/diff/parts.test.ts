import { describe, expect, test } from 'vitest'
import { diff } from '../../src/diff/index.ts'
import { completeSchema } from '../../src/schema/spec.ts'
import type { ColumnSpec, SchemaSpec, TableSpec } from '../../src/schema/spec.ts'
import { postgresSpace, sqliteSpace } from '../support/schema-space.ts'
import { id, lines, table } from './lines.ts'

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
