/**
 * create a serial with a sequence of its own
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
      {
        name: 'number',
        type: 'serial',
        nullable: false,
        sequence: { name: 'tickets', type: 'bigint', start: '5', increment: '10' },
      },
    ],
    constraints: [{ kind: 'primaryKey', name: 'users_pkey', columns: ['id'] }],
  })
}

export function downgrade(op: Operations): void {
  op.dropTable('users') // DK101: deletes data
}
