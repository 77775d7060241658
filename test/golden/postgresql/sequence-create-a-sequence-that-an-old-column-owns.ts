/**
 * create a sequence that an old column owns
 *
 * Revision: 5be21c07d9aa
 * Revises: base
 * Created: 2026-01-01T00:00:00Z
 */
import type { Operations } from 'diffkit'

export const revision = '5be21c07d9aa'
export const downRevision = null

export function upgrade(op: Operations): void {
  op.createSequence({ name: 'numbers', cache: '3', ownedBy: { table: 'users', column: 'age' } })
}

export function downgrade(op: Operations): void {
  op.dropSequence('numbers') // DK107: drops a counter
}
