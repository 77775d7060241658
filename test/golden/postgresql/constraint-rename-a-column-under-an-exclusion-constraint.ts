/**
 * rename a column under an exclusion constraint
 *
 * Revision: 5be21c07d9aa
 * Revises: base
 * Created: 2026-01-01T00:00:00Z
 */
import type { Operations } from 'diffkit'

export const revision = '5be21c07d9aa'
export const downRevision = null

export function upgrade(op: Operations): void {
  op.renameColumn('users', 'span', 'years') // DK302: breaks running code
}

export function downgrade(op: Operations): void {
  op.renameColumn('users', 'years', 'span') // DK302: breaks running code
}
