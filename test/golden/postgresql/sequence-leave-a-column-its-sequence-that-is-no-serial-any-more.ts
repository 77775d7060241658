/**
 * leave a column its sequence that is no serial any more
 *
 * Revision: 5be21c07d9aa
 * Revises: base
 * Created: 2026-01-01T00:00:00Z
 */
import type { Operations } from 'diffkit'

export const revision = '5be21c07d9aa'
export const downRevision = null

export function upgrade(op: Operations): void {
  op.createSequence({ name: 'tickets', ownedBy: { table: 'users', column: 'number' } })
  op.alterColumn('users', 'number', {
    type: 'integer',
    nullable: true,
    default: "nextval('tickets')",
    sequence: null,
  }) // DK303: allows NULL
}

export function downgrade(op: Operations): void {
  op.alterColumn('users', 'number', {
    type: 'serial',
    nullable: false,
    default: null,
    sequence: { name: 'tickets', type: 'bigint' },
  }) // DK202: fails on NULL; DK406: blocks the table
  op.dropSequence('tickets')
}
