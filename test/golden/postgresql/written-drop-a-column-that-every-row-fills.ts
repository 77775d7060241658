/**
 * drop a column that every row fills
 *
 * Revision: 5be21c07d9aa
 * Revises: base
 * Created: 2026-01-01T00:00:00Z
 */
import type { Operations } from 'diffkit'

export const revision = '5be21c07d9aa'
export const downRevision = null

export function upgrade(op: Operations): void {
  op.dropColumn('users', 'email') // DK102: deletes data
}

export function downgrade(op: Operations): void {
  op.addColumn('users', { name: 'email', type: 'text', nullable: false }) // DK201: fails when the table has rows
}
