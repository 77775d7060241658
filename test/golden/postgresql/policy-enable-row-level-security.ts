/**
 * enable row level security
 *
 * Revision: 5be21c07d9aa
 * Revises: base
 * Created: 2026-01-01T00:00:00Z
 */
import type { Operations } from 'diffkit'

export const revision = '5be21c07d9aa'
export const downRevision = null

export function upgrade(op: Operations): void {
  op.alterTable('posts', { rowSecurity: true }) // DK308: hides rows
}

export function downgrade(op: Operations): void {
  op.alterTable('posts', { rowSecurity: false }) // DK309: shows all rows
}
