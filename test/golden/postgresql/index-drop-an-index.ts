/**
 * drop an index
 *
 * Revision: 5be21c07d9aa
 * Revises: base
 * Created: 2026-01-01T00:00:00Z
 */
import type { Operations } from 'diffkit'

export const revision = '5be21c07d9aa'
export const downRevision = null

export function upgrade(op: Operations): void {
  op.dropIndex('users', 'users_email_idx')
}

export function downgrade(op: Operations): void {
  op.createIndex('users', { name: 'users_email_idx', keys: ['email'], unique: true }) // DK203: fails on duplicates; DK401: blocks writes
}
