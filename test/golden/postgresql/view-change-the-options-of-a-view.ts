/**
 * change the options of a view
 *
 * Revision: 5be21c07d9aa
 * Revises: base
 * Created: 2026-01-01T00:00:00Z
 */
import type { Operations } from 'diffkit'

export const revision = '5be21c07d9aa'
export const downRevision = null

export function upgrade(op: Operations): void {
  op.dropView('adults')
  op.createView({
    name: 'adults',
    options: { check_option: 'local', security_barrier: 'true' },
    definition: 'select id from users where age > 17',
  })
}

export function downgrade(op: Operations): void {
  op.dropView('adults')
  op.createView({ name: 'adults', definition: 'select id from users where age > 17' })
}
