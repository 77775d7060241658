/**
 * drop a parent together with the key of its child
 *
 * Revision: 5be21c07d9aa
 * Revises: base
 * Created: 2026-01-01T00:00:00Z
 */
import type { Operations } from 'diffkit'

export const revision = '5be21c07d9aa'
export const downRevision = null

export function upgrade(op: Operations): void {
  op.dropConstraint('posts', 'posts_parent_id_fk') // DK304: removes a guarantee
  op.dropColumn('posts', 'parent_id') // DK102: deletes data
  op.dropTable('users') // DK101: deletes data
}

export function downgrade(op: Operations): void {
  op.createTable({
    name: 'users',
    columns: [{ name: 'id', type: 'integer', nullable: false }],
    constraints: [{ kind: 'primaryKey', name: 'users_pkey', columns: ['id'] }],
  })
  op.addColumn('posts', { name: 'parent_id', type: 'integer' })
  op.addConstraint('posts', {
    kind: 'foreignKey',
    name: 'posts_parent_id_fk',
    columns: ['parent_id'],
    references: { table: 'users', columns: ['id'] },
  }) // DK205: fails on rows without a parent; DK404: blocks writes
}
