/**
 * change the options of a table
 *
 * Revision: 5be21c07d9aa
 * Revises: base
 * Created: 2026-01-01T00:00:00Z
 */
import type { Operations } from 'diffkit'

export const revision = '5be21c07d9aa'
export const downRevision = null

export function upgrade(op: Operations): void {
  op.alterTable('users', {
    forceRowSecurity: true,
    unlogged: false,
    with: { autovacuum_enabled: 'false' },
  })
  op.commentOn({ table: 'users' }, null)
}

export function downgrade(op: Operations): void {
  op.commentOn({ table: 'users' }, 'People')
  op.alterTable('users', { forceRowSecurity: false, unlogged: true, with: { fillfactor: '70' } })
}
