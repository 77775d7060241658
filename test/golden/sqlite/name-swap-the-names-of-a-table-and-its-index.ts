/**
 * swap the names of a table and its index
 *
 * Revision: 5be21c07d9aa
 * Revises: base
 * Created: 2026-01-01T00:00:00Z
 */
import type { Operations } from 'diffkit'

export const revision = '5be21c07d9aa'
export const downRevision = null

export function upgrade(op: Operations): void {
  op.renameIndex('users', 'people', 'diffkit_renamed_1')
  op.renameTable('users', 'people') // DK301: breaks running code
  op.renameIndex('people', 'diffkit_renamed_1', 'users')
}

export function downgrade(op: Operations): void {
  op.renameIndex('people', 'users', 'diffkit_renamed_1')
  op.renameTable('people', 'users') // DK301: breaks running code
  op.renameIndex('users', 'diffkit_renamed_1', 'people')
}
