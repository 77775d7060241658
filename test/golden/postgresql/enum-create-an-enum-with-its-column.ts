/**
 * create an enum with its column
 *
 * Revision: 5be21c07d9aa
 * Revises: base
 * Created: 2026-01-01T00:00:00Z
 */
import type { Operations } from 'diffkit'

export const revision = '5be21c07d9aa'
export const downRevision = null

export function upgrade(op: Operations): void {
  op.createEnum({ name: 'mood', values: ['y', 'z'] })
  op.addColumn('users', { name: 'mood', type: 'mood', default: "'y'" })
}

export function downgrade(op: Operations): void {
  op.dropColumn('users', 'mood') // DK102: deletes data
  op.dropEnum('mood')
}
