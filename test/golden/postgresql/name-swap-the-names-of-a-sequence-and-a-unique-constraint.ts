/**
 * swap the names of a sequence and a unique constraint
 *
 * Revision: 5be21c07d9aa
 * Revises: base
 * Created: 2026-01-01T00:00:00Z
 */
import type { Operations } from 'diffkit'

export const revision = '5be21c07d9aa'
export const downRevision = null

export function upgrade(op: Operations): void {
  op.renameConstraint('users', 'a', 'diffkit_renamed_1')
  op.renameSequence('b', 'a') // DK301: breaks running code
  op.renameConstraint('users', 'diffkit_renamed_1', 'b')
}

export function downgrade(op: Operations): void {
  op.renameConstraint('users', 'b', 'diffkit_renamed_1')
  op.renameSequence('a', 'b') // DK301: breaks running code
  op.renameConstraint('users', 'diffkit_renamed_1', 'a')
}
