/**
 * make a view a materialized one
 *
 * Revision: 5be21c07d9aa
 * Revises: base
 * Created: 2026-01-01T00:00:00Z
 */
import type { Operations } from 'diffkit'

export const revision = '5be21c07d9aa'
export const downRevision = null

export function upgrade(op: Operations): void {
  op.dropView('ages')
  op.createView({ name: 'ages', materialized: true, definition: 'select age from users' })
}

export function downgrade(op: Operations): void {
  op.dropView('ages') // DK105: drops stored rows and indexes
  op.createView({ name: 'ages', definition: 'select age from users' })
}
