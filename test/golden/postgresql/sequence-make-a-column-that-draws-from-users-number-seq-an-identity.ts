/**
 * make a column that draws from users_number_seq an identity
 *
 * Revision: 5be21c07d9aa
 * Revises: base
 * Created: 2026-01-01T00:00:00Z
 */
import type { Operations } from 'diffkit'

export const revision = '5be21c07d9aa'
export const downRevision = null

export function upgrade(op: Operations): void {
  op.alterColumn('users', 'number', { default: null, identity: { name: 'users_number_seq' } })
  op.dropSequence('users_number_seq')
}

export function downgrade(op: Operations): void {
  op.createSequence({ name: 'users_number_seq', type: 'integer' })
  op.alterColumn('users', 'number', { default: "nextval('users_number_seq')", identity: null })
}
