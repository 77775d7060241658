/**
 * rename a sequence to the name of an index that goes
 *
 * Revision: 5be21c07d9aa
 * Revises: base
 * Created: 2026-01-01T00:00:00Z
 */
import type { Operations } from 'diffkit'

export const revision = '5be21c07d9aa'
export const downRevision = null

export function upgrade(op: Operations): void {
  op.renameIndex('users', 'a', 'diffkit_renamed_1')
  op.renameSequence('b', 'a') // DK301: breaks running code
  op.dropIndex('users', 'diffkit_renamed_1')
}

export function downgrade(op: Operations): void {
  op.createIndex('users', { name: 'diffkit_renamed_1', keys: ['age'] }) // DK401: blocks writes
  op.renameSequence('a', 'b') // DK301: breaks running code
  op.renameIndex('users', 'diffkit_renamed_1', 'a')
}
