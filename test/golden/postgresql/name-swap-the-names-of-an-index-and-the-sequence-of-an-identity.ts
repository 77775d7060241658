/**
 * swap the names of an index and the sequence of an identity
 *
 * Revision: 5be21c07d9aa
 * Revises: base
 * Created: 2026-01-01T00:00:00Z
 */
import type { Operations } from 'diffkit'

export const revision = '5be21c07d9aa'
export const downRevision = null

export function upgrade(op: Operations): void {
  op.alterColumn('users', 'n', { identity: { name: 'diffkit_renamed_1' } })
  op.renameIndex('users', 'b', 'a')
  op.alterColumn('users', 'n', { identity: { name: 'b' } })
}

export function downgrade(op: Operations): void {
  op.alterColumn('users', 'n', { identity: { name: 'diffkit_renamed_1' } })
  op.renameIndex('users', 'a', 'b')
  op.alterColumn('users', 'n', { identity: { name: 'a' } })
}
