/**
 * drop NOT NULL
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
    table.alterColumn('age', { nullable: true }) // DK303: allows NULL; DK601: rebuilds the table
  })
}

export function downgrade(op: Operations): void {
  op.batch('users', (table) => {
    table.alterColumn('age', { nullable: false }) // DK202: fails on NULL; DK601: rebuilds the table
  })
}
