/**
 * work in a namespace
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
  op.createEnum({ namespace: 'auth', name: 'role', values: ['y', 'z'] })
  op.createTable({
    namespace: 'auth',
    name: 'users',
    columns: [
      { name: 'id', type: 'integer', nullable: false },
      { name: 'role', type: 'auth.role' },
    ],
    constraints: [{ kind: 'primaryKey', name: 'users_pkey', columns: ['id'] }],
  })
}

export function downgrade(op: Operations): void {
  op.dropTable({ namespace: 'auth', name: 'users' }) // DK101: deletes data
  op.dropEnum({ namespace: 'auth', name: 'role' })
  op.dropNamespace('auth') // DK104: drops a namespace
}
