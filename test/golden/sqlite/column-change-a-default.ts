/**
 * change a default
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
    table.alterColumn('age', { default: '2' }) // DK601: rebuilds the table
  })
}

export function downgrade(op: Operations): void {
  op.batch('users', (table) => {
    table.alterColumn('age', { default: '1' }) // DK601: rebuilds the table
  })
}
