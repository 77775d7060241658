/**
 * turn the names of the sequences of identities and serials round
 *
 * Revision: 5be21c07d9aa
 * Revises: base
 * Created: 2026-01-01T00:00:00Z
 */
import type { Operations } from 'diffkit'

export const revision = '5be21c07d9aa'
export const downRevision = null

export function upgrade(op: Operations): void {
  op.alterColumn('users', 'm', { sequence: { name: 'diffkit_renamed_1' } })
  op.alterColumn('users', 'n', { identity: { name: 'b' } })
  op.alterColumn('users', 'k', { sequence: { name: 'a' } })
  op.alterColumn('users', 'm', { sequence: { name: 'c' } })
}

export function downgrade(op: Operations): void {
  op.alterColumn('users', 'm', { sequence: { name: 'diffkit_renamed_1' } })
  op.alterColumn('users', 'k', { sequence: { name: 'c' } })
  op.alterColumn('users', 'n', { identity: { name: 'a' } })
  op.alterColumn('users', 'm', { sequence: { name: 'b' } })
}
