/**
 * make a serial with a sequence of its own an identity
 *
 * Revision: 5be21c07d9aa
 * Revises: base
 * Created: 2026-01-01T00:00:00Z
 */
import type { Operations } from 'diffkit'

export const revision = '5be21c07d9aa'
export const downRevision = null

export function upgrade(op: Operations): void {
  op.alterColumn('users', 'number', {
    type: 'integer',
    identity: { name: 'tickets', cache: '9' },
    sequence: null,
  })
}

export function downgrade(op: Operations): void {
  op.alterColumn('users', 'number', {
    type: 'serial',
    identity: null,
    sequence: { name: 'tickets', type: 'smallint' },
  })
}
