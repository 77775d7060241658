/**
 * move a table with a child to another namespace
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
  op.renameTable('users', { namespace: 'auth', name: 'users' }) // DK301: breaks running code
}

export function downgrade(op: Operations): void {
  op.renameTable({ namespace: 'auth', name: 'users' }, { namespace: null, name: 'users' }) // DK301: breaks running code
  op.dropNamespace('auth') // DK104: drops a namespace
}
