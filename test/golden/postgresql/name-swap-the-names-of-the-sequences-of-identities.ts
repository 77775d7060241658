/**
 * swap the names of the sequences of identities
 *
 * Revision: 5be21c07d9aa
 * Revises: base
 * Created: 2026-01-01T00:00:00Z
 */
import type { Operations } from 'diffkit'

export const revision = '5be21c07d9aa'
export const downRevision = null

export function upgrade(op: Operations): void {
  op.alterColumn('users', 'n1', { identity: { name: 'diffkit_renamed_1' } })
  op.alterColumn('users', 'n0', { identity: { name: 'b' } })
  op.alterColumn('users', 'n1', { identity: { name: 'a' } })
}

export function downgrade(op: Operations): void {
  op.alterColumn('users', 'n1', { identity: { name: 'diffkit_renamed_1' } })
  op.alterColumn('users', 'n0', { identity: { name: 'a' } })
  op.alterColumn('users', 'n1', { identity: { name: 'b' } })
}
