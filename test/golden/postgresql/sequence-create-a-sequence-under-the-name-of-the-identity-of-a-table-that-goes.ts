/**
 * create a sequence under the name of the identity of a table that goes
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
    name: 'people',
    columns: [{ name: 'id', type: 'integer', nullable: false }],
    constraints: [{ kind: 'primaryKey', name: 'people_pkey', columns: ['id'] }],
  })
  op.dropTable('users') // DK101: deletes data
  op.createSequence({ name: 'users_number_seq' })
}

export function downgrade(op: Operations): void {
  op.dropSequence('users_number_seq') // DK107: drops a counter
  op.createTable({
    name: 'users',
    columns: [
      { name: 'id', type: 'integer', nullable: false },
      { name: 'number', type: 'integer', nullable: false, identity: { name: 'users_number_seq' } },
    ],
    constraints: [{ kind: 'primaryKey', name: 'users_pkey', columns: ['id'] }],
  })
  op.dropTable('people') // DK101: deletes data
}
