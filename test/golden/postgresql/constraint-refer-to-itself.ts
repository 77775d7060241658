/**
 * refer to itself
 *
 * Revision: 5be21c07d9aa
 * Revises: base
 * Created: 2026-01-01T00:00:00Z
 */
import type { Operations } from 'diffkit'

export const revision = '5be21c07d9aa'
export const downRevision = null

export function upgrade(op: Operations): void {
  op.addColumn('users', { name: 'parent_id', type: 'integer' })
  op.addConstraint('users', {
    kind: 'foreignKey',
    name: 'users_parent_id_fk',
    columns: ['parent_id'],
    references: { table: 'users', columns: ['id'] },
    onDelete: 'cascade',
  }) // DK205: fails on rows without a parent; DK404: blocks writes
}

export function downgrade(op: Operations): void {
  op.dropConstraint('users', 'users_parent_id_fk') // DK304: removes a guarantee
  op.dropColumn('users', 'parent_id') // DK102: deletes data
}
