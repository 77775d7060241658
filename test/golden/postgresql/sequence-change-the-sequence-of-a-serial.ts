/**
 * change the sequence of a serial
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
    sequence: { name: 'tickets', type: 'bigint', start: '3', min: '-10', cache: '20' },
  })
}

export function downgrade(op: Operations): void {
  op.alterColumn('users', 'number', { sequence: null })
}
