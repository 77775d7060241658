/**
 * change the action of a foreign key
 *
 * Revision: 5be21c07d9aa
 * Revises: base
 * Created: 2026-01-01T00:00:00Z
 */
import type { Operations } from 'diffkit'

export const revision = '5be21c07d9aa'
export const downRevision = null

export function upgrade(op: Operations): void {
  op.batch('posts', (table) => {
    table.dropConstraint('posts_parent_id_fk') // DK601: rebuilds the table
    table.addConstraint({
      kind: 'foreignKey',
      name: 'posts_parent_id_fk',
      columns: ['parent_id'],
      references: { table: 'users', columns: ['id'] },
      onDelete: 'cascade',
    }) // DK205: fails on rows without a parent
  })
}

export function downgrade(op: Operations): void {
  op.batch('posts', (table) => {
    table.dropConstraint('posts_parent_id_fk') // DK601: rebuilds the table
    table.addConstraint({
      kind: 'foreignKey',
      name: 'posts_parent_id_fk',
      columns: ['parent_id'],
      references: { table: 'users', columns: ['id'] },
    }) // DK205: fails on rows without a parent
  })
}
