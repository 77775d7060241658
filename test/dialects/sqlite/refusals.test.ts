import { expect, test } from 'vitest'
import { sqlite } from '../../../src/dialects/sqlite/index.ts'
import { recordingBuilder } from '../../../src/operations/recorder.ts'
import type { Operation, Operations } from '../../../src/operations/index.ts'
import { completeSchema } from '../../../src/schema/spec.ts'

const before = completeSchema({
  tables: [{ name: 'users', columns: [{ name: 'id', type: 'integer' }] }],
})

const plan = (does: (op: Operations) => void, target = '3.53'): void => {
  const operations: Operation[] = []
  does(recordingBuilder((op) => operations.push(op)))
  for (const step of sqlite.steps(operations, before, target)) {
    sqlite.plan(step, { target, ground: null })
  }
}

test.each<readonly [string, (op: Operations) => void]>([
  ['a comment', (op) => op.alterTable('users', { comment: 'People' })],
  ['a comment', (op) => op.alterColumn('users', 'id', { comment: 'A number' })],
  ['a comment', (op) => op.addColumn('users', { name: 'n', type: 'text', comment: 'x' })],
  [
    'a comment',
    (op) => op.createTable({ name: 't', columns: [{ name: 'n', type: 'text', comment: 'x' }] }),
  ],
  ['a storage parameter', (op) => op.alterTable('users', { with: { fillfactor: '70' } })],
  ['an unlogged table', (op) => op.createTable({ name: 't', columns: [], unlogged: true })],
  [
    'NOT VALID',
    (op) =>
      op.addConstraint('users', { kind: 'check', name: 'c', expression: 'id > 0', notValid: true }),
  ],
  [
    'an exclusion constraint',
    (op) => op.addConstraint('users', { kind: 'exclude', name: 'c', definition: '(id WITH =)' }),
  ],
])('%s is refused, not passed over', (what, does) => {
  expect(() => plan(does)).toThrow(`${what} in SQLite`)
})

test('the rename of a column is refused where the target can do none, batches included', () => {
  const renames: readonly ((op: Operations) => void)[] = [
    (op) => op.renameColumn('users', 'id', 'key'),
    (op) => op.batch('users', (table) => table.renameColumn('id', 'key'), { recreate: 'always' }),
  ]
  for (const rename of renames) {
    expect(() => plan(rename, '3.24')).toThrow('for SQLite before 3.25')
    expect(() => plan(rename, '3.25')).not.toThrow()
  }
})
