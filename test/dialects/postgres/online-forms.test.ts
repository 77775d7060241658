import { describe, expect, test } from 'vitest'
import { postgres } from '../../../src/dialects/postgres/index.ts'
import { applyAll, describe as told } from '../../../src/operations/index.ts'
import { recordingBuilder } from '../../../src/operations/recorder.ts'
import type { Operation, Operations } from '../../../src/operations/index.ts'
import { isOnline } from '../../../src/operations/online.ts'
import { equalSchemas } from '../../../src/schema/equal.ts'
import { completeSchema } from '../../../src/schema/spec.ts'

const before = completeSchema({
  tables: [
    {
      name: 'users',
      columns: [
        { name: 'id', type: 'integer', nullable: false },
        { name: 'age', type: 'integer' },
      ],
      constraints: [{ kind: 'primaryKey', name: 'users_pkey', columns: ['id'] }],
      indexes: [{ name: 'o', keys: ['age'] }],
    },
  ],
  views: [{ name: 'ages', definition: 'select age from users' }],
})

const formsOf = (author: (op: Operations) => void): readonly Operation[] => {
  const operations: Operation[] = []
  author(recordingBuilder((op) => operations.push(op)))
  const forms = postgres.segments.online(operations, before)
  expect(equalSchemas(applyAll(before, forms), applyAll(before, operations))).toBe(true)
  expect(postgres.segments.online(forms, before)).toEqual(forms)
  return forms
}

const kinds = (operations: readonly Operation[]): readonly string[] =>
  operations.map((op) => (isOnline(op) ? `${op.kind}, online` : op.kind))

describe('the forms that block nobody', () => {
  test('wait until a view that goes is back', () => {
    const forms = formsOf((op) => {
      op.dropView('ages')
      op.createIndex('users', { name: 'by_age', keys: ['age'] })
      op.alterColumn('users', 'age', { type: 'bigint', nullable: false })
      op.createView({ name: 'ages', definition: 'select age + 1 as age from users' })
    })
    expect(kinds(forms)).toEqual([
      'dropView',
      'alterColumn',
      'createView',
      'createIndex, online',
      'alterColumn, online',
    ])
    expect(forms.map(told)[1]).toBe('alter column users.age: type bigint')
  })

  test('are none for what has to stand between the drop of a view and its return', () => {
    const forms = formsOf((op) => {
      op.dropView('ages')
      op.alterColumn('users', 'age', { type: 'bigint' })
      op.addColumn('users', { name: 'old', type: 'bigint', nullable: false }, { using: 'age * 2' })
      op.addConstraint('users', { kind: 'unique', name: 'users_age', columns: ['age'] })
      op.createIndex('users', { name: 'by_age', keys: ['age'] })
      op.createTable({
        name: 'notes',
        columns: [{ name: 'age', type: 'bigint' }],
        constraints: [
          {
            kind: 'foreignKey',
            name: 'notes_age',
            columns: ['age'],
            references: { table: 'users', columns: ['age'] },
          },
        ],
      })
      op.createView({ name: 'ages', definition: 'select age, old from users' })
    })
    expect(kinds(forms)).toEqual([
      'dropView',
      'alterColumn',
      'addColumn',
      'addConstraint',
      'createTable',
      'createView',
      'createIndex, online',
    ])
  })

  test('are for what only looks like something that stands between', () => {
    const forms = formsOf((op) => {
      op.dropView('ages')
      op.dropIndex('users', 'o')
      op.addColumn('users', { name: 'at', type: 'uuid', default: 'gen_random_uuid()' })
      op.addColumn('users', { name: 'kind', type: 'uuid', default: 'gen_random_uuid()' })
      op.alterColumn('users', 'age', { default: '8', comment: 'what else' })
      op.createView({ name: 'ages', definition: 'select age from users where age > 1' })
    })
    expect(kinds(forms)).toEqual([
      'dropIndex, online',
      'addColumn, online',
      'addColumn, online',
      'dropView',
      'alterColumn',
      'createView',
    ])
  })

  test('are for what stands between a view that goes and another one', () => {
    const forms = formsOf((op) => {
      op.dropView('ages')
      op.alterColumn('users', 'age', { type: 'bigint' })
      op.addColumn('users', { name: 'old', type: 'bigint' }, { using: 'age * 2' })
      op.createView({ name: 'olds', definition: 'select old from users' })
    })
    expect(kinds(forms)).toEqual(['dropView', 'alterColumn', 'addColumn, online', 'createView'])
  })

  test('are not for a table that the program makes, whatever it is called then', () => {
    const forms = formsOf((op) => {
      op.createTable({ name: 'tags', columns: [{ name: 'label', type: 'text' }] })
      op.renameTable('tags', 'labels')
      op.createIndex('labels', { name: 'labels_label', keys: ['label'] })
      op.alterColumn('labels', 'label', { nullable: false })
    })
    expect(forms.some(isOnline)).toBe(false)
  })

  test('are for columns that would be filled at once, and for no others', () => {
    const forms = formsOf((op) => {
      op.addColumn('users', { name: 'a', type: 'integer', default: '1', nullable: false })
      op.addColumn('users', { name: 'b', type: 'timestamp with time zone', default: 'now()' })
      op.addColumn('users', { name: 'c', type: 'uuid', default: 'gen_random_uuid()' })
      op.addColumn('users', { name: 'd', type: 'integer', nullable: false }, { using: 'age' })
      op.addColumn('users', { name: 'e', type: 'serial' })
    })
    expect(forms.map(isOnline)).toEqual([false, false, true, true, false])
  })
})
