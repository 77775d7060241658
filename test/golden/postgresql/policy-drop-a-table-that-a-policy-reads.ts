/**
 * drop a table that a policy reads
 *
 * Revision: 5be21c07d9aa
 * Revises: base
 * Created: 2026-01-01T00:00:00Z
 */
import type { Operations } from 'diffkit'

export const revision = '5be21c07d9aa'
export const downRevision = null

export function upgrade(op: Operations): void {
  op.dropPolicy('posts', 'members') // DK310: changes who sees which rows
  op.dropTable('users') // DK101: deletes data
}

export function downgrade(op: Operations): void {
  op.createTable({
    name: 'users',
    columns: [
      { name: 'id', type: 'integer', nullable: false },
      { name: 'name', type: 'text' },
      { name: 'age', type: 'integer' },
    ],
    constraints: [{ kind: 'primaryKey', name: 'users_pkey', columns: ['id'] }],
  })
  op.createPolicy('posts', {
    name: 'members',
    for: 'select',
    using: 'exists (select 1 from users where users.name = posts.author)',
  })
}
