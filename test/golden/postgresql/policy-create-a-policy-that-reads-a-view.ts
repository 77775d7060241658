/**
 * create a policy that reads a view
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
      { name: 'author', type: 'text' },
    ],
    rowSecurity: true,
    constraints: [{ kind: 'primaryKey', name: 'posts_pkey', columns: ['id'] }],
  })
  op.createView({ name: 'adults', definition: 'select name from users where age >= 18' })
  op.createPolicy('posts', { name: 'adults', using: 'author in (select name from adults)' })
}

export function downgrade(op: Operations): void {
  op.dropPolicy('posts', 'adults')
  op.dropView('adults') // DK305: breaks running code
  op.dropTable('posts') // DK101: deletes data
}
