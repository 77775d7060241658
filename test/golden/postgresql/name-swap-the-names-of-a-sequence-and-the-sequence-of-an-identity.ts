/**
 * swap the names of a sequence and the sequence of an identity
 *
 * Revision: 5be21c07d9aa
 * Revises: base
 * Created: 2026-01-01T00:00:00Z
 */
import type { Operations } from 'diffkit'

export const revision = '5be21c07d9aa'
export const downRevision = null

export function upgrade(op: Operations): void {
  op.alterColumn('users', 'n0', { identity: { name: 'diffkit_renamed_1' } })
  op.renameSequence('b', 'a') // DK301: breaks running code
  op.alterColumn('users', 'n0', { identity: { name: 'b' } })
}

export function downgrade(op: Operations): void {
  op.alterColumn('users', 'n0', { identity: { name: 'diffkit_renamed_1' } })
  op.renameSequence('a', 'b') // DK301: breaks running code
  op.alterColumn('users', 'n0', { identity: { name: 'a' } })
}
