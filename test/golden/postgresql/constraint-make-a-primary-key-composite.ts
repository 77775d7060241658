/**
 * make a primary key composite
 *
 * Revision: 5be21c07d9aa
 * Revises: base
 * Created: 2026-01-01T00:00:00Z
 */
import type { Operations } from 'diffkit'

export const revision = '5be21c07d9aa'
export const downRevision = null

export function upgrade(op: Operations): void {
  op.dropConstraint('users', 'users_pkey')
  op.addConstraint('users', { kind: 'primaryKey', name: 'users_pkey', columns: ['id', 'age'] }) // DK206: fails on NULL or duplicates; DK407: blocks the table
}

export function downgrade(op: Operations): void {
  op.dropConstraint('users', 'users_pkey')
  op.addConstraint('users', { kind: 'primaryKey', name: 'users_pkey', columns: ['id'] }) // DK206: fails on NULL or duplicates; DK407: blocks the table
}
