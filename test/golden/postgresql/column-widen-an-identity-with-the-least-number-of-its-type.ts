/**
 * widen an identity with the least number of its type
 *
 * Revision: 5be21c07d9aa
 * Revises: base
 * Created: 2026-01-01T00:00:00Z
 */
import type { Operations } from 'diffkit'

export const revision = '5be21c07d9aa'
export const downRevision = null

export function upgrade(op: Operations): void {
  op.alterColumn('users', 'id', { type: 'integer' }) // DK402: rewrites the table
}

export function downgrade(op: Operations): void {
  op.alterColumn('users', 'id', { type: 'smallint' }) // DK207: fails on values that do not fit; DK402: rewrites the table
}
