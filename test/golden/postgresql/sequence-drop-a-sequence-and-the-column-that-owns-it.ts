/**
 * drop a sequence and the column that owns it
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
  op.dropColumn('users', 'age') // DK102: deletes data
  op.dropSequence('numbers') // DK107: drops a counter
}

export function downgrade(op: Operations): void {
  op.createSequence({ name: 'numbers' })
  op.addColumn('users', { name: 'age', type: 'integer' })
  op.alterSequence('numbers', { ownedBy: { table: 'users', column: 'age' } })
}
