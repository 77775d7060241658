import { expect, test } from 'vitest'
import { sqlite } from '../../../src/dialects/sqlite/index.ts'
import { recordingBuilder } from '../../../src/operations/index.ts'
import type { Operation, Operations } from '../../../src/operations/index.ts'
import { completeSchema } from '../../../src/schema/spec.ts'

const before = completeSchema({
  tables: [{ name: 'users', columns: [{ name: 'id', type: 'integer' }] }],
})

const plan = (does: (op: Operations) => void): void => {
  const operations: Operation[] = []
  does(recordingBuilder((op) => operations.push(op)))
  for (const step of sqlite.steps(operations, before, '3.53')) {
    sqlite.plan(step, { target: '3.53', ground: null })
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
