/**
 * change the sequence of a serial that is renamed with its table
 *
 * Revision: 5be21c07d9aa
 * Revises: base
 * Created: 2026-01-01T00:00:00Z
 */
import type { Operations } from 'diffkit'

export const revision = '5be21c07d9aa'
export const downRevision = null

export function upgrade(op: Operations): void {
  op.renameTable('users', 'people') // DK301: breaks running code
  op.renameColumn('people', 'number', 'count') // DK302: breaks running code
  op.alterColumn('people', 'count', { sequence: { name: 'tickets', cache: '5' } })
}

export function downgrade(op: Operations): void {
  op.alterColumn('people', 'count', { sequence: { name: 'tickets' } })
  op.renameColumn('people', 'count', 'number') // DK302: breaks running code
  op.renameTable('people', 'users') // DK301: breaks running code
}
