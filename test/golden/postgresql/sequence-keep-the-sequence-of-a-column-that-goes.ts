/**
 * keep the sequence of a column that goes
 *
 * Revision: 5be21c07d9aa
 * Revises: base
 * Created: 2026-01-01T00:00:00Z
 */
import type { Operations } from 'diffkit'

export const revision = '5be21c07d9aa'
export const downRevision = null

export function upgrade(op: Operations): void {
  op.alterSequence('numbers', { ownedBy: null })
  op.dropColumn('users', 'number') // DK102: deletes data
}

export function downgrade(op: Operations): void {
  op.addColumn('users', { name: 'number', type: 'bigint', default: "nextval('numbers')" }) // DK403: rewrites the table
  op.alterSequence('numbers', { ownedBy: { table: 'users', column: 'number' } })
}
