/**
 * create a sequence with the table that owns it and draws from it
 *
 * Revision: 5be21c07d9aa
 * Revises: base
 * Created: 2026-01-01T00:00:00Z
 */
import type { Operations } from 'diffkit'

export const revision = '5be21c07d9aa'
export const downRevision = null

export function upgrade(op: Operations): void {
  op.createSequence({ name: 'numbers' })
  op.createTable({
    name: 'users',
    columns: [
      { name: 'id', type: 'integer', nullable: false },
      { name: 'number', type: 'bigint', default: "nextval('numbers')" },
    ],
    constraints: [{ kind: 'primaryKey', name: 'users_pkey', columns: ['id'] }],
  })
  op.alterSequence('numbers', { ownedBy: { table: 'users', column: 'number' } })
}

export function downgrade(op: Operations): void {
  op.alterSequence('numbers', { ownedBy: null })
  op.dropTable('users') // DK101: deletes data
  op.dropSequence('numbers') // DK107: drops a counter
}
