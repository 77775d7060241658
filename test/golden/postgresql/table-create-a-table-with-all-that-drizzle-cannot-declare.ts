/**
 * create a table with all that Drizzle cannot declare
 *
 * Revision: 5be21c07d9aa
 * Revises: base
 * Created: 2026-01-01T00:00:00Z
 */
import type { Operations } from 'diffkit'

export const revision = '5be21c07d9aa'
export const downRevision = null

export function upgrade(op: Operations): void {
  op.createTable({
    name: 'users',
    columns: [
      { name: 'id', type: 'integer', nullable: false },
      { name: 'age', type: 'integer', comment: 'In years' },
      { name: 'email', type: 'text', collation: 'C' },
      { name: 'span', type: 'int4range' },
    ],
    rowSecurity: true,
    forceRowSecurity: true,
    comment: 'People',
    unlogged: true,
    with: { fillfactor: '70' },
    constraints: [
      { kind: 'primaryKey', name: 'users_pkey', columns: ['id'] },
      { kind: 'unique', name: 'a', columns: ['age'], include: ['email'] },
      { kind: 'unique', name: 'b', columns: ['email'], deferrable: 'initially deferred' },
      { kind: 'check', name: 'c', expression: 'age > 0', notValid: true },
      { kind: 'check', name: 'd', expression: 'age > 0', noInherit: true },
      { kind: 'exclude', name: 'e', definition: 'USING gist (span WITH &&) WHERE (age > 0)' },
    ],
  })
}

export function downgrade(op: Operations): void {
  op.dropTable('users') // DK101: deletes data
}
