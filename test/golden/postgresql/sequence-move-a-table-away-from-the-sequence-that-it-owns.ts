/**
 * move a table away from the sequence that it owns
 *
 * Revision: 5be21c07d9aa
 * Revises: base
 * Created: 2026-01-01T00:00:00Z
 */
import type { Operations } from 'diffkit'

export const revision = '5be21c07d9aa'
export const downRevision = null

export function upgrade(op: Operations): void {
  op.createNamespace('auth')
  op.alterSequence('numbers', { ownedBy: null })
  op.renameTable('users', { namespace: 'auth', name: 'users' }) // DK301: breaks running code
  op.alterColumn({ namespace: 'auth', name: 'users' }, 'number', {
    default: "nextval('public.numbers')",
  })
}

export function downgrade(op: Operations): void {
  op.alterColumn({ namespace: 'auth', name: 'users' }, 'number', { default: "nextval('numbers')" })
  op.renameTable({ namespace: 'auth', name: 'users' }, { namespace: null, name: 'users' }) // DK301: breaks running code
  op.alterSequence('numbers', { ownedBy: { table: 'users', column: 'number' } })
  op.dropNamespace('auth') // DK104: drops a namespace
}
