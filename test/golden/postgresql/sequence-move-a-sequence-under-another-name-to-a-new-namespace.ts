/**
 * move a sequence under another name to a new namespace
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
  op.renameSequence('numbers', { namespace: 'auth', name: 'All Counts' }) // DK301: breaks running code
}

export function downgrade(op: Operations): void {
  op.renameSequence({ namespace: 'auth', name: 'All Counts' }, { namespace: null, name: 'numbers' }) // DK301: breaks running code
  op.dropNamespace('auth') // DK104: drops a namespace
}
