/**
 * turn a sequence to bounds of its own
 *
 * Revision: 5be21c07d9aa
 * Revises: base
 * Created: 2026-01-01T00:00:00Z
 */
import type { Operations } from 'diffkit'

export const revision = '5be21c07d9aa'
export const downRevision = null

export function upgrade(op: Operations): void {
  op.alterSequence('numbers', { start: '-5', increment: '-1', min: '-99' })
}

export function downgrade(op: Operations): void {
  op.alterSequence('numbers', { start: null, increment: '1', min: null })
}
