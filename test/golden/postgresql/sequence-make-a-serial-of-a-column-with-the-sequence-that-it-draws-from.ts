/**
 * make a serial of a column with the sequence that it draws from
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
    type: 'bigserial',
    default: null,
    sequence: { name: 'tickets', start: '5', cache: '3' },
  })
  op.dropSequence('tickets')
}

export function downgrade(op: Operations): void {
  op.createSequence({ name: 'tickets', type: 'smallint', start: '5', cache: '3' })
  op.alterColumn('users', 'number', {
    type: 'bigint',
    default: "nextval('tickets')",
    sequence: null,
  })
}
