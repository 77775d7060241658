/**
 * narrow an identity whose bound the smaller type does not have
 *
 * Revision: 5be21c07d9aa
 * Revises: base
 * Created: 2026-01-01T00:00:00Z
 */
import type { Operations } from 'diffkit'

export const revision = '5be21c07d9aa'
export const downRevision = null

export function upgrade(op: Operations): void {
  op.alterColumn('users', 'id', { type: 'integer', identity: { name: 'users_id_seq' } }) // DK207: fails on values that do not fit; DK402: rewrites the table
}

export function downgrade(op: Operations): void {
  op.alterColumn('users', 'id', {
    type: 'bigint',
    identity: { name: 'users_id_seq', max: '5000000000' },
  }) // DK402: rewrites the table
}
