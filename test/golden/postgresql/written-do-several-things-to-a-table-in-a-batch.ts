/**
 * do several things to a table in a batch
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
    table.dropColumn('email') // DK102: deletes data
    table.alterColumn('age', { nullable: false, default: '0' }) // DK202: fails on NULL; DK406: blocks the table
  })
}

export function downgrade(op: Operations): void {
  op.batch('users', (table) => {
    table.alterColumn('age', { nullable: true, default: null }) // DK303: allows NULL
    table.addColumn({ name: 'email', type: 'text' })
  })
}
