/**
 * rename a view and change it, over a table that is renamed to its name
 *
 * Revision: 5be21c07d9aa
 * Revises: base
 * Created: 2026-01-01T00:00:00Z
 */
import type { Operations } from 'diffkit'

export const revision = '5be21c07d9aa'
export const downRevision = null

export function upgrade(op: Operations): void {
  op.renameView('adults', 'people') // DK301: breaks running code
  op.dropView('people')
  op.renameTable('users', 'adults') // DK301: breaks running code
  op.createView({ name: 'people', definition: 'select id, age from adults where age > 20' })
}

export function downgrade(op: Operations): void {
  op.dropView('people')
  op.renameTable('adults', 'users') // DK301: breaks running code
  op.createView({ name: 'people', definition: 'select id from users where age > 17' })
  op.renameView('people', 'adults') // DK301: breaks running code
}
