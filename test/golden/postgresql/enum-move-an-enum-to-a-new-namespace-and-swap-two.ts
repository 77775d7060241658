/**
 * move an enum to a new namespace and swap two
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
  op.renameEnum('word', { namespace: 'auth', name: 'Word' }) // DK301: breaks running code
  op.renameEnum('a', 'diffkit_renamed_2') // DK301: breaks running code
  op.renameEnum('b', 'a') // DK301: breaks running code
  op.renameEnum('diffkit_renamed_2', 'b') // DK301: breaks running code
}

export function downgrade(op: Operations): void {
  op.renameEnum('b', 'diffkit_renamed_2') // DK301: breaks running code
  op.renameEnum('a', 'b') // DK301: breaks running code
  op.renameEnum('diffkit_renamed_2', 'a') // DK301: breaks running code
  op.renameEnum({ namespace: 'auth', name: 'Word' }, { namespace: null, name: 'word' }) // DK301: breaks running code
  op.dropNamespace('auth') // DK104: drops a namespace
}
