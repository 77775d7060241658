/**
 * rename a sequence that a default draws from and change it
 *
 * Revision: 5be21c07d9aa
 * Revises: base
 * Created: 2026-01-01T00:00:00Z
 */
import type { Operations } from 'diffkit'

export const revision = '5be21c07d9aa'
export const downRevision = null

export function upgrade(op: Operations): void {
  op.renameSequence('numbers', 'counts') // DK301: breaks running code
  op.alterSequence('counts', { increment: '10' })
}

export function downgrade(op: Operations): void {
  op.alterSequence('counts', { increment: '1' })
  op.renameSequence('counts', 'numbers') // DK301: breaks running code
}
