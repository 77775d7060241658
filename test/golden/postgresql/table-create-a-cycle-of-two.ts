/**
 * create a cycle of two
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
      { name: 'parent_id', type: 'integer' },
    ],
    constraints: [{ kind: 'primaryKey', name: 'posts_pkey', columns: ['id'] }],
  })
  op.createTable({
    name: 'users',
    columns: [
      { name: 'id', type: 'integer', nullable: false },
      { name: 'parent_id', type: 'integer' },
    ],
    constraints: [
      { kind: 'primaryKey', name: 'users_pkey', columns: ['id'] },
      {
        kind: 'foreignKey',
        name: 'users_parent_id_fk',
        columns: ['parent_id'],
        references: { table: 'posts', columns: ['id'] },
      },
    ],
  })
  op.addConstraint('posts', {
    kind: 'foreignKey',
    name: 'posts_parent_id_fk',
    columns: ['parent_id'],
    references: { table: 'users', columns: ['id'] },
  })
}

export function downgrade(op: Operations): void {
  op.dropConstraint('posts', 'posts_parent_id_fk')
  op.dropTable('users') // DK101: deletes data
  op.dropTable('posts') // DK101: deletes data
}
