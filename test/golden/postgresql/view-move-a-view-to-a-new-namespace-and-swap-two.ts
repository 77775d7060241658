/**
 * move a view to a new namespace and swap two
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
  op.renameView('adults', { namespace: 'auth', name: 'grown' }) // DK301: breaks running code
  op.renameView('a', 'diffkit_renamed_2') // DK301: breaks running code
  op.renameView('b', 'a') // DK301: breaks running code
  op.renameView('diffkit_renamed_2', 'b') // DK301: breaks running code
}

export function downgrade(op: Operations): void {
  op.renameView('b', 'diffkit_renamed_2') // DK301: breaks running code
  op.renameView('a', 'b') // DK301: breaks running code
  op.renameView('diffkit_renamed_2', 'a') // DK301: breaks running code
  op.renameView({ namespace: 'auth', name: 'grown' }, { namespace: null, name: 'adults' }) // DK301: breaks running code
  op.dropNamespace('auth') // DK104: drops a namespace
}
