/**
 * comment as an attribute of an alteration
 *
 * Revision: 5be21c07d9aa
 * Revises: base
 * Created: 2026-01-01T00:00:00Z
 */
import type { Operations } from 'diffkit'

export const revision = '5be21c07d9aa'
export const downRevision = null

export function upgrade(op: Operations): void {
  op.alterTable('users', { comment: 'People' })
  op.alterColumn('users', 'age', { comment: 'In years' })
}

export function downgrade(op: Operations): void {
  op.alterColumn('users', 'age', { comment: null })
  op.alterTable('users', { comment: null })
}
