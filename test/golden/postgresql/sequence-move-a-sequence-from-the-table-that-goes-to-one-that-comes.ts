/**
 * move a sequence from the table that goes to one that comes
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
    name: 'posts',
    columns: [
      { name: 'id', type: 'integer', nullable: false },
      { name: 'number', type: 'bigint', default: "nextval('numbers')" },
    ],
    constraints: [{ kind: 'primaryKey', name: 'posts_pkey', columns: ['id'] }],
  })
  op.alterSequence('numbers', { ownedBy: { table: 'posts', column: 'number' } })
  op.dropTable('users') // DK101: deletes data
}

export function downgrade(op: Operations): void {
  op.createTable({
    name: 'users',
    columns: [
      { name: 'id', type: 'integer', nullable: false },
      { name: 'number', type: 'bigint', default: "nextval('numbers')" },
    ],
    constraints: [{ kind: 'primaryKey', name: 'users_pkey', columns: ['id'] }],
  })
  op.alterSequence('numbers', { ownedBy: { table: 'users', column: 'number' } })
  op.dropTable('posts') // DK101: deletes data
}
