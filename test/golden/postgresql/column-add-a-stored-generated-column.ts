/**
 * add a stored generated column
 *
 * Revision: 5be21c07d9aa
 * Revises: base
 * Created: 2026-01-01T00:00:00Z
 */
import type { Operations } from 'diffkit'

export const revision = '5be21c07d9aa'
export const downRevision = null

export function upgrade(op: Operations): void {
  op.addColumn('users', { name: 'twice', type: 'integer', generated: { expression: 'age * 2' } }) // DK405: rewrites the table
}

export function downgrade(op: Operations): void {
  op.dropColumn('users', 'twice')
}
