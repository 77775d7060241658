/**
 * collate the key of a column that has a collation
 *
 * Revision: 5be21c07d9aa
 * Revises: base
 * Created: 2026-01-01T00:00:00Z
 */
import type { Operations } from 'diffkit'

export const revision = '5be21c07d9aa'
export const downRevision = null

export function upgrade(op: Operations): void {
  op.dropIndex('users', 'i')
  op.createIndex('users', { name: 'i', keys: [{ column: 'email', collation: 'default' }] }) // DK401: blocks writes
}

export function downgrade(op: Operations): void {
  op.dropIndex('users', 'i')
  op.createIndex('users', { name: 'i', keys: ['email'] }) // DK401: blocks writes
}
