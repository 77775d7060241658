/**
 * rename a column that a check and an index use
 *
 * Revision: 5be21c07d9aa
 * Revises: base
 * Created: 2026-01-01T00:00:00Z
 */
import type { Operations } from 'diffkit'

export const revision = '5be21c07d9aa'
export const downRevision = null

export function upgrade(op: Operations): void {
  op.renameColumn('users', 'age', 'years') // DK302: breaks running code
}

export function downgrade(op: Operations): void {
  op.renameColumn('users', 'years', 'age') // DK302: breaks running code
}
