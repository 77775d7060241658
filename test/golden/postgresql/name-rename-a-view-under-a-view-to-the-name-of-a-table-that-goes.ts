/**
 * rename a view under a view to the name of a table that goes
 *
 * Revision: 5be21c07d9aa
 * Revises: base
 * Created: 2026-01-01T00:00:00Z
 */
import type { Operations } from 'diffkit'

export const revision = '5be21c07d9aa'
export const downRevision = null

export function upgrade(op: Operations): void {
  op.renameView('adults', 'diffkit_renamed_1') // DK301: breaks running code
  op.dropView('over')
  op.dropTable('posts') // DK101: deletes data
  op.renameView('diffkit_renamed_1', 'posts') // DK301: breaks running code
  op.createView({ name: 'over', definition: 'select id from posts' })
}

export function downgrade(op: Operations): void {
  op.dropView('over')
  op.renameView('posts', 'diffkit_renamed_1') // DK301: breaks running code
  op.createTable({
    name: 'posts',
    columns: [{ name: 'id', type: 'integer', nullable: false }],
    constraints: [{ kind: 'primaryKey', name: 'posts_pkey', columns: ['id'] }],
  })
  op.createView({ name: 'over', definition: 'select id from "diffkit_renamed_1"' })
  op.renameView('diffkit_renamed_1', 'adults') // DK301: breaks running code
}
