/**
 * create a table with policies
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
    policies: [
      { name: 'own posts', using: 'author = current_user' },
      { name: 'no drafts', as: 'restrictive', for: 'insert', withCheck: "author <> ''" },
    ],
  })
}

export function downgrade(op: Operations): void {
  op.dropTable('posts') // DK101: deletes data
}
