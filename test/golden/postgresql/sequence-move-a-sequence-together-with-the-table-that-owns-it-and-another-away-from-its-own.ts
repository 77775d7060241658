/**
 * move a sequence together with the table that owns it, and another away from its own
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
  op.alterSequence('others', { ownedBy: null })
  op.renameTable('users', { namespace: 'auth', name: 'users' }) // DK301: breaks running code
  op.renameSequence('numbers', { namespace: 'auth', name: 'counts' }) // DK301: breaks running code
  op.renameSequence('others', { namespace: 'auth', name: 'others' }) // DK301: breaks running code
  op.alterSequence(
    { namespace: 'auth', name: 'counts' },
    { ownedBy: { table: { namespace: 'auth', name: 'users' }, column: 'number' } },
  )
}

export function downgrade(op: Operations): void {
  op.alterSequence({ namespace: 'auth', name: 'counts' }, { ownedBy: null })
  op.renameSequence({ namespace: 'auth', name: 'others' }, { namespace: null, name: 'others' }) // DK301: breaks running code
  op.renameSequence({ namespace: 'auth', name: 'counts' }, { namespace: null, name: 'numbers' }) // DK301: breaks running code
  op.renameTable({ namespace: 'auth', name: 'users' }, { namespace: null, name: 'users' }) // DK301: breaks running code
  op.alterSequence('others', { ownedBy: { table: 'posts', column: 'age' } })
  op.alterSequence('numbers', { ownedBy: { table: 'users', column: 'number' } })
  op.dropNamespace('auth') // DK104: drops a namespace
}
