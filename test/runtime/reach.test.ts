import { describe, expect, test } from 'vitest'
import { definitions } from '../../src/operations/index.ts'
import type { Operation } from '../../src/operations/index.ts'
import { reach } from '../../src/runtime/proof/reach.ts'
import { compactTable, completeSchema } from '../../src/schema/spec.ts'
import type { TableSpec } from '../../src/schema/spec.ts'

const { addColumn, alterEnum, createIndex, createTable, dropColumn, renameTable, sql } = definitions

const keyOf = (name: string) =>
  ({ kind: 'primaryKey', name: `${name}_key`, columns: ['id'] }) as const

const table = (name: string, more: Partial<TableSpec> = {}): TableSpec => ({
  name,
  columns: [{ name: 'id', type: 'integer', nullable: false }],
  constraints: [keyOf(name)],
  ...more,
})

const refersTo = (target: string): Partial<TableSpec> => ({
  constraints: [
    keyOf(`of_${target}`),
    {
      kind: 'foreignKey',
      name: `${target}_fk`,
      columns: ['id'],
      references: { table: target, columns: ['id'] },
    },
  ],
})

/** Enough other tables that a part is worth while. */
const others = Array.from({ length: 20 }, (_, at) => table(`other_${at}`))

const schema = completeSchema({
  enums: [{ name: 'mood', values: ['sad'] }],
  tables: [
    table('regions'),
    table('users', refersTo('regions')),
    table('posts', refersTo('users')),
    table('comments', refersTo('posts')),
    table('diary', { columns: [{ name: 'mood', type: 'mood[]' }] }),
    table('notes', { indexes: [{ name: 'taken_idx', keys: ['id'] }], ...refersTo('diary') }),
    ...others,
  ],
  views: [
    { name: 'recent', definition: 'select id from "posts"' },
    { name: 'newest', definition: 'select id from RECENT limit 1' },
    { name: 'apart', definition: 'select id from other_1' },
  ],
})

const oddly = completeSchema({
  tables: [table('ssh-key'), table('a.b(c)|d/e'), ...others],
  views: [{ name: 'keys', definition: 'select id from "ssh-key"' }],
})

const namesFor = (...programs: readonly Operation[]): readonly string[] | null => {
  const part = reach(schema, programs, { prints: null })
  return part && [...part.enums, ...part.tables, ...part.views].map(({ name }) => name)
}

const age = addColumn.create('users', { name: 'age', type: 'integer' })

describe('a change reaches', () => {
  test('its table, what that refers to, and what refers to it', () => {
    expect(namesFor(age)).toEqual(['regions', 'users', 'posts'])
  })

  test('of a table that a foreign key alone connects, the outline', () => {
    const wide = completeSchema({
      tables: [
        table('far'),
        table('near', {
          columns: [
            { name: 'id', type: 'integer', nullable: false, identity: {}, comment: 'the key' },
            { name: 'code', type: 'mood', nullable: false },
            { name: 'far_id', type: 'integer', default: '1' },
          ],
          constraints: [
            keyOf('near'),
            { kind: 'unique', name: 'near_code', columns: ['code'] },
            { kind: 'check', name: 'positive', expression: 'far_id > 0' },
            {
              kind: 'foreignKey',
              name: 'near_far',
              columns: ['far_id'],
              references: { table: 'far', columns: ['id'] },
            },
          ],
          indexes: [{ name: 'near_far_idx', keys: ['far_id'] }],
        }),
        table('users', refersTo('near')),
        ...others,
      ],
    })
    const part = reach(wide, [age], { prints: null })
    expect(part?.tables.map((item) => compactTable(item))).toEqual([
      { ...table('near'), columns: [{ name: 'id', type: 'integer', nullable: false }] },
      table('users', refersTo('near')),
    ])
  })

  test('the whole of one whose referred column is worked out from others', () => {
    const from = { name: 'id', type: 'integer', nullable: false }
    const derived = completeSchema({
      tables: [
        table('near', {
          columns: [
            { name: 'first', type: 'integer' },
            { ...from, generated: { expression: 'first + 1' } },
          ],
        }),
        table('users', refersTo('near')),
        ...others,
      ],
    })
    const part = reach(derived, [age], { prints: null })
    expect(part?.tables[0]).toBe(derived.tables[0])
  })

  test('a table whose name has signs that mean something in a pattern', () => {
    const programs = [
      addColumn.create('ssh-key', { name: 'age', type: 'integer' }),
      addColumn.create('a.b(c)|d/e', { name: 'age', type: 'integer' }),
    ]
    const part = reach(oddly, programs, { prints: null })
    expect(part?.tables.map(({ name }) => name)).toEqual(['ssh-key', 'a.b(c)|d/e'])
    expect(part?.views.map(({ name }) => name)).toEqual(['keys'])
  })

  test('views on its table, and views on those', () => {
    expect(namesFor(dropColumn.create('posts', 'id'))).toEqual([
      'users',
      'posts',
      'comments',
      'recent',
      'newest',
    ])
  })

  test('the tables that use its enum, and those that refer to them', () => {
    expect(namesFor(alterEnum.create('mood', { values: ['sad', 'happy'] }))).toEqual([
      'mood',
      'diary',
      'notes',
    ])
  })

  test('whatever has a name that it gives, an index among them', () => {
    const index = createIndex.create('other_3', { name: 'Taken_Idx', keys: ['id'] })
    expect(namesFor(index)).toEqual(['diary', 'notes', 'other_3'])
    expect(namesFor(renameTable.create('other_3', 'comments'))).toContain('comments')
  })

  test('nothing of what stands apart, for a table that refers to nothing', () => {
    expect(namesFor(createTable.create(table('new')))).toEqual([])
  })

  test('everything, where SQL is opaque', () => {
    expect(namesFor(age, sql.create('select 1'))).toBeNull()
  })

  test('everything, where it is most of the schema', () => {
    const all = others.map(({ name }) => dropColumn.create(name, 'id'))
    expect(namesFor(...all)).toBeNull()
  })

  test('what this server has not printed yet', () => {
    const checked = completeSchema({
      tables: [
        table('old', {
          constraints: [{ kind: 'check', name: 'c', expression: { sql: 'id > 0' } }],
        }),
        table('known', {
          constraints: [
            {
              kind: 'check',
              name: 'c2',
              expression: { sql: 'id > 0', printed: { text: '(id > 0)', major: 18 } },
            },
          ],
        }),
        ...others,
      ],
    })
    const change = addColumn.create('other_1', { name: 'age', type: 'integer' })
    const part = reach(checked, [change], { prints: 18 })
    expect(part?.tables.map(({ name }) => name)).toEqual(['old', 'other_1'])
  })
})
