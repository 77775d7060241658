/**
 * make a primary key composite
 *
 * Revision: 5be21c07d9aa
 * Revises: base
 * Created: 2026-01-01T00:00:00Z
 */
import type { Operations } from 'diffkit'

export const revision = '5be21c07d9aa'
export const downRevision = null

export function upgrade(op: Operations): void {
  op.batch('users', (table) => {
    table.dropConstraint('users_pkey') // DK601: rebuilds the table
    table.addConstraint({ kind: 'primaryKey', name: 'users_pkey', columns: ['id', 'age'] }) // DK206: fails on NULL or duplicates
  })
}

export function downgrade(op: Operations): void {
  op.batch('users', (table) => {
    table.dropConstraint('users_pkey') // DK601: rebuilds the table
    table.addConstraint({ kind: 'primaryKey', name: 'users_pkey', columns: ['id'] }) // DK206: fails on NULL or duplicates
  })
}
