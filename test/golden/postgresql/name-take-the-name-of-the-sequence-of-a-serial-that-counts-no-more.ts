/**
 * take the name of the sequence of a serial that counts no more
 *
 * Revision: 5be21c07d9aa
 * Revises: base
 * Created: 2026-01-01T00:00:00Z
 */
import type { Operations } from 'diffkit'

export const revision = '5be21c07d9aa'
export const downRevision = null

export function upgrade(op: Operations): void {
  op.alterColumn('users', 'm', { type: 'integer', sequence: null })
  op.alterColumn('users', 'k', { type: 'integer', identity: { name: 'b' } })
  op.renameIndex('users', 'a', 'users_k_seq')
}

export function downgrade(op: Operations): void {
  op.renameIndex('users', 'users_k_seq', 'a')
  op.alterColumn('users', 'k', { type: 'serial', identity: null })
  op.alterColumn('users', 'm', { type: 'serial', sequence: { name: 'b' } })
}
