/**
 * make a column that draws from numbers an identity
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
  op.dropSequence('numbers')
}

export function downgrade(op: Operations): void {
  op.createSequence({ name: 'numbers', type: 'integer' })
  op.alterColumn('users', 'number', { default: "nextval('numbers')", identity: null })
}
